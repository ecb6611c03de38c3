"""Text without its figures: a writer learns wording from it and cannot borrow a number."""

from jushi.numbers import Kind, Mention, read_mentions

FIGURE_MASK = "〔数〕"
TIME_MASK = "〔时间〕"
_TIMES = frozenset({Kind.DATE, Kind.PERIOD})
_SIZE_WORDS = "十百千万亿兆拾佰仟余多几来"


def mask_figures(text: str) -> str:
    """Give `text` with each figure as 〔数〕 and each date as 〔时间〕; units and approximators
    stay.

    `培训1700余人` becomes `培训〔数〕人`, `2023年5月` becomes `〔时间〕`. Numbers that say nothing
    about the world's size stay: articles, document numbers, headings, names of events.
    """
    parts, at = [], 0
    for mention in read_mentions(text):
        mask = _mask(mention)
        if mask is None:
            continue
        parts += [text[at : mention.start], mask]
        at = mention.end
    return "".join((*parts, text[at:]))


def _mask(mention: Mention) -> str | None:
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
