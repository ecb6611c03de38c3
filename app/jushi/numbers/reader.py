"""The number reader: one pass over the text, each numeral to the first recogniser that knows it."""

import re
from bisect import bisect_left
from dataclasses import replace
from decimal import Decimal
from functools import cache

from jushi.characters import COUNTING
from jushi.lazy_pattern import lazy_pattern
from jushi.numbers.codes import digit_code_at, letters_at
from jushi.numbers.combine import combine
from jushi.numbers.core import is_overlong
from jushi.numbers.counts import count_at, is_none, vague_at
from jushi.numbers.dates import Carry, date_at
from jushi.numbers.english import english_digits_at, english_word_at, is_pronoun
from jushi.numbers.found import ONE, Amount, Found
from jushi.numbers.lexicon import ANCHORS, phrases, superlatives
from jushi.numbers.marks import (
    CIRCLED,
    article_at,
    bracket_mark_at,
    chinese_mark_at,
    circled_at,
    digit_mark_at,
)
from jushi.numbers.mention import DATA_KINDS, Form, Kind, Mention
from jushi.numbers.names import (
    OPENING_QUOTES,
    bare_day_at,
    meeting_at,
    per_at,
    phrase_found,
    plan_at,
    quoted_at,
    word_at,
)
from jushi.numbers.parts import structure_at
from jushi.numbers.plain_text import PlainText, make_plain
from jushi.numbers.quantity import doubled_at, quantity_at
from jushi.numbers.ranks import grade_at, list_name_at, ordinal_at, superlative_at, top_at
from jushi.numbers.symbols import VULGAR_FRACTIONS
from jushi.text import SENTENCE_STOPS

_STOP_CHARACTERS = (
    f'0-9A-Za-z零〇○{COUNTING}百千万亿兆两俩仨廿卅卌几双半第首“「『‘"〝（(〔［【\\['
    + "".join(CIRCLED)
    + "".join(VULGAR_FRACTIONS)
)
# 3个方面 and 3年行动 name the parts of a plan; they measure nothing.
_NAMES_PARTS = lazy_pattern(
    r"[0-9]{1,2} ?(?:大(?![卡型小中于概约致多])|个(?:方面|层面|环节|维度|阶段|步骤)"
    r"|年(?:行动|规划|计划|攻坚|任期|大变局|过渡期)"
    r"|项(?:医疗)?(?:质量)?(?:安全)?核心制度|节气)"
)
_WORD = lazy_pattern(r"[A-Za-z]+")
_SENTENCE_END = lazy_pattern(rf"[{SENTENCE_STOPS}\n]")


@cache
def _stop() -> re.Pattern[str]:
    """Where the reader looks: at number characters, and at words that rank without one.

    多 and 数 are everyday characters: only where a unit or a known phrase goes on.
    """
    followers = {"多": set("元样方年个项次种名家起处条类场点维重层"), "数": set("十百千万亿次个名")}
    for phrase in phrases():
        first = next(i for i, c in enumerate(phrase) if c in ANCHORS)
        if phrase[first] in followers and len(phrase) > first + 1:
            followers[phrase[first]].add(phrase[first + 1])
    words = "|".join(sorted(word for word in superlatives() if not word.startswith("首")))
    vague = "|".join(f"{c}(?=[{''.join(sorted(after))}])" for c, after in followers.items())
    return lazy_pattern(f"[{_STOP_CHARACTERS}]|{vague}|{words}|翻番")


def scan_mentions(text: str) -> tuple[Mention, ...]:
    """Give the mentions of `text`, as `read_mentions` of the door says."""
    plain = make_plain(text)
    found = _Scan(plain.text).run()
    if plain.lookalikes:
        found = _told_lookalikes(plain, found)
    return tuple(_mention(text, plain, f) for f in found)


def _told_lookalikes(plain: PlainText, found: list[Found]) -> list[Found]:
    """Mark what holds a letter for a digit, dates too: a figure that must not pass in silence."""
    marked = []
    for item in found:
        nearest = bisect_left(plain.lookalikes, item.start)
        if nearest < len(plain.lookalikes) and plain.lookalikes[nearest] < item.end:
            amount = item.amount
            if item.kind in (Kind.DATE, Kind.PERIOD):
                year = Decimal(item.iso[:4]) if item.iso and item.iso[:4].isdecimal() else None
                amount = Amount(year, "年", ONE, low=year, high=year)
            kind = item.kind if item.kind in DATA_KINDS else Kind.QUANTITY
            item = replace(item, kind=kind, detail="lookalike", amount=amount)
        marked.append(item)
    return marked


def _mention(text: str, plain: PlainText, found: Found) -> Mention:
    start, end = plain.start(found.start), plain.end(found.end)
    amount = found.amount
    return Mention(
        start=start,
        end=end,
        text=text[start:end],
        kind=found.kind,
        value=amount.value if amount else None,
        low=amount.low if amount else None,
        high=amount.high if amount else None,
        unit=amount.unit if amount else None,
        form=amount.form if amount else Form.EXACT,
        approximator=amount.approximator if amount else None,
        step=amount.step if amount else None,
        scale=amount.scale if amount else ONE,
        core_start=plain.start(found.core[0]),
        core_end=plain.end(found.core[1]),
        detail=found.detail,
        iso=found.iso,
    )


