"""A numeral with its unit: 12,345.67万元 50元/人 百分之六点三 三成五 3年多 2个半月 5元3角."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from app.numbers.core import CHINESE, Core, core_at
from app.numbers.english import english_unit_at, letter_scale_at
from app.numbers.english_numeral import english_core_at, english_scaled, scale_word_at
from app.numbers.found import ONE
from app.numbers.lexicon import unit_at, units, words_like_units
from app.numbers.mention import Form, Kind
from app.numbers.numeral import EXACT, parse_numeral, times
from app.numbers.symbols import VULGAR_FRACTIONS

_BEFORE_ENGLISH = re.compile(r" {0,2}-? ?[A-Za-z]")
_ENDS_PRICE = re.compile(r"[.!?]?(?:$|\n)|[.!?] | more\b")  # 15 dollars 50.
_MILLION_CODE = re.compile(r" ?M(?P<code>USD|EUR|GBP|AUD|CAD|CNY|JPY|SEK|NOK|DKK)\b")
_SMALL_COINS = frozenset({"美分", "便士"})
_CENTS = re.compile(r"(?: and)? (?=[0-9]|[a-z]+)")
_HALVES = re.compile(r"[一1]半(?![年月天个日小分世是会儿])|半数(?!据|字|组)")
_PARTS = re.compile(r" {0,2}分 {0,2}之 {0,2}")
_POINTS = re.compile(r" {0,4}(?:个 {0,2})?百 {0,2}分 {0,2}点")
_TENTHS = re.compile(
    r" ?成(?![为立功果就员本绩都长人效品交套熟分份型像真语因才材败])(?: ?(?P<half>半)| ?(?P<digit>[一二三四五六七八九]))?"
)
_DISCOUNT = re.compile(r" {0,2}折(?![叠旧射腾磨中扣线弯断返损合衷])")
_HALF = re.compile(r" ?半(?![年月天个日数导路径边岛决封自挂山点])")
_MUCH = re.compile(r"个(?P<word>[多余])(?P<unit>月|小时|星期|世纪|百分点|学期|工作日)")
_AND_HALF = re.compile(r" ?个半(?P<unit>月|小时|星期|钟头|世纪|百分点)?")
_AFTER_UNIT = re.compile(r"(?P<word>多|余)(?![元样种项个次方名余家条人])")
_PER = re.compile(r"[/／](?:每)?(?P<unit>[一-鿿a-zA-Z]{1,4})")
_SMALL_MONEY = re.compile(
    r" ?(?:又|零)?(?P<jiao>[0-9一二三四五六七八九两])[角毛](?:(?:零)?(?P<fen>[0-9一二三四五六七八九])分)?[钱整]?|"
    r" ?(?:又|零)?(?P<only>[0-9]{1,2}|[一二三四五六七八九两十]{1,3})(?P<cent>分|美分|日本銭|日本钱)[钱整]?"
)
_MONEY_TAIL = re.compile(r" ?(?P<word>整|正|人民币|钱)")
_RATIO = re.compile(r" ?[:：∶] ?(?=[0-9])| ?比(?=[0-9一二三四五六七八九])")
_SLASH = re.compile(r" ?/ ?(?P<below>[0-9]{1,4})(?![0-9/.])")
_MIXED = re.compile(r" {1,2}(?P<above>[0-9]{1,3}) ?/ ?(?P<below>[0-9]{1,3})(?![0-9/.])")
_SYMBOLS = {"%": "%", "‰": "permille", "‱": "permyriad"}
_PERCENT_SIZES = {"permille": Decimal("0.1"), "permyriad": Decimal("0.01")}
_CHINESE_SIZE = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2}


@dataclass(frozen=True, slots=True)
class Reading:
    """A numeral with its unit, before hedges and ranges are looked at."""

    core: Core
    end: int
    kind: Kind
    unit: str | None
    detail: str
    measures: str = ""

    @property
    def is_bare(self) -> bool:
        """Whether no unit was written."""
        return self.unit is None and self.kind is Kind.QUANTITY


def reading_at(text: str, at: int, *, is_money: bool = False) -> Reading | None:
    """Give the amount that begins at `at`: numeral, inner hedge, scale, unit; None if no numeral.

    `is_money` says that a currency stands before it, so that m and bn are scale words.
    """
    core = _core_at(text, at)
    if core is None:
        return None
    reading = _special(text, core) or _with_unit(text, core, is_money=is_money)
    if _is_part_in_words(text, core) and (reading.is_bare or reading.measures == "count"):
        return Reading(core, core.end, Kind.FRACTION, None, "fraction")  # one in five | people
    return reading


def _is_part_in_words(text: str, core: Core) -> bool:
    """two thirds, half, ½: told as a fraction, not as a decimal number."""
    head = text[core.start]
    is_told = head in VULGAR_FRACTIONS or (head.isascii() and head.isalpha())
    return is_told and core.value is not None and 0 < core.value < 1


def _core_at(text: str, at: int) -> Core | None:
    if text[at].isascii() and text[at].isalpha():
        return english_core_at(text, at)
    core = core_at(text, at)
    if core is not None and _BEFORE_ENGLISH.match(text, core.end):
        return english_scaled(text, core)
    return core


def _special(text: str, core: Core) -> Reading | None:
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
    parts = _PARTS.match(text, core.end)
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
        hedge=above.hedge,
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
        value += Decimal(_CHINESE_SIZE[tenths["digit"]] if tenths["digit"] else 5) / 10
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
    if core.value is None or core.hedge:
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
    return _quotient_reading(core, core.value / below.value, below.end, "ratio")


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


def _with_unit(text: str, core: Core, *, is_money: bool) -> Reading:
    if _BEFORE_ENGLISH.match(text, core.end):
        english = _with_english_unit(text, core, is_money=is_money)
        if english is not None:
            return english
    at = core.end
    while at < core.end + 2 and text[at : at + 1] == " ":
        at += 1
    char = text[at : at + 1]
    if char in _SYMBOLS and char:
        return _symbol(core, at, char)
    much = _MUCH.match(text, at)
    if much and core.hedge is None and core.value is not None:
        hedged = replace(core, hedge=much["word"], form=Form.OVER)
        return _unit_reading(
            text,
            hedged,
            much.end(),
            much["unit"] if much["unit"] == "百分点" else "个" + much["unit"],
        )
    and_half = _AND_HALF.match(text, at)
    if and_half and core.value is not None and core.scale == 1:
        half = replace(core, value=core.value + Decimal("0.5"), step=Decimal("0.5"))
        return _unit_reading(text, half, and_half.end(), "个" + (and_half["unit"] or ""))
    word = unit_at(text, at)
    if word is not None and word in "$€£¥￥" and text[at + 1 : at + 2].isdigit():
        word = None  # 50 $40: the sign belongs to what follows
    if word is None or _is_word(text, at, word):
        return Reading(core, core.end, Kind.QUANTITY, None, "bare")
    return _unit_reading(text, core, at + len(word), word)


def _with_english_unit(text: str, core: Core, *, is_money: bool) -> Reading | None:
    letters = letter_scale_at(text, core.end, is_money=is_money) if core.scale == 1 else None
    if letters and core.value is not None:
        end, size = letters
        value, step = times(core.value, size), times(core.step, size)
        core = replace(core, end=end, value=value, step=step, scale=size)
        if not english_unit_at(text, end):
            return Reading(core, end, Kind.QUANTITY, None, "bare") if is_money else None
    found = english_unit_at(text, core.end)
    if found is None:
        return _million_code(text, core)
    end, unit = found
    if unit.measures == "money":
        return _english_money(text, core, end, unit.canonical)
    kinds = {"percent": Kind.PERCENT, "multiple": Kind.MULTIPLE}
    kind = kinds.get(unit.measures, Kind.QUANTITY)
    details = {"percent": "rate", "multiple": "times", "time": "duration", "count": "count"}
    detail = details.get(unit.measures, "measure")
    if unit.canonical == "百分点":
        kind, detail = Kind.PERCENTAGE_POINT, "difference"
    return Reading(core, end, kind, unit.canonical, detail, unit.measures)


def _million_code(text: str, core: Core) -> Reading | None:
    """30 MUSD is thirty million dollars."""
    code = _MILLION_CODE.match(text, core.end)
    unit = english_unit_at(text, code.start("code")) if code else None
    if code is None or unit is None or core.value is None or core.scale != 1:
        return None
    size = Decimal(1_000_000)
    value, step = times(core.value, size), times(core.step, size)
    core = replace(core, value=value, step=step, scale=size)
    return Reading(core, code.end(), Kind.MONEY, unit[1].canonical, "money", "money")


def _english_money(text: str, core: Core, end: int, unit: str) -> Reading:
    """3 dollars 50 cents, thirteen dollars and forty-five cents, 75 USD million, 15 dollars 50."""
    scaled = scale_word_at(text, end) if core.scale == 1 else None
    if scaled is not None and core.value is not None:
        value, step = times(core.value, scaled[1]), times(core.step, scaled[1])
        core = replace(core, value=value, step=step, scale=scaled[1])
        return Reading(core, scaled[0], Kind.MONEY, unit, "money", "money")
    cents = _CENTS.match(text, end)
    if cents and core.value is not None and core.step == 1 and unit not in _SMALL_COINS:
        small = _core_at(text, cents.end())
        if small is not None and small.value is not None and 0 < small.value < 100:
            core, end = _with_cents(text, core, end, small)
    return Reading(core, end, Kind.MONEY, unit, "money", "money")


def _with_cents(text: str, core: Core, end: int, small: Core) -> tuple[Core, int]:
    assert core.value is not None and small.value is not None
    coin = english_unit_at(text, small.end)
    is_coin = coin is not None and coin[1].canonical in _SMALL_COINS
    if not is_coin and not (_ENDS_PRICE.match(text, small.end) and small.value >= 10):
        return core, end
    whole = replace(core, value=core.value + small.value / 100, step=Decimal("0.01"))
    return whole, coin[0] if coin is not None and is_coin else small.end


def _is_word(text: str, at: int, unit: str) -> bool:
    """Whether a unit of one character is the head of a longer word: 个人, 处长, 分局, 度假."""
    if len(unit) > 1 and not unit.isascii():
        return False
    if unit.isascii() and unit[-1].isalpha():
        following = text[at + len(unit) : at + len(unit) + 1]
        return following.isascii() and following.isalnum()
    return text[at : at + 2] in words_like_units()


def _symbol(core: Core, at: int, char: str) -> Reading:
    detail = _SYMBOLS[char]
    if detail == "%":
        return Reading(core, at + 1, Kind.PERCENT, "%", "rate", "percent")
    size = _PERCENT_SIZES[detail]
    value = None if core.value is None else times(core.value, size)
    scaled = replace(core, value=value, step=times(core.step, size))
    return Reading(scaled, at + 1, Kind.PERCENT, "%", detail, "percent")


def _unit_reading(text: str, core: Core, end: int, word: str) -> Reading:
    if word == "打" and core.value is not None:  # a dozen
        dozen = Decimal(12)
        core = replace(core, value=core.value * dozen, step=core.step * dozen)
    known = units().get(word)
    unit, measures = (known.canonical, known.measures) if known else (word, "time")
    kind = Kind.QUANTITY
    if measures == "money":
        return _money(text, core, end, unit)
    if measures == "multiple":
        return _multiple(text, core, end, unit)
    if unit == "百分点":
        kind = Kind.PERCENTAGE_POINT
    elif measures == "percent":
        kind = Kind.PERCENT
    half = _HALF.match(text, end)
    if half and core.value is not None and core.scale == 1 and measures not in ("count", "score"):
        core = replace(core, value=core.value + Decimal("0.5"), step=Decimal("0.5"))
        end = half.end()
    core, end = _much_after(text, core, end, measures)
    per = _PER.match(text, end)
    if per:
        unit, end = f"{unit}/{_per_unit(per)}", per.start("unit") + len(_per_unit(per))
    detail = {"time": "duration", "count": "count"}.get(measures, "measure")
    if kind is Kind.PERCENTAGE_POINT:
        detail = "difference"
    return Reading(core, end, kind, unit, detail, measures)


def _per_unit(per: re.Match[str]) -> str:
    word = per["unit"]
    if word[0].isascii():
        return re.match(r"[a-zA-Z]+", word)[0]  # type: ignore[index]
    for length in range(len(word), 0, -1):
        if word[:length] in units() or word[:length].lstrip("万亿百千") in units():
            return word[:length]
    return word[:1]


def _much_after(text: str, core: Core, end: int, measures: str) -> tuple[Core, int]:
    """3年多, 一倍多, 5公里多: more than so many units, less than one more."""
    if measures in ("count", "score") or core.hedge or core.value is None:
        return core, end
    much = _AFTER_UNIT.match(text, end)
    if much is None:
        return core, end
    return replace(core, hedge=much["word"], form=Form.OVER), much.end()


def _multiple(text: str, core: Core, end: int, unit: str) -> Reading:
    if unit == "番":
        if (
            "翻" not in text[max(0, core.start - 3) : core.start]
            or core.value is None
            or core.value > 20
        ):
            return Reading(core, core.end, Kind.QUANTITY, None, "bare")
        doubled = EXACT.power(Decimal(2), core.value)
        return Reading(
            replace(core, value=doubled, step=ONE), end, Kind.MULTIPLE, "倍", "doubling", "multiple"
        )
    half = _HALF.match(text, end)
    if half and core.value is not None:
        core, end = (
            replace(core, value=core.value + Decimal("0.5"), step=Decimal("0.5")),
            half.end(),
        )
    core, end = _much_after(text, core, end, "multiple")
    return Reading(core, end, Kind.MULTIPLE, "倍", "times", "multiple")


def _money(text: str, core: Core, end: int, unit: str) -> Reading:
    core, end = _much_after(text, core, end, "money")
    small = _SMALL_MONEY.match(text, end)
    if small and core.value is not None and core.scale == 1 and unit not in ("角", "分钱", "美分"):
        core, end = _with_small_money(core, small), small.end()
    elif unit == "角" and core.value is not None:
        core, end = _tenth_yuan(text, core, end)
        unit = "元"
    elif unit == "分钱":
        core, unit = replace(core, value=core.value / 100 if core.value is not None else None), "元"
    tail = _MONEY_TAIL.match(text, end)
    while tail and not (
        tail["word"] == "正" and text[tail.end() : tail.end() + 1] in ("式", "常", "在", "当")
    ):
        end = tail.end()
        tail = _MONEY_TAIL.match(text, end)
    per = _PER.match(text, end)
    if per:
        unit, end = f"{unit}/{_per_unit(per)}", per.start("unit") + len(_per_unit(per))
    return Reading(core, end, Kind.MONEY, unit, "money", "money")


def _tenth_yuan(text: str, core: Core, end: int) -> tuple[Core, int]:
    assert core.value is not None
    value = core.value / 10
    fen = re.compile(r"([0-9一二三四五六七八九])分[钱整]?").match(text, end)
    if fen:
        value, end = value + _small(fen[1]) / 100, fen.end()
    return replace(core, value=value, step=Decimal("0.01") if fen else Decimal("0.1")), end


def _with_small_money(core: Core, small: re.Match[str]) -> Core:
    assert core.value is not None
    if small["jiao"]:
        value = core.value + _small(small["jiao"]) / 10
        if small["fen"]:
            value += _small(small["fen"]) / 100
    else:
        value = core.value + _small(small["only"]) / 100
    return replace(core, value=value, step=Decimal("0.01"))


def _small(surface: str) -> Decimal:
    if surface.isascii():
        return Decimal(surface)
    return parse_numeral(surface)
