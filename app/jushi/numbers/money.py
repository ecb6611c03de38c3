"""Amounts of money with their small coin: 5元3角, 123元1角1分, 3 dollars 50 cents."""

import re
from dataclasses import replace
from decimal import Decimal

from jushi.characters import ONE_TO_NINE
from jushi.lazy_pattern import lazy_pattern
from jushi.numbers.core import Core
from jushi.numbers.english import english_unit_at
from jushi.numbers.english_numeral import scale_word_at
from jushi.numbers.mention import Kind
from jushi.numbers.numeral import parse_numeral
from jushi.numbers.reading import Reading, any_core_at, much_after, scaled_core, with_rate

_DIGIT = f"[0-9{ONE_TO_NINE}两]"
_JIAO_FEN = rf" ?(?:又|零)?(?P<jiao>{_DIGIT})[角毛](?:零?(?P<fen>{_DIGIT})分)?[钱整]?"  # 3角5分
_FEN_DIGITS = rf"[0-9]{{1,2}}|[{ONE_TO_NINE}两十]{{1,3}}"
_FEN = rf" ?(?:又|零)?(?P<only>{_FEN_DIGITS})(?:分|美分|日本銭|日本钱)[钱整]?"  # 零5分
_SMALL_MONEY = lazy_pattern(f"{_JIAO_FEN}|{_FEN}")
_FEN_AFTER_JIAO = lazy_pattern(rf"({_DIGIT})分[钱整]?")
_TAIL = lazy_pattern(r" ?(?:整|正(?![式常在当])|人民币|钱)")
_ENDS_PRICE = lazy_pattern(r"[.!?]?(?:$|\n)|[.!?] | more\b")  # 15 dollars 50.
_MILLION_CODE = lazy_pattern(r" ?M(?P<code>USD|EUR|GBP|AUD|CAD|CNY|JPY|SEK|NOK|DKK)\b")
_CENTS = lazy_pattern(r"(?: and)? (?=[0-9]|[a-z]+)")
_SMALL_COINS = frozenset({"美分", "便士"})
_NO_SMALLER = frozenset({"角", "分钱", "美分"})


def chinese_money(text: str, core: Core, end: int, unit: str) -> Reading:
    """Give the amount in `unit`, whose unit word ends at `end`: small coin and 整 are taken in."""
    core, end = much_after(text, core, end, "money")
    small = _SMALL_MONEY.match(text, end)
    if small and core.value is not None and core.scale == 1 and unit not in _NO_SMALLER:
        core, end = _with_small_money(core, small), small.end()
    elif unit == "角" and core.value is not None:
        core, end, unit = *_tenth_yuan(text, core, end), "元"
    elif unit == "分钱":
        core, unit = replace(core, value=core.value / 100 if core.value is not None else None), "元"
    tail = _TAIL.match(text, end)
    while tail:
        end = tail.end()
        tail = _TAIL.match(text, end)
    unit, end = with_rate(text, unit, end)
    return Reading(core, end, Kind.MONEY, unit, "money", "money")


def _tenth_yuan(text: str, core: Core, end: int) -> tuple[Core, int]:
    assert core.value is not None
    value = core.value / 10
    fen = _FEN_AFTER_JIAO.match(text, end)
    if fen:
        value, end = value + parse_numeral(fen[1]) / 100, fen.end()
    return replace(core, value=value, step=Decimal("0.01") if fen else Decimal("0.1")), end


def _with_small_money(core: Core, small: re.Match[str]) -> Core:
    assert core.value is not None
    if small["jiao"]:
        value = core.value + parse_numeral(small["jiao"]) / 10
        if small["fen"]:
            value += parse_numeral(small["fen"]) / 100
    else:
        value = core.value + parse_numeral(small["only"]) / 100
    return replace(core, value=value, step=Decimal("0.01"))


def million_code(text: str, core: Core) -> Reading | None:
    """30 MUSD is thirty million dollars."""
    code = _MILLION_CODE.match(text, core.end)
    unit = english_unit_at(text, code.start("code")) if code else None
    if code is None or unit is None or core.value is None or core.scale != 1:
        return None
    core = scaled_core(core, Decimal(1_000_000), core.end)
    return Reading(core, code.end(), Kind.MONEY, unit[1].canonical, "money", "money")


def english_money(text: str, core: Core, end: int, unit: str) -> Reading:
    """Give the amount whose unit word ends at `end`: 3 dollars 50 cents, 75 USD million."""
    scaled = scale_word_at(text, end) if core.scale == 1 else None
    if scaled is not None and core.value is not None:
        core = scaled_core(core, scaled[1], core.end)
        return Reading(core, scaled[0], Kind.MONEY, unit, "money", "money")
    cents = _CENTS.match(text, end)
    if cents and core.value is not None and core.step == 1 and unit not in _SMALL_COINS:
        small = any_core_at(text, cents.end())
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
