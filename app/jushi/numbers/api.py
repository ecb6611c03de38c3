"""The reader's questions. The grammar behind them is loaded when one is first asked.

Compiling it takes some tens of milliseconds, and most who enter this package only want a type.
"""

from collections.abc import Sequence

from jushi.numbers.mention import Mention


def read_mentions(text: str) -> tuple[Mention, ...]:
    """Find every number that `text` expresses, headings and dates included.

    In text order, not overlapping; `text[m.start:m.end] == m.text` for each.
    `value` is in `unit`; `low` and `high` bound what an approximator allows:
    `1700余人` has value 1700, low 1700, high 1800, unit 人. A mention with a letter or sign that
    only looks like a digit (`3O67名`) is data with the detail `lookalike`, dates too.

    Never raises: a text without numbers gives an empty tuple. Time grows with the text.

    Source: GB/T 15835—2011.
    """
    from jushi.numbers.reader import scan_mentions

    return scan_mentions(text)


def read_periods(text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Find every date, period and word for a time in `text`, in text order, not overlapping.

    The dates and periods of `mentions`, which `read_mentions(text)` gave, and words such as
    今年以来, 截至目前, 去年, 每月; `iso` of these counts from the report's year (`Y+0`). Never
    raises.
    """
    from jushi.numbers.periods import scan_periods

    return scan_periods(text, mentions)


def is_document_number(text: str) -> bool:
    """Whether `text` is 发文字号 and nothing else: 濮政〔2023〕9号, 濮政[2023]第9号.

    Source: GB/T 9704—2012, 7.2.5; brackets of every form and 第 are found in practice.
    """
    from jushi.numbers.marks import is_number_alone

    return is_number_alone(text)
