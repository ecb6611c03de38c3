"""Reports that are kept: their figures, their check, their files."""

from typing import Annotated, Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from app.errors import DocumentError, DraftError, FigureError
from app.fidelity import render_json
from app.jobs import kept
from app.web.api.answers import (
    KeptFigureAnswer,
    PlanAnswer,
    ReportAnswer,
    file_answer,
    kept_figure_answer,
    plan_answer,
    report_answer,
)
from app.web.api.caller import Asking
from app.web.api.faults import HttpError

router = APIRouter(prefix="/v1/reports")

ExportName = Literal[
    "report.docx",
    "report.pdf",
    "review.docx",
    "package.zip",
    "check.html",
    "check.xlsx",
    "check.json",
    "errata.docx",
]


class Edit(BaseModel):
    figure: Annotated[str, Field(max_length=200)]
    field: Literal["value", "previous", "unit", "period", "subject"]
    typed: Annotated[str, Field(max_length=1000)]


class Edits(BaseModel):
    edits: Annotated[list[Edit], Field(min_length=1, max_length=2000)]
    only_preview: bool = False


@router.get("", operation_id="list_reports")
def list_reports(caller: Asking) -> list[ReportAnswer]:
    return [report_answer(report) for report in caller.desk.reports()]


@router.get("/{report_id}/figures", operation_id="list_figures")
def list_figures(caller: Asking, report_id: str) -> list[KeptFigureAnswer]:
    opened = caller.open(report_id)
    rows = kept.figure_rows(caller.desk.store, opened, caller.hand())
    return [kept_figure_answer(row) for row in rows]


@router.patch("/{report_id}/figures", operation_id="change_figures")
def change_figures(caller: Asking, report_id: str, asked: Edits) -> PlanAnswer:
    known = caller.open(report_id).table.by_id()
    for edit in asked.edits:
        if edit.figure not in known:
            raise FigureError(edit.figure, "there is no such figure", "choose one of the workbook")
    edits = [kept.CellEdit(edit.figure, edit.field, edit.typed) for edit in asked.edits]
    store = caller.desk.store
    plan = kept.preview_cells(store, report_id, edits, hand=caller.hand())
    if plan.faults:
        figure, field, why = plan.faults[0]
        raise FigureError(f"{figure}, {field}", why, "type another value")
    stores = plan.change is not None and not asked.only_preview
    if stores:
        kept.keep_figures(store, plan)
    return plan_answer(plan, is_stored=stores)


@router.get("/{report_id}/check", operation_id="check_report")
def check_report(caller: Asking, report_id: str) -> Response:
    opened = caller.open(report_id)
    if opened.result is None:
        raise HttpError(409, f"report {report_id}", "is not drafted yet", "draft it in the page")
    return Response(render_json(opened.result), media_type="application/json")


@router.get("/{report_id}/export/{name}", operation_id="export_report")
def export_report(caller: Asking, report_id: str, name: ExportName) -> Response:
    opened = caller.open(report_id)
    try:
        file = kept.export_kept(caller.desk.store, opened, name, language=caller.language)
    except (DraftError, DocumentError) as error:
        raise HttpError(409, error.place, error.problem, error.remedy) from error
    if file is None:
        raise HttpError(409, f"report {report_id}", "is not drafted yet", "draft it in the page")
    return file_answer(file.content, file.name)
