"""Words for the time that something is compared with."""

import re
from functools import cache

from jushi.characters import COUNTING
from jushi.text import CENTURY


@cache
def time_words() -> str:
    """A pattern for the words of a time that a comparison may name: 上年同期, 年初, 2019年."""
    day = r"(?:年初|上年[末底]|去年[末底]|[“\"]?十[一二三四五]五[”\"]?(?:末|初|期间|时期)?)"
    relative = (
        r"(?:上一?年度?|去年|前[一两三]?年|上个?月|上个?季度?|上一?期|上旬|前一?旬|前[一二三]个?月|前期|前一?月|上周"
        r"|上一?届|上一?学年|上一?学期|上半年|下半年|前[一二三]季度|[一二三四]季度|往年|历年|当时|常年|近年"
        r"|疫情前|改革前|实施前)"
    )
    year = (
        rf"(?:(?:[1-9]|1[0-2])月份?|[{COUNTING}]{{1,2}}月份?"
        rf"|{CENTURY}\d{{2}}年(?:\d{{1,2}}(?:[—–~-]\d{{1,2}})?月|前\d{{1,2}}个月|上半年)?"
        rf"|{CENTURY}\d{{2}}届)"
    )
    return rf"(?:{day}|{relative}|{year}|同期)(?:同期|末|底|水平|同月|平均水平|的|全年)*"


def is_time(words: str) -> bool:
    """Whether the object of a comparison is a time: 上年同期, 2023年, 上月."""
    return re.fullmatch(rf"(?:同|与)?{time_words()}", words.strip()) is not None


def begins_with_time(words: str) -> bool:
    """上年同期的 of 比上年同期的降幅收窄."""
    return re.match(time_words(), words.strip()) is not None
