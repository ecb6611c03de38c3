"""Parts of a whole: 百分之六点三 三分之二 三成五 八折 2/3 1 3/5 5比3 一半."""

from dataclasses import replace
from decimal import Decimal

from jushi.characters import ONE_TO_NINE
from jushi.lazy_pattern import lazy_pattern
from jushi.numbers.core import CHINESE, Core, core_at
from jushi.numbers.found import ONE, Amount, Found
from jushi.numbers.mention import Kind
from jushi.numbers.numeral import EXACT, times
from jushi.numbers.reading import Reading
from jushi.numbers.symbols import DIGIT_OF

_OF = lazy_pattern(r" {0,2}分 {0,2}之 {0,2}")
_POINTS = lazy_pattern(r" {0,4}(?:个 {0,2})?百 {0,2}分 {0,2}点")
_HALVES = lazy_pattern(r"[一1]半(?![年月天个日小分世是会儿])|半数(?!据|字|组)")
_NOT_TENTHS = "为立功果就员本绩都长人效品交套熟分份型像真语因才材败"  # 完成, 成立, 成员, …
_TENTHS = lazy_pattern(rf" ?成(?![{_NOT_TENTHS}])(?: ?(?P<half>半)| ?(?P<digit>[{ONE_TO_NINE}]))?")
_DISCOUNT = lazy_pattern(r" {0,2}折(?![叠旧射腾磨中扣线弯断返损合衷])")
_RATIO = lazy_pattern(rf" ?[:：∶] ?(?=[0-9])| ?比(?=[0-9{ONE_TO_NINE}])")
_PART = lazy_pattern(r"[0-9]{1,4}(?:\.[0-9]{1,4})?")
_STRUCTURE = lazy_pattern(
    rf"{_PART.pattern}(?: ?[:：∶比] ?{_PART.pattern}){{2,11}}(?![0-9.:：∶%a-zA-Z])"
)
_STRUCTURE_BEFORE = lazy_pattern(r"(?:结构|构成|比例|占比|之比|比)[是为由从]?[:：]? ?$")
_CLOCK = lazy_pattern(r"(?:[01]?[0-9]|2[0-4])[:：][0-5][0-9][:：][0-5][0-9]")
_SCORE_BEFORE = lazy_pattern(r"(?:以|比分|战成|战平|胜|负|[0-9] ?比分)[是为]?$")
_SLASH = lazy_pattern(r" ?/ ?(?P<below>[0-9]{1,4})(?![0-9/.])")
_MIXED = lazy_pattern(r" {1,2}(?P<above>[0-9]{1,3}) ?/ ?(?P<below>[0-9]{1,3})(?![0-9/.])")


def part_at(text: str, core: Core) -> Reading | None:
    """Give the part of a whole, or the points, that `core` begins; None where a unit follows."""
    following = text[core.end : core.end + 5].lstrip()[:1]
    if following == "分":
        return _fraction(text, core)
    if following in ("成", "折"):
        return _tenths(text, core)
    if following in ("/", ":", "：", "∶", "比") or (
        text[core.end : core.end + 1] == " " and not core.is_chinese
    ):
        quotient = _quotient(text, core)
        if quotient is not None:
            return quotient
    if following in ("半", "数") and (half := _half(text, core)):
        return half
    if following == "又":
        return _and_fraction(text, core)
    if following in ("百", "个") and (points := _POINTS.match(text, core.end)):
        return Reading(core, points.end(), Kind.PERCENTAGE_POINT, "百分点", "difference", "percent")
    return None


def _fraction(text: str, core: Core) -> Reading | None:
    """百分之六点三 is a percentage, 三分之二 a fraction; 百分之百 is 100 %."""
    parts = _OF.match(text, core.end)
    if parts is None or core.value is None or not core.value:
        return None
    above = _signed_core(text, parts.end())
    if above is None or above.value is None:
        return None
    surface = text[core.start : core.end].replace(" ", "")
    if set(surface) <= {"百", "千", "万"}:
        size = EXACT.divide(Decimal(100), core.value)
        return _percentage(replace(above, start=core.start), above, size, above.end)
    value = above.value / abs(core.value)
    whole = replace(
        core,
        end=above.end,
        value=value,
        step=ONE,
        scale=ONE,
        digits_end=above.digits_end,
        approximator=above.approximator,
        form=above.form,
    )
    return Reading(whole, above.end, Kind.FRACTION, None, "fraction")


def _half(text: str, core: Core) -> Reading | None:
    """一半 and 半数 are one half of something."""
    found = _HALVES.match(text, core.start)
    if found is None or core.value not in (ONE, Decimal("0.5")):
        return None
    half = replace(core, end=found.end(), value=Decimal("0.5"), digits_end=found.end(), step=ONE)
    return Reading(half, found.end(), Kind.FRACTION, None, "fraction")


def _signed_core(text: str, at: int) -> Core | None:
    sign = 1
    if text[at : at + 1] in ("负", "-"):
        sign, at = -1, at + 1
    if at >= len(text) or not (text[at] in CHINESE or text[at] in "0123456789.几数"):
        return None
    core = core_at(text, at)
    if core is not None and core.value is not None and sign < 0:
        return replace(core, value=EXACT.minus(core.value))
    return core


def _percentage(whole: Core, above: Core, size: Decimal, end: int) -> Reading:
    detail = {Decimal(1): "rate", Decimal("0.1"): "permille"}.get(size, "permyriad")
    assert above.value is not None
    core = replace(
        whole,
        end=end,
        value=times(above.value, size),
        step=times(above.step, size),
        digits_end=above.digits_end,
    )
    return Reading(core, end, Kind.PERCENT, "%", detail, "percent")


