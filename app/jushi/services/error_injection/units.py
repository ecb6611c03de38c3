"""A number in another unit or scale."""

import random

from jushi.fidelity import Code, Verdict
from jushi.numbers import Form, Kind
from jushi.services.error_injection.base import (
    UNIT,
    Mutation,
    Truth,
    kind_of_error,
    replaced,
    retell,
)


@kind_of_error
def _scale_character(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    text = verdict.mention.text
    if "万亿" in text:
        return replaced(verdict, "万亿", "亿", "scale_character", UNIT)
    if "亿" in text:
        return replaced(verdict, "亿", "万", "scale_character", UNIT)
    return replaced(verdict, "万", "亿", "scale_character", UNIT)


@kind_of_error
def _scale_lost(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    return replaced(verdict, "[万亿](?=[余多]?[人户件元名个])", "", "scale_lost", UNIT)


@kind_of_error
def _scale_added(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    return replaced(verdict, r"(?<=\d)(?=[件人名次户个])", "万", "scale_added", UNIT)


@kind_of_error
def _conversion_slip(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    m = verdict.mention
    if m.scale != 100_000_000 or m.value is None or m.value < 10**11 or m.form is not Form.EXACT:
        return None
    wrong = (m.value / 10**11).normalize()
    text = f"{wrong:f}万亿{m.unit}"
    return retell(verdict, text, "conversion_slip", UNIT)


@kind_of_error
def _counter_swapped(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    others = {"件": "人", "人": "户", "名": "件", "项": "件", "次": "人", "个": "人", "条": "份",
              "份": "起", "户": "人", "家": "人", "场": "人", "公里": "吨", "处": "人"}  # fmt: skip
    unit = verdict.mention.unit or ""
    if verdict.mention.kind is Kind.RANK:
        return None
    if unit not in others or not verdict.mention.text.endswith(unit):
        return None
    text = verdict.mention.text[: -len(unit)] + others[unit]
    return retell(verdict, text, "counter_swapped", (*UNIT, Code.WRONG_ATTRIBUTION))


@kind_of_error
def _person_times(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    if verdict.mention.kind is Kind.RANK:
        return None
    if verdict.mention.unit == "人次":
        return replaced(verdict, "人次", "人", "person_times", UNIT)
    if verdict.mention.unit in {"人", "名"}:
        return replaced(verdict, "[人名]$", "人次", "person_times", UNIT)
    return None


@kind_of_error
def _currency_swapped(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    if verdict.mention.unit != "元":
        return None
    return replaced(verdict, "元", "美元", "currency_swapped", UNIT)


@kind_of_error
def _percent_as_points(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    if verdict.mention.kind is not Kind.PERCENT:
        return None
    return replaced(verdict, "[%％]", "个百分点", "percent_as_points", UNIT)


@kind_of_error
def _points_as_percent(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    return replaced(verdict, "个百分点", "%", "points_as_percent", UNIT)


@kind_of_error
def _percent_as_permille(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    if verdict.mention.kind is not Kind.PERCENT:
        return None
    return replaced(verdict, "[%％]", "‰", "percent_as_permille", UNIT)


@kind_of_error
def _area_or_weight(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    for old, new in (("亩", "公顷"), ("公里", "米"), ("吨", "斤"), ("平方米", "平方公里")):
        if verdict.mention.unit == old:
            return replaced(verdict, old, new, "area_or_weight", UNIT)
    return None
