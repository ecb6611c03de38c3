"""What a mention says once its sentence is read: the words beside it, its time, its direction."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from jushi.fidelity.clause import Layout
from jushi.fidelity.facts import Nature
from jushi.fidelity.similarity import Token, tokens_with_offsets
from jushi.fidelity.wording import any_of, any_of_words
from jushi.figures import Period, parse_period, period_of_iso
from jushi.numbers import Interval, Kind, Mention, interval_of
from jushi.text import CLAUSE_STOPS, STATEMENT_STOPS

# How much a word tells about a mention, by where it stands. Fitted on no single report: the
# order is what matters, and the eval shows that ±0.1 changes nothing.
_SAME_CLAUSE, _EARLIER_CLAUSE, _LATER, _SENTENCE_BEFORE, _HEADING = 0.75, 0.6, 0.2, 0.35, 0.3
_HALVING = 6.0
"""Characters over which a word's nearness to the mention halves."""

_FARTHEST = 120
"""Characters beside a mention whose words are read as its head: a word there weighs a millionth."""
# Longest first and possessive: 达到 is 达到 or 达 and 到, and every such choice would be tried.
_HEDGE = (
    r"(?:近|约|超过|超|逾|突破|不足|至少|不低于|大约|将近|接近|共计|共"
    r"|了|到|至|为|达到|达|比例为?)*+"
)
_AFTER_NUMBER_STOPS = re.compile(
    rf"[\s]*(?:[{CLAUSE_STOPS}、）)\]】”’\n]|和|及|与|或|以及|至|到|$)"
)
_LEVEL_AFTER_CHANGE = re.compile(
    r"[到至为](?:了)?(?:近|约|超|逾|超过)?$|达到?(?:近|约|超|逾|超过)?$"
)
_RATE_OF_CHANGE = re.compile(
    r"(?:增长率|增速|增幅|降幅|涨幅|跌幅|减幅)(?:分别)?(?:为|达到?|是|在|保持在)?(?:近|约|超|逾|超过)?$"
)
_BASE_OF_COMPARISON = re.compile(r"(?:较|比|与|同|相比|高于|低于|超过)$")


@dataclass(frozen=True, slots=True)
class Claim:
    """A data mention with what its surroundings say about it."""

    mention: Mention
    interval: Interval
    """The true values for which the mention holds."""
    head: dict[Token, float]
    """Words right beside the mention, 1 for the nearest; inherited where there are none."""
    zones: dict[Token, float]
    """All words around it, by how near they stand in the structure of the text."""
    sentence: tuple[int, int]
    natures: frozenset[Nature]
    """Kinds of statement that it may be."""
    is_level_reached: bool
    """增长到, 提高至: the number is where a change ended, never the change."""
    direction: int
    """1 for a rise, -1 for a fall, 0 where none is told."""
    period: Period | None
    """What the text names; None where it leaves the period to the report."""
    anchor: Mention | None
    """The words that name it."""
    items: tuple[str, ...]
    """Names that share this one number: 办结率、满意率均达100%."""
    is_quoted: bool
    """“31条”政策, “828 B2B”企业节: a number that opens a quotation names something."""
    role: str
    """`total`, `rest`, `part`, `share`, or empty."""


def read_claims(
    layout: Layout,
    mentions: Sequence[Mention],
    anchors: Sequence[Mention],
    *,
    report_year: int | None,
) -> tuple[Claim, ...]:
    """Give the claim of each data mention, in text order; numbers inside 《》 are names.

    `anchors` are the time expressions of the text, those without a numeral included.
    """
    reader = _Reader(layout, mentions, anchors, report_year)
    return tuple(reader.claim(m) for m in reader.data)


