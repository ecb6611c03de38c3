"""The words of a sentence that say what a number measures."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jushi.characters import TITLE
from jushi.drafting.indicator_words import indicator_words
from jushi.numbers import Kind, Mention
from jushi.text import CENTURY, CLAUSE_STOPS, CLOSERS, OPENERS

_STOPS = CLAUSE_STOPS + "\n"
_EDGE = CLAUSE_STOPS + "、 \t\u3000"
_LONGEST = 32
"""Longest indicator, in characters; longer phrases lose their middle up to 等 or 的."""


_COUNTER_AND_NOUN = re.compile(r"(个)(?!百分点|月|小时|工作日|人$)(.+)")


@dataclass(frozen=True, slots=True)
class Indicator:
    """What one mention measures, in one wording; a mention that tells two things has two."""

    phrase: str
    """`受理法律援助案件`; made whole with words of the sentence where its own are too few."""
    own: str
    """The words of its own clause alone: `办结率` of `县人大议案办结率`."""
    change: str = ""
    """The word of a change, `同比增长`, where it tells how another mention went."""


def counter_of(mention: Mention) -> tuple[str, str]:
    """Give a mention's counter, and the noun that the reader took into the unit with it.

    `个` and `单位` for 18个单位; the unit and nothing for most.
    """
    unit = mention.unit or ""
    match = _COUNTER_AND_NOUN.fullmatch(unit)
    return (match.group(1), match.group(2)) if match else (unit, "")


def indicators_of(sentence: str, data: Sequence[Mention]) -> tuple[tuple[Indicator, ...], ...]:
    """Give what each mention measures: one indicator, or several that share the number.

    `data` are all data mentions of the sentence in order; offsets count characters of
    `sentence`. Empty where no word says what is measured.
    """
    reader = _SentenceReader(sentence, data)
    return tuple(reader.indicators(place) for place in range(len(data)))


class _SentenceReader:
    def __init__(self, sentence: str, data: Sequence[Mention]) -> None:
        self._sentence = sentence
        self._data = data
        self._words = indicator_words()
        self._found: dict[int, tuple[Indicator, ...]] = {}
        self._things: dict[int, str] = {}

    def indicators(self, place: int) -> tuple[Indicator, ...]:
        """What the mention at `place` measures; the earlier ones are asked for first."""
        if place not in self._found:
            self._found[place] = self._indicators(place)
        return self._found[place]

    def _indicators(self, place: int) -> tuple[Indicator, ...]:
        mention = self._data[place]
        if mention.kind is Kind.RANK:
            return self._ranked(place)
        left = self._left(place)
        if change := self._change(left):
            base = self._before(place)
            return (Indicator(f"{base}{change}", change, change),) if base else ()
        counted = self._counted(place)
        found: list[Indicator] = []
        for name in self._names(left, place):
            own = self._whole(name, counted)
            if own:
                found.extend(self._completed(own, place))
        return tuple(found)

    def _left(self, place: int) -> str:
        """Words between the last stop or mention and this one, without fillers."""
        start = self._start_of_clause(place)
        raw = self._sentence[start : self._data[place].start]
        if start and place and start == self._data[place - 1].end and "的" in raw:
            owner, _, thing = raw.rpartition("的")  # 23个执法部门的案卷186卷
            raw = thing if len(thing) > _FEW else f"{owner}{thing}"
        return _without_times(raw)

    def _start_of_clause(self, place: int) -> int:
        mention = self._data[place]
        floor = self._data[place - 1].end if place else 0
        depth = 0
        for offset in range(mention.start - 1, floor - 1, -1):
            character = self._sentence[offset]
            if character in CLOSERS:
                depth += 1
            elif character in OPENERS:
                depth -= 1
                if depth < 0:
                    return offset + 1
            elif depth == 0 and character in _STOPS:
                return offset + 1
        return floor

    def _counted(self, place: int) -> str:
        """The noun that stands behind the number: 66项|乡镇行政执法事项; empty if there is none."""
        mention = self._data[place]
        if mention.kind is not Kind.QUANTITY:
            return ""
        limit = self._data[place + 1].start if place + 1 < len(self._data) else len(self._sentence)
        rest = counter_of(mention)[1] + self._sentence[mention.end : limit]
        if not rest or self._words.not_counted.match(rest) or not _is_word(rest[0]):
            return ""
        stop = _first_stop(rest)
        if stop <= 1:  # 186卷: a counter that the reader does not know
            return ""
        if stop == len(rest) and limit < len(self._sentence):
            return _before_next(rest, self._words.verb)
        cut = self._words.cut_after.search(rest, 1, stop)
        noun = rest[: cut.start() if cut else stop].strip(_EDGE)
        if len(noun) <= _FEW and cut:  # 18个单位开展法治督察: 单位 alone says nothing
            noun = rest[:stop].strip(_EDGE)
        return noun

    def _names(self, left: str, place: int) -> tuple[str, ...]:
        """办结率、满意率均达100% has two names, each other clause one."""
        told = self._told_apart(place)
        if told:
            return (told,)
        stripped = self._trimmed(left)
        parts = _LISTED.split(stripped)
        if len(parts) > 1 and all(part.endswith(self._words.rates) for part in parts):
            return tuple(parts)
        return (stripped,)

    def _told_apart(self, place: int) -> str:
        """The name that 分别 gives a mention: 代表满意率、委员满意率分别为98.4%和99.3%."""
        mention = self._data[place]
        start = max(self._sentence.rfind(mark, 0, mention.start) for mark in _STOPS) + 1
        clause = self._sentence[start : mention.start]
        names, apart, _ = clause.partition("分别")
        if not apart:
            return ""
        order = sum(start + len(names) < m.start for m in self._data[:place])
        listed = _LISTED.split(self._trimmed(names))
        return listed[order] if order < len(listed) and len(listed) > 1 else ""

    def _trimmed(self, phrase: str) -> str:
        """Take fillers off both ends, as often as there are any."""
        last = ""
        while phrase != last:
            last = phrase
            phrase = phrase.strip(_EDGE)
            if match := self._words.closing.search(phrase):
                phrase = phrase[: match.start()]
            if (match := self._words.opening.match(phrase)) and match.end() <= len(phrase):
                phrase = phrase[match.end() :]
        return phrase

    def _whole(self, name: str, counted: str) -> str:
        """Join the words before the number with the noun behind it."""
        if not counted:
            return _short(self._last_act(name))
        verb = self._trailing_verb(name)
        return _short(f"{verb}{counted}")

    def _last_act(self, phrase: str) -> str:
        """接受咨询、为群众提供法律意见 counts the last act, 纠纷、诉求等事项 the whole list."""
        head, mark, tail = phrase.rpartition("、")
        if mark and (self._words.verb.match(tail) or tail.startswith("为")) and "等" not in head:
            return tail
        return phrase

    def _trailing_verb(self, phrase: str) -> str:
        """The verb that takes the number as its object: 下放 of 下放66项乡镇行政执法事项."""
        matches = list(self._words.verb.finditer(phrase))
        return matches[-1].group() if matches and matches[-1].end() == len(phrase) else ""

    def _completed(self, own: str, place: int) -> tuple[Indicator, ...]:
        """Add what the clause leaves to the reader: 保留 becomes 规范性文件保留."""
        is_rate = own.endswith(self._words.rates)
        is_verb = self._words.verb.fullmatch(own) is not None
        if not (is_verb or (is_rate and len(own) <= _FEW)) or self._told_apart(place):
            return (Indicator(own, own),)
        things = self._things_above(place) if is_rate and self._is_shared(place) else ()
        if not things:
            stem = own.rstrip("".join(self._words.rates)) if is_rate else "\0"
            above = self._thing_above(place, stem) or self._thing_in_clause_above(place)
            things = (above,) if above and above not in own else ()
        return tuple(Indicator(f"{thing}{own}", own) for thing in things) or (Indicator(own, own),)

    def _is_shared(self, place: int) -> bool:
        """Whether 均 says that the number holds for each thing counted before it."""
        mention = self._data[place]
        near = self._sentence[max(0, mention.start - 4) : mention.start]
        return self._words.shared.search(near) is not None and "分别" not in near

    def _things_above(self, place: int) -> tuple[str, ...]:
        """What the numbers of the clause before count, where they are a list: 建议、提案."""
        things: list[str] = []
        for earlier in range(place - 1, -1, -1):
            if thing := self._thing(earlier):
                things.insert(0, thing)
            between = self._sentence[self._data[earlier - 1].end : self._data[earlier].start]
            if not earlier or any(stop in between for stop in _STOPS):
                break
        return tuple(things)

    def _thing_above(self, place: int, stem: str) -> str:
        """The thing that the mentions before this one count, nearest that names one.

        直接纠错11件 is no thing of which 纠错率 would be the rate: the case before it is.
        """
        things = (self._thing(earlier) for earlier in range(place - 1, -1, -1))
        return next((thing for thing in things if thing and stem not in thing), "")

    def _thing(self, place: int) -> str:
        """What a mention counts, without the act: 县人大议案 of 承办县人大议案204件."""
        if place not in self._things:
            self._things[place] = self._read_thing(place)
        return self._things[place]

    def _read_thing(self, place: int) -> str:
        phrase = self._whole(self._trimmed(self._left(place)), self._counted(place))
        if self._words.verb.fullmatch(phrase):
            return self._thing_in_clause_above(place)
        if not phrase or self._words.change.search(phrase):
            return ""
        verb = self._words.verb.match(phrase)
        thing = phrase[verb.end() :] if verb else phrase
        return "" if thing.endswith(self._words.rates) else thing.lstrip("的")

    def _thing_in_clause_above(self, place: int) -> str:
        """集中清理现行行政规范性文件，共梳理101件: the object of the clause before."""
        start = self._start_of_clause(place)
        if not start or self._sentence[start - 1] not in "，,：":
            return ""
        if any(m.end < start and m.end > self._clause_before(start) for m in self._data):
            return ""
        clause = self._sentence[self._clause_before(start) : start - 1]
        matches = list(self._words.verb.finditer(clause))
        thing = clause[matches[-1].end() :] if matches else ""
        return thing if 1 < len(thing) <= _FEW * 4 else ""

    def _clause_before(self, start: int) -> int:
        """Where the clause begins that ends before `start`."""
        return max(self._sentence.rfind(mark, 0, start - 1) for mark in _STOPS) + 1

    def _before(self, place: int) -> str:
        """The indicator that a change speaks of: the nearest level before it."""
        for earlier in range(place - 1, -1, -1):
            found = self.indicators(earlier)
            if found and not found[0].change:
                return found[0].phrase
        left = self._trimmed(self._left(place))
        match = self._words.change.search(left)
        return left[: match.start()] if match else ""

    def _change(self, left: str) -> str:
        trimmed = self._trimmed(left)
        match = self._words.change.match(trimmed)
        return match.group() if match and len(trimmed) - match.end() <= 2 else ""

    def _ranked(self, place: int) -> tuple[Indicator, ...]:
        """行政败诉率位居全市各县区第二名 is 行政败诉率全市各县区名次."""
        start = self._start_of_clause(place)
        left = _without_times(self._sentence[start : self._data[place].start])
        matches = list(self._words.rank_verb.finditer(left))
        head, scope = (
            (left[: matches[-1].start()], left[matches[-1].end() :]) if matches else (left, "")
        )
        contest = _CONTEST.search(self._sentence[:start]) or _CONTEST.search(head)
        head = re.sub(r"在[^，。]*(?:中|上|里)$", "", head)
        subject = _short(self._trimmed(head.rpartition("的")[2] or head))
        subject = re.sub(TITLE, "", subject)
        if contest and len(subject) <= _FEW:
            subject = f"{self._trimmed(contest.group(1))}{subject}"
        phrase = f"{subject}{scope.strip(_EDGE)}名次"
        return (Indicator(phrase, phrase),) if subject or scope else ()


# 在全市全面依法治县考核中，我县综合得分位居…: what the rank was won in.
_CONTEST = re.compile(r"在([^，。“”]{3,30})中，?$")
_LISTED = re.compile(r"[、和与]|及(?!时)")
_FEW = 4
"""Characters up to which a noun or a rate is too general to name an indicator alone."""


def _before_next(rest: str, verb: re.Pattern[str]) -> str:
    """The noun between two numbers: 1126名|人民调解员|受理矛盾纠纷6320余件."""
    noun, of, _ = rest.partition("的")
    if of:
        return noun.strip(_EDGE)
    cut = verb.search(rest, 2)
    return rest[: cut.start() if cut else len(rest)].strip(_EDGE)


def _is_word(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff" or character in "“《" or character.isalpha()


def _first_stop(text: str) -> int:
    depth = 0
    for offset, character in enumerate(text):
        if character in OPENERS:
            depth += 1
        elif character in CLOSERS:
            depth -= 1
            if depth < 0:
                return offset
        elif depth == 0 and (character in _STOPS or character == "、"):
            return offset
    return len(text)


# 2023年以来 · 今年1至11月 · 前11个月 · 截至10月底: when, not what.
_TIME = re.compile(
    rf"^(?:截至|截止|自)?(?:{CENTURY}\d{{2}}年(?:度|以来|底|末)?|今年以来|今年|全年|上半年|"
    r"前\d{1,2}个月|1?\d?[-—至到]?1?\d月(?:份|底|末)?|目前|年底)+(?:，)?"
)


def _without_times(phrase: str) -> str:
    return _TIME.sub("", phrase.strip(_EDGE)).strip(_EDGE)


def _short(phrase: str) -> str:
    """Shorten what is too long to name an indicator, keeping its act and its thing."""
    if len(phrase) <= _LONGEST:
        return phrase
    verb = indicator_words().verb.match(phrase)
    for mark in ("等", "的"):
        head, found, tail = phrase.rpartition(mark)
        if found and 2 <= len(tail) <= _LONGEST:
            return f"{verb.group()}{tail}" if verb and verb.end() <= len(head) else tail
    return phrase[-_LONGEST:]
