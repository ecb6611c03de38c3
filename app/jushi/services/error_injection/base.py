"""A planted error, the true text that it goes into, and the list of kinds."""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jushi.fidelity import CheckResult, Code, Status, Verdict
from jushi.figures import Figure, FigureTable
from jushi.numbers import Form, read_mentions


@dataclass(frozen=True, slots=True)
class Change:
    """A span of the true text and what stands there instead."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Mutation:
    """One planted error."""

    kind: str
    changes: tuple[Change, ...]
    codes: frozenset[Code]
    """Any of these is a right answer; the status counts first."""

    def apply(self, text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
        """The damaged text, and the spans in it of which one must be flagged."""
        parts, spans, place, shift = [], [], 0, 0
        for change in sorted(self.changes, key=lambda c: c.start):
            parts += [text[place : change.start], change.text]
            spans.append((change.start + shift, change.start + shift + len(change.text)))
            shift += len(change.text) - (change.end - change.start)
            place = change.end
        return "".join((*parts, text[place:])), tuple(spans)


@dataclass(frozen=True, slots=True)
class Truth:
    """A true text with its workbook and the verdicts that prove it."""

    text: str
    table: FigureTable
    result: CheckResult

    def proven(self) -> list[Verdict]:
        """Data mentions that figures prove."""
        return [
            v
            for v in self.result.verdicts
            if v.mention.is_data and v.status is Status.OK and v.figures and not v.is_loose
        ]

    def figure(self, verdict: Verdict) -> Figure:
        return self.table.by_id()[verdict.figures[0]]

    def is_taken(self, value: Decimal) -> bool:
        """Whether some figure or number of the text has this value."""
        known = {f.value for f in self.table} | {f.previous for f in self.table}
        told = {v.mention.value for v in self.result.verdicts}
        return value in known or value in told


VALUE = (Code.WRONG_VALUE, Code.UNSUPPORTED, Code.WRONG_SCALE, Code.WRONG_ARITHMETIC,
         Code.WRONG_ROUNDING, Code.INCONSISTENT, Code.WRONG_ATTRIBUTION)  # fmt: skip
UNIT = (Code.WRONG_UNIT, Code.WRONG_SCALE, Code.WRONG_VALUE, Code.WRONG_ROUNDING, Code.UNSUPPORTED,
         Code.WRONG_ARITHMETIC, Code.WRONG_ATTRIBUTION)  # fmt: skip
WHOSE = (Code.WRONG_ATTRIBUTION, Code.WRONG_VALUE, Code.STALE, Code.WRONG_ARITHMETIC)

Kinder = Callable[[Truth, Verdict, random.Random], Mutation | None]
KINDS: dict[str, Kinder] = {}


def kind_of_error(function: Kinder) -> Kinder:
    """Enter `function` under its own name among `KINDS`."""
    KINDS[function.__name__.removeprefix("_")] = function
    return function


def digits_of(verdict: Verdict) -> str:
    """The numeral where it is plain digits, else nothing."""
    mention = verdict.mention
    core = mention.text[mention.core_start - mention.start : mention.core_end - mention.start]
    return core if re.fullmatch(r"\d+(?:\.\d+)?", core) else ""


def swap_core(verdict: Verdict, core: str, kind: str, codes: Sequence[Code]) -> Mutation:
    """The mention with another numeral, its unit and words left."""
    m = verdict.mention
    text = m.text[: m.core_start - m.start] + core + m.text[m.core_end - m.start :]
    return Mutation(kind, (Change(m.start, m.end, text),), frozenset(codes))


def retell(verdict: Verdict, text: str, kind: str, codes: Sequence[Code]) -> Mutation | None:
    """The whole mention told as `text`; None where it already is."""
    m = verdict.mention
    if text == m.text:
        return None
    return Mutation(kind, (Change(m.start, m.end, text),), frozenset(codes))


def is_fresh(truth: Truth, verdict: Verdict, core: str) -> bool:
    """Whether the new numeral is another number than any that is known."""
    read = read_mentions(with_core(verdict, core))
    return bool(read) and read[0].value is not None and not truth.is_taken(read[0].value)


def with_core(verdict: Verdict, core: str) -> str:
    """The words of the mention with another numeral."""
    m = verdict.mention
    return m.text[: m.core_start - m.start] + core + m.text[m.core_end - m.start :]


def replaced(
    verdict: Verdict, pattern: str, new: str, kind: str, codes: Sequence[Code]
) -> Mutation | None:
    """The mention with the first stretch that meets `pattern` as `new`."""
    text = re.sub(pattern, new, verdict.mention.text, count=1)
    return retell(verdict, text, kind, codes)


def neighbours(truth: Truth, verdict: Verdict) -> list[Verdict]:
    """Other proven mentions of the same unit, kind and like size, nearest in the text first."""
    m = verdict.mention
    alike = [
        v
        for v in truth.proven()
        if v.mention.start != m.start
        and v.mention.unit == m.unit
        and v.mention.kind is m.kind
        and v.mention.scale == m.scale
        and v.mention.form is Form.EXACT
        and m.form is Form.EXACT
        and digits_of(v)
        and v.mention.value != m.value
        and m.value
        and v.mention.value
        and Decimal("0.1") <= v.mention.value / m.value <= 10
    ]
    return sorted(alike, key=lambda v: abs(v.mention.start - m.start))
