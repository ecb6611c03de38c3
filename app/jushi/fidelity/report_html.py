"""The check as one HTML file: text with coloured numbers, verdict on click, no network."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from jushi.fidelity.verdict import CheckResult, Finding, Status, Verdict
from jushi.messages import wordings

if TYPE_CHECKING:
    from jinja2 import Template

_TEMPLATES = Path(__file__).parent / "templates"


def render_html(
    result: CheckResult, *, name: str, language: str = "zh", notices: Sequence[str] = ()
) -> str:
    """Give a page that works from disk: the text, a card for the chosen number, and a table.

    `notices` say what the reader of the report's file left out or mended.
    """
    words = wordings("check", language)
    summary = result.summary
    told = words["summary"].format(
        data=summary.data,
        ok=summary.ok,
        review=summary.review,
        error=summary.error,
        figures=summary.figures,
        used=summary.used,
    )
    if summary.accepted:
        told += words["accepted_count"].format(n=summary.accepted)
    sections = (_numbers(result, words), _rulings(result, words), _usage(result, words))
    return _template().render(
        lang="zh-CN" if language == "zh" else "en",
        name=name,
        words=words,
        summary=told,
        notices=notices,
        chance=words["coincidence"].format(share=f"{summary.coincidence * 100:.2f}%"),
        pieces=tuple(_pieces(result, words, language)),
        faults=tuple(_faults(result, words)),
        to_look_at=words["to_look_at"],
        legend=_legend(words),
        # What people decided and remarks on usage are left out where there are none.
        sections=[section for n, section in enumerate(sections) if section.rows or not n],
    )


@cache
def _template() -> "Template":
    # Loaded with the first page: a check that is told as text does without it.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_storable,
        keep_trailing_newline=True,
    )
    return environment.get_template("check_report.html")


def _storable(value: object) -> str:
    """The text without what UTF-8 or HTML cannot hold."""
    return "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in str(value))


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of the checked text: a number with its verdict, or what stands between two."""

    text: str
    kind: str = ""
    """Class of the number in the style sheet; empty for what is no number."""
    card: str = ""
    number: int = -1
    """Of the verdict, by which the list of errors finds it."""


@dataclass(frozen=True, slots=True)
class _Fault:
    """A line of the list that the page opens with."""

    text: str
    """The number; the kind where it is a finding of the whole."""
    status: str
    explanation: str
    number: int = -1
    """Of the verdict; -1 for a finding, which stands nowhere in the text."""


@dataclass(frozen=True, slots=True)
class _Section:
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def _pieces(result: CheckResult, words: dict[str, str], language: str) -> Iterator[_Piece]:
    place = 0
    for number, verdict in enumerate(result.verdicts):
        mention = verdict.mention
        card = f"{mention.text} · {words[verdict.code.value]}\n{verdict.explanation}"
        if verdict.ruling is not None:
            card += f"\n{verdict.ruling.tell(language)}"
        yield _Piece(result.text[place : mention.start])
        yield _Piece(mention.text, _class(verdict), card, number)
        place = mention.end
    yield _Piece(result.text[place:])


def _faults(result: CheckResult, words: dict[str, str]) -> Iterator[_Fault]:
    """What is wrong, then what is to be looked at; in text order, findings behind numbers."""
    for status in (Status.ERROR, Status.REVIEW):
        for number, v in enumerate(result.verdicts):
            if v.status is status and not v.is_accepted:
                yield _Fault(v.mention.text, status.value, v.explanation, number)
        for finding in result.findings:
            if finding.status is status and not finding.is_accepted:
                yield _Fault(words[finding.code.value], status.value, finding.explanation)


def _class(verdict: Verdict) -> str:
    if verdict.is_accepted:
        return Status.REVIEW.value
    if verdict.status is not Status.OK:
        return verdict.status.value
    if verdict.code.value == "not_data":
        return "plain"
    return "loose" if verdict.is_loose else verdict.code.value


def _legend(words: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return (
        ("exact", words["ok"]),
        ("derived", words["computed"]),
        ("loose", f"{words['loose']} / {words['review']}"),
        ("error", words["error"]),
        ("plain", words["not_data"]),
    )


def _numbers(result: CheckResult, words: dict[str, str]) -> _Section:
    columns = ("number", "verdict", "explanation", "cell")
    rows = [
        (v.mention.text, words[v.code.value], v.explanation, v.evidence or "")
        for v in result.verdicts
        if v.mention.is_data or v.status is not Status.OK
    ]
    rows += [("", words[f.code.value], f.explanation, "") for f in result.findings]
    return _section("", columns, rows, words)


def _rulings(result: CheckResult, words: dict[str, str]) -> _Section:
    """What people decided."""
    columns = ("number", "verdict", "explanation", "decision", "decided_by", "decided_at", "reason")
    told: list[tuple[str, Verdict | Finding]] = [(v.mention.text, v) for v in result.verdicts]
    told += [("", finding) for finding in result.findings]
    rows = [
        (
            text,
            words[one.code.value],
            one.explanation,
            words[one.ruling.kind],
            one.ruling.who,
            one.ruling.time,
            one.ruling.reason,
        )
        for text, one in told
        if one.ruling is not None
    ]
    return _section(words["by_hand"], columns, rows, words)


def _usage(result: CheckResult, words: dict[str, str]) -> _Section:
    """Remarks on number usage."""
    columns = ("quote", "usage", "explanation", "rule_source")
    rows = [
        (result.text[r.start : r.end], f"{r.rule} {words[r.severity]}", r.message, r.source)
        for r in result.remarks
    ]
    return _section(words["usage"], columns, rows, words)


def _section(
    title: str,
    columns: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    words: dict[str, str],
) -> _Section:
    return _Section(title, tuple(words[column] for column in columns), tuple(rows))
