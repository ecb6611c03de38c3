"""The web server: the page in two languages, and the files of a report."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import gradio as gr
from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from app.error_telling import Language, tell_error
from app.errors import JushiError
from app.figures import FigureTable, render_workbook
from app.jobs import kept
from app.revision import User
from app.web.api import build_api, file_answer
from app.web.desk import Desk
from app.web.gate import Gate
from app.web.page import CSS, build_page
from app.web.sign_in import SignInWall, add_sign_in, page_user, signed_in
from app.web.theme import build_theme

_LARGEST_UPLOAD = "50mb"
_WORKBOOKS = {"figures.xlsx": "数据表", "template.xlsx": "数据表模板"}


def build_server(desk: Desk, gate: Gate | None = None) -> FastAPI:
    """The application that uvicorn serves; with a gate nobody passes without signing in."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=_working(desk))
    page_desk = desk
    if gate is not None:
        page_desk = desk.seen_by(page_user(gate))
        add_sign_in(app, gate)

    @app.get("/healthz")
    def health() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/files/{report_id}/{language}/{name}")
    def file(request: Request, report_id: str, language: Language, name: str) -> Response:
        asked = desk if gate is None else desk.seen_by(lambda: signed_in(request))
        try:
            opened = asked.open(report_id, language)
        except JushiError as error:
            raise HTTPException(404) from error
        if name in _WORKBOOKS:
            return _workbook_of(opened, name)
        return _file_of(asked, opened, name, language)

    @app.get("/api")
    def api_page() -> Response:
        return RedirectResponse("/api/")

    app.mount("/api", build_api(desk, gate))
    languages: tuple[tuple[str, Language], ...] = (("/en", "en"), ("/", "zh"))
    for path, language in languages:
        app = gr.mount_gradio_app(
            app,
            build_page(page_desk, language),
            path=path,
            footer_links=[],
            run_history=False,
            enable_monitoring=False,
            max_file_size=_LARGEST_UPLOAD,
            theme=build_theme(),
            css=CSS,
            show_error=False,
            auth_dependency=None if gate is None else (lambda r: _name_of(signed_in(r))),
        )
    app.add_middleware(SignInWall, gate=gate)
    return app


def _working(desk: Desk) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """Drafting jobs are worked at, those of lost workers too, for as long as the server runs."""

    @asynccontextmanager
    async def working(_app: FastAPI) -> AsyncIterator[None]:
        desk.workers.start()
        yield
        await asyncio.to_thread(desk.workers.stop)

    return working


def _name_of(user: User | None) -> str | None:
    return None if user is None else user.name


def _workbook_of(opened: kept.OpenReport, name: str) -> Response:
    table = opened.table if name == "figures.xlsx" else FigureTable(())
    title = opened.report.title.replace("\n", "")
    return file_answer(render_workbook(table), f"{title}{_WORKBOOKS[name]}.xlsx")


def _file_of(desk: Desk, opened: kept.OpenReport, name: str, language: Language) -> Response:
    try:
        file = kept.export_kept(desk.store, opened, name, language=language)
    except JushiError as error:
        raise HTTPException(409, tell_error(error, language)) from error
    if file is None:
        raise HTTPException(404)
    return file_answer(file.content, file.name)
