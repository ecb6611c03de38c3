"""Which past reports are the office's own."""

import pytest
from jushi.documents import read_document
from jushi.errors import DraftError
from jushi.figures import FigureTable
from jushi.knowledge import describe_document
from jushi.services import SourceFile
from jushi.services.own_reports import Described, own_reports, with_own_reports
from jushi.services.reading import read_figures


def _described(place: str, year: int) -> Described:
    name = f"{place}{year}.txt"
    text = f"{place}{year}年度法治政府建设情况报告\n\n一、工作情况\n办理法律援助案件二百件。\n"
    document = read_document(name, text.encode())
    return document, describe_document(document, name=name)


def _figures(subject: str) -> FigureTable:
    rows = f"指标,数值,单位,期间,主体\n受理法律援助案件,412,件,2024年,{subject}\n"
    return read_figures(SourceFile("f.csv", rows.encode()), "zh")


def test_reports_of_one_office_are_its_own_newest_first() -> None:
    given = [_described("禾溪县", 2022), _described("禾溪县", 2023)]

    own = own_reports(with_own_reports(given, _figures("")))

    assert [document.name for document in own] == ["禾溪县2023.txt", "禾溪县2022.txt"]


@pytest.mark.parametrize("subject", ["禾溪县", "禾溪县人民政府", "栖川市禾溪县", "禾溪县司法局"])
def test_figures_say_whose_reports_are_own(subject: str) -> None:
    given = [_described("栖川市", 2023), _described("禾溪县", 2023), _described("河湾县", 2023)]

    told = with_own_reports(given, _figures(subject))

    assert [document.name for document in own_reports(told)] == ["禾溪县2023.txt"]
    assert [description.kind for _, description in told] == [
        "other_report",
        "own_report",
        "other_report",
    ]


def test_reports_of_several_offices_need_a_subject() -> None:
    given = [_described("禾溪县", 2023), _described("河湾县", 2023)]

    with pytest.raises(DraftError, match="reports of several offices: 河湾县、禾溪县"):
        with_own_reports(given, _figures(""))