def _tenths(text: str, core: Core) -> Reading | None:
    """三成 is 30 %, 三成五 35 %, 八折 80 %, 七五折 75 %."""
    if core.value is None and core.low is None:
        return None
    discount = _DISCOUNT.match(text, core.end)
    if discount:
        return _discount(core, discount.end())
    tenths = _TENTHS.match(text, core.end)
    if tenths is None or (core.value is not None and core.value > 10):
        return None
    value, step = core.value, core.step
    if value is not None and (tenths["half"] or tenths["digit"]):
        value += Decimal(DIGIT_OF[tenths["digit"]] if tenths["digit"] else 5) / 10
        step = Decimal("0.1")
    ten = Decimal(10)
    whole = replace(
        core,
        value=None if value is None else times(value, ten),
        step=times(step, ten),
        low=None if core.low is None else core.low * ten,
        high=None if core.high is None else core.high * ten,
    )
    return Reading(whole, tenths.end(), Kind.PERCENT, "%", "cheng", "percent")


def _discount(core: Core, end: int) -> Reading | None:
    if core.value is None or not 0 < core.value < 100 or core.value == 10:
        return None
    size = Decimal(10) if core.value < 10 else ONE
    if core.value == Decimal("0.5"):
        size = Decimal(100)
    whole = replace(core, value=times(core.value, size), step=core.step * size)
    return Reading(whole, end, Kind.PERCENT, "%", "discount", "percent")


def _quotient(text: str, core: Core) -> Reading | None:
    """2/3, 1 3/5, 3:1, 1∶500, 5比3."""
    if core.value is None or core.approximator:
        return None
    mixed = _MIXED.match(text, core.end)
    if mixed and core.step == 1 and int(mixed["below"]):
        value = core.value + Decimal(mixed["above"]) / Decimal(mixed["below"])
        return _quotient_reading(core, value, mixed.end(), "fraction")
    slash = _SLASH.match(text, core.end)
    if slash and core.step == 1 and core.scale == 1 and int(slash["below"]) and core.value < 1000:
        value = core.value / Decimal(slash["below"])
        return _quotient_reading(core, value, slash.end(), "fraction")
    ratio = _RATIO.match(text, core.end)
    if ratio is None:
        return None
    below = core_at(text, ratio.end())
    if below is None or not below.value or text[below.end : below.end + 1] in (":", "："):
        return None
    return _ratio(text, core, below)


def _ratio(text: str, core: Core, below: Core) -> Reading:
    """1.27∶1 is 1.27 to one, printed to hundredths; 3∶2 is computed, and has no last place."""
    assert core.value is not None and below.value is not None
    value = EXACT.divide(core.value, below.value) if below.value == 1 else core.value / below.value
    if _SCORE_BEFORE.search(text, max(0, core.start - 4), core.start):
        return _quotient_reading(core, value, below.end, "ratio")
    is_to_one = below.value == 1 and below.step == 1
    whole = replace(
        core,
        end=below.end,
        value=value,
        digits_end=core.digits_end if is_to_one and core.scale == 1 else below.end,
        step=core.step if is_to_one else Decimal(0),
        scale=ONE,
    )
    return Reading(whole, below.end, Kind.MULTIPLE, "倍", "ratio", "multiple")


def structure_at(text: str, at: int) -> tuple[Found, ...]:
    """Each part of 10.7∶42.7∶46.6 that begins at `at`; empty where fewer than three stand there.

    Parts that make a whole, 99 to 101 for their roundings, are percentages.
    """
    found = _STRUCTURE.match(text, at)
    if found is None or len({c for c in found.group() if c in ":：∶比"}) > 1:
        return ()
    spans = [(m.start(), m.end()) for m in _PART.finditer(text, at, found.end())]
    values = [Decimal(text[start:end]) for start, end in spans]
    is_whole = 99 <= sum(values) <= 101
    told = _STRUCTURE_BEFORE.search(text, max(0, at - 6), at)
    if _CLOCK.fullmatch(found.group()) and not (is_whole and told):
        return ()
    kind, unit = (Kind.PERCENT, "%") if is_whole else (Kind.QUANTITY, None)
    return tuple(
        Found(
            start,
            end,
            kind,
            "structure",
            (start, end),
            Amount(value, unit, ONE.scaleb(_places(value)), low=value, high=value),
        )
        for (start, end), value in zip(spans, values, strict=True)
    )


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _quotient_reading(core: Core, value: Decimal, end: int, detail: str) -> Reading:
    whole = replace(core, end=end, value=value, digits_end=end, step=ONE, scale=ONE)
    return Reading(whole, end, Kind.FRACTION, None, detail)


def _and_fraction(text: str, core: Core) -> Reading | None:
    """一又二分之一."""
    at = text.index("又", core.end) + 1
    at += text[at : at + 1] == " "
    if core.value is None or at >= len(text) or not (text[at] in CHINESE or text[at].isdigit()):
        return None
    below = core_at(text, at)
    part = (
        _fraction(text, below)
        if below and text[below.end : below.end + 3].lstrip()[:1] == "分"
        else None
    )
    if part is None or part.kind is not Kind.FRACTION or part.core.value is None:
        return None
    sum_ = core.value + part.core.value
    return Reading(
        replace(part.core, start=core.start, value=sum_), part.end, Kind.FRACTION, None, "fraction"
    )
