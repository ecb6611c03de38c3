"""What a mention says once its sentence is read: whose, what, when, how compared.

Only text is read here. No figure and no value of one is looked at.
"""

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from jushi.characters import COUNTING
from jushi.facts import Base, Measure, Token, on_grid, tokens_with_offsets
from jushi.fidelity.aims import names_target
from jushi.fidelity.carried_structure import ONLY_LINK, carry_over
from jushi.fidelity.clause import Layout
from jushi.fidelity.heads import Heads
from jushi.fidelity.masking import (
    RUN_IN,
    blank_words,
    each_word,
    is_in_brackets,
    is_in_title,
    mask_numbers,
    only_changed,
    role_of,
    trim_words,
    whole_words,
    words_beside,
    words_of,
)
from jushi.fidelity.name_lists import (
    base_alone,
    clause_before,
    list_before,
    list_words,
    listed_names,
)
from jushi.fidelity.periods_told import PeriodReader
from jushi.fidelity.structure import Span, Structure, gap_to, read_base, read_structure
from jushi.fidelity.zones import Zones
from jushi.figures import Period, parse_period
from jushi.lazy_pattern import lazy_pattern
from jushi.lexicon import any_of, member_names
from jushi.numbers import Interval, Mention, interval_of
from jushi.text import CLAUSE_STOPS, STATEMENT_STOPS

_EACH_REACHES = 5
"""Characters between 均 and its number: 均达, 均保持在."""

_SHARED = on_grid(0.3)
"""What a word is worth that all names of a list have."""

_HALVING = 6.0
"""Characters over which a word's nearness to the mention halves."""

_FARTHEST = 120
"""Characters beside a mention whose words are read as its head: a word there weighs a millionth."""

_NEARNESS = tuple(on_grid(0.5 ** (place / _HALVING)) for place in range(_FARTHEST + 1))
"""Weights of the words before a mention by the characters between."""
_NEARNESS_BEHIND = tuple(on_grid(0.9 * 0.5 ** (place / _HALVING)) for place in range(_FARTHEST + 1))

