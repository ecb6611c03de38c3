"""What this year's materials say, statement by statement: events, orders, what was put off.

Words in `knowledge/lexicons/year_brief.yaml`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from jushi.characters import HAN
from jushi.fidelity import Evidence
from jushi.resources import lexicon_yaml
from jushi.text import (
    CLAUSE_STOPS,
    CLOSERS,
    SENTENCE_STOPS,
    STATEMENT_STOPS,
    Numbering,
    enumerator_of,
    sentence_spans,
)

_LONGEST = 160
"""Characters of a statement to which the sentence that leans on it is still added."""
_LONGEST_HEADING = 24
_LONGEST_LEAD_IN = 60
_LONGEST_ORIGIN = 90
_NUMBER = re.compile(rf"[{HAN}]{{0,8}}〔\d{{4}}〕\s*\d+号")
_DATE = re.compile(r"\d{4}年\d{1,2}月(?:\d{1,2}日)?")
_ANY_DATE = re.compile(r"\d{1,2}月")
_MARKUP = re.compile(r"^[#*\s]+")
_HEADING_MARK = re.compile(f"^(?:{Numbering.CHINESE}|{Numbering.CHINESE_BRACKET})")

StatementKind = Literal["event", "task", "setback"]


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that a material says of the year, word by word."""

    text: str
    origin: str
    """Title of the document with its number and date, else its name."""
    kind: StatementKind
    """`setback` for what is not done or put off, `task` for what is ordered, else `event`."""
    context: str = ""
    """The heading that it stands under."""


def read_statements(materials: Sequence[Evidence]) -> tuple[Statement, ...]:
    """Give what the materials say, in their order.

    Headings, addresses, lead-ins and signatures are no statements: titles, numbers and dates of
    documents are told in `origin`. Of a paragraph that is not long nothing is parted.
    """
    return tuple(
        Statement(text, origin, kind_of(text, origin), context)
        for material in materials
        for origin in [_origin(material)]
        for context, text in _parts(material.text)
    )


def kind_of(text: str, origin: str = "") -> StatementKind:
    """Say whether a text tells of what is not done, of what is ordered, or of an event.

    What a notice or a plan, as `origin` tells it, says without a date is an order.
    """
    if says("postponed", text):
        return "setback"
    is_dated = _ANY_DATE.search(text) is not None and says("done", text)
    is_ordered = says("ordered", text) or (says("ordering", origin) and not is_dated)
    return "task" if is_ordered else "event"


def outlives(text: str, origin: str, year: int) -> bool:
    """Whether what is ordered is still to be done after `year`.

    It is what names the next year or each year; and what minutes order without a date. A notice
    of this year orders this year's work.
    """
    if f"{year + 1}年" in text or "每年" in text:
        return True
    return _ANY_DATE.search(text) is None and not says("ordering", origin)


def says(role: str, text: str) -> bool:
    """Whether one of the words of that role stands in `text`."""
    return _patterns()[role].search(text) is not None


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = lexicon_yaml("year_brief.yaml")["materials"]
    return {role: re.compile(pattern) for role, pattern in words.items()}


def _lines(text: str) -> list[str]:
    return [line for raw in text.splitlines() if (line := _MARKUP.sub("", raw).strip())]


def _origin(material: Evidence) -> str:
    """Title, number and date of a document; its name where it begins with a statement."""
    lines = _lines(material.text)
    head = []
    for line in lines[:4]:
        if _is_sentence(line) or "：" in line or _HEADING_MARK.match(line):
            break
        head.append(line.replace(" ", ""))
    numbers = [line for line in head if _NUMBER.fullmatch(line)]
    title = "".join(line for line in head if line not in numbers and not _DATE.fullmatch(line))
    number = numbers[0] if numbers else ""
    date = next((line for line in lines if _DATE.fullmatch(line)), "")
    told = "，".join(filter(None, (title or material.name, number, date)))
    return told[:_LONGEST_ORIGIN]


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """Heading and text of each statement."""
    heading = ""
    for line in _lines(text):
        if not _is_sentence(line):
            if _HEADING_MARK.match(line):
                heading = _bare(line)
            continue
        sentences = [line[a:b].strip() for a, b in sentence_spans(line)]
        if len(sentences) > 1 and _is_heading(sentences[0]):
            heading = _bare(sentences.pop(0))
        kept = [_HEADING_MARK.sub("", s) for s in sentences if s and not _is_lead_in(s)]
        yield from ((heading, statement) for statement in _joined(kept))


def _joined(sentences: Sequence[str]) -> list[str]:
    """Sentences, those that lean on the one before with it."""
    found: list[str] = []
    for sentence in sentences:
        leans = _patterns()["leaning"].match(sentence)
        if found and leans and len(found[-1]) + len(sentence) <= _LONGEST:
            found[-1] += sentence
        else:
            found.append(sentence)
    return found


def _is_sentence(line: str) -> bool:
    is_closed = line.rstrip(CLOSERS).endswith(tuple(SENTENCE_STOPS))
    is_long = len(line) > _LONGEST_LEAD_IN or ("，" in line and len(line) > _LONGEST_HEADING)
    return is_closed or is_long or any(stop in line for stop in STATEMENT_STOPS)


def _is_heading(sentence: str) -> bool:
    """一、行政复议与应诉。 and 会议听取汇报。 behind 一、: they only say what follows."""
    body = _bare(sentence)
    is_short = len(body) <= _LONGEST_HEADING and not any(s in body for s in CLAUSE_STOPS)
    return is_short and bool(_HEADING_MARK.match(sentence) or enumerator_of(sentence))


def _is_lead_in(sentence: str) -> bool:
    return sentence.endswith(("：", ":")) and len(sentence) <= _LONGEST_LEAD_IN


def _bare(sentence: str) -> str:
    return _HEADING_MARK.sub("", sentence).rstrip(SENTENCE_STOPS)
