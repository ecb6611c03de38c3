"""Of whom a paragraph speaks: 高新区发展势头良好。税收收入… is of the district, not of the city."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from operator import itemgetter

from jushi.characters import HAN
from jushi.facts import FactBook, Topic, without_total
from jushi.fidelity.clause import Layout
from jushi.fidelity.time_words import time_words
from jushi.lazy_pattern import lazy_pattern

_KIND = lazy_pattern(r"(?:镇|乡|县|街道|院区|校区|分院|学院|支行|分局|新区|经开区|高新区)$")
"""How names end by which a member is known that the workbook does not have: 河东镇."""
_NO_NAME = "全各我本该两三四五六七八九十几每等新老乡重多此的和与及、"
"""Characters that open no name of a member: 全镇, 各乡镇, 两个镇."""
_WHOLE = lazy_pattern(
    "[全我本][省市县区镇乡村局院校所站街州旗盟厅委行]|[全我本](?:系统|公司|集团|社区|大学)"
)
"""The report's own office: from here on the whole is spoken of again."""
_HELD_AGAINST = "占比较于"
"""Before the whole: the member is held against it, and spoken of still."""
_LEAD = rf"[\s“（(]*(?:其中[，,:：]?)?(?:(?:在|对|关于|截至|{time_words()})+[，,]?)?(?:在|对)?"
"""What may stand before the name that opens a sentence: 2025年，高新区…."""
_NOT_ALONE = lazy_pattern("、|和|与|及|等|以及|[至到]|前[两三四五六七八九十]|[中内里]")
"""Behind a name: it is one of several, where a way begins, or what parts are told of."""


class SpokenOf:
    """The members that the paragraphs of one text are opened with."""

    def __init__(self, layout: Layout, book: FactBook) -> None:
        self._layout = layout
        self._book = book
        self._members = book.members
        self._found = sorted(self._openings(), key=itemgetter(0)) if self._members else []
        self._starts = [start for start, _, _ in self._found]
        self._wholes = (
            [
                m.start()
                for m in self._whole().finditer(layout.text)
                if layout.text[m.start() - 1 : m.start()] not in set(_HELD_AGAINST)
            ]
            if self._found
            else []
        )

    def at(self, offset: int) -> str:
        """The member that the words up to `offset` speak of; empty where it is the whole, or
        nobody is named."""
        place = bisect_right(self._starts, offset) - 1
        if place < 0:
            return ""
        start, member, reach = self._found[place]
        last_whole = bisect_right(self._wholes, offset) - 1
        if offset >= reach or (last_whole >= 0 and self._wholes[last_whole] > start):
            return ""
        return member

    def topic_of(self, topic: Topic, member: str) -> int | None:
        """What `topic` is of `member`; None where the workbook does not tell."""
        own = self._book.topic_of(member, topic.name)
        named = self._book.named(f"{member}{self._apart(topic)[1]}")
        return next(iter(named), None) if own is None else own

    def is_of_unnamed(self, topic: Topic, member: str, sentence: tuple[int, int]) -> bool:
        """Whether `topic` is of a member other than `member` that the sentence does not name."""
        own, _ = self._apart(topic)
        return bool(own) and own != member and not self.opens_sentence(own, sentence)

    def _apart(self, topic: Topic) -> tuple[str, str]:
        """Whose `topic` is by how its name begins, and of what: 东镇, 受理; nobody's, 受理."""
        opening = (name for name in self._members if topic.name.startswith(name))
        own = max(opening, key=len, default="")
        return own, topic.name[len(own) :] if own else without_total(topic.name)

    def is_of_another(self, topic: Topic, member: str) -> bool:
        """Whether `topic` is of the whole, while `member` is spoken of."""
        if topic.subject not in ("", self._book.main_subject) or not member:
            return False
        return not any(name in topic.name for name in (member, *self._members))

    def is_told_of_members(self, topic: Topic) -> bool:
        """Whether the workbook has of any member what `topic` is of the whole."""
        return any(self.topic_of(topic, member) is not None for member in self._members)

    def opens_sentence(self, member: str, sentence: tuple[int, int]) -> bool:
        """Whether `member` is named in `sentence` itself."""
        return member in self._layout.text[sentence[0] : sentence[1]]

    def _whole(self) -> re.Pattern[str]:
        main = re.escape(self._book.main_subject)
        return re.compile(f"{main}|{_WHOLE.pattern}") if main else re.compile(_WHOLE.pattern)

    def _openings(self) -> Iterator[tuple[int, str, int]]:
        """Where a sentence opens with a member, its name, and how far it is spoken of: to the end
        of the paragraph, or of the sentence where the paragraph spoke of the whole before."""
        layout, whole = self._layout, self._whole()
        opening = _opening(self._members)
        for start in layout.sentence_starts:
            found = opening.match(layout.text, start)
            if found is None or found["member"] in self._book.main_subject:
                continue
            if _NOT_ALONE.match(layout.text, found.end()):
                yield found.start("member"), "", layout.paragraph_at(start)[1]
                continue
            paragraph, end = layout.paragraph_at(start)
            is_aside = whole.search(layout.text, paragraph, start) is not None
            reach = layout.sentence_at(start)[1] if is_aside else end
            yield found.start("member"), found["member"], reach


@cache
def _opening(members: tuple[str, ...]) -> re.Pattern[str]:
    known = "|".join(map(re.escape, sorted(members, key=len, reverse=True)))
    kinds = {found.group() for name in members if (found := _KIND.search(name))}
    others = "|".join(sorted(kinds, key=lambda kind: (-len(kind), kind)))
    unknown = rf"|(?![{_NO_NAME}])[{HAN}]{{1,3}}?(?:{others})" if others else ""
    return re.compile(rf"{_LEAD}(?P<member>{known}{unknown})")