class _Reader:
    """Walks the mentions once; keeps what the mentions of one sentence share."""

    def __init__(
        self,
        layout: Layout,
        mentions: Sequence[Mention],
        anchors: Sequence[Mention],
        report_year: int | None,
    ) -> None:
        self.layout = layout
        self.report_year = report_year
        self.data = [m for m in mentions if m.is_data and not is_in_title(layout.text, m.start)]
        self.anchors = sorted(anchors, key=lambda m: m.start)
        self.anchor_starts = [m.start for m in self.anchors]
        self.data_starts = [m.start for m in self.data]
        self.masked = _mask(layout.text, mentions, self.anchors)
        words = _blank(layout.text, _longer_than_one("stop", "up", "down", "total", "rest", "each"))
        words = _blank(words, _whole_words("up_en", "down_en"))
        self.headless = _mask(words, mentions, self.anchors)
        self.listing = [m.span() for m in any_of("respectively").finditer(layout.text)]
        self._listed: tuple[tuple[int, int], list[tuple[int, int]], dict[int, int]] = (
            (-1, -1),
            [],
            {},
        )
        self._shared: tuple[tuple[int, int], dict[Token, float]] | None = None
        self._words: tuple[tuple[int, int], list[int], list[Token]] = ((-1, -1), [], [])
        self._place = -1
        self._head: tuple[tuple[int, int], dict[Token, float]] = ((-1, -1), {})

    def claim(self, mention: Mention) -> Claim:
        self._place += 1
        sentence = self.layout.sentence_at(mention.start)
        clause = self.layout.clause_at(mention.start)
        left, right = self._sides(mention, clause)
        before = self.layout.text[left : mention.start]
        natures, direction = _nature(mention, before)
        if mention.kind in _MAY_CHANGE and not direction:
            turn = _english_direction(before, self.layout.text, mention)
            if turn:
                natures, direction = _of_change(mention), turn
        items, own = self._items(mention, left)
        head = self._head_of(own or (left, mention.start), (mention.end, right))
        if not head and self._head[0] == sentence:
            head = self._head[1]
        elif head:
            self._head = (sentence, head)
        period, anchor = self._period(mention, sentence)
        if anchor is None and self.report_year and self._is_old_level(mention, left):
            period = parse_period(f"{self.report_year - 1}年")
        return Claim(
            mention=mention,
            interval=interval_of(mention),
            head=head,
            zones=self._zones(sentence, clause, (left, right), own),
            sentence=sentence,
            natures=natures,
            is_level_reached=bool(_REACHED.search(before)),
            direction=direction,
            period=period,
            anchor=anchor,
            items=items,
            is_quoted=self.layout.text[max(0, mention.start - 1) : mention.start] in _QUOTES,
            role=_role(before),
        )

    def _sides(self, mention: Mention, clause: tuple[int, int]) -> tuple[int, int]:
        """Bounds of the words that may speak of this mention and of no other in its clause."""
        left, right = clause
        if self._place > 0:
            left = max(left, self.data[self._place - 1].end)
        if self._place + 1 < len(self.data):
            right = min(right, self.data[self._place + 1].start)
        if _AFTER_NUMBER_STOPS.match(self.layout.text, mention.end):
            return left, mention.end
        stop = self.layout.text.find("、", mention.end, right)
        return left, stop if stop >= 0 else right

    def _head_of(self, left: tuple[int, int], right: tuple[int, int]) -> dict[Token, float]:
        head: dict[Token, float] = {}
        words = _trim(self.headless[max(left[0], left[1] - _FARTHEST) : left[1]])
        for offset, token in tokens_with_offsets(words):
            near = 0.5 ** ((len(words) - offset - len(token)) / _HALVING)
            head[token] = max(head.get(token, 0.0), near)
        words = _trim(self.headless[right[0] : min(right[1], right[0] + _FARTHEST)])
        for offset, token in tokens_with_offsets(words):
            near = 0.9 * 0.5 ** (offset / _HALVING)
            head[token] = max(head.get(token, 0.0), near)
        return head

    def _items(self, mention: Mention, left: int) -> tuple[tuple[str, ...], tuple[int, int] | None]:
        """Names that share one number (均), or the one name that 分别 gives this number."""
        text = self.layout.text
        sentence = self.layout.sentence_at(mention.start)
        each = any_of("each").search(text, left, mention.start)
        if each:
            names = _list_before(text, left, each.start())
            return tuple(text[a:b] for a, b in names), None
        behind = bisect_right(self.listing, (mention.start, 0)) - 1
        if behind < 0 or self.listing[behind][0] < sentence[0]:
            return (), None
        word = self.listing[behind]
        if self._listed[0] != word:
            group = self._run_of_numbers(word[1], sentence[1])
            names = _list_before(text, sentence[0], word[0])
            places = {m.start: place for place, m in enumerate(group)}
            self._listed = (word, names, places if len(names) == len(group) else {})
        place = self._listed[2].get(mention.start)
        return (), None if place is None else self._listed[1][place]

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

    def _zones(
        self,
        sentence: tuple[int, int],
        clause: tuple[int, int],
        own: tuple[int, int],
        named: tuple[int, int] | None,
    ) -> dict[Token, float]:
        zones = dict(self._around(sentence))
        self._add_words(zones, sentence, (sentence[0], clause[0]), _EARLIER_CLAUSE)
        self._add_words(zones, sentence, (clause[0], own[0]), _SAME_CLAUSE if not named else _LATER)
        self._add_words(zones, sentence, (own[1], sentence[1]), _LATER)
        if named:
            self._add(zones, *named, 1.0)
        else:
            self._add_words(zones, sentence, own, 1.0)
        return zones

    def _add_words(
        self,
        zones: dict[Token, float],
        sentence: tuple[int, int],
        span: tuple[int, int],
        weight: float,
    ) -> None:
        """Add the words of `span`, which punctuation or numbers bound, so that it cuts no word."""
        if self._words[0] != sentence:
            found = tokens_with_offsets(self.masked[sentence[0] : sentence[1]])
            starts = [sentence[0] + offset for offset, _ in found]
            self._words = (sentence, starts, [token for _, token in found])
        _, starts, tokens = self._words
        for token in tokens[bisect_left(starts, span[0]) : bisect_left(starts, span[1])]:
            if zones.get(token, 0.0) < weight:
                zones[token] = weight

    def _around(self, sentence: tuple[int, int]) -> dict[Token, float]:
        if self._shared is None or self._shared[0] != sentence:
            zones: dict[Token, float] = {}
            for _, token in tokens_with_offsets(self.layout.heading_before(sentence[0])):
                zones[token] = _HEADING
            start = self.layout.paragraph_at(sentence[0])[0]
            if sentence[0] > start:
                before = self.layout.sentence_at(sentence[0] - 1)
                self._add(zones, max(start, before[0]), before[1], _SENTENCE_BEFORE)
            self._shared = (sentence, zones)
        return self._shared[1]

    def _add(self, zones: dict[Token, float], start: int, end: int, weight: float) -> None:
        for _, token in tokens_with_offsets(self.masked[start:end]):
            if zones.get(token, 0.0) < weight:
                zones[token] = weight

    def _is_old_level(self, mention: Mention, left: int) -> bool:
        """由50件增至200件: the first of the two is last year's."""
        before = self.layout.text[max(left, mention.start - 6) : mention.start]
        return bool(_FROM.search(before)) and bool(_ROSE_TO.match(self.layout.text, mention.end))

    def _period(
        self, mention: Mention, sentence: tuple[int, int]
    ) -> tuple[Period | None, Mention | None]:
        behind = bisect_left(self.anchor_starts, mention.end)
        if behind < len(self.anchors):
            anchor = self.anchors[behind]
            if anchor.iso and self.layout.text[mention.end : anchor.start] == " in ":
                period = period_of_iso(anchor.iso, self.report_year)  # up from 7,494 in 2022
                if period is not None:
                    return period, anchor
        place = bisect_left(self.anchor_starts, mention.start) - 1
        while place >= 0 and self.anchors[place].start >= sentence[0]:
            anchor = self.anchors[place]
            place -= 1
            if self._is_deadline(anchor) or (
                self._is_base(anchor) and not self._is_value_of(anchor, mention)
            ):
                continue
            period = period_of_iso(anchor.iso, self.report_year) if anchor.iso else None
            if period is not None:
                return period, anchor
        return None, None

    def _is_base(self, anchor: Mention) -> bool:
        """较2022年, 比上年, 是上年的1.8倍: what is compared with, not what is told."""
        start = max(0, anchor.start - 3)
        before = self.layout.text[start : anchor.start]
        if _BASE_OF_COMPARISON.search(before):
            return True
        return before.endswith("是") and self.layout.text.startswith("的", anchor.end)

    def _is_value_of(self, anchor: Mention, mention: Mention) -> bool:
        """较上年的19件: what is compared with is told here."""
        between = self.layout.text[anchor.end : mention.start]
        before = self.layout.text[max(0, anchor.start - 1) : anchor.start]
        return between == "的" and before != "是" and mention.kind is not Kind.MULTIPLE

    def _is_deadline(self, anchor: Mention) -> bool:
        """4月1日前 says by when, not of when; a year inside 《》 belongs to the title."""
        if anchor.iso and _DAY.search(anchor.iso):
            return True
        return is_in_title(self.layout.text, anchor.start)


