"""Ways in which numbers go wrong in report prose, planted one at a time into a true text.

Each kind takes a proven mention and gives what it becomes, or None where it does not apply. Wrong
values are drawn fresh: no figure and no number of the text equals them, else it would be another
kind. Moved values come from a neighbour of like size, unit and measure.
"""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.fidelity import CheckResult, Code, Status, Verdict
from app.figures import Figure, FigureTable
from app.numbers import Form, Kind, format_chinese, read_mentions


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


Kinder = Callable[[Truth, Verdict, random.Random], Mutation | None]
KINDS: dict[str, Kinder] = {}
_VALUE = (Code.WRONG_VALUE, Code.UNSUPPORTED, Code.WRONG_SCALE, Code.WRONG_ARITHMETIC,
          Code.WRONG_ROUNDING, Code.INCONSISTENT, Code.WRONG_ATTRIBUTION)  # fmt: skip


def _kind(function: Kinder) -> Kinder:
    KINDS[function.__name__.removeprefix("_")] = function
    return function


def _digits(verdict: Verdict) -> str:
    mention = verdict.mention
    core = mention.text[mention.core_start - mention.start : mention.core_end - mention.start]
    return core if re.fullmatch(r"\d+(?:\.\d+)?", core) else ""


def _swap_core(verdict: Verdict, core: str, kind: str, codes: Sequence[Code]) -> Mutation:
    m = verdict.mention
    text = m.text[: m.core_start - m.start] + core + m.text[m.core_end - m.start :]
    return Mutation(kind, (Change(m.start, m.end, text),), frozenset(codes))


def _whole(verdict: Verdict, text: str, kind: str, codes: Sequence[Code]) -> Mutation | None:
    m = verdict.mention
    if text == m.text:
        return None
    return Mutation(kind, (Change(m.start, m.end, text),), frozenset(codes))


def _fresh(truth: Truth, verdict: Verdict, core: str) -> bool:
    """Whether the new numeral is another number than any that is known."""
    read = read_mentions(_with_core(verdict, core))
    return bool(read) and read[0].value is not None and not truth.is_taken(read[0].value)


def _with_core(verdict: Verdict, core: str) -> str:
    m = verdict.mention
    return m.text[: m.core_start - m.start] + core + m.text[m.core_end - m.start :]


# --- the value ---------------------------------------------------------------------------------


