"""English cannot be drafted yet: it is refused in one line, and still checked."""

from collections.abc import Callable

import pytest
from jushi.documents import Document
from jushi.drafting import compose_report
from jushi.errors import DraftError
from jushi.fidelity import check_text
from jushi.figures import FigureTable

from tests.drafting.conftest import MakeFigure

MakeDocument = Callable[[str], Document]
ENGLISH = "Annual Report 2023\n\n1. Permits\nThe town issued 1,210 building permits.\n"
CHINESE = "某县2023年度工作报告\n\n一、做法\n办案3件。\n"


def test_english_figures_are_refused(make_document: MakeDocument, make_figure: MakeFigure) -> None:
    table = FigureTable((make_figure("a", "1284permits", "building permits issued"),))

    for past in (ENGLISH, CHINESE):
        with pytest.raises(DraftError) as error:
            compose_report(table, [make_document(past)])
        assert "Chinese only so far" in str(error.value)


def test_an_english_past_report_is_refused(
    make_document: MakeDocument, make_figure: MakeFigure
) -> None:
    with pytest.raises(DraftError, match="is an English report"):
        compose_report(
            FigureTable((make_figure("a", "5件", "办案"),)), [make_document(ENGLISH)], year=2024
        )


def test_an_english_name_among_chinese_ones_is_no_matter(
    make_document: MakeDocument, make_figure: MakeFigure
) -> None:
    table = FigureTable((make_figure("a", "5件", "办案"), make_figure("b", "5亿元", "GDP")))

    assert "办案5件" in compose_report(table, [make_document(CHINESE)]).text()


def test_english_text_is_still_checked(make_figure: MakeFigure) -> None:
    table = FigureTable((make_figure("a", "1284", "building permits issued"),))

    result = check_text("Building permits issued: 1,284 in 2024.", table, report_year=2024)

    assert not result.has_errors
    assert result.summary.ok
