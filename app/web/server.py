"""The web server: the page in two languages, and the files of a report."""

from pathlib import PurePath
from urllib.parse import quote

import gradio as gr
from fastapi import FastAPI, HTTPException, Response

from app.error_telling import Language, tell_error
from app.errors import JushiError
from app.figures import FigureTable, render_workbook
from app.jobs import kept
from app.web.desk import Desk
from app.web.page import CSS, THEME, build_page

_LARGEST_UPLOAD = "50mb"
_WORKBOOKS = {"figures.xlsx": "数据表", "template.xlsx": "数据表模板"}
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_KINDS = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": _XLSX,
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".zip": "application/zip",
}


def build_server(desk: Desk) -> FastAPI:
    """The application that uvicorn serves."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)

    @app.get("/healthz")
    def health() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/files/{report_id}/{language}/{name}")
    def file(report_id: str, language: Language, name: str) -> Response:
        try:
            opened = desk.open(report_id, language)
        except JushiError as error:
            raise HTTPException(404) from error
        if name in _WORKBOOKS:
            return _workbook_of(opened, name)
        return _file_of(desk, opened, name, language)

    languages: tuple[tuple[str, Language], ...] = (("/en", "en"), ("/", "zh"))
    for path, language in languages:
        app = gr.mount_gradio_app(
            app,
            build_page(desk, language),
            path=path,
            footer_links=[],
            run_history=False,
            enable_monitoring=False,
            max_file_size=_LARGEST_UPLOAD,
            theme=THEME,
            css=CSS,
            show_error=False,
        )
    return app


def _workbook_of(opened: kept.OpenReport, name: str) -> Response:
    table = opened.table if name == "figures.xlsx" else FigureTable(())
    title = opened.report.title.replace("\n", "")
    return _download(render_workbook(table), f"{title}{_WORKBOOKS[name]}.xlsx", _XLSX)


def _file_of(desk: Desk, opened: kept.OpenReport, name: str, language: Language) -> Response:
    try:
        file = kept.export_kept(desk.store, opened, name, language=language)
    except JushiError as error:
        raise HTTPException(409, tell_error(error, language)) from error
    if file is None:
        raise HTTPException(404)
    return _download(file.content, file.name, _KINDS[PurePath(name).suffix])


def _download(content: bytes, name: str, media_type: str) -> Response:
    disposition = f"attachment; filename*=UTF-8''{quote(name)}"
    return Response(content, media_type=media_type, headers={"Content-Disposition": disposition})
