"""A change told the wrong way."""

import random
import re

from jushi.fidelity import Code, Verdict
from jushi.lexicon import change_pattern, change_words
from jushi.numbers import Form
from jushi.services.error_injection.base import (
    VALUE,
    Change,
    Mutation,
    Truth,
    kind_of_error,
    retell,
)


@kind_of_error
def _direction(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    m = verdict.mention
    before = truth.text[m.start - 3 : m.start]
    opposites = {c.word: c.turned("") for c in change_words() if c.opposite and len(c.word) > 1}
    word = re.search("|".join(opposites), before)
    if word is None:
        return None
    start = m.start - 3 + word.start()
    text = opposites[word.group()] + truth.text[start + len(word.group()) : m.end]
    codes = frozenset({Code.WRONG_DIRECTION, *VALUE})
    return Mutation("direction", (Change(start, m.end, text),), codes)


@kind_of_error
def _double_negative(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    m = verdict.mention
    if not re.search(f"(?:{change_pattern(-1)})$", truth.text[m.start - 2 : m.start]):
        return None
    text = m.text[: m.core_start - m.start] + "-" + m.text[m.core_start - m.start :]
    return retell(verdict, text, "double_negative", (Code.WRONG_DIRECTION, *VALUE))


@kind_of_error
def _to_for_by(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    m = verdict.mention
    if not re.search(f"(?:{change_pattern()})$", truth.text[m.start - 2 : m.start]):
        return None
    if m.form is not Form.EXACT:
        return None
    codes = frozenset({Code.WRONG_ARITHMETIC, Code.WRONG_DIRECTION, Code.WRONG_UNIT, *VALUE})
    return Mutation("to_for_by", (Change(m.start, m.end, "到" + m.text),), codes)