class _Scan:
    """One walk over a plain text; remembers where the last mention ended and what year it named."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.floor = 0
        self.carry = Carry()
        self.looked = 0
        """How far sentence ends were looked for, so that no stretch is searched twice."""
        self.found: list[Found] = []

    def run(self) -> list[Found]:
        text, at, stop_at = self.text, 0, _stop()
        while (stop := stop_at.search(text, at)) is not None:
            at = self._step(stop.start())
        return combine(text, self.found)

    def _step(self, at: int) -> int:
        """Read what stands at `at`; give where to look on."""
        parts = structure_at(self.text, at) if self.text[at] in "0123456789" else ()
        if parts:
            self.found.extend(parts)
            self.floor = parts[-1].end
            return self.floor
        found = self._read(at)
        if found is None:
            return self._past(at)
        self.found.append(found)
        if found.end <= at:
            return at + 1
        self.floor = found.end
        return found.end

    def _past(self, at: int) -> int:
        if self.text[at].isascii() and self.text[at].isalpha():
            word = _WORD.match(self.text, at)
            assert word is not None
            return word.end()
        return at + 1

    def _read(self, at: int) -> Found | None:
        char = self.text[at]
        if char in "0123456789":
            return self._read_digits(at)
        if char in OPENING_QUOTES:
            return quoted_at(self.text, at)
        if char in "（(〔[［【":
            return bracket_mark_at(self.text, at, self.floor)
        if char in CIRCLED:
            return circled_at(self.text, at)
        if char in VULGAR_FRACTIONS:
            return quantity_at(self.text, at, self.floor)
        if char == "第":
            return self._read_ordinal(at)
        if char.isascii():
            return letters_at(self.text, at) or self._read_english(at)
        if char in "首率榜独":
            return superlative_at(self.text, at)
        if char == "翻":
            return doubled_at(at)
        return self._read_chinese(at)

    def _read_english(self, at: int) -> Found | None:
        text = self.text
        if not (
            text[at].isalpha() and (at == 0 or not text[at - 1].isalnum() or text[at - 1] >= "一")
        ):
            return None
        special = english_word_at(text, at)
        if special is not None:
            return special
        found = quantity_at(text, at, self.floor)
        if found is None or found.amount is None:
            return None
        is_bare = found.kind is Kind.QUANTITY and found.amount.unit is None
        if is_bare and found.amount.value == 1 and found.amount.form is Form.EXACT:
            pronoun = is_pronoun(text, found.start, found.end)
            return word_at(found.start, found.end, "word", None if pronoun else found.amount)
        return found

    def _date(self, at: int) -> Found | None:
        if self.carry != Carry() and _SENTENCE_END.search(self.text, self.looked, at):
            self.carry = Carry()
        self.looked = at
        read = date_at(self.text, at, self.floor, self.carry)
        if read is None:
            return None
        self.carry = read[1]
        return read[0]

    def _read_digits(self, at: int) -> Found | None:
        text = self.text
        overlong = is_overlong(text, at)
        if overlong:
            return Found(at, overlong, Kind.PHONE_OR_CODE, "long", (at, overlong))
        if self._has_leading_point(at):
            return quantity_at(text, at - 1, self.floor)
        return (
            digit_mark_at(text, at)
            or bare_day_at(text, at)
            or self._date(at)
            or english_digits_at(text, at)
            or digit_code_at(text, at)
            or top_at(text, at, self.floor)
            or list_name_at(text, at)
            or per_at(text, at, self.floor)
            or self._quantity(at)
        )

    def _quantity(self, at: int) -> Found | None:
        found = quantity_at(self.text, at, self.floor)
        if found is not None and _NAMES_PARTS.match(self.text, at):
            return word_at(found.start, found.end, "slogan")
        if found is not None and is_none(self.text, found):
            return word_at(found.start, found.end, "none")
        return found

    def _has_leading_point(self, at: int) -> bool:
        """.5 is one half; in ...9 and 3.5 the point is not the number's."""
        if at <= self.floor or self.text[at - 1] != ".":
            return False
        before = self.text[at - 2 : at - 1] if at - 2 >= 0 else ""
        return not before or not (before.isalnum() or before in ".)）") or "一" <= before <= "鿿"

    def _read_ordinal(self, at: int) -> Found | None:
        if at + 1 < len(self.text):
            phrase = phrase_found(self.text, at + 1, max(self.floor, at))
            if phrase is not None and phrase.start == at:
                return phrase
            date = self._date(at + 1)
            if date is not None and date.start == at:
                return date
        return article_at(self.text, at) or ordinal_at(self.text, at, self.floor)

    def _read_chinese(self, at: int) -> Found | None:
        text = self.text
        overlong = is_overlong(text, at)
        if overlong:
            return Found(at, overlong, Kind.PHONE_OR_CODE, "long", (at, overlong))
        special = (
            chinese_mark_at(text, at)
            or meeting_at(text, at)
            or per_at(text, at, self.floor)
            or plan_at(text, at)
            or phrase_found(text, at, self.floor)
            or bare_day_at(text, at)
        )
        if special is not None:
            return special
        if text[at] not in "几数多双":
            dated = self._date(at)
            if dated is not None:
                return dated
        if text[at] == "半":
            return self._half(at)
        if text[at] in "双多" or (text[at] == "数" and text[at + 1 : at + 2] in tuple("次个名")):
            return vague_at(text, at)
        return top_at(text, at, self.floor) or grade_at(text, at) or count_at(text, at, self.floor)

    def _half(self, at: int) -> Found | None:
        """过半, 近半数, 半年, 半成; 半 alone is part of a word."""
        found = quantity_at(self.text, at, self.floor)
        if found is None or found.amount is None:
            return word_at(at, at + 1, "word")
        if found.kind is Kind.QUANTITY and found.amount.unit is None:
            if found.amount.form is Form.EXACT:
                amount = found.amount if found.end - at > 1 else None
                return word_at(at, found.end, "word", amount)
            return replace(found, kind=Kind.FRACTION, detail="fraction")
        return found
