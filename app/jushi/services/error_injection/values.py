"""A number with another value."""

import random
import re
from decimal import Decimal

from jushi.fidelity import Code, Verdict
from jushi.numbers import Form, Kind, format_chinese
from jushi.services.error_injection.base import (
    VALUE,
    Change,
    Mutation,
    Truth,
    digits_of,
    is_fresh,
    kind_of_error,
    swap_core,
)
from jushi.text import ends_sentence, sentence_at


@kind_of_error
def digit_substituted(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    digits = digits_of(verdict)
    places = [i for i, c in enumerate(digits) if c.isdigit()]
    if not places or verdict.mention.form is not Form.EXACT:
        return None
    for _ in range(20):
        place = rng.choice(places)
        core = digits[:place] + rng.choice("123456789") + digits[place + 1 :]
        if core != digits and is_fresh(truth, verdict, core):
            return swap_core(verdict, core, "digit_substituted", VALUE)
    return None


@kind_of_error
def _digits_transposed(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    digits = digits_of(verdict)
    if verdict.mention.form is not Form.EXACT:
        return None
    for i in rng.sample(range(len(digits)), len(digits)):
        pair = digits[i : i + 2]
        if (
            len(pair) == 2
            and pair.isdigit()
            and pair[0] != pair[1]
            and not (i == 0 and pair[1] == "0")
        ):
            core = digits[:i] + pair[::-1] + digits[i + 2 :]
            if is_fresh(truth, verdict, core):
                return swap_core(verdict, core, "digits_transposed", VALUE)
    return None


@kind_of_error
def _digit_lost(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    digits = digits_of(verdict)
    if len(digits) < 3 or "." in digits or verdict.mention.form is not Form.EXACT:
        return None
    core = digits[:-1]
    return swap_core(verdict, core, "digit_lost", VALUE) if is_fresh(truth, verdict, core) else None


@kind_of_error
def _digit_added(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    digits = digits_of(verdict)
    if len(digits) < 2 or "." in digits or verdict.mention.form is not Form.EXACT:
        return None
    core = digits[0] + digits
    return (
        swap_core(verdict, core, "digit_added", VALUE) if is_fresh(truth, verdict, core) else None
    )


@kind_of_error
def _decimal_point_moved(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    digits = digits_of(verdict)
    if "." not in digits or verdict.mention.form is not Form.EXACT:
        return None
    core = digits.replace(".", "").lstrip("0")
    if not core or not is_fresh(truth, verdict, core):
        return None
    return swap_core(verdict, core, "decimal_point_moved", VALUE)


@kind_of_error
def _chinese_numeral_wrong(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    value = verdict.mention.value
    if not digits_of(verdict) or value is None or verdict.mention.kind is not Kind.QUANTITY:
        return None
    if verdict.mention.form is not Form.EXACT or value != int(value) or not 11 <= value <= 9999:
        return None
    wrong = value + rng.choice([3, 7, -4])
    if truth.is_taken(wrong) or verdict.mention.scale != 1:
        return None
    return swap_core(verdict, format_chinese(wrong), "chinese_numeral_wrong", VALUE)


@kind_of_error
def _lookalike(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    digits = digits_of(verdict)
    if "0" not in digits[1:]:
        return None
    place = digits.index("0", 1)
    core = digits[:place] + "O" + digits[place + 1 :]
    return swap_core(verdict, core, "lookalike", (*VALUE, Code.WRONG_UNIT))


@kind_of_error
def _unsupported(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    """A sentence with a number from nowhere, behind a proven one."""
    start, end = sentence_at(truth.text, verdict.mention.start)
    count = next(
        n for n in iter(lambda: Decimal(rng.randint(120, 990)), None) if not truth.is_taken(n)
    )
    if not ends_sentence(truth.text[start:end]):
        return None
    what = rng.choice(
        ["召开专题调度会{}次", "印发工作简报{}期", "走访困难群众{}户", "整理历史档案{}卷"]
    )
    sentence = what.format(count)
    number = re.search(r"\d+.", sentence)
    assert number
    before = Change(end, end, "全年共" + sentence[: number.start()])
    return Mutation(
        "unsupported",
        (Change(end, end, before.text + number.group() + "。"),),
        frozenset({Code.UNSUPPORTED}),
    )


@kind_of_error
def _all_of_it(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    m = verdict.mention
    if m.kind is not Kind.PERCENT or m.value is None or not 80 <= m.value < 100:
        return None
    if m.form is not Form.EXACT or truth.figure(verdict).formula.startswith("yoy"):
        return None
    return swap_core(verdict, "100", "all_of_it", VALUE)
