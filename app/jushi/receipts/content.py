"""What a receipt says of a text, of pictures, of figures and of decisions, and what differs."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from jushi.characters import NOTHING_TOLD
from jushi.documents import read_archive, read_document
from jushi.fidelity import CheckResult
from jushi.figures import Figure, FigureTable
from jushi.messages import Message
from jushi.receipts.difference import Difference
from jushi.receipts.receipt import digest
from jushi.text import stored_spans

_SHORT = 16
"""Hexadecimal digits that tell one sentence or figure from another; the whole has all 64."""
_QUOTED = 40
"""Characters of a changed sentence that are shown."""
_MEDIA = "word/media/"


def text_part(name: str, content: bytes) -> dict[str, object]:
    """Give digests of a .docx: its whole text, each sentence in order, and each picture."""
    text = read_document(name, content).text
    return {
        "sha256": hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        "characters": len(text),
        "sentences": [_short(sentence) for sentence in _sentences(text)],
        "pictures": sorted(
            hashlib.sha256(picture).hexdigest()
            for part, picture in read_archive(name, content)
            if part.startswith(_MEDIA)
        ),
    }


def text_differences(told: dict[str, object], name: str, content: bytes) -> Iterator[Difference]:
    """Tell which sentences and pictures of a .docx are not those of `told`, a `text_part`."""
    now = text_part(name, content)
    if now["sha256"] != told.get("sha256"):
        yield from _sentence_differences(_strings(told.get("sentences")), name, content)
    lost = set(_strings(told.get("pictures"))) ^ set(_strings(now["pictures"]))
    if lost:
        yield Difference("picture", Message("receipts.picture_changed", count=len(lost)))


def _sentence_differences(told: list[str], name: str, content: bytes) -> Iterator[Difference]:
    sentences = _sentences(read_document(name, content).text)
    now = [_short(sentence) for sentence in sentences]
    changes = [
        change
        for change in SequenceMatcher(None, told, now, autojunk=False).get_opcodes()
        if change[0] != "equal"
    ]
    for _, first, _, low, high in changes:
        if low == high:
            yield Difference("text", Message("receipts.sentence_gone", number=first + 1))
        for place in range(low, high):
            words = " ".join(sentences[place].split())[:_QUOTED]
            message = Message("receipts.sentence_changed", number=place + 1, text=words)
            yield Difference("text", message)
    if not changes:
        yield Difference("text", Message("receipts.spaces_changed"))


def workbook_part(table: FigureTable, only: Iterable[str] | None = None) -> dict[str, object]:
    """Give digests of the figures: of all, and of each with the cell of its value.

    With `only` those ids alone have digests of their own: what a report does not tell must not
    be guessed from its receipt.
    """
    wanted = None if only is None else set(only)
    cells = [
        {"id": figure.id, "cell": str(figure.cell), "sha256": figure_digest(figure)}
        for figure in table
        if wanted is None or figure.id in wanted
    ]
    return {"sha256": _all_figures(table), "figures": len(table), "cells": cells}


def workbook_differences(told: dict[str, object], table: FigureTable) -> Iterator[Difference]:
    """Tell which figures of a workbook are not those of `told`, a `workbook_part`."""
    if told.get("sha256") == _all_figures(table):
        return
    now = table.by_id()
    rows = [row for row in _rows(told.get("cells")) if isinstance(row.get("id"), str)]
    found = False
    for row in rows:
        figure = now.get(row["id"])
        if figure is None:
            found = True
            yield Difference("figure", Message("receipts.figure_gone", cell=row["cell"]))
        elif figure_digest(figure) != row["sha256"]:
            found = True
            yield Difference("figure", _changed(figure))
    known = {row["id"] for row in rows}
    if len(rows) == told.get("figures"):
        for figure in table:
            if figure.id not in known:
                found = True
                yield Difference("figure", _changed(figure))
    if not found:
        yield Difference("figure", Message("receipts.other_figure_changed"))


def decisions_part(result: CheckResult) -> list[dict[str, object]]:
    """Give what people decided on the check, who, when and why; numbers first, then findings."""
    told = [(v.mention.text, v.explanation, v.ruling) for v in result.verdicts]
    told += [("", finding.explanation, finding.ruling) for finding in result.findings]
    return [
        decision_row(about or explanation, ruling.kind, ruling.who, ruling.time, ruling.reason)
        for about, explanation, ruling in told
        if ruling is not None
    ]


def decision_row(*values: object) -> dict[str, object]:
    """Give a decision as the receipt has it: about what, of which kind, by whom, when and why."""
    return dict(zip(("about", "kind", "who", "time", "reason"), values, strict=True))


def decision_differences(told: Sequence[object], now: Sequence[object]) -> Iterator[Difference]:
    """Tell which decisions of `told` are not among `now`, and which there are more."""
    for row in _rows(told):
        if row not in now:
            yield Difference("decision", Message("receipts.decision_changed", **_about(row)))
    for row in _rows(now):
        if row not in told:
            yield Difference("decision", Message("receipts.decision_added", **_about(row)))


def _about(row: dict[str, str]) -> dict[str, object]:
    return {name: row.get(name, "") for name in ("about", "who", "kind")}


def figure_digest(figure: Figure) -> str:
    """Give what tells a figure's value and meaning from any other, not where it stood."""
    period = figure.period
    told = (
        figure.id,
        figure.indicator,
        figure.subject,
        _number(figure.value),
        _number(figure.previous),
        figure.unit,
        figure.approx,
        None if period is None else [str(period.start), str(period.end), period.recurrence],
    )
    return digest(list(told))[:_SHORT]


def _number(value: object) -> str | None:
    # 9.0 and 9.00 are one value: a workbook that is written anew may show either.
    return None if value is None else f"{value.normalize():f}"  # type: ignore[attr-defined]


def _all_figures(table: FigureTable) -> str:
    return digest(sorted(figure_digest(figure) for figure in table))


def _changed(figure: Figure) -> Message:
    return Message(
        "receipts.figure_changed",
        cell=str(figure.cell),
        indicator=figure.indicator,
        value=figure.tell_value() or NOTHING_TOLD,
    )


def _sentences(text: str) -> list[str]:
    return [text[low:high] for low, high in stored_spans(text)]


def _short(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_SHORT]


def _strings(value: object) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _rows(value: object) -> list[dict[str, str]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, Sequence) else []
