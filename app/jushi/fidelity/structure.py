"""How a sentence puts a number: level, change, gap, share, multiple, completion; against what.

Only the words beside the number are read. Whether what they say is true is asked elsewhere.
"""

import re
from dataclasses import dataclass, replace
from functools import cache

from jushi.characters import COUNTING, HAN
from jushi.facts import Base, Measure
from jushi.fidelity.english_change import english_direction
from jushi.fidelity.structure_patterns import BETWEEN, structure_pattern
from jushi.fidelity.time_words import begins_with_time, is_time
from jushi.figures import Period
from jushi.lazy_pattern import lazy_pattern
from jushi.lexicon import any_of, any_of_words, change_pattern
from jushi.numbers import Kind, Mention
from jushi.text import CLAUSE_STOPS

Span = tuple[int, int]

_READ = 80
"""Characters before a number that say how it is meant."""
_LEVELS = frozenset({Measure.LEVEL})
_LEVEL_OF_RATE = frozenset({Measure.LEVEL, Measure.SHARE, Measure.COMPLETION})
_OF_RATE = frozenset({Kind.PERCENT, Kind.FRACTION})


@dataclass(frozen=True, slots=True)
class Structure:
    """What the words around a number say of it."""

    measures: frozenset[Measure]
    direction: int = 0
    """1 for a rise, -1 for a fall, 0 where none is told."""
    base: Base | None = None
    """None where no base is named."""
    is_reached: bool = False
    """增长到, 提高至: where a change ended, never the change."""
    of: frozenset[Measure] = _LEVELS
    """What changed: a level, or a growth rate (增速加快0.9个百分点)."""
    first: Span | None = None
    """What is compared, shared or multiplied; None where it is carried over."""
    second: Span | None = None
    """What it is compared with; None where it is not named."""
    relation: str = ""
    """`gap`, `difference`, `share`, `multiple`, `completion`, or empty."""
    cue: str = ""
    """The word of change: an indicator may have it in its name (压减支出)."""
    base_period: Period | None = None
    """The stretch that the text names as the base: 比上半年, 较2019年."""


_REACHED = lazy_pattern(r"(?:到|至|为|成)(?:了)?$")
_SHORT = frozenset("多少高低快慢大小长短好差")
_NOT_AGAINST = lazy_pattern(r"^(?:重|例|较|如|率|分|赛|对|武)")


def read_structure(
    mention: Mention, text: str, clause: int, left: int, *, joined: bool = False
) -> Structure:
    """Read how `text` puts `mention`; its own words begin at `left`, its clause at `clause`.

    `joined` says that the words before the comma belong to it: 降幅最大，达36.8%.
    """
    left, clause = (max(place, mention.start - _READ) for place in (left, clause))
    before = text[left : mention.start]
    whole = text[clause : mention.start]
    base = read_base(whole) if mention.kind is not Kind.RANK else None
    if mention.kind is Kind.RANK:
        return Structure(frozenset({Measure.RANK}))
    if mention.unit in ("位", "名") and _RANKED.search(before):
        return Structure(frozenset({Measure.RANK, Measure.LEVEL}))
    if (
        _OVER.search(before)
        and not _TARGET_BEHIND.match(text, mention.end)
        and (
            any_of("target").search(text, mention.end, mention.end + 12)
            or any_of("target").search(text, max(0, left - 24), left)
        )
    ):
        # 超额6.85亿元完成年度目标; 为年初计划的105.3%，超额3.42亿元
        return Structure(frozenset({Measure.GAP}), 1, Base.TARGET, relation="gap")
    short = _SHORT_OF.search(before)
    if short and any_of("target").search(text, max(0, left - 40), mention.start):
        sign = 1 if short.group().startswith("超") else -1
        return Structure(frozenset({Measure.GAP}), sign, Base.TARGET, relation="gap")
    if mention.kind in (Kind.QUANTITY, Kind.MONEY) and _STILL.search(before):
        return Structure(frozenset({Measure.GAP}), -1, Base.TARGET, relation="gap")
    before = _blank_names(before)
    if joined:
        before = before.replace("，", "\0")
    found = _relation(mention, before, left)
    if found is None and clause < left:
        # 高于95%的考核目标1.9个百分点: a number stands within what it is held against.
        wider = _completion_of_number(mention, whole, clause) or _gap(
            mention, _blank_names(whole), clause
        )
        if wider is not None and wider.relation == "completion":
            found = wider
        elif wider is not None and wider.base is Base.TARGET:
            found = replace(wider, first=None, second=None)
        elif wider is not None and _RANK_WITHIN.search(whole):
            found = replace(wider, first=None)  # 比第二位的和平镇多432万元
    if found is not None:
        return replace(found, base=found.base or base)
    return _plain(mention, before, text[mention.end : mention.end + 24], whole, base)


