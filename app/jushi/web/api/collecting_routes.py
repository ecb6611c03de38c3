"""Where this year's figures come from: materials, whose candidates wait, and departments."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from jushi.documents import MATERIAL_SUFFIXES, render_zip
from jushi.messages import Language
from jushi.services import REPORT_YEARS, SourceFile, collecting, read_figures
from jushi.services.workspace import CandidateRow
from jushi.sheets import WORKBOOK_SUFFIXES
from jushi.web.api.answers import PlanAnswer, file_answer, plan_answer
from jushi.web.api.caller import Asking, take, take_all
from jushi.web.api.documented import answers
from jushi.web.api.file_routes import Sent, Several

router = APIRouter(prefix="/v1")

_MATERIALS = (*MATERIAL_SUFFIXES, ".json", ".yaml", ".yml")
_FILE_NAME: dict[Language, str] = {"zh": "候选数据.xlsx", "en": "candidates.xlsx"}


class ReadingAnswer(BaseModel):
    value: str
    unit: str
    approximator: str
    places: list[str]
    sentences: list[str]


class CandidateAnswer(BaseModel):
    id: str
    indicator: str
    period: str
    figure: str
    """Id of the figure of the report that it seems to tell; empty where it would be a new one."""
    readings: list[ReadingAnswer]


class NoteAnswer(BaseModel):
    kind: str
    is_error: bool
    told: str


class Confirmation(BaseModel):
    reading: Annotated[int, Field(ge=0, le=1000)] = 0
    figure: Annotated[str | None, Field(max_length=200)] = None


@router.post(
    "/extract",
    operation_id="extract",
    response_class=Response,
    responses=answers(files=[".xlsx"]),
)
def extract(
    caller: Asking,
    materials: Several,
    *,
    year: Annotated[int | None, Form(ge=REPORT_YEARS[0], le=REPORT_YEARS[-1])] = None,
) -> Response:
    files = take_all(materials, _MATERIALS)
    extraction = caller.run(collecting.extract_figures, files, year=year)
    return file_answer(collecting.render_candidates(extraction), _FILE_NAME[caller.language])


@router.get("/reports/{report_id}/candidates", operation_id="list_candidates")
def list_candidates(caller: Asking, report_id: str) -> list[CandidateAnswer]:
    workspace = caller.workspace(report_id)
    workspace.record()
    return [_answer(row) for row in workspace.candidates.rows()]


@router.post("/reports/{report_id}/candidates", operation_id="extract_candidates")
def extract_candidates(caller: Asking, report_id: str, materials: Several) -> list[CandidateAnswer]:
    candidates = caller.workspace(report_id).candidates
    candidates.extract(take_all(materials, _MATERIALS), run=caller.run)
    return [_answer(row) for row in candidates.rows()]


@router.post("/reports/{report_id}/candidates/{candidate_id}", operation_id="confirm_candidate")
def confirm_candidate(
    caller: Asking, report_id: str, candidate_id: str, asked: Confirmation
) -> list[CandidateAnswer]:
    workspace = caller.workspace(report_id)
    workspace.record()
    workspace.candidates.confirm(candidate_id, reading=asked.reading, figure_id=asked.figure)
    return [_answer(row) for row in workspace.candidates.rows()]


@router.delete("/reports/{report_id}/candidates/{candidate_id}", operation_id="dismiss_candidate")
def dismiss_candidate(caller: Asking, report_id: str, candidate_id: str) -> list[CandidateAnswer]:
    workspace = caller.workspace(report_id)
    workspace.record()
    workspace.candidates.dismiss(candidate_id)
    return [_answer(row) for row in workspace.candidates.rows()]


class MergeAnswer(BaseModel):
    taken: int
    notes: list[NoteAnswer]


@router.post(
    "/split", operation_id="split", response_class=Response, responses=answers(files=[".zip"])
)
def split(caller: Asking, workbook: Sent) -> Response:
    source = take(workbook, WORKBOOK_SUFFIXES)
    table = caller.run(read_figures, source, caller.language)
    return _zipped(caller.run(collecting.split_table, table, source.name, caller.language))


@router.post("/merge", operation_id="merge", responses=answers(MergeAnswer, files=[".xlsx"]))
def merge(
    caller: Asking,
    workbook: Sent,
    returned: Several,
    *,
    form: Annotated[Literal["json", "xlsx"], Form()] = "json",
) -> Response:
    source = take(workbook, WORKBOOK_SUFFIXES)
    table = caller.run(read_figures, source, caller.language)
    files = take_all(returned, WORKBOOK_SUFFIXES)
    merged = caller.run(collecting.merge_returns, table, files, caller.language)
    if form == "xlsx":
        content = collecting.render_merged(merged, table)
        return file_answer(content, f"{PurePath(source.name).stem}.xlsx")
    notes = [
        NoteAnswer(
            kind=note.kind,
            is_error=note.is_error,
            told=collecting.tell_note(note, caller.language),
        )
        for note in merged.notes
    ]
    return JSONResponse(MergeAnswer(taken=merged.taken, notes=notes).model_dump())


@router.get(
    "/reports/{report_id}/departments",
    operation_id="split_figures",
    response_class=Response,
    responses=answers(files=[".zip"]),
)
def split_figures(caller: Asking, report_id: str) -> Response:
    return _zipped(caller.workspace(report_id).figures.sheets())


@router.post("/reports/{report_id}/returns", operation_id="take_returns")
def take_returns(
    caller: Asking,
    report_id: str,
    returned: Several,
    *,
    only_preview: Annotated[bool, Form()] = False,
) -> PlanAnswer:
    workspace = caller.workspace(report_id)
    workspace.record()
    files = take_all(returned, WORKBOOK_SUFFIXES)
    plan = workspace.figures.preview_returns(files, run=caller.run)
    stores = plan.change is not None and not only_preview
    if stores:
        workspace.figures.keep(plan)
    return plan_answer(plan, is_stored=stores)


def _zipped(files: Sequence[SourceFile]) -> Response:
    content = render_zip({file.name: file.content for file in files})
    return file_answer(content, "departments.zip")


def _answer(row: CandidateRow) -> CandidateAnswer:
    figure = row.candidate.figure
    readings = [
        ReadingAnswer(
            value=f"{reading[0].figure.value:f}",
            unit=reading[0].figure.unit,
            approximator=reading[0].figure.approx,
            places=[str(one.figure.cell) for one in reading],
            sentences=[one.sentence for one in reading],
        )
        for reading in row.candidate.readings
    ]
    return CandidateAnswer(
        id=row.candidate.id,
        indicator=figure.indicator,
        period=figure.period.text if figure.period else "",
        figure=row.figure.id if row.figure else "",
        readings=readings,
    )
