"""Whether more of what a figure tells is good: 办结率 is, 败诉率 is not. Data: polarity.tsv."""

import re
from functools import cache
from typing import Literal, cast

from jushi.resources import lexicon_rows

Polarity = Literal["up", "down", "open"]
"""`up` where more is better, `down` where less is, `open` where neither is so of itself."""

_TAIL = re.compile(
    r"(?:案件|案|事件|事项|办件|问题|件|起|宗|人员|人口|人|户|企业|批次)?(?:总?数量?|总?量|总?额|情况|比例|指数|水平)?"
)
"""What may stand behind the word that tells: 败诉案件, 投诉量."""
_HEADINGS = frozenset({"方向", "指标方向", "正负向", "指标属性", "极性", "polarity", "direction"})
_UP = re.compile("越高越好|越大越好|越多越好|正向|^正$|higher|^up$|^\\+$", re.IGNORECASE)
_DOWN = re.compile("越低越好|越小越好|越少越好|逆向|负向|反向|^负$|lower|^down$|^-$", re.IGNORECASE)


@cache
def _words() -> dict[str, Polarity]:
    return {word: cast(Polarity, better) for word, better, _ in lexicon_rows("polarity.tsv")}


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_words(), key=lambda word: -len(word))
    return re.compile("|".join(map(re.escape, longest_first)))


def polarity_of(indicator: str, columns: tuple[tuple[str, str], ...] = ()) -> Polarity:
    """Give which way `indicator` is better; `columns` are further cells of its row, by heading.

    A column such as 方向 goes before the lexicon. The word that the name ends with decides:
    差评整改率 is `up`, and 差评收到评价 is no 差评. `open` where none is known. Words of change
    and rank are to be left off before.
    """
    for heading, cell in columns:
        if heading.strip() in _HEADINGS:
            if _UP.search(cell.strip()):
                return "up"
            if _DOWN.search(cell.strip()):
                return "down"
    found = list(_pattern().finditer(indicator))
    if not found or not _TAIL.fullmatch(indicator, found[-1].end()):
        return "open"
    return _words()[found[-1].group()]


def is_disputed_rank(indicator: str) -> bool:
    """Whether a place by `indicator` leaves open whether the first has most of it or least."""
    told = _last_word(indicator)
    return bool(told) and _words()[told] != "up"


def _last_word(indicator: str) -> str:
    found = _pattern().findall(indicator)
    return str(found[-1]) if found else ""