_RANK_WITHIN = lazy_pattern(
    rf"(?:比|较|于|高出|低出|多出|超出?)(?:排|居|位列)?(?:在)?第[{COUNTING}\d]+[位名]?的[^{CLAUSE_STOPS}]*$"
)
_TARGET_BEHIND = lazy_pattern(
    rf"(?:以[上下])?的[^{CLAUSE_STOPS}、]{{0,6}}(?:{any_of('target').pattern})"
)
"""超额完成2.4万人的省定任务: the number is the target, not what lies above it."""
_SHORT_OF = lazy_pattern("(?:短收|欠收|短缺|超收|超支|缺口|空间|余地|剩余|余下|尚余)(?:为|有)?了?$")
"""完成预算的91.8%，短收1.64亿元: against the target that was named before."""
_STILL = lazy_pattern(rf"(?:[仍还尚仅只]|目前)[需须差缺欠剩余][^{CLAUSE_STOPS}、]{{0,6}}$")
"""仍需拆除3.72万平方米: what lacks to the target of what was told."""
_RANKED = lazy_pattern("(?:排名|位次|名次|排位)(?:为|在|居)?$")  # 全国排名53位
_BARE = lazy_pattern(r"[，、；]?(?:差距)?(?P<turn>多|少|高|低|快|慢)(?:出|了|达)?")
_OVER = lazy_pattern(r"超额?(?:完成)?$")


def _blank_names(words: str) -> str:
    """Without the words of change that belong to names: 增加值, 自然增长率."""
    return any_of("no_change").sub(lambda m: "\0" * len(m.group()), words)


def read_base(words: str) -> Base | None:
    """What the words of a clause count a change against; the last that is named."""
    places = []
    for role, base in (
        ("period_on_period", Base.PERIOD),
        ("since_year_start", Base.YEAR_START),
        ("year_on_year", Base.YEAR),
    ):
        for match in any_of(role).finditer(words):
            places.append((match.end(), match.end() - match.start(), base))
    return max(places, key=lambda place: place[:2])[2] if places else None


def names_target(words: str) -> bool:
    """Whether the object of a comparison is a target: 年度目标, 预算, 限额."""
    return re.search(rf"(?:{any_of('target').pattern})[^，。]{{0,4}}$", words) is not None


def _sign(turn: str) -> int:
    if turn[:1] in "优好":
        return 0  # better is less of some things, and more of others
    if turn in any_of_words("up") or turn[:1] in "高快多大长贵领超跑反赶":
        return 1
    return -1


def _completion_of_number(mention: Mention, whole: str, clause: int) -> Structure | None:
    """完成预算120万元的80.4%: the target is named, and its number told as well."""
    found = _TARGET_TOLD.search(whole) if mention.kind is Kind.PERCENT else None
    if found is None:
        return None
    return Structure(
        frozenset({Measure.COMPLETION}),
        base=Base.TARGET,
        first=_span(clause, 0, found.start(), whole),
        second=_span(clause, *found.span("second"), whole),
        relation="completion",
    )


