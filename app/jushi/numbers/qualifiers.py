"""Amounts that state no figure of their own: what a rule sets, and bounds that qualify a noun.

有效期5年 and 24小时内响应 say what has to be; 60岁以上老年人 and 500头以上的养殖场 say which things
are meant. Data: number_rules.tsv and attribute_nouns.tsv.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from jushi.lazy_pattern import lazy_pattern
from jushi.lexicon import change_pattern
from jushi.numbers.found import Amount, Found
from jushi.numbers.lexicon import units
from jushi.numbers.mention import DATA_KINDS, Form, Kind
from jushi.resources import lexicon_rows
from jushi.text import CLAUSE_STOPS

_BOUNDING = (Form.AT_LEAST, Form.MORE_THAN, Form.AT_MOST, Form.LESS_THAN, Form.RANGE)
_BEHIND = ("以上", "以下", "以内", "之上", "之下", "往上", "起步")
_REACH = 14
"""Characters in front of an amount in which a rule or a measurement is told."""
_MEASURED = "平均|[人户年月日]均|实际|累计|共计|降至|降到|减至|减到|控制在|用时|耗时|历时"
_COUNTED = (
    "新增|新建|新修|修建|修复|建成|改造|拆除|盘活|流转|带动|培训|吸纳|安置|惠及|服务|覆盖|帮助|组织|动员"
    "|发动|转移|引导|解决|完成|实现|达到?|共|累计"
)
_MEAN_AGE = lazy_pattern(r"平均|人均|寿命|均龄")
_HEADS = frozenset({"人", "户", "头", "只", "羽", "匹", "尾", "床", "床位", "张床位", "层"})
_SIZES = frozenset({"money", "area", "length", "weight", "volume", "energy"})


@dataclass(frozen=True, slots=True)
class _Rule:
    """One row of number_rules.tsv: what stands before, in and behind the amount."""

    before: re.Pattern[str]
    amount: re.Pattern[str]
    behind: re.Pattern[str]
    detail: str


@cache
def _rules() -> tuple[_Rule, ...]:
    joint = r"(?:为|是|：|:|约为?)?"
    return tuple(
        _Rule(
            lazy_pattern(f"(?:{before}){joint}$" if before else ""),
            lazy_pattern(f"(?:{amount})$" if amount else ""),
            lazy_pattern(behind),
            detail,
        )
        for before, amount, behind, detail, _taken, _left in lexicon_rows("number_rules.tsv")
    )


@cache
def _nouns(bound: str) -> re.Pattern[str]:
    """What a bound of the class `bound` may qualify, with the words that may stand between."""
    rows = lexicon_rows("attribute_nouns.tsv")
    nouns = sorted((w for w, bounds in rows if bound in bounds.split(",")), key=len, reverse=True)
    modifiers = "|".join(sorted((w for w, b in rows if b == "modifier"), key=len, reverse=True))
    return lazy_pattern(rf"的?(?:{modifiers}){{0,2}}(?:{'|'.join(map(re.escape, nouns))})")


def name_qualifiers(text: str, found: Iterable[Found]) -> list[Found]:
    """Give `found` with the amounts that a rule sets or that qualify a noun told as such."""
    return [_qualified(text, item) for item in found]


def _qualified(text: str, item: Found) -> Found:
    amount = item.amount
    if amount is None or item.kind not in DATA_KINDS or item.kind is Kind.RANK:
        return item
    if _is_attribute(text, item, amount):
        return replace(item, kind=Kind.SET_PHRASE, detail="attribute")
    detail = _rule(text, item, amount)
    return replace(item, kind=Kind.SET_PHRASE, detail=detail) if detail else item


def _clause_before(text: str, at: int) -> str:
    """The end of what the clause says in front of `at`."""
    window = text[max(0, at - _REACH) : at]
    start = max(window.rfind(stop) for stop in CLAUSE_STOPS.replace("：", "").replace(":", ""))
    return window[start + 1 :]


@cache
def _counted() -> re.Pattern[str]:
    """What is told behind these words is a number of things: 增加500户以上 is no threshold."""
    return lazy_pattern(f"(?:{_COUNTED}|{change_pattern(1)})(?:了|就业)?$")


@cache
def _measured() -> re.Pattern[str]:
    """What is told behind these words happened: it is no rule."""
    return lazy_pattern(f"{_MEASURED}|{change_pattern()}")


def _rule(text: str, item: Found, amount: Amount) -> str | None:
    """What kind of rule sets the amount; None where it was measured or counted."""
    is_half = text[item.core[0] : item.core[1]] == "半"  # 每半年
    if item.kind is not Kind.QUANTITY or (amount.step and amount.step < 1 and not is_half):
        return None  # no rule sets 3.2 days
    before = _clause_before(text, item.start)
    if _measured().search(before):
        return None
    surface = text[item.start : item.end]
    for rule in _rules():
        if (
            rule.amount.search(surface)
            and rule.behind.match(text, item.end)
            and rule.before.search(before)
        ):
            return rule.detail
    return None


def _is_attribute(text: str, item: Found, amount: Amount) -> bool:
    """Whether the amount is a bound that the noun behind it is qualified by."""
    bound = _bound_class(amount)
    if bound is None or amount.form not in _BOUNDING:
        return False
    before = _clause_before(text, item.start)
    if bound == "age" and _MEAN_AGE.search(before):
        return False
    is_behind = text[item.start : item.end].endswith(_BEHIND)
    if bound == "age" and is_behind:
        return True
    if not is_behind and amount.form in (Form.AT_LEAST, Form.MORE_THAN) and bound != "size":
        return False
    is_amount = bound == "head" or (bound == "size" and item.kind is not Kind.MONEY)
    if is_amount and _counted().search(before):
        return False
    return _nouns(bound).match(text, item.end) is not None


def _bound_class(amount: Amount) -> str | None:
    unit = amount.unit or ""
    if unit == "岁":
        return "age"
    if unit in _HEADS:
        return "head"
    known = units().get(unit)
    if known is None:
        return None
    if known.measures in _SIZES:
        return "size"
    return "time" if known.measures == "time" else None
