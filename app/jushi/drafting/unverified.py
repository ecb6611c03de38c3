"""What only the past report vouches for: persons, events, honours, dates. Data: unverified.yaml."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from jushi.drafting.bound_text import parse_bound
from jushi.drafting.rendering import RenderedText
from jushi.lexicon import change_words, is_plan_heading
from jushi.numbers import Form, Kind, Mention
from jushi.resources import lexicon_yaml
from jushi.text import CLAUSE_STOPS, Mark

_EXACT_DAY = re.compile(r"(?:\d{4}|Y[+-]\d)-\d\d(?:-\d\d)?")
_CUT_OFF = re.compile(r"(?:截至|截止|截止到|到)$")
_MEASURE = "measure"
_EDITIONS = frozenset({"届", "期", "批", "批次", "轮", "次", "季", "站", "场"})
"""Units of what is held again and again: 第二届. 三级医院 and 四级手术 are no editions."""

Theme = Literal["plan", "problem", ""]
"""What a section is about that is written anew each year; empty for all others."""
Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Rule:
    kind: str
    reason: str
    pattern: re.Pattern[str]
    waits: bool
    is_excused_by_figure: bool


@dataclass(frozen=True, slots=True)
class _Lexicon:
    patterns: tuple[_Rule, ...]
    reasons: Mapping[str, str]
    """By kind, of sections, mentions and measures."""
    waiting: frozenset[str]
    """Kinds of mentions for which a sentence waits."""
    problem_heading: re.Pattern[str]


@cache
def _lexicon() -> _Lexicon:
    loaded = lexicon_yaml("unverified.yaml")
    rules = tuple(
        _Rule(
            row["kind"],
            row["reason"],
            re.compile(row["pattern"]),
            row["waits"],
            row.get("counted", False),
        )
        for row in loaded["patterns"]
    )
    sections, mentions = loaded["sections"], loaded["mentions"]
    reasons = {kind: row["reason"] for kind, row in (*sections.items(), *mentions.items())}
    return _Lexicon(
        rules,
        {**reasons, _MEASURE: loaded["measure"]},
        frozenset(kind for kind, row in mentions.items() if row["waits"]),
        re.compile(sections["problem"]["pattern"]),
    )


def themes_of(title: str) -> frozenset[Theme]:
    """Give what a section with this title tells anew each year: 问题和打算 tells both."""
    plans: set[Theme] = {"plan"} if is_plan_heading(title) else set()
    problems: set[Theme] = {"problem"} if _lexicon().problem_heading.search(title) else set()
    return frozenset(plans | problems)


def theme_of(path: Sequence[str]) -> Theme:
    """Give what a section with these titles, from the top down, is about: its own title first."""
    for title in reversed(path):
        if themes := themes_of(title):
            return "plan" if "plan" in themes else "problem"
    return ""


def marks_of(text: str, mentions: Sequence[Mention], *, told: Spans = ()) -> tuple[Mark, ...]:
    """Give what of a carried sentence a person must look at, in text order.

    `mentions` are those of `text`, `told` the spans of numbers that figures of this year stand
    behind: what is counted by one of them is no event of last year.
    """
    return _sorted(mark for mark, _ in _found(text, mentions, told))


def waiting_marks(text: str, mentions: Sequence[Mention], *, told: Spans = ()) -> tuple[Mark, ...]:
    """Give those of the marks for which the sentence, or the clause, waits for a person."""
    return _sorted(mark for mark, waits in _found(text, mentions, told) if waits)


def theme_mark(text: str, theme: Theme) -> Mark:
    """Give the mark of a whole sentence that told last year's plans or problems."""
    return Mark(0, len(text), text, theme, _lexicon().reasons[theme])


def target_mark(text: str) -> Mark:
    """Give the mark of a sentence in which a target that was met last year is told as missed."""
    return Mark(0, len(text), text, "direction", _lexicon().reasons["direction"])


def measure_mark(text: str) -> Mark:
    """Give the mark of a whole sentence that tells a practice, and no figure of this year."""
    return Mark(0, len(text), text, _MEASURE, _lexicon().reasons[_MEASURE])


def _found(text: str, mentions: Sequence[Mention], told: Spans) -> list[tuple[Mark, bool]]:
    """The marks of `text`, each with whether the sentence waits because of it."""
    found: list[tuple[Mark, bool]] = []
    for rule in _lexicon().patterns:
        for match in rule.pattern.finditer(text):
            if rule.is_excused_by_figure and _is_counted(text, match.end(), told):
                continue
            mark = Mark(match.start(), match.end(), match.group(), rule.kind, rule.reason)
            found.append((mark, rule.waits))
    for mention in mentions:
        if kind := _kind_of(mention):
            mark = Mark(mention.start, mention.end, mention.text, kind, _lexicon().reasons[kind])
            is_cut_off = bool(told) and _CUT_OFF.search(text, 0, mention.start) is not None
            found.append((mark, kind in _lexicon().waiting and not is_cut_off))
    return found


def _is_counted(text: str, end: int, told: Spans) -> bool:
    """Whether a number that is told stands in the clause that goes on at `end`."""
    stop = next((n for n in range(end, len(text)) if text[n] in CLAUSE_STOPS), len(text))
    return any(end <= start <= stop for start, _ in told)


def _sorted(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    return tuple(sorted(set(marks), key=lambda mark: (mark.start, mark.end, mark.kind)))


def turned_marks(template: str, rendered: RenderedText) -> tuple[Mark, ...]:
    """Give a mark for each word of direction that the figures turned round: 增长 became 下降."""
    pieces = parse_bound(template).pieces
    left = list(rendered.bindings)
    marks: list[Mark] = []
    for place, piece in enumerate(pieces):
        if isinstance(piece, str) or not left or left[0].expression != piece.expression:
            continue
        binding = left.pop(0)
        before = pieces[place - 1] if place else ""
        word = _direction_at(rendered.text[: binding.start])
        if word and isinstance(before, str) and _direction_at(before) not in ("", word):
            start = rendered.text.rindex(word, 0, binding.start)
            reason = _lexicon().reasons["direction"]
            marks.append(Mark(start, start + len(word), word, "direction", reason))
    return tuple(marks)


def _direction_at(text: str) -> str:
    """The word of direction that `text` ends with, empty if it ends with none."""
    end = text[-4:].rstrip("了到至达为")
    return next((c.word for c in change_words() if c.opposite and end.endswith(c.word)), "")


def _kind_of(mention: Mention) -> str:
    """Kind of the mark that a mention asks for; empty for most."""
    if mention.is_data and mention.form is Form.VAGUE:
        return "vague"
    match mention.kind:
        case Kind.RANK:
            return "rank"
        case Kind.ORDINAL if mention.unit in _EDITIONS:
            return "edition"
        case Kind.DATE | Kind.PERIOD if mention.iso:
            if mention.iso.startswith("XXXX"):
                return "recurring"
            return "date" if _EXACT_DAY.fullmatch(mention.iso) else ""
        case _:
            return ""