_TARGET_TOLD = lazy_pattern(
    rf"(?:完成|占|为|达到?|实现|相当于)了?(?P<second>[^{CLAUSE_STOPS}\d]{{0,14}}?"
    rf"(?:{any_of('target').pattern})[^{CLAUSE_STOPS}\d]{{0,4}})"
    rf"\d[\d.,]*[^{CLAUSE_STOPS}\d]{{1,4}}的{BETWEEN}$"
)


def _without_names(words: str) -> str:
    return any_of("no_change_in_names").sub("", words)


def _sign_of(turn: str, mention: Mention) -> int:
    """1 for more; 平均68分钟，快了6分钟 is less."""
    is_sooner = turn in ("快", "慢") and mention.unit in _TIMES
    return -_sign(turn) if is_sooner else _sign(turn)


def _relation(mention: Mention, before: str, left: int) -> Structure | None:
    """A number that relates two things that are named."""
    kind = mention.kind
    if kind in _OF_RATE | {Kind.MULTIPLE}:
        if kind is Kind.PERCENT and (found := structure_pattern("completion").search(before)):
            return Structure(
                frozenset({Measure.COMPLETION}),
                base=Base.TARGET,
                first=_span(left, 0, found.start(), before),
                second=_span(left, *found.span("second"), before),
                relation="completion",
            )
        if found := structure_pattern("multiple").search(before):
            second = found["second"]
            if begins_with_time(second):
                base = Base.YEAR if _LAST_YEAR.match(second) or "同期" in second else None
                return Structure(frozenset({Measure.MULTIPLE}), base=base)
            return Structure(
                frozenset({Measure.MULTIPLE, Measure.SHARE}),
                first=_span(left, 0, found.start(), before),
                second=_span(left, *found.span("second"), before),
                relation="multiple",
            )
    if kind in _OF_RATE:
        patterns = map(structure_pattern, ("share", "portion"))
        found = next(filter(None, (pattern.search(before) for pattern in patterns)), None)
        if found:
            named = found["second"] and not re.fullmatch(r"全?部?|比重?|了", found["second"])
            return Structure(
                _LEVEL_OF_RATE,
                first=_span(left, 0, found.start(), before),
                second=_span(left, *found.span("second"), before) if named else None,
                relation="share",
            )
    return _gap(mention, before, left)


def _gap(mention: Mention, before: str, left: int) -> Structure | None:
    if found := _BARE.fullmatch(before.strip()):
        # 东院区为西院区的1.6倍，多4300人次
        return Structure(
            frozenset({Measure.GAP, Measure.CHANGE}),
            _sign_of(found["turn"], mention),
            relation="difference",
        )
    found = structure_pattern("short").search(before)
    if found and (names_target(found["second"]) or re.search(r"\d", found["second"])):
        return _against(found, before, left, sign=-1, base=Base.TARGET)
    if found := structure_pattern("apart").search(before):
        return Structure(
            frozenset({Measure.GAP}),
            first=_span(left, 0, found.start(), before),
            relation="difference",
        )
    for name in ("compared", "beyond"):
        found = structure_pattern(name).search(before)
        if not found or _NOT_AGAINST.match(found["second"]):
            continue
        if begins_with_time(found["second"]) and not names_target(found["second"]):
            if is_time(found["second"]) and before.endswith("的"):
                return Structure(_LEVELS)  # 规模小于去年的12个
            if is_time(found["second"]):
                # 少于上年77起, 较2021年多52件
                base = Base.YEAR if _LAST_YEAR.match(found["second"]) else None
                return replace(_change_of(mention.kind, _sign(found["turn"])), base=base)
            continue
        if name == "beyond" and before.endswith("的"):
            return _reached_by_other(mention, found, before)
        is_target = names_target(found["second"])
        if found["turn"] in ("超过", "超", "超出") and not is_target:
            continue
        base = Base.TARGET if is_target else None
        return _against(found, before, left, sign=_sign(found["turn"]), base=base)
    return None


