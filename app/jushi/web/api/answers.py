"""What the API answers with, in the form that other systems rely on; numbers as decimal text."""

import json
from decimal import Decimal
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from fastapi import Response
from pydantic import BaseModel

from jushi.error_telling import tell_message
from jushi.fidelity import render_json
from jushi.figures import Figure, FigureTable, tell_problems
from jushi.messages import Language
from jushi.records import JobRecord, JobState, Report, SignOffAct, SignOffStage
from jushi.services import DraftedReport, export
from jushi.services.workspace import (
    CarriedSentence,
    FigurePlan,
    FigureRow,
    FigureState,
    SignOffState,
)
from jushi.stored_messages import load_message

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": _XLSX,
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml",
    ".zip": "application/zip",
}
"""Media types of what can be taken away, by ending."""


class Fault(BaseModel):
    place: str
    problem: str
    remedy: str


class FigureAnswer(BaseModel):
    id: str
    indicator: str
    value: str | None
    unit: str
    approximator: str
    period: str
    previous: str | None
    subject: str
    formula: str
    cell: str


class ProblemAnswer(BaseModel):
    is_error: bool
    code: str
    told: str


class WorkbookAnswer(BaseModel):
    figures: list[FigureAnswer]
    problems: list[ProblemAnswer]


class KeptFigureAnswer(FigureAnswer):
    state: FigureState
    problems: list[str]
    sections: list[str]


class ReportAnswer(BaseModel):
    id: str
    title: str
    subject: str
    year: int
    language: str
    owner: str
    updated: str
    is_archived: bool
    is_deleted: bool


class StepAnswer(BaseModel):
    key: str
    title: str
    state: str
    note: str


class CarriedAnswer(BaseModel):
    section: str
    heading: str
    version: int
    id: str
    text: str
    reasons: list[str]
    document: str
    is_left_out: bool


class DraftingAnswer(BaseModel):
    state: JobState
    progress: int
    sections: list[StepAnswer]
    error: str
    tokens: int


class CellAnswer(BaseModel):
    figure: str
    indicator: str
    field: str
    before: str
    after: str


class EffectAnswer(BaseModel):
    section: str
    before: str
    after: str
    by_hand: list[str]


class WritingPlanAnswer(BaseModel):
    plan: str
    """YAML: points of the year, and which section tells them."""


class PlanAnswer(BaseModel):
    is_stored: bool
    cells: list[CellAnswer]
    effects: list[EffectAnswer]
    problems: list[str]
    notes: list[str]


class ExportAnswer(BaseModel):
    """How a stored report is exported, by the names of the fields that choose it."""

    mode: export.Mode
    template: str
    """Name of the file that looks are taken from; empty where there is none."""
    has_annex: bool
    has_anchors: bool
    is_duplex: bool
    charts: list[list[str]]
    issuer: str
    document_number: str
    addressee: str
    signature: str
    date: str
    note: str
    copied_to: str
    printer: str
    print_date: str
    serial: str
    secrecy: str
    urgency: str
    signatories: str
    attachment_names: str


class TakenAnswer(BaseModel):
    section: str
    version: int


class SignOffStepAnswer(BaseModel):
    act: SignOffAct
    who: str
    time: str
    note: str
    digest: str
    still_open: int


class CommentAnswer(BaseModel):
    who: str
    time: str
    words: str
    section: str
    sentence: str
    text: str
    mention: str
    is_changed: bool


class SignOffAnswer(BaseModel):
    stage: SignOffStage
    waiting: list[str]
    digest: str
    reasons: list[str]
    steps: list[SignOffStepAnswer]
    comments: list[CommentAnswer]


def workbook_answer(table: FigureTable, language: Language) -> WorkbookAnswer:
    """The rows of a workbook and what is wrong with it."""
    problems = [
        ProblemAnswer(is_error=p.is_error, code=p.code, told=line)
        for p, line in tell_problems(table.problems, language)
    ]
    figures = [FigureAnswer(**_figure(figure)) for figure in table]
    return WorkbookAnswer(figures=figures, problems=problems)


def kept_figure_answer(row: FigureRow) -> KeptFigureAnswer:
    """A figure of a kept report as it stands."""
    return KeptFigureAnswer(
        **_figure(row.figure),
        state=row.state,
        problems=list(row.problems),
        sections=list(row.sections),
    )


def report_answer(report: Report) -> ReportAnswer:
    """A kept report without its content."""
    return ReportAnswer(
        id=report.id,
        title=" ".join(report.title.split()),
        subject=report.subject,
        year=report.year,
        language=report.language,
        owner=report.owner,
        updated=report.updated.isoformat(),
        is_archived=report.is_archived,
        is_deleted=report.deleted is not None,
    )