_MAY_CHANGE = frozenset({Kind.PERCENT, Kind.PERCENTAGE_POINT, Kind.QUANTITY, Kind.MONEY})
_HEDGE_EN = r"(?:\s+(?:nearly|almost|about|around|some|over|more than|roughly))?"
_LIST_END = re.compile(rf"[{STATEMENT_STOPS}，,]")
_QUOTES = frozenset({"“", "‘", "「"})
_AND = re.compile(r"、|以及|和(?!谐|解|平)|及(?!时|早|格)|与(?!会)")
_REACHED = re.compile(rf"(?:{any_of('up', 'down').pattern})了?[到至]{_HEDGE}$")
_FROM = re.compile(r"(?:由|从)[^，。、]{0,4}$")
_ROSE_TO = re.compile(
    r"[，、]?(?:进一步|大幅|逐步)?(?:增加|增长|增|提高|提升|上升|跃升|攀升|升|下降|降低|降|减少|减|压缩|压减|缩短|扩大)(?:到|至|为)"
)
_DAY = re.compile(r"-\d\d-\d\d$")


def is_in_title(text: str, offset: int) -> bool:
    """Whether `offset` lies between 《 and 》 of one line."""
    opened = text.rfind("《", max(0, offset - 80), offset)
    return opened >= 0 and not re.search("[》\n]", text[opened:offset])


