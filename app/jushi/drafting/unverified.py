"""What only the past report vouches for: persons, events, honours, dates. Data: unverified.yaml."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import yaml

from jushi.drafting.bound_text import parse_bound
from jushi.drafting.rendering import RenderedText
from jushi.lexicon import change_words
from jushi.numbers import Form, Kind, Mention
from jushi.resources import resource_path
from jushi.text import Mark

_FILE = resource_path("knowledge", "lexicons", "unverified.yaml")
_EXACT_DAY = re.compile(r"(?:\d{4}|Y[+-]\d)-\d\d(?:-\d\d)?")


@dataclass(frozen=True, slots=True)
class _Rule:
    kind: str
    reason: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Lexicon:
    patterns: tuple[_Rule, ...]
    sections: tuple[_Rule, ...]
    mentions: Mapping[str, str]


@cache
def _lexicon() -> _Lexicon:
    loaded = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    patterns, sections = (
        tuple(_Rule(row["kind"], row["reason"], re.compile(row["pattern"])) for row in loaded[part])
        for part in ("patterns", "sections")
    )
    return _Lexicon(patterns, sections, loaded["mentions"])


def marks_of(text: str, mentions: Sequence[Mention], *, heading: str) -> tuple[Mark, ...]:
    """Give what of a carried sentence a person must look at, in text order.

    `mentions` are those of `text`. A section of plans or problems (`heading`) is marked whole.
    """
    marks = [
        Mark(match.start(), match.end(), match.group(), rule.kind, rule.reason)
        for rule in _lexicon().patterns
        for match in rule.pattern.finditer(text)
    ]
    for mention in mentions:
        if kind := _kind_of(mention):
            reason = _lexicon().mentions[kind]
            marks.append(Mark(mention.start, mention.end, mention.text, kind, reason))
    marks.extend(
        Mark(0, len(text), text, rule.kind, rule.reason)
        for rule in _lexicon().sections
        if rule.pattern.search(heading)
    )
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
            reason = _lexicon().mentions["direction"]
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
        case Kind.ORDINAL:
            return "edition"
        case Kind.DATE | Kind.PERIOD if mention.iso:
            if mention.iso.startswith("XXXX"):
                return "recurring"
            return "date" if _EXACT_DAY.fullmatch(mention.iso) else ""
        case _:
            return ""
