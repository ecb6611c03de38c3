"""Text without its figures: a writer learns wording from it and cannot borrow a number."""

import re

from jushi.characters import NUMERALS, TITLE
from jushi.numbers import Kind, Mention, read_mentions

FIGURE_MASK = "〔数〕"
TIME_MASK = "〔时间〕"
NUMBER_MASK = "〔文号〕"
_TITLE = re.compile(TITLE)
_SPAN = re.compile(r"\d{4}\s*年?\s*[—–－\-~至到]+\s*\d{4}年?")
_NAMED_SPAN = re.compile("(?:五年)?(?:规划|纲要|计划|行动|方案|战略)")
_NUMERAL = re.compile(f"[\\d{NUMERALS}]")
_LEFT = re.compile(r"(?<![A-Za-z\d.“])\d+\.\d+(?![\d.”])")
"""Figures of a unit that nobody reads; PM2.5 and “6.26” are names."""
_TIMES = frozenset({Kind.DATE, Kind.PERIOD})
_SIZE_WORDS = "十百千万亿兆拾佰仟余多几来"


def mask_figures(text: str) -> str:
    """Give `text` with each figure as 〔数〕 and each date as 〔时间〕; units and approximators
    stay.

    `培训1700余人` becomes `培训〔数〕人`, `2023年5月` becomes `〔时间〕`, a document's number
    `〔文号〕`. What is a name stays: articles, headings, events, 率先, 《…纲要（2021—2025年）》.
    """
    titles = [match.span() for match in _TITLE.finditer(text)]
    parts, at = [], 0
    for mention in read_mentions(text):
        mask = None if _is_name(mention, text, titles) else _mask(mention)
        if mask is None or mention.start < at:
            continue
        parts += [_LEFT.sub(FIGURE_MASK, text[at : mention.start]), mask]
        at = mention.end
    return "".join((*parts, _LEFT.sub(FIGURE_MASK, text[at:])))


def _is_name(mention: Mention, text: str, titles: list[tuple[int, int]]) -> bool:
    """Whether the number is a part of a name: 率先, 2021—2025年规划, years of a title."""
    if mention.detail == "superlative" and not _NUMERAL.search(mention.text):
        return True
    if mention.kind not in _TIMES or not _SPAN.search(mention.text):
        return False
    is_titled = any(start <= mention.start < end for start, end in titles)
    return is_titled or _NAMED_SPAN.match(text, mention.end) is not None


def _mask(mention: Mention) -> str | None:
    if mention.kind is Kind.DOC_NUMBER:
        return NUMBER_MASK
    if mention.kind in _TIMES:
        return TIME_MASK
    if not mention.is_data:
        return None
    before = mention.text[: mention.core_start - mention.start]
    behind = mention.text[mention.core_end - mention.start :]
    if mention.kind is Kind.FRACTION or not mention.unit:
        return FIGURE_MASK
    # 亿 or 余 behind the numeral would still tell how large it was: 1.2亿元, 1700余人.
    return f"{before}{FIGURE_MASK}{behind.lstrip(_SIZE_WORDS)}"
