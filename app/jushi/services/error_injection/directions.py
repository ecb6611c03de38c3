"""A change told the wrong way."""

import random
import re

from jushi.fidelity import Code, Verdict
from jushi.numbers import Form
from jushi.services.error_injection.base import (
    VALUE,
    Change,
    Mutation,
    Truth,
    kind_of_error,
    retell,
)

_TURNED = {"增长": "下降", "上升": "下降", "提高": "下降", "增加": "减少", "提升": "下降",
           "下降": "增长", "减少": "增加", "降低": "提高", "压缩": "增加"}  # fmt: skip


@kind_of_error
def _direction(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    m = verdict.mention
    before = truth.text[m.start - 3 : m.start]
    word = re.search("|".join(_TURNED), before)
    if word is None:
        return None
    start = m.start - 3 + word.start()
    text = _TURNED[word.group()] + truth.text[start + 2 : m.end]
    codes = frozenset({Code.WRONG_DIRECTION, *VALUE})
    return Mutation("direction", (Change(start, m.end, text),), codes)


@kind_of_error
def _double_negative(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    m = verdict.mention
    if not re.search(r"(?:下降|减少|降低)$", truth.text[m.start - 2 : m.start]):
        return None
    text = m.text[: m.core_start - m.start] + "-" + m.text[m.core_start - m.start :]
    return retell(verdict, text, "double_negative", (Code.WRONG_DIRECTION, *VALUE))


@kind_of_error
def _to_for_by(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    m = verdict.mention
    if not re.search(r"(?:增长|提高|下降|上升|减少|增加)$", truth.text[m.start - 2 : m.start]):
        return None
    if m.form is not Form.EXACT:
        return None
    codes = frozenset({Code.WRONG_ARITHMETIC, Code.WRONG_DIRECTION, Code.WRONG_UNIT, *VALUE})
    return Mutation("to_for_by", (Change(m.start, m.end, "到" + m.text),), codes)
