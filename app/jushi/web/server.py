"""The web server: the page in two languages, and the files of a report."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import gradio as gr
import uvicorn
from fastapi import FastAPI, HTTPException, Request, Response
from starlette.requests import HTTPConnection

from jushi.error_telling import tell_error
from jushi.errors import JushiError
from jushi.figures import FigureTable, render_workbook
from jushi.messages import Language
from jushi.revision import User
from jushi.services.workspace import OpenReport
from jushi.web.api import file_answer, mount_api, status_of
from jushi.web.app_context import OWNER, AppContext
from jushi.web.headers import SafeHeaders
from jushi.web.http_faults import SafeProtocol
from jushi.web.limits import LARGEST_FILE
from jushi.web.observation import Observed, Observer, add_observation
from jushi.web.page import CSS, build_page
from jushi.web.session_manager import SessionManager
from jushi.web.sign_in import SignInWall, add_sign_in, page_user, signed_in
from jushi.web.theme import build_theme
from jushi.web.upload_routes import PageGuard, add_uploads
from jushi.web.uploads import Uploads

_LEAVES_WITHIN_S = 5
"""An open page holds a stream: without a limit the server would wait for it to be closed."""
_WORKBOOKS = {"figures.xlsx": "数据表", "template.xlsx": "数据表模板"}


def build_server(
    app_context: AppContext,
    session_manager: SessionManager | None = None,
    *,
    log: Callable[[str], None] | None = None,
) -> FastAPI:
    """The application that uvicorn serves; with a manager nobody passes without signing in.

    `log` takes a line for each request, see `Observer`.
    """
    uploads = Uploads(app_context.setup.settings.home / "uploads")
    # Gradio copies every file from elsewhere into this folder; what is in it stays where it is.
    os.environ["GRADIO_TEMP_DIR"] = str(uploads.folder)
    lifespan = _working(app_context, uploads)
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    add_uploads(app, uploads, _owner_of)
    page_desk = app_context
    if session_manager is not None:
        page_desk = app_context.seen_by(page_user(session_manager))
        add_sign_in(app, session_manager)

    whole = app_context.background or app_context.store
    observer = Observer(whole, "serve", lambda: app_context.draft_workers.is_looking, log)
    add_observation(app, observer)

    @app.get("/files/{report_id}/{language}/{name}")
    def file(request: Request, report_id: str, language: Language, name: str) -> Response:
        asked = (
            app_context
            if session_manager is None
            else app_context.seen_by(lambda: signed_in(request))
        )
        try:
            workspace = asked.workspace(report_id, language)
            if name in _WORKBOOKS:
                return _workbook_of(workspace.open(), name)
            made = workspace.export.file(name)
        except JushiError as error:
            raise HTTPException(status_of(error), tell_error(error, language)) from error
        if made is None:
            raise HTTPException(404)
        return file_answer(made.content, made.name)

    mount_api(app, app_context, session_manager)
    pages = _mount_pages(app, page_desk, uploads)
    app.add_middleware(PageGuard, uploads=uploads, owner_of=_owner_of, pages=pages)
    app.add_middleware(SignInWall, session_manager=session_manager)
    app.add_middleware(SafeHeaders)
    app.add_middleware(Observed, observer=observer)
    return app


def _mount_pages(app: FastAPI, app_context: AppContext, uploads: Uploads) -> dict[str, gr.Blocks]:
    """Put the page into `app`, last: the Chinese one has every address that is left.

    Gives the pages by address, "" and "/en".
    """
    pages: dict[str, gr.Blocks] = {}
    languages: tuple[tuple[str, Language], ...] = (("/en", "en"), ("/", "zh"))
    for path, language in languages:
        pages[path.rstrip("/")] = page = build_page(app_context, language, uploads)
        gr.mount_gradio_app(
            app,
            page,
            path=path,
            footer_links=[],
            run_history=False,
            enable_monitoring=False,
            max_file_size=LARGEST_FILE,
            theme=build_theme(),
            css=CSS,
            show_error=False,
            auth_dependency=(lambda r: _name_of(signed_in(r))) if app_context.signs_in else None,
        )
    return pages


def _owner_of(asked: HTTPConnection) -> str:
    user = signed_in(asked)
    return OWNER if user is None else user.name


def server_config(
    application: FastAPI, proxies: Sequence[str] = (), *, local_only: bool = False
) -> uvicorn.Config:
    """How uvicorn serves `application`; a port of its own choice where it is given no socket.

    Whose request it is, and whether it came by https, is told by the connection itself; by
    `X-Forwarded-For` and `X-Forwarded-Proto` only where the connection is that of a proxy of
    `proxies`: anybody can send these headers.
    """
    return uvicorn.Config(
        application,
        port=0,
        log_level="warning",
        server_header=False,
        http=SafeProtocol,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=list(proxies),
        timeout_graceful_shutdown=_LEAVES_WITHIN_S,
        # The faster loop connects in C, where `watch_process` sees nothing.
        loop="asyncio" if local_only else "auto",
    )


def _working(
    app_context: AppContext, uploads: Uploads
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """Drafting jobs are worked at, those of lost workers too, for as long as the server runs.

    What is ended here cannot be ended behind `Server.run`: uvicorn raises the signal again that
    it was ended by.
    """

    @asynccontextmanager
    async def working(_app: FastAPI) -> AsyncIterator[None]:
        app_context.draft_workers.start()
        yield
        await asyncio.to_thread(app_context.draft_workers.stop)
        app_context.workers.close()
        uploads.close()

    return working


def _name_of(user: User | None) -> str | None:
    return None if user is None else user.name


def _workbook_of(opened: OpenReport, name: str) -> Response:
    table = opened.table if name == "figures.xlsx" else FigureTable(())
    title = opened.report.title.replace("\n", "")
    return file_answer(render_workbook(table), f"{title}{_WORKBOOKS[name]}.xlsx")