def _mask(text: str, mentions: Sequence[Mention], anchors: Sequence[Mention]) -> str:
    """Blank the numbers and time words, same length: they are not words of an indicator."""
    parts, place = [], 0
    spans = sorted(
        {(m.start, m.end) for m in (*mentions, *anchors) if m.kind not in _NAMES},
    )
    for start, end in spans:
        if start < place:
            start = place
        if end <= start:
            continue
        parts += [text[place:start], "\0" * (end - start)]
        place = end
    parts.append(text[place:])
    return "".join(parts)


_NAMES = frozenset({Kind.SET_PHRASE, Kind.NAMED_EVENT, Kind.DOC_NUMBER, Kind.PHONE_OR_CODE})


def _trim(words: str) -> str:
    """Take single stop words off both ends: 共 of 共梳理, 达 of 办结率达."""
    return words.strip(_at_the_ends())


@cache
def _at_the_ends() -> str:
    single = "".join(w for w in any_of_words("stop", "up", "down", "total") if len(w) == 1)
    return single + "\0 \t，、：:（("


def _longer_than_one(*roles: str) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(w) for w in any_of_words(*roles) if len(w) > 1))


@cache
def _whole_words(*roles: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(*roles).pattern})\b", re.IGNORECASE)


def _blank(text: str, pattern: re.Pattern[str]) -> str:
    return pattern.sub(lambda m: "\0" * len(m.group()), text)


def _list_before(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the names of the list that ends at `end`: A、B和C分别为…."""
    begin = max((text.rfind(mark, start, end) + 1 for mark in CLAUSE_STOPS), default=start)
    begin = max(begin, start)
    spans, place = [], begin
    for mark in _AND.finditer(text[begin:end]):
        spans.append((place, begin + mark.start()))
        place = begin + mark.end()
    spans.append((place, end))
    return [(a, b) for a, b in spans if text[a:b].strip()]


def _nature(mention: Mention, before: str) -> tuple[frozenset[Nature], int]:
    """Which kinds of statement the words before a mention allow, and up or down."""
    tail = before.rstrip()[-14:]
    up, down = _right_before("up").search(tail), _right_before("down").search(tail)
    direction = 1 if up and not down else -1 if down else 0
    if mention.kind is Kind.PERCENTAGE_POINT:
        reached = _REACHED.search(tail)
        return frozenset() if reached else frozenset({Nature.DIFFERENCE}), direction
    if mention.kind is Kind.MULTIPLE:
        natures = {Nature.RELATIVE} if direction else {Nature.RATIO}
        return frozenset(natures if mention.detail != "doubling" else {Nature.RATIO}), direction
    if _RATE_OF_CHANGE.search(tail):
        falls = re.search(r"[降跌减]幅", tail)
        return frozenset({Nature.RELATIVE}), -1 if falls else 0
    if direction and not _LEVEL_AFTER_CHANGE.search(tail):
        if mention.kind is Kind.PERCENT or mention.kind is Kind.FRACTION:
            return frozenset({Nature.RELATIVE}), direction
        return frozenset({Nature.DIFFERENCE, Nature.LEVEL}), direction
    return frozenset({Nature.LEVEL}), 0


def _english_direction(before: str, text: str, mention: Mention) -> int:
    """Up 9.0%, rose by nearly 9.0%, a 9.0% increase; 0 where none is told."""
    behind = text[mention.end : mention.end + 24]
    for role, sign in (("up_en", 1), ("down_en", -1)):
        if _english_before(role).search(before[-36:]) or _english_behind(role).match(behind):
            return sign
    return 0


@cache
def _right_before(role: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(role).pattern}){_HEDGE}$")


@cache
def _english_before(role: str) -> re.Pattern[str]:
    words = any_of(role).pattern
    return re.compile(rf"\b(?:{words})(?:\s+by)?{_HEDGE_EN}\s*$", re.IGNORECASE)


@cache
def _english_behind(role: str) -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{any_of(role).pattern})\b", re.IGNORECASE)


def _of_change(mention: Mention) -> frozenset[Nature]:
    if mention.kind is Kind.PERCENTAGE_POINT:
        return frozenset({Nature.DIFFERENCE})
    if mention.kind is Kind.QUANTITY or mention.kind is Kind.MONEY:
        return frozenset({Nature.DIFFERENCE, Nature.LEVEL})
    return frozenset({Nature.RELATIVE})


def _role(before: str) -> str:
    tail = before[-8:]
    for role in ("rest", "total"):
        if _shortly_before(role).search(tail):
            return role
    if re.search(rf"占[^{CLAUSE_STOPS}]{{0,12}}$", before[-16:]):
        return "share"
    return "part" if any_of("part").search(before) else ""


@cache
def _shortly_before(role: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(role).pattern})[^{CLAUSE_STOPS}、]{{0,4}}$")
