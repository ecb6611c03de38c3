"""The ways to name a figure."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from jushi.characters import HAN
from jushi.figures import (
    Figure,
)
from jushi.lazy_pattern import lazy_pattern
from jushi.lexicon import cell_words, same_names

_TIMED = lazy_pattern(
    r"(?:(?:上年度?|去年|本年|当年)(?:同期)?|同期|年[末初底]|下一?年度?|跨年度?|期末|期初"
    r"|[上下]半年|全年|第?前?[一二三四]季度)"
)


def time_names_of(phrases: Iterable[str]) -> Iterator[str]:
    """A word for a time with the two characters beside it that make it part of a name."""
    for phrase in chain.from_iterable(map(_with_other_years, phrases)):
        for match in _TIMED.finditer(phrase):
            behind = phrase[match.end() : match.end() + 2]
            before = phrase[max(0, match.start() - 2) : match.start()]
            if len(behind) == 2:
                yield match.group() + behind
            elif len(before) == 2:
                yield before + match.group()


_YEAR_BESIDE = lazy_pattern("(?P<which>[上下])一?年度?")


def _with_other_years(phrase: str) -> Iterator[str]:
    """结转下年 is told as 结转下年度 and 结转下一年度, too."""
    yield phrase
    if _YEAR_BESIDE.search(phrase):
        for year in ("年", "年度", "一年", "一年度"):
            yield _YEAR_BESIDE.sub(rf"\g<which>{year}", phrase)


MEMBER_ENDING = lazy_pattern(
    "(?:类|型|区|县|市|镇|乡|村|局|院|科|室|所|站|街道|集团|社区|产业|行业|支行|校区|中学|小学)$"
)
"""How the names of members end that are told apart by name, not by subject."""


def without_total(name: str) -> str:
    """A name without the label of a total that opens it: 受理 of 合计受理."""
    label = next((w for w in cell_words("total") if name.startswith(w) and name != w), "")
    return name[len(label) :]


_COUNTED = lazy_pattern("(?:[总个人户家件次]?数量?|总?[量额]|情况)$")

_NOTE = lazy_pattern(rf"[{HAN}]{{1,8}}")


def spells(words: str, short: str) -> bool:
    """Whether the characters of `short` stand in `words` in their order: 社零 in 社会消费品零售."""
    place = 0
    for character in short:
        place = words.find(character, place) + 1
        if not place:
            return False
    return True


_WHAT_COUNTS = lazy_pattern("(?:[总数]?[数量额值]|批次|人次|台次|件数|人数|户数)$")


def bare_name(name: str) -> str:
    """A name without the word for what is counted: 食品抽检 of 食品抽检批次 and 食品抽检量."""
    return _WHAT_COUNTS.sub("", name) or name


def is_part(indicator: str) -> bool:
    """其中：城镇 is named by what stands above it."""
    return re.match(r"其中|#|＃", indicator.strip()) is not None


def phrases_of(figure: Figure, name: str, parent: str) -> Iterator[str]:
    """The ways to name a figure: with and without its subject, its parent and a short remark."""
    for phrase in same_names(name):
        yield with_subject(figure.subject, phrase)
        counted = _COUNTED.sub("", phrase)
        if len(counted) >= 3 and counted != phrase:
            yield counted  # 300个省列重大项目 tells 省列重大项目数
        if figure.subject and figure.subject not in phrase:
            yield phrase
        if is_part(figure.indicator) and parent:
            yield f"{parent}{phrase}"
        if _NOTE.fullmatch(figure.note) and figure.note not in phrase:
            yield f"{phrase}{figure.note}"


def with_subject(subject: str, phrase: str) -> str:
    return phrase if subject in phrase else f"{subject}{phrase}"