def drafting_answer(job: JobRecord, language: Language) -> DraftingAnswer:
    """How far a drafting is, in percent and section by section."""
    return DraftingAnswer(
        state=job.state,
        progress=job.progress,
        sections=[
            StepAnswer(
                key=s.key,
                title=s.title,
                state=s.state,
                note=tell_message(load_message(s.note), language),
            )
            for s in job.steps
        ],
        error=tell_message(load_message(job.error), language),
        tokens=sum(step.tokens for step in job.steps),
    )


def carried_answer(sentence: CarriedSentence) -> CarriedAnswer:
    """A sentence that only last year's report vouches for."""
    return CarriedAnswer(
        section=sentence.section,
        heading=sentence.heading,
        version=sentence.version,
        id=sentence.id,
        text=sentence.text,
        reasons=list(sentence.reasons),
        document=sentence.document,
        is_left_out=sentence.waits,
    )


def sign_off_answer(state: SignOffState, language: Language) -> SignOffAnswer:
    """How a report's sign-off stands."""
    return SignOffAnswer(
        stage=state.stage,
        waiting=list(state.waiting),
        digest=state.digest,
        reasons=[reason.render(language) for reason in state.reasons],
        steps=[
            SignOffStepAnswer(
                act=s.act,
                who=s.who,
                time=s.time.isoformat(),
                note=s.note,
                digest=s.digest,
                still_open=s.still_open,
            )
            for s in state.steps
        ],
        comments=[
            CommentAnswer(
                who=c.who,
                time=c.time.isoformat(),
                words=c.words,
                section=c.section,
                sentence=c.sentence,
                text=c.text,
                mention=c.mention,
                is_changed=is_changed,
            )
            for c, is_changed in state.comments
        ],
    )


def export_answer(form: export.ExportForm) -> ExportAnswer:
    """How a stored report is exported."""
    told = {name: getattr(form, name) for name in ExportAnswer.model_fields}
    told["template"] = form.template.name if form.template else ""
    return ExportAnswer.model_validate(told | {"charts": [list(names) for names in form.charts]})


def plan_answer(plan: FigurePlan, *, is_stored: bool) -> PlanAnswer:
    """What a change of figures does."""
    cells = [
        CellAnswer(
            figure=c.figure_id, indicator=c.indicator, field=c.field, before=c.before, after=c.after
        )
        for c in plan.cells
    ]
    effects = [
        EffectAnswer(
            section=effect.section,
            before="".join(text for kind, text in effect.pieces if kind != "added"),
            after="".join(text for kind, text in effect.pieces if kind != "removed"),
            by_hand=list(effect.by_hand),
        )
        for effect in plan.effects
    ]
    return PlanAnswer(
        is_stored=is_stored,
        cells=cells,
        effects=effects,
        problems=list(plan.problems),
        notes=list(plan.notes),
    )


def draft_answer(drafted: DraftedReport) -> dict[str, Any]:
    """A draft, sentence by sentence, with its check as the command line gives it."""
    draft = drafted.draft
    sections = [
        {
            "key": section.key,
            "heading": section.heading,
            "level": section.level,
            "sentences": [
                {
                    "text": sentence.text,
                    "origin": sentence.origin,
                    "figures": list(sentence.told_figures),
                    "only_past": [mark.reason for mark in sentence.past_marks],
                    "to_verify": [mark.reason for mark in sentence.unvouched_marks],
                    "starts_paragraph": sentence.starts_paragraph,
                }
                for sentence in section.sentences
            ],
            "left_out": [
                {
                    "text": waiting.text,
                    "document": waiting.document,
                    "reasons": list(dict.fromkeys(mark.reason for mark in waiting.marks)),
                }
                for waiting in section.withheld
            ],
        }
        for section in draft
    ]
    return {
        "title": draft.title,
        "subject": draft.subject,
        "year": draft.year,
        "sections": sections,
        "missing": [{"figure": m.figure, "indicator": m.indicator} for m in draft.missing],
        "check": json.loads(render_json(drafted.checked.result)),
    }


def file_answer(content: bytes, name: str) -> Response:
    """A file to be taken away under the name `name`."""
    disposition = f"attachment; filename*=UTF-8''{quote(name)}"
    media_type = KINDS[PurePath(name).suffix.lower()]
    return Response(content, media_type=media_type, headers={"Content-Disposition": disposition})


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "id": figure.id,
        "indicator": figure.indicator,
        "value": _plain(figure.value),
        "unit": figure.unit,
        "approximator": figure.approx,
        "period": figure.period.text if figure.period else "",
        "previous": _plain(figure.previous),
        "subject": figure.subject,
        "formula": figure.formula,
        "cell": str(figure.cell),
    }


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"