_LAST_YEAR = lazy_pattern("上一?[年届]|去年|上一?学年")


def _against(
    found: re.Match[str], before: str, left: int, *, sign: int, base: Base | None
) -> Structure:
    """A gap to what `found` names."""
    return Structure(
        frozenset({Measure.GAP}),
        sign,
        base,
        first=_span(left, 0, found.start(), before),
        second=_span(left, *found.span("second"), before),
        relation="gap",
    )


def gap_to(turn: str, second: Span) -> Structure:
    """How much more or less than what stands at `second`."""
    gap = frozenset({Measure.GAP})
    return Structure(gap, _sign(turn), first=None, second=second, relation="gap")


def _reached_by_other(mention: Mention, found: re.Match[str], before: str) -> Structure | None:
    """快于公安领域的54.4%: what the other reached."""
    if mention.kind is not Kind.PERCENT:
        return None
    is_growth = found["turn"] in ("快于", "慢于") or any_of("rate").search(before)
    return Structure(frozenset({Measure.GROWTH}) if is_growth else _LEVEL_OF_RATE)


def _change_of(kind: Kind, sign: int) -> Structure:
    measure = {
        Kind.PERCENT: Measure.GROWTH,
        Kind.PERCENTAGE_POINT: Measure.POINTS,
        Kind.MULTIPLE: Measure.GROWTH,
        Kind.FRACTION: Measure.GROWTH,
    }.get(kind, Measure.CHANGE)
    of = _LEVEL_OF_RATE | {Measure.GROWTH}
    return Structure(frozenset({measure}), sign, Base.YEAR, of=of)


def _span(left: int, start: int, end: int, before: str) -> Span | None:
    return (left + start, left + end) if before[start:end].strip("，、：； 的\n") else None


def _plain(mention: Mention, before: str, after: str, whole: str, base: Base | None) -> Structure:
    if turn_en := english_direction(mention, before, after):
        return _change_of(mention.kind, turn_en)
    tail = before.rstrip()[-24:]
    turn = structure_pattern("turn").search(tail)
    if turn and turn["turn"] in _SHORT and base is None and not tail.endswith(f"{turn['turn']}了"):
        turn = None
    # 多发 is a word of names, and tells a change right before its number: 比上年多发141亿元.
    more = _MORE.search(tail) or (_MORE.search(whole.rstrip()[-24:]) if base else None)
    if (
        more
        and (turn is None or more.start("turn") < turn.start())
        and (base is not None if more["turn"] in "增减" else _is_counted(mention))
    ):
        # 同比多建1.4万亩, 较上年少招84人, 同比多审减4700万元, 同比减发19.9%
        return _change_of(mention.kind, 1 if more["turn"] in "多增" else -1)
    if more and mention.kind is Kind.PERCENTAGE_POINT and base is not None:
        return _points(whole, 1 if more["turn"] in "多增" else -1, base, is_reached=False)
    if turn is None and base is not None and re.search(r"新[增添](?:了)?$", tail):
        return Structure(frozenset({Measure.CHANGE}), 1, base, cue="新增")  # 比年初新增32亿元
    direction = _sign_of(turn["turn"], mention) if turn else 0
    cue = turn["turn"] if turn else ""
    is_reached = bool(turn and turn["to"])
    if mention.kind is Kind.PERCENTAGE_POINT or mention.unit == "基点":
        return _points(whole, direction, base, is_reached=is_reached)
    told = Structure(_LEVELS, direction, base, is_reached=is_reached, cue=cue)
    if mention.kind is Kind.MULTIPLE:
        return _multiple(mention, told)
    if mention.kind in _OF_RATE:
        return _rate(tail, told)
    if turn is None and base is None and _NEWLY.search(tail) and _is_counted(mention):
        # 新发展茶园2400亩: what the area grew by, where no row is named so.
        return Structure(frozenset({Measure.CHANGE, Measure.LEVEL}), 1, base)
    if turn is None and _ADDED.search(_without_names(tail)):
        return Structure(frozenset({Measure.CHANGE, Measure.LEVEL}), 1, base, cue="新增")
    if direction and not is_reached:
        return replace(told, measures=frozenset({Measure.CHANGE}))
    return replace(told, cue="")


