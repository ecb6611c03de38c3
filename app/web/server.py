"""The web server: the page in two languages, and the files of a report."""

from urllib.parse import quote

import gradio as gr
from fastapi import FastAPI, HTTPException, Response

from app.error_telling import Language
from app.errors import JushiError
from app.fidelity import render_html, render_json, render_xlsx
from app.figures import FigureTable, render_workbook
from app.jobs import CheckedReport, export_draft, kept, review_copy
from app.web.desk import Desk
from app.web.page import CSS, THEME, build_page

_LARGEST_UPLOAD = "50mb"
_WORKBOOKS = {"figures.xlsx": "数据表", "template.xlsx": "数据表模板"}
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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
        return _file_of(opened, name, language)

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


def _file_of(opened: kept.OpenReport, name: str, language: Language) -> Response:
    if opened.draft is None or opened.result is None:
        raise HTTPException(404)
    title = opened.report.title.replace("\n", "")
    match name:
        case "report.docx" if not opened.result.summary.error:
            report = export_draft(opened.draft, f"{title}.docx")
            return _download(report.content, report.name, _DOCX)
        case "review.docx":
            copy = export_draft(opened.draft, f"{title}.docx")
            checked = CheckedReport(copy, opened.table, FigureTable(()), (), opened.result)
            marked = review_copy(checked, copy, draft=opened.draft, language=language)
            return _download(marked, f"{title}.review.docx", _DOCX)
        case "check.html":
            page = render_html(opened.result, name=title, language=language)
            return _download(page.encode(), f"{title}.check.html", "text/html; charset=utf-8")
        case "check.xlsx":
            sheet = render_xlsx(opened.result, opened.table, language=language)
            return _download(sheet, f"{title}.check.xlsx", _XLSX)
        case "check.json":
            record = render_json(opened.result).encode()
            return _download(record, f"{title}.check.json", "application/json")
        case _:
            raise HTTPException(404)


def _download(content: bytes, name: str, media_type: str) -> Response:
    disposition = f"attachment; filename*=UTF-8''{quote(name)}"
    return Response(content, media_type=media_type, headers={"Content-Disposition": disposition})
