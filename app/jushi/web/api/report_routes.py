"""Reports that are kept: their figures, their check, their files."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, Response, status
from pydantic import BaseModel, Field

from jushi.documents import MATERIAL_SUFFIXES, WORD_SUFFIXES
from jushi.errors import ConflictError, FigureError, NotFoundError
from jushi.fidelity import render_json
from jushi.messages import Message
from jushi.records import JobRecord
from jushi.services import StoredFile
from jushi.services.workspace import CellEdit, Returned
from jushi.web.api.answers import (
    CarriedAnswer,
    DraftingAnswer,
    ExportAnswer,
    KeptFigureAnswer,
    PlanAnswer,
    ReportAnswer,
    SignOffAnswer,
    TakenAnswer,
    WritingPlanAnswer,
    carried_answer,
    drafting_answer,
    export_answer,
    file_answer,
    kept_figure_answer,
    plan_answer,
    report_answer,
    sign_off_answer,
)
from jushi.web.api.caller import Asking, Caller, take, take_all, take_one
from jushi.web.api.documented import CheckRecord, answers
from jushi.web.api.file_routes import ExportFields, Optional, Sent, Several

router = APIRouter(prefix="/v1/reports")


class Edit(BaseModel):
    figure: Annotated[str, Field(max_length=200)]
    field: Literal["value", "previous", "unit", "period", "subject"]
    typed: Annotated[str, Field(max_length=1000)]


class Edits(BaseModel):
    edits: Annotated[list[Edit], Field(min_length=1, max_length=2000)]
    only_preview: bool = False


class Settling(BaseModel):
    section: Annotated[str, Field(max_length=200)]
    version: Annotated[int, Field(ge=0, le=1_000_000)]
    id: Annotated[str, Field(max_length=40)]
    verb: Literal["keep", "drop"]
    text: Annotated[str, Field(max_length=10_000)] = ""


class SignOffAct(BaseModel):
    act: Literal["send", "withdraw", "comment", "pass", "return", "approve"]
    note: Annotated[str, Field(max_length=2000)] = ""
    section: Annotated[str, Field(max_length=200)] = ""
    sentence: Annotated[str, Field(max_length=200)] = ""
    mention: Annotated[str, Field(max_length=200)] = ""


class Kept(BaseModel):
    title: Annotated[str, Field(max_length=200)] | None = None
    is_archived: bool | None = None
    is_deleted: bool | None = None


class Sections(BaseModel):
    sections: Annotated[list[str], Field(max_length=500)] = []
    replaces_edited: bool = False


class EditedPlan(BaseModel):
    plan: Annotated[str, Field(max_length=500_000)]
    """As `GET` gives it, edited; empty takes an edited one back."""


@router.get("", operation_id="list_reports")
def list_reports(caller: Asking) -> list[ReportAnswer]:
    return [report_answer(report) for report in caller.app_context.reports()]


@router.post("", operation_id="make_report", status_code=status.HTTP_201_CREATED)
def make_report(
    caller: Asking,
    knowledge: Several,
    *,
    figures: Optional = None,
) -> ReportAnswer:
    sources = take_all(knowledge, MATERIAL_SUFFIXES)
    workbook = None if figures is None else caller.workbook(figures)
    made = caller.app_context.make(workbook, sources, caller.language, run=caller.run)
    return report_answer(made)


@router.patch("/{report_id}", operation_id="change_report")
def change_report(caller: Asking, report_id: str, asked: Kept) -> ReportAnswer:
    keeping = caller.workspace(report_id).keeping
    report = caller.workspace(report_id).record()
    if asked.title is not None:
        report = keeping.rename(asked.title)
    if asked.is_archived is not None:
        report = keeping.archive(is_archived=asked.is_archived)
    if asked.is_deleted is not None:
        report = keeping.delete() if asked.is_deleted else keeping.restore()
    return report_answer(report)


@router.get("/{report_id}/draft", operation_id="watch_draft")
def watch_draft(caller: Asking, report_id: str) -> DraftingAnswer:
    return drafting_answer(_newest_job(caller, report_id), caller.language)


@router.post("/{report_id}/draft", operation_id="begin_draft", status_code=status.HTTP_202_ACCEPTED)
def begin_draft(caller: Asking, report_id: str, asked: Sections) -> DraftingAnswer:
    caller.app_context.begin_draft(report_id, asked.sections, replaces_edited=asked.replaces_edited)
    return drafting_answer(_newest_job(caller, report_id), caller.language)


@router.get("/{report_id}/plan", operation_id="read_plan")
def read_plan(caller: Asking, report_id: str) -> WritingPlanAnswer:
    return WritingPlanAnswer(plan=caller.workspace(report_id).plan.text())


@router.put("/{report_id}/plan", operation_id="keep_plan")
def keep_plan(caller: Asking, report_id: str, asked: EditedPlan) -> WritingPlanAnswer:
    plan = caller.workspace(report_id).plan
    plan.keep(asked.plan)
    return WritingPlanAnswer(plan=plan.text())


@router.post(
    "/{report_id}/draft/resume", operation_id="resume_draft", status_code=status.HTTP_202_ACCEPTED
)
def resume_draft(caller: Asking, report_id: str) -> DraftingAnswer:
    job = _newest_job(caller, report_id)
    if job.state in ("failed", "cancelled"):
        caller.app_context.go_on(job)
    return drafting_answer(_newest_job(caller, report_id), caller.language)


@router.delete("/{report_id}/draft", operation_id="stop_draft")
def stop_draft(caller: Asking, report_id: str) -> DraftingAnswer:
    job = _newest_job(caller, report_id)
    stopped = caller.workspace(report_id).draft.cancel(job.id)
    return drafting_answer(stopped, caller.language)


@router.post("/{report_id}/draft/undo", operation_id="undo_draft")
def undo_draft(caller: Asking, report_id: str) -> DraftingAnswer:
    caller.workspace(report_id).draft.undo()
    return drafting_answer(_newest_job(caller, report_id), caller.language)


def _newest_job(caller: Caller, report_id: str) -> JobRecord:
    job = caller.workspace(report_id).open().job
    if job is None:
        raise NotFoundError("web.never_drafted", place=Message("places.report", name=report_id))
    return job


@router.get("/{report_id}/carried", operation_id="list_carried")
def list_carried(caller: Asking, report_id: str) -> list[CarriedAnswer]:
    return [carried_answer(one) for one in caller.workspace(report_id).carried.all()]


@router.post("/{report_id}/carried", operation_id="settle_carried")
def settle_carried(caller: Asking, report_id: str, asked: Settling) -> list[CarriedAnswer]:
    carried = caller.workspace(report_id).carried
    carried.settle(asked.section, asked.id, asked.verb, base=asked.version, text=asked.text)
    return [carried_answer(one) for one in carried.all()]


@router.get("/{report_id}/figures", operation_id="list_figures")
def list_figures(caller: Asking, report_id: str) -> list[KeptFigureAnswer]:
    workspace = caller.workspace(report_id)
    rows = workspace.figures.rows(workspace.open())
    return [kept_figure_answer(row) for row in rows]


@router.patch("/{report_id}/figures", operation_id="change_figures")
def change_figures(caller: Asking, report_id: str, asked: Edits) -> PlanAnswer:
    workspace = caller.workspace(report_id)
    known = workspace.open().table.by_id()
    for edit in asked.edits:
        if edit.figure not in known:
            raise FigureError("web.no_such_figure", place=edit.figure)
    edits = [CellEdit(edit.figure, edit.field, edit.typed) for edit in asked.edits]
    plan = workspace.figures.preview(edits)
    if plan.faults:
        figure, field, why = plan.faults[0]
        raise FigureError("web.refused_value", place=f"{figure}, {field}", why=why)
    stores = plan.change is not None and not asked.only_preview
    if stores:
        workspace.figures.keep(plan)
    return plan_answer(plan, is_stored=stores)


@router.get("/{report_id}/check", operation_id="check_report", responses=answers(CheckRecord))
def check_report(caller: Asking, report_id: str) -> Response:
    opened = caller.workspace(report_id).open()
    if opened.result is None:
        raise ConflictError("web.not_drafted_yet", place=Message("places.report", name=report_id))
    return Response(render_json(opened.result), media_type="application/json")


@router.get("/{report_id}/export", operation_id="see_export")
def see_export(caller: Asking, report_id: str) -> ExportAnswer:
    return export_answer(caller.workspace(report_id).export.choice())


@router.put("/{report_id}/export", operation_id="choose_export")
def choose_export(
    caller: Asking,
    report_id: str,
    *,
    template: Optional = None,
    chosen: Annotated[ExportFields, Depends()],
    drops_template: Annotated[bool, Form()] = False,
) -> ExportAnswer:
    export, sent = caller.workspace(report_id).export, take_one(template, (".docx",))
    kept = None if drops_template else export.choice().template
    export.keep_choice(chosen.form(sent or kept), run=caller.run)
    return export_answer(export.choice())


@router.get(
    "/{report_id}/export/{name}",
    operation_id="export_report",
    responses=answers(CheckRecord, files=[".docx", ".pdf", ".zip", ".html", ".xlsx"]),
)
def export_report(caller: Asking, report_id: str, name: StoredFile) -> Response:
    file = caller.workspace(report_id).export.file(name)
    if file is None:
        raise ConflictError("web.not_drafted_yet", place=Message("places.report", name=report_id))
    return file_answer(file.content, file.name)


@router.post("/{report_id}/returned", operation_id="compare_returned")
def compare_returned(caller: Asking, report_id: str, file: Sent) -> Returned:
    returns = caller.workspace(report_id).returns
    return returns.compare(take(file, WORD_SUFFIXES), run=caller.run)


@router.post("/{report_id}/returned/taken", operation_id="take_returned")
def take_returned(
    caller: Asking,
    report_id: str,
    file: Sent,
    numbers: Annotated[list[int], Form()] = [],  # noqa: B006 - FastAPI copies a default
) -> list[TakenAnswer]:
    made = caller.workspace(report_id).returns.apply(
        take(file, WORD_SUFFIXES), taken=numbers or None, run=caller.run
    )
    return [TakenAnswer(section=version.key, version=version.number) for version in made]


@router.get("/{report_id}/sign-off", operation_id="see_sign_off")
def see_sign_off(caller: Asking, report_id: str) -> SignOffAnswer:
    return sign_off_answer(caller.workspace(report_id).sign_off.state(), caller.language)


@router.post("/{report_id}/sign-off", operation_id="act_sign_off")
def act_sign_off(caller: Asking, report_id: str, asked: SignOffAct) -> SignOffAnswer:
    sign_off = caller.workspace(report_id).sign_off
    blocking, note = caller.app_context.setup.settings.sign_off_blocks, asked.note
    match asked.act:
        case "send":
            state = sign_off.send(blocking=blocking, note=note)
        case "withdraw":
            state = sign_off.withdraw(note=note)
        case "comment":
            where = {"section": asked.section, "sentence": asked.sentence}
            state = sign_off.comment(note, **where, mention=asked.mention)
        case "pass":
            state = sign_off.pass_on(note=note)
        case "return":
            state = sign_off.send_back(note=note)
        case "approve":
            state = sign_off.approve(blocking=blocking, note=note)
    return sign_off_answer(state, caller.language)
