"""Places in an order: 第五名 前十名 倒数第二 首个; and editions and grades: 第三届 一等奖."""

import re
from dataclasses import replace
from decimal import Decimal

from jushi.characters import COUNTING, NUMERALS
from jushi.lazy_pattern import lazy_pattern
from jushi.lexicon import all_counters, any_of
from jushi.numbers.core import core_at
from jushi.numbers.found import ONE, Amount, Found
from jushi.numbers.lexicon import superlatives
from jushi.numbers.mention import Form, Kind
from jushi.text import CLAUSE_STOPS

_CN = f"{NUMERALS}廿卅"
_ORDINAL = lazy_pattern(rf"第 ?(?P<number>[0-9]+万?|[{_CN}]+)")
_RANK_UNIT = lazy_pattern(r" ?(?P<unit>名|位)(?!于|居|列|额|单|称|置|师|生|家)")
_EDITION = lazy_pattern(r" ?(?P<unit>届|期|批次?|轮|版|季|集|卷|辑|号|代|次|回|场|站|场次)")
_GROUP = lazy_pattern(r" ?(?P<unit>方阵|梯队|档|强|大)")
_RANKED = lazy_pattern(
    r"(?:全国|全球|世界|全省|全市|全县|全区|全军|全行业|国内|亚洲|中部(?:地区)?|西部(?:地区)?|东部(?:地区)?|沿海|同类|各县区|各市|各县|省内|市内|全自治区|全疆|全线"
    rf"|排名|排在|排|位居|位列|居|名列|高居|稳居|跃居|升至|跃升至|升到|前进至|蝉联|荣获|获得?|夺得|并列|连续[0-9{COUNTING}]+年|保持|跻身|首位|倒数)(?:了|为|至|在)?$"
)
_TOP = lazy_pattern(rf"(?P<number>[0-9]{{1,3}}|[{_CN}]{{1,4}}) ?(?P<unit>名|位(?!于)|强|甲|列)?")
_SHARE = lazy_pattern(r"[%‰‱]")
_TOP_UNIT = lazy_pattern(r" ?(?P<unit>名|位(?!于)|强|甲|列)")
_TOP_BEFORE = lazy_pattern(
    r"(?:排名?|位居|位列|居|列|进入|稳居|跻身|名列|全国|全球|世界|全省|全市|全县|全区|排在|保持|进|获|总量"
    rf"|{any_of('rate').pattern})(?:了|在|为)?前$"
)
_GRADE = lazy_pattern(
    r" ?(?P<unit>等奖|等功|等级|等(?=[品舱座]|以上)|星级|级|类(?=[地城市案事水])|甲|本|线城市|期|流"
    r"|届(?!时|满)|周年)"
)
_COUNTED = lazy_pattern(r"(?:办|举办|开展|培训班|共|连续|连任|播出|出版)了?$")
_NAMED_DIGITS = lazy_pattern(
    r"[0-9]+(?:\.[0-9]+)?[百千万亿]{0,2} ?(?:"
    rf"(?P<list_name>强(?=[企县市园区镇村{CLAUSE_STOPS}、”》）\s]|发布|峰会|榜|$))"
    r"|(?P<grade>级(?!别|分|数|人|差|调)|等奖|等功|星级)"
    r"|(?P<anniversary>周年)"
    r"|(?<=\.[0-9])(?P<version>版本?(?!面|次)|时代)"
    r"|(?P<numbered>号(?!召|称|码|角|脉|令)))"
)
_NOT_RANK = lazy_pattern(r" ?(?:[个位]|天|年|步|条|遍|口|眼|层|阶段|批|轮|个百)")
_SUPERLATIVE_UNIT = lazy_pattern(
    rf" ?(?P<unit>{'|'.join(sorted(all_counters('leads')))})(?!人|性|要|数)"
)


def ordinal_at(text: str, at: int, floor: int) -> Found | None:
    """Give what 第… at `at` is: a rank, an edition or a plain ordinal."""
    found = _ORDINAL.match(text, at)
    if found is None:
        return None
    core = core_at(text, found.start("number"))
    if core is None or core.value is None:
        return None
    span, before = (found.start("number"), core.end), text[max(0, at - 8) : at]
    rank = _RANK_UNIT.match(text, core.end)
    if rank:
        amount = _ordinal(core.value, rank["unit"])
        return Found(at, rank.end(), Kind.RANK, _rank_detail(before), span, amount)
    edition = _EDITION.match(text, core.end)
    if edition:
        amount = _ordinal(core.value, edition["unit"])
        return Found(at, edition.end(), Kind.ORDINAL, "edition", span, amount)
    if _RANKED.search(before):
        claimed = _claimed_rank(text, (at, floor), span, core.value)
        if claimed is not None:
            return claimed
    return Found(at, core.end, Kind.ORDINAL, "ordinal", span, _ordinal(core.value, None))