def _multiple(mention: Mention, told: Structure) -> Structure:
    """增长1.2倍 is growth; 翻一番, 增加到3倍 and 是…的3倍 are multiples."""
    if mention.detail == "ratio":
        return Structure(frozenset({Measure.LEVEL, Measure.MULTIPLE}), 0, told.base)
    if mention.detail == "doubling" or not told.direction:
        return Structure(frozenset({Measure.MULTIPLE}), 0, told.base)
    measure = Measure.MULTIPLE if told.is_reached else Measure.GROWTH
    return replace(told, measures=frozenset({measure}))


def _rate(tail: str, told: Structure) -> Structure:
    """A percentage: growth where the words name one, else a rate, a share or a completion."""
    growth = frozenset({Measure.GROWTH})
    named = structure_pattern("rate").search(tail)
    if fastest := _fastest().search(tail):
        sign = -1 if fastest["rate"] in any_of_words("falling_rate") else 0
        return replace(told, measures=growth, direction=sign, cue="")
    if any_of("rate").search(tail) and (named or told.is_reached):
        sign = -1 if any_of("falling_rate").search(tail) else 0
        return replace(told, measures=growth, direction=sign, cue="")
    if named and not told.cue:
        return Structure(growth, 0, told.base or Base.YEAR)
    if told.direction and not told.is_reached:
        return replace(told, measures=growth)
    return replace(told, measures=_LEVEL_OF_RATE, cue="")


@cache
def _fastest() -> re.Pattern[str]:
    """增速最快的是和平镇，达27.8%: growth, whoever stands between."""
    rate = any_of("rate", "falling_rate").pattern
    return re.compile(
        rf"(?P<rate>{rate}|{change_pattern(1)})(?:最.|\0\0)的?(?:是|为)?[^，。、\0]{{0,12}}[\0，]?(?:达到?|为|是)?$"
    )


_ADDED = lazy_pattern(
    rf"(?:^|[，、；])(?:其中|当年|年内|全年|本年|今年|一年)*(?:新(?:增[{HAN}]{{0,8}}|[扩添建]|改扩建|成立|设立)|添)了?$"
)
"""当年新增8个, 一年新扩800亩: what the stock grew by, where no row is named so."""
_TIMES = ("秒", "分钟", "小时", "天", "日", "个工作日", "工作日")
_MORE = lazy_pattern(
    r"(?:^|[，、；]|同比|环比|[年期月][末底初]?)(?:再|又)?(?P<turn>多|少|[增减](?=[发收产支亏员]))"
    rf"(?![数年于项个元种次边方])(?:[{HAN}]{{1,3}})(?:了)?$"
)


_NEWLY = lazy_pattern(
    r"(?:^|[，、；：\s])(?:新(?:发展|开辟|栽植|栽种|种植|扩种|开通|建成|开设|设立)|再(?:添|建|创))"
    rf"[{HAN}]{{1,6}}$"
)


def _is_counted(mention: Mention) -> bool:
    return mention.kind in (Kind.QUANTITY, Kind.MONEY)


def _points(whole: str, direction: int, base: Base | None, *, is_reached: bool) -> Structure:
    """增速加快0.9个百分点, 降幅收窄0.3个百分点, 办结率提高2个百分点."""
    if is_reached:
        return Structure(frozenset(), direction, base, is_reached=True)
    rates = list(any_of("rate").finditer(whole))
    of = _LEVEL_OF_RATE | {Measure.GROWTH}
    if rates:
        of = frozenset({Measure.GROWTH})
        if rates[-1].group() in any_of_words("falling_rate"):
            direction = -direction
    return Structure(frozenset({Measure.POINTS}), direction, base, of=of)
