"""How much work a function does, counted and not timed: the same on every machine."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

from hypothesis import strategies as st

MOST_GROWTH = 2.3
"""What twice the text may cost at most, a few calls aside; a square costs four times as much."""
_FEW = 3_000

PIECES = [
    *"一二三十百万亿两半几数余多第前 、，。；：（）《》“”点至-—,.%/年月日件个次名",
    *("1", "12", "5", "2023", "123", "0", "受理案件", "办结", "分别", "均", "其中", "其余", "共"),
    *("同比增长", "下降到", "达到", "增至", "占", "首次", "连续", "以上", "约", "较上年", "今年"),
    *("零投诉", "全部办结", "成倍增长", "有所减少", "与上年持平"),
    *("一、", "\n", "\t", "百分之", "三分之", "万元", "kWh", "m2", "a", "one", "hundred and "),
    *(" of ", "third", "O", "〇", "\u3000", "１", "，５", "\u200b", "[", "]", "·", "比", "每"),
]
"""What dense texts are made of: numbers, units, words that the reader and the check look at."""

dense_units = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join)
"""What a text says again and again."""


def repeated(unit: str, characters: int) -> str:
    """`unit` again and again, `characters` long."""
    return (unit * (characters // len(unit) + 1))[:characters]


def calls(work: Callable[[], object]) -> int:
    """How many functions `work` calls, those of the interpreter among them."""
    count = 0

    def tally(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(tally)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def grows_with(work: Callable[[str], object], unit: str, characters: int) -> bool:
    """Whether twice so much text of `unit` costs `work` no more than about twice as much."""
    short, long = (repeated(unit, n) for n in (characters, 2 * characters))
    work(short)  # what is made once is made now
    once = calls(lambda: work(short))
    return calls(lambda: work(long)) <= MOST_GROWTH * once + _FEW
