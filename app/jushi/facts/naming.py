"""What the name of a figure says: the indicator, the measure, and against what it is counted.

同比 in 社会消费品零售总额同比增速 is no word of what is measured: a text says it of any indicator.
"""

import re
from dataclasses import dataclass
from functools import cache

from jushi.facts.measure import Base, Measure
from jushi.figures import parse_unit
from jushi.lazy_pattern import lazy_pattern
from jushi.lexicon import any_of, change_pattern, names_fall
from jushi.text import CENTURY, HEADING_NUMBER

_RANKS = frozenset({"位", "名"})


@dataclass(frozen=True, slots=True)
class Name:
    """A figure's name taken apart."""

    topic: str
    """What is measured, without the words of measure, base and target."""
    measure: Measure
    base: Base | None
    """None where no change is named."""
    sign: int
    """-1 where the name tells of a fall (降幅), so that 3 means -3; else 1."""
    target: str
    """目标, 年初预算, …; empty for what was reached."""
    whole: str
    """What the indicator is a share of: 新收案件 of 审结案件占新收案件比重."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    up, down, rate = any_of("up").pattern, any_of("down").pattern, any_of("rate").pattern
    compare = any_of("year_on_year", "period_on_period", "since_year_start", "compare").pattern
    target = any_of("target").pattern
    either, share = any_of("either_way").pattern, any_of("share").pattern
    turn = rf"(?:{up}|{down}|{either})"
    whole = change_pattern()
    return {
        "rate": lazy_pattern(rf"(?:的)?(?:{compare})?的?(?P<rate>{rate})$"),
        "compare": lazy_pattern(
            rf"(?:{compare})(?:{turn}(?:或{turn}|[、/]{turn})?)?(?:率|幅度?|量|数|额|情况|比例)?"
        ),
        "turn": lazy_pattern(
            rf"[（(]?(?P<turn>{whole}|{either}|增|降)"
            r"(?:百分点|个百分点|幅度|率|幅|比例|情况)?[%％]?[）)]?$"
        ),
        # Nominal growth is what growth means unless it is said to be real.
        "nominal": lazy_pattern(rf"名义(?:{whole})?(?=·|$)"),
        "step": lazy_pattern(f"(?:{either})(?:额|量|数|值|幅度)?$"),
        "amount": lazy_pattern(
            rf"(?P<turn>{whole}|增|减)(?:量|额|数|数量|值|幅度|规模|位数|位次|名次)?$"
        ),
        "target": lazy_pattern(
            rf"(?:[（(·\-—_－、]|的)?(?:\d{{4}}年)?(?:年度|全年|年初|年终|年|本年|调整后?|预期|计划|目标|任务|责任|考核|约束性?|控制)*"
            rf"(?:{target})(?:数|值|任务|目标|量|额|书|新增|完成|建设|安排|增量)?[）)]?$"
        ),
        "wanted": lazy_pattern(rf"(?:预期|计划|目标)(?=(?:{rate})$)"),
        "planned": lazy_pattern(r"^(?:年度|全年|年初|本年)?(?:计划|目标|预期|预计|任务)(?:数|值)?"),
        "completion": lazy_pattern(
            rf"(?:占|为|完成)?(?:年度|全年|年初|调整)*(?:{target}|进度)?(?:的)?"
            r"(?:完成率|完成比例|完成进度|完成情况|执行率|达成率|完成百分比|完成程度)$"
            rf"|(?:占|为|完成)(?:年度|全年|年初|调整|计划)*(?:{target})(?:数|任务)?(?:的)?(?:%|％|比重|比例|百分比)?$"
        ),
        "share": lazy_pattern(rf"^(?P<part>.*?)(?:所)?占(?P<whole>.*?)(?:的)?(?:{share}|比)?$"),
        "portion": lazy_pattern(r"(?:的)?(?:占比|所占比重|比重|份额|构成比|构成)$"),
        "rank": lazy_pattern(
            r"(?:的)?(?:在?(?:全国|全省|全市|全县|全区|省内|市内))?(?:排名|位次|名次|排位|位列|位居|居第|排第)$"
        ),
        "multiple": lazy_pattern(r"(?:倍数|翻番)$"),
    }


_YEAR = lazy_pattern(rf"{CENTURY}\d{{2}}年度?")
_OF_WHICH = lazy_pattern(rf"^(?:其中|#|＃|\*|—+|-+|·|{HEADING_NUMBER})[：:的]?\s*")
_LEVEL = lazy_pattern("(?<=.)(?:绝对[量数额值]|决算数|执行数)$|(?<=.)本期(?=价格)")
_ALL_YEAR = lazy_pattern("^(?:全年|年度|本年)(?=..)")  # 全年收入预算 is of 收入
_UNIT = lazy_pattern(r"[（(](?:[%％‰]|个?百分点|[万亿千百]*(?:元|人|件|个|户|吨|次)次?)[）)]$")
_GAP = lazy_pattern("高于|低于|快于|慢于|优于|多于|少于|超出")
_AMOUNT = lazy_pattern("(?:幅度|百分点|的?数)$")


@cache
def read_name(indicator: str, unit: str) -> Name:
    """Take the name of a figure in `unit` apart. Never raises; the topic is never empty."""
    words = _patterns()
    text = _without_marks(_UNIT.sub("", _YEAR.sub("", indicator)).strip()) or indicator
    text, target = _without_target(text, unit)
    base = None
    measure, sign, whole = Measure.LEVEL, 1, ""
    is_rate, is_points = parse_unit(unit).is_rate, "百分点" in unit
    bare = text
    if is_rate and not target and (found := words["completion"].search(text)) and found.start():
        return Name(text[: found.start()], Measure.COMPLETION, Base.TARGET, 1, "", "")
    if is_rate and (found := words["share"].match(text)) and found["part"] and found["whole"]:
        return Name(found["part"], Measure.SHARE, None, 1, target, found["whole"])
    if is_rate and (found := words["portion"].search(text)) and found.start():
        return Name(text[: found.start()], Measure.SHARE, None, 1, target, "")
    if unit in _RANKS | {""} and (found := words["rank"].search(text)) and found.start():
        topic = any_of("rate").sub("", text[: found.start()]) or text[: found.start()]
        return Name(topic, Measure.RANK, None, 1, target, "")
    if (is_points or not is_rate) and (found := _GAP.search(text)):
        topic = any_of("rate").sub("", f"{text[: found.start()]}{text[found.end() :]}")
        return Name(_AMOUNT.sub("", topic), Measure.GAP, None, 1, target, "")
    changed = _without_change(text, is_measured=is_rate or is_points or unit == "倍")
    if changed is not None:
        bare, base = changed
        sign = -1 if names_fall(text) else 1
        if is_points:
            measure = Measure.POINTS
        elif is_rate or unit == "倍":
            measure = Measure.GROWTH
        else:
            measure = Measure.CHANGE
    elif is_points:
        measure = Measure.POINTS
        base = Base.YEAR
    elif unit == "倍":
        measure = Measure.MULTIPLE
    return Name(bare or text, measure, base, sign, target, whole)


def _without_marks(text: str) -> str:
    """The steps of a path without 其中 and numbering, and without words that only say "level".

    社会消费品零售总额·其中：餐饮收入绝对量 is 社会消费品零售总额·餐饮收入.
    """
    steps = [_OF_WHICH.sub("", step) for step in text.split("·")]
    plain = "·".join(step for step in steps if step)
    return _LEVEL.sub("", plain) or plain


def _without_target(text: str, unit: str) -> tuple[str, str]:
    words = _patterns()
    if parse_unit(unit).is_rate and words["completion"].search(text):
        return text, ""
    # 调入一般公共预算 is no target, 一般公共预算收入年初预算 is one.
    masked = any_of("no_target").sub(lambda m: "\0" * len(m.group()), text)
    found = words["target"].search(masked)
    if found and found.start() >= 2:
        topic = _ALL_YEAR.sub("", text[: found.start()])
        return topic, found.group().strip("（()）·-—_－、的")
    found = words["wanted"].search(text)
    if found and found.start() >= 2:  # 收入预期增幅
        return text[: found.start()] + text[found.end() :], found.group()
    found = words["planned"].match(text)
    if found and len(text) - found.end() >= 2:
        return text[found.end() :], found.group()
    return text, ""


_OF_LEVELS = ("同期", "年均")
"""上年同期结转案件 and PM2.5年均浓度 name a stock and an average, and no change."""


def _without_change(text: str, *, is_measured: bool) -> tuple[str, Base] | None:
    """The name without its words of change, and what the change is against; None for a level."""
    words = _patterns()
    masked = any_of("no_change", "no_change_in_names").sub(lambda m: "\0" * len(m.group()), text)
    base = (
        Base.PERIOD
        if any_of("period_on_period").search(masked)
        else Base.YEAR_START
        if any_of("since_year_start").search(masked)
        else Base.YEAR
    )
    spans = []
    if found := words["rate"].search(masked):
        spans.append((found.start(), found.end()))
    for found in words["compare"].finditer(masked):
        if found.group() not in _OF_LEVELS:
            spans.append(found.span())
    found = words["turn" if is_measured else "step"].search(masked)
    if spans and found and all(found.start() >= end for _, end in spans):
        # 比上期价格涨跌, 比上年名义增长: a word stands between what is compared and how it turned.
        spans.append(found.span())
    if not spans:
        found = words["turn" if is_measured else "amount"].search(masked)
        if found and (is_measured or found.start() >= 2):
            spans.append(found.span())
        elif not is_measured and re.search("(?<!新)增量$", text) and len(text) > 3:
            spans.append((len(text) - 2, len(text)))
        elif is_measured and (found := any_of("rate").search(masked)):
            spans.append(found.span())
    if not spans:
        return None
    rest = list(text)
    for start, end in spans:
        rest[start:end] = "\0" * (end - start)
    bare = "".join(rest).replace("\0", "").strip("的，、· ")
    return words["nominal"].sub("", bare), base