_AFTER_NUMBER_STOPS = lazy_pattern(
    rf"[\s]*(?:[{CLAUSE_STOPS}、（(）)\]】”’\n]|和|及|与|或|以及|至|到|$)"
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A data mention with what its surroundings say about it."""

    mention: Mention
    interval: Interval
    """The true values for which the mention holds."""
    head: dict[Token, float]
    """Words right beside the mention, 1 for the nearest; inherited where there are none."""
    carried: dict[Token, float]
    """The words beside the mention before, in the same sentence."""
    words: str
    """The words right beside it, as they stand."""
    zones: dict[Token, float]
    """The words around it that names have, by how near they stand in the text's structure."""
    sentence: Span
    structure: Structure
    period: Period | None
    """What the text names; None where it leaves the period to the report."""
    anchor: Mention | None
    """The words that name it."""
    is_period_near: bool
    """Whether the sentence itself names the period; else it is carried over."""
    is_plan: bool
    """Whether it stands in what is to be done, not in what was."""
    items: tuple[str, ...]
    """Names that share this one number: 办结率、满意率均达100%."""
    is_quoted: bool
    """“31条”政策, “828 B2B”企业节: a number that opens a quotation names something."""
    role: str
    """`total`, `rest`, `part`, or empty."""
    names_target: bool
    """年度目标8万人次: what was to be reached is told, not what was."""
    is_carried: bool
    """Whether it has no words of its own: of what was told right before it."""
    is_aside: bool
    """Whether it stands in brackets: what follows them is not of it."""
    first: dict[Token, float]
    """Words of what is shared, multiplied or compared; those of the claim where it names none."""
    second: dict[Token, float]
    """Words of what it is held against; empty where the text leaves it open."""

    @property
    def direction(self) -> int:
        """1 for a rise, -1 for a fall, 0 where none is told."""
        return self.structure.direction

    @property
    def is_level_reached(self) -> bool:
        """增长到, 提高至: the number is where a change ended, never the change."""
        return self.structure.is_reached


def read_claims(
    layout: Layout,
    mentions: Sequence[Mention],
    anchors: Sequence[Mention],
    *,
    report_year: int | None,
    data_year: int | None = None,
    time_names: Sequence[str] = (),
    names: Container[Token] | None = None,
    before: Period | None = None,
) -> tuple[Claim, ...]:
    """Give the claim of each data mention, in text order; numbers inside 《》 are names.

    `anchors` are the time expressions of the text, those without a numeral included;
    `data_year` is the year that results are told of, by default the report's own.
    `time_names` are words for a time that belong to a name: 上年结转. `names` holds the words
    that names are made of; others are not looked for around a mention. By default all are.
    `before` is what a report of ten days, a month or a quarter compares with: 涨幅 is 环比 there.
    """
    year = data_year or report_year
    periods = PeriodReader(layout, anchors, report_year, year, time_names)
    periods.before = before
    reader = _Reader(layout, mentions, periods, names)
    return tuple(reader.claim(m) for m in reader.data)


class _Reader:
    """Walks the mentions once; keeps what the mentions of one sentence share."""

    def __init__(
        self,
        layout: Layout,
        mentions: Sequence[Mention],
        periods: PeriodReader,
        names: Container[Token] | None,
    ) -> None:
        self.layout = layout
        self.periods = periods
        self.data = [m for m in mentions if m.is_data and not is_in_title(layout.text, m.start)]
        anchors = self.periods.anchors
        self.data_starts = [m.start for m in self.data]
        self.masked = mask_numbers(layout.text, mentions, anchors)
        self.zones = Zones(layout, self.masked, names)
        words = blank_words(
            layout.text,
            words_of(
                *("stop", "up", "down", "total", "each", "rate"),
                *("year_on_year", "period_on_period"),
            ),
            keep=any_of("no_change"),
        )
        words = blank_words(words, whole_words("up_en", "down_en"))
        self.headless = mask_numbers(words, mentions, anchors)
        self.listing = [m.span() for m in list_words().finditer(layout.text)]
        self._listed: tuple[Span, list[str], dict[int, int]] = ((-1, -1), [], {})
        self._place = -1
        self._heads = Heads()
        self._run: tuple[list[int], list[str]] = ([], [])
        """Where the numbers of a list without 分别 stand, and what they are of."""
        self._told: deque[tuple[int, str, bool]] = deque(maxlen=12)
        """Of the mentions before: where, their own words, and whether they told a level."""
        self._last: tuple[Span, Structure] | None = None
        """The structure of the mention before, and its sentence."""

    def claim(self, mention: Mention) -> Claim:
        self._place += 1
        sentence = self.layout.sentence_at(mention.start)
        clause = self.layout.clause_at(mention.start)
        left, right = self._sides(mention, clause)
        left, joined = self._joined(mention, sentence, clause, left)
        text = self.layout.text
        structure = self._structure(mention, sentence, clause, left, joined=joined)
        items, own = self._items(mention, left)
        if own is not None and base_alone().fullmatch(own):
            # 同比、环比分别增长9.5%和4.2%: the list names what is compared with.
            structure, own = replace(structure, base=read_base(own), base_period=None), None
        head = self._own_head(own, structure, (left, mention.start), (mention.end, right))
        is_aside = is_in_brackets(text, sentence[0], mention.start)
        carried = self._heads.before(sentence, is_aside=is_aside)
        carried = self._run_in(sentence) if carried is None else carried
        self._heads.tell(sentence, head)
        is_carried = not head and bool(carried)
        head = head or carried
        period, anchor, is_near = self.periods.governing(mention, sentence, structure, left)
        is_plan = self.periods.sections.is_plan(mention.start, sentence)
        if is_plan and _ON_BASIS.match(text, mention.end):
            is_plan, period, anchor, is_near = False, None, None, False
        if (time := self._time_named(own, mention)) is not None:
            period, is_near, head, is_carried = time, True, carried, True
        zones = self.zones.of(sentence, clause, (left, right), own)
        words = own or words_beside(text[left : mention.start], text[mention.end : right])
        self._told.append((mention.start, words, Measure.LEVEL in structure.measures))
        return Claim(
            mention=mention,
            interval=interval_of(mention),
            head=head,
            carried=carried,
            words=words,
            zones=zones,
            sentence=sentence,
            structure=structure,
            period=period,
            anchor=anchor,
            is_period_near=is_near,
            is_plan=is_plan,
            items=items,
            is_quoted=text[max(0, mention.start - 1) : mention.start] in _QUOTES,
            role=role_of(text[left : mention.start], text[mention.end : right]),
            names_target=names_target(mention, structure, text, left),
            is_carried=is_carried,
            is_aside=is_aside,
            first=self._operand(structure.first or self._singled_out(structure, sentence, clause)),
            second=self._operand(structure.second),
        )

    def _run_in(self, sentence: Span) -> dict[Token, float]:
        """The words of a heading that the paragraph begins with: 行政处罚。共作出2618宗."""
        begin = self.layout.paragraph_at(sentence[0])[0]
        heading = self.layout.text[begin : sentence[0]]
        if not RUN_IN.fullmatch(heading):
            return {}
        return self._operand((begin, sentence[0]))

    def _own_head(
        self, own: str | None, structure: Structure, before: Span, behind: Span
    ) -> dict[Token, float]:
        """The words that name what the mention is of; empty where it has none of its own."""
        if own is not None:
            return self._head_of_item(own)
        if structure.relation in ("share", "completion", "multiple"):
            # What stands before the number names the whole; the part stands before that.
            return self._operand(structure.first)
        return self._head_of(before, behind)

    def _time_named(self, own: str | None, mention: Mention) -> Period | None:
        """What a name of a list says that is a time: 一季度、二季度分别入库9.88亿元和8.74亿元."""
        if own is None or not _A_TIME.fullmatch(own):
            return None
        return parse_period(own, report_year=self.periods.sections.year_at(mention.start))

    def _singled_out(self, structure: Structure, sentence: Span, clause: Span) -> Span | None:
        """高新区居四地之首，比滨湖县多4200件: the clause before names what is compared."""
        if structure.relation != "gap" or structure.base is not None or clause[0] == sentence[0]:
            return None
        before = self.layout.clause_at(clause[0] - 1)
        last = self.data[self._place - 1].end if self._place else 0
        is_named = _SINGLED_OUT.search(self.layout.text, before[0], before[1]) is not None
        return before if is_named and last <= before[0] else None

    def _operand(self, span: Span | None) -> dict[Token, float]:
        if span is None:
            return {}
        return {token: 1.0 for _, token in tokens_with_offsets(self.headless[span[0] : span[1]])}

    def _joined(
        self, mention: Mention, sentence: Span, clause: Span, left: int
    ) -> tuple[int, bool]:
        """Where its words begin: 降幅最大，达36.8% takes in the clause before, 达 being no name."""
        own = self.layout.text[left : mention.start].strip()
        is_bare = own in _REACHES or not own
        if left != clause[0] or not (is_bare or only_changed().fullmatch(own)):
            return left, False
        earlier = max(sentence[0], self.layout.clause_at(max(left - 1, 0))[0])
        if not is_bare and not _SINGLED_OUT.search(self.layout.text, earlier, left):
            return left, False
        last = self.data[self._place - 1].end if self._place else 0
        return (earlier, True) if last <= earlier < left else (left, False)

    def _structure(
        self, mention: Mention, sentence: Span, clause: Span, left: int, *, joined: bool
    ) -> Structure:
        found = self._gap_of_list(mention, clause) or read_structure(
            mention, self.layout.text, clause[0], left, joined=joined
        )
        if found.measures & _COMPARED and found.base in (None, Base.YEAR_START):
            base_period = self.periods.base_period(mention, clause, found)
            if base_period is not None:
                found = replace(found, base=Base.NAMED, base_period=base_period)
        last = self._last if self._last and self._last[0] == sentence else None
        if last is not None:
            earlier = self.data[self._place - 1]
            between = self.layout.text[earlier.end : mention.start]
            found = carry_over(found, last[1], mention, earlier, between)
        if found.measures & _CHANGES and found.base is None:
            base = read_base(self.layout.text[sentence[0] : clause[0]])
            found = replace(found, base=base)
            if base is Base.YEAR_START:
                base_period = self.periods.base_period(mention, clause, found)
                found = replace(found, base=Base.NAMED, base_period=base_period)
        if self.periods.before is not None and found.base in (None, Base.YEAR):
            told = read_base(self.layout.text[sentence[0] : mention.start])
            found = (
                replace(found, base=told or Base.PERIOD) if found.measures & _COMPARED else found
            )
        self._last = (sentence, found)
        return found

    def _gap_of_list(self, mention: Mention, clause: Span) -> Structure | None:
        """比望岭区、安溪县分别多14件、29件: each number is the gap to its own of those named."""
        found = _GAPS.search(self.layout.text, clause[0], mention.end)
        if found is None:
            return None
        group = self._run_of_numbers(found.end(), clause[1])
        names = list_before(self.layout.text, found.start("names"), found.end("names"))
        places = [m.start for m in group]
        if len(names) != len(group) or mention.start not in places:
            return None
        second = names[places.index(mention.start)]
        return gap_to(found["turn"], second)

    def _sides(self, mention: Mention, clause: Span) -> Span:
        """Bounds of the words that may speak of this mention and of no other in its clause."""
        text, (left, right) = self.layout.text, clause
        if self._place > 0:
            last = self.data[self._place - 1]
            if last.end > left:
                left = last.end
                # 250件人大代表建议、286件政协提案: what stands behind a number is its own.
                comma = text.find("、", left, mention.start)
                if comma > left:
                    left = comma + 1
        if self._place + 1 < len(self.data):
            right = min(right, self.data[self._place + 1].start)
        if _AFTER_NUMBER_STOPS.match(text, mention.end):
            return left, mention.end
        stop = text.find("、", mention.end, right)
        return left, stop if stop >= 0 else right

    def _head_of_item(self, name: str) -> dict[Token, float]:
        """The words of one name of a list; those that all its names share tell least."""
        names = self._run[1] if name in self._run[1] else self._listed[1]
        alike = [{token for _, token in tokens_with_offsets(other)} for other in names]
        shared = set.intersection(*alike) if len(alike) > 1 else set()
        return {
            token: _SHARED if token in shared else 1.0 for _, token in tokens_with_offsets(name)
        }

    def _head_of(self, left: Span, right: Span) -> dict[Token, float]:
        """Words beside a mention; of one that stands twice the place next to it counts."""
        words = trim_words(self.headless[max(left[0], left[1] - _FARTHEST) : left[1]])
        found, size = tokens_with_offsets(words), len(words)
        head = {token: _NEARNESS[size - offset - len(token)] for offset, token in found}
        words = trim_words(self.headless[right[0] : min(right[1], right[0] + _FARTHEST)])
        found = tokens_with_offsets(words)
        behind = {token: _NEARNESS_BEHIND[offset] for offset, token in reversed(found)}
        for token, near in behind.items():
            if near > head.get(token, 0.0):
                head[token] = near
        return head

    def _items(self, mention: Mention, left: int) -> tuple[tuple[str, ...], str | None]:
        """Names that share one number (均), or the one name that 分别 gives this number."""
        text = self.layout.text
        sentence = self.layout.sentence_at(mention.start)
        each = each_word().search(text, left, mention.start)
        if each and mention.start - each.end() <= _EACH_REACHES:
            spans = list_before(text, left, each.start())
            return tuple(text[a:b] for a, b in spans), None
        behind = bisect_right(self.listing, (mention.start, 0)) - 1
        if behind < 0 or self.listing[behind][0] < sentence[0]:
            return (), self._implied_item(mention, sentence)
        word = self.listing[behind]
        if self._listed[0] != word:
            group = self._run_of_numbers(word[1], sentence[1])
            names = self._names_of_list(sentence, word[0], len(group))
            places = {m.start: place for place, m in enumerate(group)}
            last: list[str] = self._listed[1] if sentence[0] <= self._listed[0][0] else []
            if len(names) != len(group):
                # 甲、乙分别完成3件、5件，依次增长2%、4%; 甲3件，乙5件，分别增长2%、4%
                names = (
                    last if len(last) == len(group) else self._names_told(word[0], sentence, group)
                )
            self._listed = (word, names, places if len(names) == len(group) else {})
        place = self._listed[2].get(mention.start)
        if place is None:
            return (), self._implied_item(mention, sentence)  # 分别提至865元和680元，提高40元、50元
        return (), self._listed[1][place]

    def _implied_item(self, mention: Mention, sentence: Span) -> str | None:
        """The name that a list without 分别 gives: 原煤、原油产量达到6640万吨、1253万吨."""
        group, names = self._run
        if mention.start in group:
            return names[group.index(mention.start)]
        clause = self.layout.clause_at(mention.start)
        if self._place and self.data[self._place - 1].end > clause[0]:
            return None
        run = [m.start for m in self._unbroken_run(clause)]
        if len(run) < 2 or mention.start != run[0]:
            return None
        begin, end = clause[0], mention.start
        names = listed_names(self.layout.text, begin, end, len(run))
        if self._listed[0][0] >= sentence[0] and len(self._listed[2]) == len(run) != len(names):
            names = self._listed[1]  # …分别减少7起、5人，下降26.9%、31.3%
        if len(names) != len(run) or any(not 2 <= len(name) <= 24 for name in names):
            return None
        self._run = (run, names)
        return names[0]

    def _unbroken_run(self, clause: Span) -> list[Mention]:
        """The numbers of a clause that nothing but 、 and 和 parts."""
        run: list[Mention] = []
        for mention in self.data[self._place :]:
            if mention.start >= clause[1]:
                break
            if run and not ONLY_LINK.fullmatch(self.layout.text[run[-1].end : mention.start]):
                return []
            run.append(mention)
        return run

    def _names_told(self, end: int, sentence: Span, group: Sequence[Mention]) -> list[str]:
        """The words beside the numbers right before a list of changes of them."""
        told = [
            (place, words)
            for place, words, level in self._told
            if sentence[0] <= place < end and level
        ]
        return [words for _, words in told[-len(group) :]] if len(told) >= len(group) > 1 else []

    def _names_of_list(self, sentence: Span, end: int, count: int) -> list[str]:
        """The names before 分别, each whole: 小学、初中、高中在校生 names 小学在校生 first."""
        text = self.masked
        begin = max(
            (text.rfind(mark, sentence[0], end) + 1 for mark in CLAUSE_STOPS), default=sentence[0]
        )
        whole = text[max(begin, sentence[0]) : end]
        for members in member_names(whole, count):
            return list(members)
        names = listed_names(self.layout.text, sentence[0], end, count)
        if len(names) != count:
            earlier = clause_before(self.layout.text, sentence[0], begin)
            if any_of("respectively").search(earlier):
                return names  # 分别减少6起、3人，降幅依次为26.1%和25.0%: of what 分别 named
            for members in member_names(earlier, count):
                return list(members)
            listed = listed_names(self.layout.text, sentence[0], begin - 1, count) if begin else []
            return listed if len(listed) == count else names
        return names

    def _run_of_numbers(self, start: int, end: int) -> list[Mention]:
        """The numbers of one list: 32.7%、40.5% of 分别下降32.7%、40.5%，降幅居全国第3位."""
        group: list[Mention] = []
        for mention in self.data[bisect_left(self.data_starts, start) :]:
            if mention.start >= end:
                break
            last = group[-1].end if group else start
            if group and _LIST_END.search(self.layout.text, last, mention.start):
                break
            group.append(mention)
        return group


_GAPS = lazy_pattern(
    rf"(?:比|较)(?P<names>[^{CLAUSE_STOPS}]{{2,40}}?)(?:分别|依次)(?P<turn>[多少高低快慢大小])(?:出|了)?(?=[\d约近])"
)

_CHANGES = frozenset({Measure.CHANGE, Measure.GROWTH, Measure.POINTS})
_COMPARED = _CHANGES | {Measure.MULTIPLE}

_LIST_END = lazy_pattern(rf"[{STATEMENT_STOPS}，,]")

_QUOTES = frozenset({"“", "‘", "「"})


_ON_BASIS = lazy_pattern("的?新?的?(?:基础|起点|基数)上")
"""在3150亩基础上发展到4000亩: the first was reached before the plan began."""
_A_TIME = lazy_pattern(rf"[一二三四]季度|[上下]半年|(?:\d{{1,2}}|[{COUNTING}]{{1,2}})月份?")
"""一季度、二季度分别入库9.88亿元和8.74亿元: the names of the list say when, not what."""

_REACHES = frozenset(("达", "达到", "为", "是", "仅为", "高达", "约为", "约", "已达", "共", "共计"))

_SINGLED_OUT = lazy_pattern(
    "唯一|居首|居[^，。]{1,6}之?首|首位|榜首|第一|领跑|领先|垫底|末位|最[高低快慢大小多少]的?[是为]"
)
"""西门街道是唯一负增长的，下降2.7%: the clause before says of whom."""
