"""Numbers that a slot printed: each is right, and what the sentence says of it may not be.

A slot prints its own figure, so its value needs no proof. What can be wrong is what the sentence
says of it: another indicator's name, last year's value told as this year's, a level told as a
change. Words of `knowledge/lexicons/slot_words.yaml`.
"""

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import cache
from typing import Literal

from jushi.characters import HAN
from jushi.fidelity import Status, Verdict
from jushi.figures import Figure
from jushi.lexicon import any_of, any_of_words, told_change, turnable_change
from jushi.resources import lexicon_yaml
from jushi.text import CLAUSE_STOPS, Binding, Sentence

_PLAIN = re.compile(r"\w+")
_CALL = re.compile(r"(yoy|diff|prev)\(")
_HAN_RUN = re.compile(f"[{HAN}]+")
_NEAR = 14
"""Characters before a number within which the words that say how it is meant stand."""
_NAMED, _UNNAMED = 0.95, 0.4
"""Shares of a name: a rival that stands whole where less than this of the slot's own stands."""

Form = Literal["level", "previous", "change", "growth", "computed"]


@dataclass(frozen=True, slots=True)
class Misuse:
    """A sentence that says something else of a slot's number than the slot tells."""

    expression: str
    explanation: str
    """One sentence, in Chinese."""


def misuse_of(
    draft: Sentence,
    binding: Binding,
    verdict: Verdict,
    figures: Mapping[str, Figure],
    *,
    context: str,
) -> Misuse | None:
    """Say what is wrong with the words around a slot, None where nothing is.

    `verdict` is the check's of the number that it printed, `context` the heading and what stands
    before the sentence in its paragraph.
    """
    own = [figures[name] for name in binding.figures if name in figures]
    before = draft.text[: binding.start]
    if verdict.status is not Status.OK:
        told = _misread(_form(binding), before, draft.text[binding.end :], own)
        if told:
            return Misuse(binding.expression, told)
    rival = next((figures[n] for n in verdict.figures[:1] if n in figures), None)
    if rival is None or rival.id in binding.figures or not own:
        return None
    said = _clauses(before, binding) + draft.text[binding.end : binding.end + _NEAR]
    is_rival_named = _share(rival, said) >= _NAMED
    own_share = max(
        _share(figure, f"{context}{before}{draft.text[binding.end :]}") for figure in own
    )
    if is_rival_named and own_share < _UNNAMED and verdict.status is not Status.REVIEW:
        told = f"这里说的是“{rival.indicator}”，占位符是“{own[0].indicator}”的，换成对的占位符"
        return Misuse(binding.expression, told)
    return None


def leftover_of(draft: Sentence, binding: Binding, flows: Set[tuple[str, str]]) -> Misuse | None:
    """Say what is wrong with 仍有{{受理-审结}}未审结, None where it is no such difference.

    `flows` are the pairs between which cases of earlier years may have come in.
    """
    formula = binding.expression.partition("|")[0]
    whole, minus, part = (piece.strip() for piece in formula.partition("-"))
    if not minus or (whole, part) not in flows:
        return None
    around = draft.text[max(0, binding.start - _NEAR) : binding.end + _NEAR]
    if not _pattern("left_over").search(around):
        return None
    told = "受理数减去办结数不是没有办完的数：上年没办完的也在今年办，这个差额删去"
    return Misuse(binding.expression, told)


def _form(binding: Binding) -> Form:
    formula = binding.expression.partition("|")[0].strip()
    if _PLAIN.fullmatch(formula):
        return "level"
    match = _CALL.match(formula)
    if match is None or not formula.endswith(")"):
        return "computed"
    forms: dict[str, Form] = {"yoy": "growth", "diff": "change", "prev": "previous"}
    return forms[match.group(1)]


def _misread(form: Form, before: str, behind: str, own: list[Figure]) -> str:
    """Why a number of this form cannot stand behind these words; empty where it can."""
    near = before[-2 * _NEAR :]
    match form:
        case "level":
            is_change = any(_is_change(figure) for figure in own)
            if not is_change and _ends_with_change(near, own):
                return "升降词后面要写增减量或升降率的占位符，不写今年的数；写到多少用“升到”"
            is_multiple = any(figure.unit == "倍" for figure in own)
            if (
                not is_multiple
                and _pattern("last_year_is").search(near)
                and not _pattern("now").search(near)
            ):
                return "上年的数写{{prev(编号)}}，这里的占位符是今年的数"
        case "previous":
            around = before[-2 * _NEAR :] + behind[:_NEAR]
            if not _pattern("last_year").search(around):
                return "这个占位符是上年的数，句中要写明“上年”"
        case "change" | "growth":
            if not _near_change().search(before[-2 * _NEAR :] + behind[:4]):
                words = "".join(f"“{told_change(kind)}”" for kind in ("amount", "growth", "points"))
                return f"这个占位符是增减，前面要写{words}等升降词"
        case _:
            pass
    return ""


def _is_change(figure: Figure) -> bool:
    pattern = any_of("year_on_year", "period_on_period", "rate", "up", "down", "either_way")
    return pattern.search(figure.indicator) is not None


def _ends_with_change(before: str, own: list[Figure]) -> bool:
    match = _change_at_end().search(before)
    # 减少 in the name of the thing, 减少证明材料30项, tells no change.
    return match is not None and not any(match[0] in figure.indicator for figure in own)


def _clauses(before: str, binding: Binding) -> str:
    """The clause that the number stands in, up to it."""
    start = max(before.rfind(mark) for mark in CLAUSE_STOPS) + 1
    return before[start:]


def _share(figure: Figure, text: str) -> float:
    """How much of the likeliest name of a figure stands in `text`, 0 to 1, by pairs."""
    best = 0.0
    for name in (figure.indicator, *figure.aliases):
        pairs = {run[i : i + 2] for run in _HAN_RUN.findall(name) for i in range(len(run) - 1)}
        if pairs:
            best = max(best, sum(pair in text for pair in pairs) / len(pairs))
    return best


@cache
def _change_at_end() -> re.Pattern[str]:
    return re.compile(f"(?:{turnable_change()})(?:了|约|近)?$")


@cache
def _near_change() -> re.Pattern[str]:
    compared = any_of_words("year_on_year", "period_on_period")
    words = (*any_of_words("up", "down", "either_way", "change_named"), *compared)
    return re.compile("|".join((*words, _pattern("change").pattern)))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(lexicon_yaml("slot_words.yaml")[name])
