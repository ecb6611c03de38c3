"""Verdicts put into words. The sentences are data: `knowledge/lexicons/explanations.tsv`."""

from decimal import Decimal
from functools import lru_cache

from jushi.facts import Fact
from jushi.fidelity.judge import Judgement
from jushi.fidelity.truth import SIGNED, unit_factor
from jushi.lexicon import with_approximator
from jushi.numbers import Form, Kind, Mention, format_value
from jushi.resources import lexicon_rows

_COLUMNS = {"zh": 1, "en": 2}


@lru_cache(maxsize=2)
def sentences(language: str) -> dict[str, str]:
    """Sentence patterns by reason, in `zh` or `en`."""
    rows = lexicon_rows("explanations.tsv")
    return {row[0]: row[_COLUMNS[language]] for row in rows}


def explain(judgement: Judgement, mention: Mention, expected: str | None, language: str) -> str:
    """Give one sentence that a clerk understands."""
    fact = judgement.facts[0] if judgement.facts else None
    other = judgement.other
    join = "、" if language == "zh" else ", "
    told = sentences(language)
    return told[judgement.reason].format(
        told=mention.text,
        detail=told.get(judgement.detail, judgement.detail),
        expected=expected or "",
        indicator=join.join(dict.fromkeys(f.indicator for f in judgement.facts)),
        cell=join.join(dict.fromkeys(f.evidence for f in judgement.facts)),
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
    if fact.unit[:1].isascii() and fact.unit[:1].isalpha():
        return f"{fact.approx}{digits} {fact.unit}"
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