def _claimed_rank(
    text: str, place: tuple[int, int], span: tuple[int, int], value: Decimal
) -> Found | None:
    """全国第一, 位居第二, 倒数第二, 全省第一个: a place behind a word that ranks."""
    (at, floor), end = place, span[1]
    before = text[max(0, at - 8) : at]
    if _NOT_RANK.match(text, end):
        claim = _SUPERLATIVE_UNIT.match(text, end) if value == 1 else None
        if claim is None:
            return None
        amount = _ordinal(value, claim["unit"])
        return Found(at, claim.end(), Kind.RANK, "superlative", span, amount)
    detail = _rank_detail(before)
    if detail == "rank" and value == 1:
        detail = "superlative"
    group = _GROUP.match(text, end)
    if group and group["unit"] in ("方阵", "梯队", "档"):
        amount = _ordinal(value, group["unit"])
        return Found(at, group.end(), Kind.ORDINAL, "group", span, amount)
    start = at - 2 if detail == "from_last" and at - 2 >= floor else at
    return Found(
        start, group.end() if group else end, Kind.RANK, detail, span, _ordinal(value, None)
    )


def _rank_detail(before: str) -> str:
    return "from_last" if before.endswith("倒数") else "rank"


def _ordinal(value: Decimal, unit: str | None) -> Amount:
    return Amount(value, unit, ONE, low=value, high=value)


def top_at(text: str, at: int, floor: int) -> Found | None:
    """前十名, 前10位, 全省前三: among the first so many. The numeral stands at `at`."""
    if at <= floor or text[at - 1] != "前":
        return None
    top = _TOP.match(text, at)
    if top is None:
        return None
    core = core_at(text, at)
    if core is None or core.value is None or core.scale != 1:
        return None
    share = _SHARE.match(text, core.end)
    if share and _TOP_BEFORE.search(text, max(0, at - 8), at):
        amount = Amount(core.value, "%", ONE, form=Form.RANGE, low=Decimal(0), high=core.value)
        return Found(at - 1, share.end(), Kind.RANK, "top", (core.start, core.end), amount)
    unit = _TOP_UNIT.match(text, core.end)
    ranked = _TOP_BEFORE.search(text, max(0, at - 8), at)
    if unit is None and (
        not ranked or re.match(r"[个年月天日次届季期]", text[core.end : core.end + 1])
    ):
        return None
    amount = Amount(
        core.value, unit["unit"] if unit else None, ONE, form=Form.RANGE, low=ONE, high=core.value
    )
    return Found(
        at - 1, unit.end() if unit else core.end, Kind.RANK, "top", (core.start, core.end), amount
    )


def list_name_at(text: str, at: int) -> Found | None:
    """500强, 6.8级, 400亿级, 75周年, 3号线: digits that name a list, a grade or a thing."""
    named = _NAMED_DIGITS.match(text, at)
    if named is None:
        return None
    detail = next(name for name, unit in named.groupdict().items() if unit)
    kind = Kind.PHONE_OR_CODE if detail == "numbered" else Kind.ORDINAL
    return Found(at, named.end(), kind, detail, (at, named.start(detail)))


def grade_at(text: str, at: int) -> Found | None:
    """一等奖, 三级, 五星级, 二期工程, 十六届, 五周年: numbers that are part of a name."""
    core = core_at(text, at)
    if core is None or core.value is None or core.approximator or core.value > 20:
        return None
    grade = _GRADE.match(text, core.end)
    if (
        grade is not None
        and grade["unit"] in ("期", "届")
        and _COUNTED.search(text, max(0, at - 4), at)
    ):
        return None
    if grade is None or (not core.is_chinese and grade["unit"] in ("期", "本", "甲", "类")):
        return None
    detail = {"届": "edition", "期": "phase", "周年": "anniversary"}.get(grade["unit"], "grade")
    return Found(
        at, grade.end(), Kind.ORDINAL, detail, (at, core.end), _ordinal(core.value, grade["unit"])
    )


def superlative_at(text: str, at: int) -> Found | None:
    """率先, 首次, 首个, 榜首: a place in an order without a numeral."""
    for length in (4, 3, 2):
        word = text[at : at + length]
        rank = superlatives().get(word)
        if (
            rank is not None
            and len(word) == length
            and not _begins_other_word(text, at + length, word)
        ):
            value = Decimal(rank)
            amount = replace(_ordinal(value, None))
            return Found(at, at + length, Kind.RANK, "superlative", (at, at + length), amount)
    return None


def _begins_other_word(text: str, end: int, word: str) -> bool:
    following = text[end : end + 2]
    if word == "率先":
        return following[:1] == "垂"  # 率先垂范 is a virtue, no rank
    if word == "首次":
        return following in ("购房", "申领", "办理", "使用")
    if word == "首位":  # put in the first place: an order of one's own
        return following in ("战略", "产业", "度。") or text[end - 3 : end - 2] in ("在", "于")
    return False
