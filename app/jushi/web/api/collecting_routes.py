"""Where this year's figures come from: materials, with candidates that a person confirms."""

from typing import Annotated

from fastapi import APIRouter, Form, Response
from pydantic import BaseModel, Field

from jushi.messages import Language
from jushi.services import REPORT_YEARS, collecting
from jushi.services.workspace import CandidateRow
from jushi.web.api.answers import file_answer
from jushi.web.api.caller import DOCUMENTS, WORKBOOKS, Asking, take_all
from jushi.web.api.documented import answers
from jushi.web.api.file_routes import Several

router = APIRouter(prefix="/v1")

_MATERIALS = (*DOCUMENTS, *WORKBOOKS)
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
