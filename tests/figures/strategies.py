"""Figures as clerks might have them, for property tests."""

import string
from decimal import Decimal

from hypothesis import strategies as st
from jushi.figures import Figure, FigureTable, SourceCell, parse_period
from jushi.figures.workbook.lexicon import load_headings, plain_heading
from jushi.lexicon import workbook_approximators

_CHARACTERS = "受理法律援助案件办结率甲乙丙（）、“”·，=+-@'\"\t0123abc{}" + string.ascii_uppercase
_UNITS = ("件", "人次", "万元", "%", "百分点", "", "公里", "箱子")
_PERIODS = (
    "2023年",
    "2022年",
    "2023年前11个月",
    "2023-11",
    "每月",
    "截至2023年10月底",
    "2021—2025年",
)

texts = st.text(alphabet=_CHARACTERS, max_size=12).map(str.strip)
indicators = st.text(alphabet="受理法律援助案件办结", min_size=1, max_size=8)
values = st.one_of(
    st.none(),
    st.integers(-(10**9), 10**9).map(str),
    st.decimals(min_value=-(10**6), max_value=10**6, places=2).map(str),
    st.decimals(min_value=0, max_value=1, places=25).map(str),
)
"""As text; some have more digits than a spreadsheet keeps."""
_headings = texts.filter(
    lambda text: bool(plain_heading(text)) and plain_heading(text) not in load_headings()
)


@st.composite
def tables(draw: st.DrawFn) -> FigureTable:
    """Give a table of figures with ids of their own, no two the same thing, without formulas."""
    names = draw(st.lists(indicators, unique=True, min_size=1, max_size=6))
    headings = draw(st.lists(_headings, max_size=2))
    figures = []
    for index, name in enumerate(names):
        value, previous = draw(values), draw(values)
        extra = [(heading, draw(texts)) for heading in headings]
        figures.append(
            Figure(
                id=f"n{index}_{draw(st.sampled_from(['', 'a', '甲']))}",
                indicator=name,
                value=None if value is None else Decimal(value),
                unit=draw(st.sampled_from(_UNITS)),
                approx=draw(st.sampled_from(["", *workbook_approximators()])),
                period=draw(st.one_of(st.none(), st.sampled_from(_PERIODS).map(parse_period))),
                previous=None if previous is None else Decimal(previous),
                subject=draw(texts),
                section=draw(texts),
                aliases=tuple(draw(st.lists(indicators, max_size=2))),
                required=draw(st.booleans()),
                formula="",
                source=draw(texts),
                note=draw(texts),
                cell=SourceCell("", "", ""),
                extra=tuple(pair for pair in extra if pair[1]),
            )
        )
    return FigureTable(tuple(figures))
