"""Verdicts put into words. The sentences are data: `knowledge/messages/verdicts.tsv`."""

from decimal import Decimal

from jushi.facts import Fact
from jushi.fidelity.judge import Judgement
from jushi.fidelity.truth import SIGNED, unit_factor
from jushi.lexicon import with_approximator
from jushi.messages import render, render_list, wordings
from jushi.numbers import Form, Kind, Mention, format_value


def explain(judgement: Judgement, mention: Mention, expected: str | None, language: str) -> str:
    """Give one sentence that a clerk understands."""
    fact = judgement.facts[0] if judgement.facts else None
    other = judgement.other
    return render(
        f"verdicts.{judgement.reason}",
        language,
        told=mention.text,
        detail=wordings("verdicts", language).get(judgement.detail, judgement.detail),
        expected=expected or "",
        indicator=render_list(list(dict.fromkeys(f.indicator for f in judgement.facts)), language),
        cell=render_list(list(dict.fromkeys(f.evidence for f in judgement.facts)), language),
        value=tell_value(fact) if fact else "",
        unit=fact.unit if fact else "",
        period=fact.period.text if fact and fact.period else "",
        other=other.indicator if other else "",
        other_cell=other.evidence if other else "",
        other_period=other.period.text if other and other.period else "",
    )


def tell_value(fact: Fact) -> str:
    """The value as the workbook has it, with approximator and unit: 8210余件."""
    value = fact.value.normalize() if fact.value else Decimal(0)
    if fact.formula:
        value = value.quantize(Decimal("0.01")).normalize()
    digits = f"{value:f}"
    return with_approximator(digits, fact.approx, fact.unit)


def right_form(fact: Fact, mention: Mention) -> str | None:
    """How `mention` should read to tell `fact` truly, in the mention's own style.

    None where the two do not compare.
    """
    if fact.approx:
        return tell_value(fact)
    factor = unit_factor(fact.unit, mention)
    if factor is None:
        return tell_value(fact)
    value = abs(fact.value) if fact.measure in SIGNED else fact.value
    return format_value(value * factor, like=mention)


def is_structure(mention: Mention) -> str:
    """Key of the sentence that says why `mention` is not data."""
    if mention.kind is Kind.HEADING:
        return "structure"
    if mention.kind in {Kind.DATE, Kind.PERIOD}:
        return "date"
    if mention.kind in {Kind.NAMED_EVENT, Kind.ORDINAL}:
        return "name"
    if mention.kind in {Kind.DOC_NUMBER, Kind.ARTICLE, Kind.PHONE_OR_CODE}:
        return "code"
    return "word" if mention.form is not Form.RANGE else "name"
