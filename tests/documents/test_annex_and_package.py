"""Tables and charts of figures, and the package that holds all evidence."""

import dataclasses
import hashlib
from decimal import Decimal

import pytest
from jushi.documents import official, read_archive, read_document, render_package
from jushi.errors import DocumentError
from jushi.figures import Figure, SourceCell

_CELL = SourceCell("a.xlsx", "数据", "C2")


def _figure(
    key: str, value: str | None, unit: str, previous: str | None, approx: str = ""
) -> Figure:
    return Figure(
        id=key, indicator=f"指标{key}", value=None if value is None else Decimal(value), unit=unit,
        approx=approx, period=None, previous=None if previous is None else Decimal(previous),
        subject="", section="", aliases=(), required=False, formula="", source="", note="",
        cell=_CELL,
    )  # fmt: skip


_FIGURES = [
    _figure("a", "1204", "件", "1000"),
    _figure("b", "98.5", "%", "97"),
    _figure("c", "1700", "人", "1600", "余"),
    _figure("d", "17", "场", None),
    _figure("e", None, "场", "3"),
    _figure("f", "8", "件", "0"),
]


def test_annex_tells_last_year_and_change_only_where_they_can_be_told() -> None:
    table = official.annex_table(_FIGURES, caption="主要数据", years="2023年;2022年")

    assert table.header == ("指标", "单位", "2023年", "2022年", "增减", "增幅（%）")
    assert [tuple(cell.text for cell in row) for row in table.rows] == [
        ("指标a", "件", "1204", "1000", "+204", "+20.4"),
        ("指标b", "%", "98.5", "97", "+1.5个百分点", "—"),
        ("指标c", "人", "1700余", "1600", "—", "—"),
        ("指标d", "场", "17", "—", "—", "—"),
        ("指标f", "件", "8", "0", "+8", "—"),
    ]


@pytest.mark.parametrize(
    ("indicator", "unit", "value", "previous", "change"),
    [
        ("法治建设考核全省排名", "位", "3", "4", ""),
        ("办结率高于全省平均", "个百分点", "1.5", "1.2", "+0.3个百分点"),
        ("网上办理量相当于上年", "倍", "1.5", "1.2", "+0.3"),
        ("受理案件比上年增加额", "件", "30", "20", "+10"),
        ("办结率", "‰", "98", "97", "+0.1个百分点"),
    ],
    ids=["rank", "points", "multiple", "change", "rate"],
)
def test_no_rate_of_change_where_it_means_nothing(
    indicator: str, unit: str, value: str, previous: str, change: str
) -> None:
    figure = dataclasses.replace(_figure("a", value, unit, previous), indicator=indicator)

    table = official.annex_table([figure, _FIGURES[0]])

    assert [cell.text for cell in table.rows[0][4:]] == [change or "—", "—"]
    assert [cell.text for cell in table.rows[1][4:]] == ["+204", "+20.4"]


def test_columns_in_which_nothing_stands_are_left_out() -> None:
    table = official.annex_table([_FIGURES[1], _FIGURES[3]], years="2023年;2022年")
    without_last_year = official.annex_table([_FIGURES[3]])

    assert table.header == ("指标", "单位", "2023年", "2022年", "增减")
    assert without_last_year.header == ("指标", "单位", "本年")
    assert len(without_last_year.rows[0]) == 3


def test_annex_is_bound_to_its_figures() -> None:
    table = official.annex_table(_FIGURES[:1])
    report = official.Report(("报告",), (), (official.Paragraph.plain("见附件。"), table))

    content = official.render_docx(report, official.load_layout(), is_bound=True)

    assert [(b.text, b.figure) for b in official.read_bound_docx("a.docx", content).numbers] == [
        ("1204", "a"),
        ("+204", "diff(a)"),
        ("+20.4", "yoy(a)"),
    ]


def test_chart_is_a_picture_that_tells_its_numbers() -> None:
    pytest.importorskip("matplotlib", reason="charts are an extra")

    try:
        picture = official.render_chart([_FIGURES[0], _FIGURES[5]], caption="办件量")
    except DocumentError as error:
        assert error.problem == "no Chinese font is installed"
        pytest.skip(str(error))

    assert picture.description == "本年指标a1204件，上年1000件。本年指标f8件，上年0件。"
    assert official.render_chart([_FIGURES[0], _FIGURES[5]], caption="办件量") == picture
    report = official.Report(("报告",), lead=(official.Paragraph.plain("见图。"), picture))
    document = read_document("a.docx", official.render_docx(report, official.load_layout()))
    assert document.text == "报告\n见图。\n办件量"


def test_chart_of_several_units_is_refused() -> None:
    with pytest.raises(DocumentError) as caught:
        official.render_chart(_FIGURES[:2], caption="图")

    assert str(caught.value) == "图: one chart cannot show %、件; choose figures of one unit"


def test_package_holds_the_files_and_their_digests() -> None:
    files = {"报告.docx": b"report", "核对/结果.json": b"{}"}

    content = render_package(files, notes={"exported by": "张三\n李四"})

    found = dict(read_archive("a.zip", content))
    assert {name: found[name] for name in files} == files
    assert found["manifest-sha256.txt"].decode() == (
        "# exported by: 张三 李四\n"
        f"{hashlib.sha256(b'report').hexdigest()}  报告.docx\n"
        f"{hashlib.sha256(b'{}').hexdigest()}  核对/结果.json\n"
    )
    assert render_package(files, notes={"exported by": "张三\n李四"}) == content