@_kind
def _digit_substituted(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    digits = _digits(verdict)
    places = [i for i, c in enumerate(digits) if c.isdigit()]
    if not places or verdict.mention.form is not Form.EXACT:
        return None
    for _ in range(20):
        place = rng.choice(places)
        core = digits[:place] + rng.choice("123456789") + digits[place + 1 :]
        if core != digits and _fresh(truth, verdict, core):
            return _swap_core(verdict, core, "digit_substituted", _VALUE)
    return None


@_kind
def _digits_transposed(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    digits = _digits(verdict)
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
            if _fresh(truth, verdict, core):
                return _swap_core(verdict, core, "digits_transposed", _VALUE)
    return None


@_kind
def _digit_lost(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    digits = _digits(verdict)
    if len(digits) < 3 or "." in digits or verdict.mention.form is not Form.EXACT:
        return None
    core = digits[:-1]
    return _swap_core(verdict, core, "digit_lost", _VALUE) if _fresh(truth, verdict, core) else None


@_kind
def _digit_added(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    digits = _digits(verdict)
    if len(digits) < 2 or "." in digits or verdict.mention.form is not Form.EXACT:
        return None
    core = digits[0] + digits
    return (
        _swap_core(verdict, core, "digit_added", _VALUE) if _fresh(truth, verdict, core) else None
    )


@_kind
def _decimal_point_moved(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    digits = _digits(verdict)
    if "." not in digits or verdict.mention.form is not Form.EXACT:
        return None
    core = digits.replace(".", "").lstrip("0")
    if not core or not _fresh(truth, verdict, core):
        return None
    return _swap_core(verdict, core, "decimal_point_moved", _VALUE)


@_kind
def _chinese_numeral_wrong(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    value = verdict.mention.value
    if not _digits(verdict) or value is None or verdict.mention.kind is not Kind.QUANTITY:
        return None
    if verdict.mention.form is not Form.EXACT or value != int(value) or not 11 <= value <= 9999:
        return None
    wrong = value + rng.choice([3, 7, -4])
    if truth.is_taken(wrong) or verdict.mention.scale != 1:
        return None
    return _swap_core(verdict, format_chinese(wrong), "chinese_numeral_wrong", _VALUE)


@_kind
def _lookalike(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    digits = _digits(verdict)
    if "0" not in digits[1:]:
        return None
    place = digits.index("0", 1)
    core = digits[:place] + "O" + digits[place + 1 :]
    return _swap_core(verdict, core, "lookalike", (*_VALUE, Code.WRONG_UNIT))


@_kind
def _unsupported(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    """A sentence with a number from nowhere, behind a proven one."""
    end = truth.text.find("。", verdict.mention.end)
    count = next(
        n for n in iter(lambda: Decimal(rng.randint(120, 990)), None) if not truth.is_taken(n)
    )
    if end < 0:
        return None
    what = rng.choice(
        ["召开专题调度会{}次", "印发工作简报{}期", "走访困难群众{}户", "整理历史档案{}卷"]
    )
    sentence = what.format(count)
    number = re.search(r"\d+.", sentence)
    assert number
    before = Change(end + 1, end + 1, "全年共" + sentence[: number.start()])
    return Mutation(
        "unsupported",
        (Change(end + 1, end + 1, before.text + number.group() + "。"),),
        frozenset({Code.UNSUPPORTED}),
    )


@_kind
def _all_of_it(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    m = verdict.mention
    if m.kind is not Kind.PERCENT or m.value is None or not 80 <= m.value < 100:
        return None
    if m.form is not Form.EXACT or truth.figure(verdict).formula.startswith("yoy"):
        return None
    return _swap_core(verdict, "100", "all_of_it", (*_VALUE,))


# --- unit and scale ----------------------------------------------------------------------------

_UNIT = (Code.WRONG_UNIT, Code.WRONG_SCALE, Code.WRONG_VALUE, Code.WRONG_ROUNDING, Code.UNSUPPORTED,
         Code.WRONG_ARITHMETIC, Code.WRONG_ATTRIBUTION)  # fmt: skip


def _replaced(
    verdict: Verdict, pattern: str, new: str, kind: str, codes: Sequence[Code] = _UNIT
) -> Mutation | None:
    text = re.sub(pattern, new, verdict.mention.text, count=1)
    return _whole(verdict, text, kind, codes)


@_kind
def _scale_character(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    text = verdict.mention.text
    if "万亿" in text:
        return _replaced(verdict, "万亿", "亿", "scale_character")
    if "亿" in text:
        return _replaced(verdict, "亿", "万", "scale_character")
    return _replaced(verdict, "万", "亿", "scale_character")


@_kind
def _scale_lost(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    return _replaced(verdict, "[万亿](?=[余多]?[人户件元名个])", "", "scale_lost")


@_kind
def _scale_added(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    return _replaced(verdict, r"(?<=\d)(?=[件人名次户个])", "万", "scale_added")


@_kind
def _conversion_slip(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    m = verdict.mention
    if m.scale != 100_000_000 or m.value is None or m.value < 10**11 or m.form is not Form.EXACT:
        return None
    wrong = (m.value / 10**11).normalize()
    text = f"{wrong:f}万亿{m.unit}"
    return _whole(verdict, text, "conversion_slip", (*_UNIT,))


@_kind
def _counter_swapped(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    others = {"件": "人", "人": "户", "名": "件", "项": "件", "次": "人", "个": "人", "条": "份",
              "份": "起", "户": "人", "家": "人", "场": "人", "公里": "吨", "处": "人"}  # fmt: skip
    unit = verdict.mention.unit or ""
    if verdict.mention.kind is Kind.RANK:
        return None
    if unit not in others or not verdict.mention.text.endswith(unit):
        return None
    text = verdict.mention.text[: -len(unit)] + others[unit]
    return _whole(verdict, text, "counter_swapped", (*_UNIT, Code.WRONG_ATTRIBUTION))


@_kind
def _person_times(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    if verdict.mention.kind is Kind.RANK:
        return None
    if verdict.mention.unit == "人次":
        return _replaced(verdict, "人次", "人", "person_times")
    if verdict.mention.unit in {"人", "名"}:
        return _replaced(verdict, "[人名]$", "人次", "person_times")
    return None


@_kind
def _currency_swapped(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    if verdict.mention.unit != "元":
        return None
    return _replaced(verdict, "元", "美元", "currency_swapped")


@_kind
def _percent_as_points(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    if verdict.mention.kind is not Kind.PERCENT:
        return None
    return _replaced(verdict, "[%％]", "个百分点", "percent_as_points", (*_UNIT,))


@_kind
def _points_as_percent(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    return _replaced(verdict, "个百分点", "%", "points_as_percent", (*_UNIT,))


@_kind
def _percent_as_permille(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    if verdict.mention.kind is not Kind.PERCENT:
        return None
    return _replaced(verdict, "[%％]", "‰", "percent_as_permille", (*_UNIT,))


@_kind
def _area_or_weight(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    for old, new in (("亩", "公顷"), ("公里", "米"), ("吨", "斤"), ("平方米", "平方公里")):
        if verdict.mention.unit == old:
            return _replaced(verdict, old, new, "area_or_weight", (*_UNIT,))
    return None


# --- whose number it is ------------------------------------------------------------------------

_WHOSE = (Code.WRONG_ATTRIBUTION, Code.WRONG_VALUE, Code.STALE, Code.WRONG_ARITHMETIC)


def _neighbours(truth: Truth, verdict: Verdict) -> list[Verdict]:
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
        and _digits(v)
        and v.mention.value != m.value
        and m.value
        and v.mention.value
        and Decimal("0.1") <= v.mention.value / m.value <= 10
    ]
    return sorted(alike, key=lambda v: abs(v.mention.start - m.start))


@_kind
def _other_row(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    near = _neighbours(truth, verdict)
    if not near or not _digits(verdict):
        return None
    return _swap_core(verdict, _digits(rng.choice(near[:3])), "other_row", _WHOSE)


@_kind
def _swapped_pair(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    near = [
        v for v in _neighbours(truth, verdict) if abs(v.mention.start - verdict.mention.start) < 60
    ]
    if not near or not _digits(verdict):
        return None
    a, b = verdict.mention, near[0].mention
    changes = (
        Change(a.core_start, a.core_end, _digits(near[0])),
        Change(b.core_start, b.core_end, _digits(verdict)),
    )
    return Mutation("swapped_pair", changes, frozenset(_WHOSE))


@_kind
def _other_figure_untold(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    """The value of a far row of the same unit."""
    near = _neighbours(truth, verdict)
    if len(near) < 4 or not _digits(verdict):
        return None
    return _swap_core(verdict, _digits(near[-1]), "far_row", _WHOSE)


# --- when --------------------------------------------------------------------------------------


@_kind
def _other_period(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    figure = truth.figure(verdict)
    m = verdict.mention
    if figure.previous is None or figure.previous == figure.value or not _digits(verdict):
        return None
    if (
        m.form is not Form.EXACT
        or figure.value is None
        or m.value is None
        or len(verdict.figures) > 1
    ):
        return None
    if m.value / m.scale != figure.value:
        return None
    core = f"{figure.previous:f}"
    return _swap_core(verdict, core, "other_period", (Code.STALE, *_WHOSE))


@_kind
def _year_wrong(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    """The year that governs a number, one off."""
    start = max(
        truth.text.rfind("。", 0, verdict.mention.start),
        truth.text.rfind("\n", 0, verdict.mention.start),
    )
    before = truth.text[start + 1 : verdict.mention.start]
    year = next(reversed(list(re.finditer(r"(?<!\d)20\d\d(?=年)", before))), None)
    figure = truth.figure(verdict)
    if year is None or not figure.period or figure.period.year != int(year.group()):
        return None
    if re.search(r"[较比与]$", truth.text[: start + 1 + year.start()]):
        return None
    at = start + 1 + year.start()
    inside_title = truth.text.rfind("《", 0, at) > truth.text.rfind("》", 0, at)
    if inside_title or figure.previous == figure.value:
        return None
    change = Change(at, at + 5, f"{int(year.group()) - 1}年")
    return Mutation("year_wrong", (change,), frozenset({Code.WRONG_DATE, Code.STALE}))


# --- direction and change ----------------------------------------------------------------------

_TURNED = {"增长": "下降", "上升": "下降", "提高": "下降", "增加": "减少", "提升": "下降",
           "下降": "增长", "减少": "增加", "降低": "提高", "压缩": "增加"}  # fmt: skip


@_kind
def _direction(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    m = verdict.mention
    before = truth.text[m.start - 3 : m.start]
    word = re.search("|".join(_TURNED), before)
    if word is None:
        return None
    start = m.start - 3 + word.start()
    text = _TURNED[word.group()] + truth.text[start + 2 : m.end]
    codes = frozenset({Code.WRONG_DIRECTION, *_VALUE})
    return Mutation("direction", (Change(start, m.end, text),), codes)


@_kind
def _double_negative(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    m = verdict.mention
    if not re.search(r"(?:下降|减少|降低)$", truth.text[m.start - 2 : m.start]):
        return None
    text = m.text[: m.core_start - m.start] + "-" + m.text[m.core_start - m.start :]
    return _whole(verdict, text, "double_negative", (Code.WRONG_DIRECTION, *_VALUE))


@_kind
def _to_for_by(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    m = verdict.mention
    if not re.search(r"(?:增长|提高|下降|上升|减少|增加)$", truth.text[m.start - 2 : m.start]):
        return None
    if m.form is not Form.EXACT:
        return None
    codes = frozenset({Code.WRONG_ARITHMETIC, Code.WRONG_DIRECTION, Code.WRONG_UNIT, *_VALUE})
    return Mutation("to_for_by", (Change(m.start, m.end, "到" + m.text),), codes)


# --- about -------------------------------------------------------------------------------------

_ABOUT = (Code.WRONG_ROUNDING, Code.WRONG_VALUE, Code.WRONG_SCALE, Code.WRONG_ATTRIBUTION,
          Code.UNSUPPORTED, Code.WRONG_ARITHMETIC)  # fmt: skip


def _exact_count(truth: Truth, verdict: Verdict) -> Decimal | None:
    """The value of a figure that is an exact count of three digits or more, printed plainly."""
    m, figure = verdict.mention, truth.figure(verdict)
    plain = m.scale == 1 and m.kind is Kind.QUANTITY and m.form in {Form.EXACT, Form.OVER}
    if not plain or figure.approx or figure.value is None or len(verdict.figures) > 1:
        return None
    return figure.value if figure.value >= 110 and figure.value == int(figure.value) else None


def _about(verdict: Verdict, text: str, kind: str) -> Mutation | None:
    return _whole(verdict, text + (verdict.mention.unit or ""), kind, _ABOUT)


def _unit_place(value: Decimal) -> Decimal:
    """The second digit's place: 100 for 1701."""
    return Decimal(10) ** (len(str(int(value))) - 2)


@_kind
def _yu_above_the_value(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    value = _exact_count(truth, verdict)
    if value is None:
        return None
    place = _unit_place(value)
    above = (value // place + 1) * place
    return _about(verdict, f"{above:f}余", "yu_above_the_value")


@_kind
def _yu_far_below(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    value = _exact_count(truth, verdict)
    if value is None:
        return None
    place = _unit_place(value)
    below = (value // place - 2) * place
    if below < place * 10 or below % (place * 10) == 0:
        return None
    return _about(verdict, f"{below:f}余", "yu_far_below")


@_kind
def _jin_below_the_value(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    value = _exact_count(truth, verdict)
    if value is None:
        return None
    place = _unit_place(value)
    below = value // place * place
    return None if below == value else _about(verdict, f"近{below:f}", "jin_below_the_value")


@_kind
def _jin_far_above(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    value = _exact_count(truth, verdict)
    if value is None:
        return None
    place = _unit_place(value)
    above = (value // place + 3) * place
    return _about(verdict, f"近{above:f}", "jin_far_above") if above % (place * 10) else None


@_kind
def _chao_not_reached(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    value = _exact_count(truth, verdict)
    if value is None:
        return None
    place = _unit_place(value)
    text = f"超过{(value // place + 1) * place:f}"
    return _about(verdict, text, "chao_not_reached")


@_kind
def _below_what_it_is(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    value = _exact_count(truth, verdict)
    if value is None:
        return None
    place = _unit_place(value)
    return _about(verdict, f"不足{value // place * place:f}", "less_than_turned")


@_kind
def _approximation_wrong(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    value = _exact_count(truth, verdict)
    if value is None:
        return None
    place = _unit_place(value)
    above = (value // place + 3) * place
    return _about(verdict, f"约{above:f}", "approximation_wrong") if above % (place * 10) else None


@_kind
def _bound_turned(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    turned = {"以上": "以下", "超过": "不足", "突破": "不足", "不低于": "不超过", "超": "不足"}
    word = verdict.mention.approximator or ""
    if word not in turned:
        return None
    return _replaced(verdict, word, turned[word], "bound_turned", _ABOUT)


@_kind
def _hedge_dropped(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    m, figure = verdict.mention, truth.figure(verdict)
    if m.form is not Form.OVER or not m.approximator:
        return None
    if m.scale != 1 or (not figure.approx and figure.value == m.value):
        return None
    return _replaced(verdict, m.approximator, "", "hedge_dropped", _ABOUT)


@_kind
def _rounding_wrong(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    """A scaled form of an exact count that does not round to it: 8170件 as 0.84万件."""
    value = _exact_count(truth, verdict)
    if value is None or value < 1000:
        return None
    wrong = (value / 10000).quantize(Decimal("0.01")) + Decimal("0.03")
    text = f"{wrong:f}万{verdict.mention.unit}"
    return _whole(verdict, text, "rounding_wrong", _ABOUT)


# --- arithmetic, ranks, repeats ----------------------------------------------------------------


@_kind
def _sum_does_not_add(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    figure, digits = truth.figure(verdict), _digits(verdict)
    if "+" not in figure.formula or not digits or verdict.mention.form is not Form.EXACT:
        return None
    if "." in digits:
        return None
    core = str(int(digits) + 2)
    return (
        _swap_core(verdict, core, "sum_does_not_add", _VALUE)
        if _fresh(truth, verdict, core)
        else None
    )


@_kind
def _growth_wrong(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    m, digits = verdict.mention, _digits(verdict)
    if m.kind is not Kind.PERCENT or not digits or m.form is not Form.EXACT:
        return None
    if not re.search(r"(?:增长|下降)$", truth.text[m.start - 2 : m.start]):
        return None
    core = f"{Decimal(digits) + 10:f}"
    return (
        _swap_core(verdict, core, "growth_wrong", _VALUE) if _fresh(truth, verdict, core) else None
    )


@_kind
def _points_difference_wrong(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    m, digits = verdict.mention, _digits(verdict)
    if m.kind is not Kind.PERCENTAGE_POINT or not digits:
        return None
    core = f"{Decimal(digits) + Decimal('0.3'):f}"
    kind = "points_difference_wrong"
    return _swap_core(verdict, core, kind, _VALUE) if _fresh(truth, verdict, core) else None


@_kind
def _rank_wrong(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    m = verdict.mention
    if m.kind is not Kind.RANK or m.value is None or m.detail == "superlative":
        return None
    core = format_chinese(m.value + 2)
    return _swap_core(verdict, core, "rank_wrong", (*_VALUE, Code.AMBIGUOUS))


@_kind
def _inconsistent_repeat(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    """The sentence told again at the end, with another value."""
    start = max(truth.text.rfind(c, 0, verdict.mention.start) for c in "。\n") + 1
    end = truth.text.find("。", verdict.mention.end)
    digits = _digits(verdict)
    one = [v for v in truth.result.verdicts if start <= v.mention.start < end and v.mention.is_data]
    if end < 0 or len(one) != 1 or not digits or verdict.mention.form is not Form.EXACT:
        return None
    if "." in digits:
        return None
    core = str(int(digits) + 10)
    if not _fresh(truth, verdict, core) or verdict.mention.kind is not Kind.QUANTITY:
        return None
    m = verdict.mention
    again = truth.text[start : m.core_start] + core + truth.text[m.core_end : end + 1]
    place = len(truth.text.rstrip())
    return Mutation("inconsistent_repeat", (Change(place, place, "\n" + again),), frozenset(_VALUE))


@_kind
def _chained_loss(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    """Part and whole exchanged: 受理14件，化解77件."""
    near = [
        v for v in _neighbours(truth, verdict) if 0 < v.mention.start - verdict.mention.start < 25
    ]
    if not near or not verdict.mention.value or not _digits(verdict):
        return None
    part = near[0]
    if part.mention.value is None or part.mention.value >= verdict.mention.value:
        return None
    a, b = verdict.mention, part.mention
    changes = (
        Change(a.core_start, a.core_end, _digits(part)),
        Change(b.core_start, b.core_end, _digits(verdict)),
    )
    return Mutation("chained_loss", changes, frozenset(_WHOSE))


@_kind
def _value_and_unit(truth: Truth, verdict: Verdict, rng: random.Random) -> Mutation | None:
    """Two things broken at once."""
    changed = _digit_substituted(truth, verdict, rng)
    unit = verdict.mention.unit
    if changed is None or unit not in {"件", "人", "名", "项", "次"}:
        return None
    text = changed.changes[0].text.removesuffix(unit) + "份"
    return _whole(verdict, text, "value_and_unit", (*_VALUE, *_UNIT))
