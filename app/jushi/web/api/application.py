"""The application below `/api`: routes, errors as JSON, the OpenAPI document and its page."""

from fastapi import FastAPI, Response
from fastapi.responses import RedirectResponse

from jushi.web.api import collecting_routes, faults, file_routes, report_routes, token_route
from jushi.web.api.manual import add_manual
from jushi.web.app_context import AppContext
from jushi.web.session_manager import SessionManager


def build_api(app_context: AppContext, session_manager: SessionManager | None) -> FastAPI:
    """The application that is mounted at `/api`; signed in, everybody sees only their own."""
    api = FastAPI(title="据实 Jushi", version="1", docs_url=None, redoc_url=None, openapi_url=None)
    api.state.app_context = app_context
    api.state.signs_in = session_manager is not None
    faults.add_handlers(api)
    api.include_router(file_routes.router)
    api.include_router(report_routes.router)
    api.include_router(collecting_routes.router)
    if session_manager is not None:
        token_route.add_token(api, session_manager)
    add_manual(api, signs_in=session_manager is not None)
    return api


def build_token_api(session_manager: SessionManager) -> FastAPI:
    """The part of it that gives tokens, for an application that offers nothing else of it."""
    api = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    faults.add_handlers(api)
    token_route.add_token(api, session_manager)
    return api


def mount_api(
    app: FastAPI, app_context: AppContext, session_manager: SessionManager | None
) -> None:
    """Put the API into `app`, below `/api/`."""

    @app.get("/api")
    def api_page() -> Response:
        return RedirectResponse("/api/")

    app.mount("/api", build_api(app_context, session_manager))
    faults.add_outer_handler(app)
