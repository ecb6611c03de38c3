"""What the document says of answers that routes give as they are: records, files, faults."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from pydantic import BaseModel

from jushi.fidelity import RulingKind, Status
from jushi.web.api.answers import KINDS

MULTIPART = "multipart/form-data"


class DecisionRecord(BaseModel):
    kind: RulingKind
    who: str
    time: str
    reason: str


class MentionRecord(BaseModel):
    start: int
    end: int
    text: str
    value: str | None
    low: str | None
    high: str | None
    unit: str | None
    approximator: str | None
    kind: str
    status: Status
    code: str
    figures: list[str]
    expected: str | None
    explanation: str
    evidence: str | None
    loose: bool
    decision: DecisionRecord | None
    id: str


class FindingRecord(BaseModel):
    code: str
    status: Status
    figures: list[str]
    explanation: str
    start: int | None
    end: int | None
    decision: DecisionRecord | None
    id: str


class RemarkRecord(BaseModel):
    rule: str
    severity: str
    start: int
    end: int
    message: str
    source: str


class SummaryRecord(BaseModel):
    mentions: int
    data: int
    ok: int
    review: int
    error: int
    accepted: int
    figures: int
    used: int
    fidelity: float | None
    coincidence: float


class CheckRecord(BaseModel):
    """The form of `jushi check --format json`."""

    version: Literal[1]
    summary: SummaryRecord
    mentions: list[MentionRecord]
    findings: list[FindingRecord]
    remarks: list[RemarkRecord]
    notices: list[str]


class SentenceRecord(BaseModel):
    text: str
    origin: str
    figures: list[str]
    only_past: list[str]
    to_verify: list[str]
    starts_paragraph: bool


class LeftOutRecord(BaseModel):
    text: str
    document: str
    reasons: list[str]


class SectionRecord(BaseModel):
    key: str
    heading: str
    level: int
    sentences: list[SentenceRecord]
    left_out: list[LeftOutRecord]


class MissingRecord(BaseModel):
    figure: str
    indicator: str


class DraftRecord(BaseModel):
    title: str
    subject: str
    year: int
    sections: list[SectionRecord]
    missing: list[MissingRecord]
    check: CheckRecord


Responses = dict[int | str, dict[str, Any]]


def answers(record: type[BaseModel] | None = None, *, files: Sequence[str] = ()) -> Responses:
    """What a route gives where it succeeds: a record as JSON, or files of these endings."""
    binary = {"schema": {"type": "string", "format": "binary"}}
    told: dict[str, Any] = {"content": {_media_type(ending): binary for ending in files}}
    return {200: told | ({"model": record} if record else {})}


def _media_type(ending: str) -> str:
    return KINDS[ending].partition(";")[0]


def fault_statuses(way: str, path: str, operation: Mapping[str, Any], signs_in: bool) -> list[int]:
    """The statuses of faults that an operation of the document may answer with, in order."""
    return sorted(set(_faults(way, path, operation, signs_in)))


def _faults(way: str, path: str, operation: Mapping[str, Any], signs_in: bool) -> Iterator[int]:
    kinds = operation.get("requestBody", {}).get("content", {})
    is_kept = path.startswith("/v1/reports")
    is_open = path == "/v1/token"
    yield 422
    yield 503
    yield from () if signs_in else (421,)
    if signs_in and not is_open:
        yield 401
    if way != "get":
        # Also pages of other sites are refused, wherever something is sent.
        yield from (403, 411, 413)
    if kinds:
        yield 400
    if MULTIPART in kinds:
        yield 415
    if is_kept and way != "get":
        yield 409
    if "{report_id}" in path:
        yield from (404, 409)
