"""The application below `/api`: routes, errors as JSON, the OpenAPI document and its page."""

from fastapi import FastAPI, Response
from fastapi.responses import RedirectResponse

from jushi.web.api import collecting_routes, faults, file_routes, report_routes, token_route
from jushi.web.api.manual import add_manual
from jushi.web.app_context import Desk
from jushi.web.session_manager import Gate


def build_api(desk: Desk, gate: Gate | None) -> FastAPI:
    """The application that is mounted at `/api`; with a gate everybody sees only their own."""
    api = FastAPI(title="据实 Jushi", version="1", docs_url=None, redoc_url=None, openapi_url=None)
    api.state.desk = desk
    api.state.is_gated = gate is not None
    faults.add_handlers(api)
    api.include_router(file_routes.router)
    api.include_router(report_routes.router)
    api.include_router(collecting_routes.router)
    if gate is not None:
        token_route.add_token(api, gate)
    add_manual(api, is_gated=gate is not None)
    return api


def mount_api(app: FastAPI, desk: Desk, gate: Gate | None) -> None:
    """Put the API into `app`, below `/api/`."""

    @app.get("/api")
    def api_page() -> Response:
        return RedirectResponse("/api/")

    app.mount("/api", build_api(desk, gate))
    faults.add_outer_handler(app)
