"""How a check is told: remarks on usage stand beside the verdicts and change none."""

import json
from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree

import pytest
from jushi.errors import SettingsError
from jushi.fidelity import (
    CheckResult,
    Ruling,
    check_text,
    lint_text,
    render_html,
    render_json,
    render_junit,
    render_text,
    render_xlsx,
)
from jushi.figures import read_workbook
from lxml import html
from openpyxl import load_workbook

TABLE = read_workbook("f.csv", "指标,数值,单位\n受理行政复议案件,66,件\n".encode())
TEXT = "截止目前，受理行政复议案件66件。\n受理行政复议案件67件。=SUM(A1)"


@pytest.fixture
def result() -> CheckResult:
    return replace(check_text(TEXT, TABLE), remarks=lint_text(TEXT))


def test_the_terminal_names_line_column_and_rule(result: CheckResult) -> None:
    told = render_text(result)

    assert "· 1:1 “截止” [用法规范 M16]" in told
    assert "✗ 2:9 “67件” [数值错误]" in told


def test_json_keeps_remarks_apart_from_the_findings(result: CheckResult) -> None:
    told = json.loads(render_json(result))

    assert [(r["rule"], r["start"], r["end"]) for r in told["remarks"]] == [("M16", 0, 2)]
    assert told["summary"]["error"] == 1
    assert all(finding["code"] != "M16" for finding in told["findings"])


def test_html_shows_remarks_and_escapes_the_text() -> None:
    text = "截止目前，受理行政复议案件66件<script>alert(1)</script>。"
    result = replace(check_text(text, TABLE), remarks=lint_text(text))

    page = render_html(result, name="<b>.txt")

    assert "M16" in page
    assert "<script>alert" not in page
    assert "<b>.txt" not in page


def _shown(page: str, tag: str) -> str:
    found = html.fromstring(page.encode()).find(f".//{tag}")
    assert found is not None
    return str(found.text_content())


@pytest.mark.parametrize(
    "text",
    [
        "\n  首行空格\n\n受理行政复议案件66件。  \n",
        "受理行政复议案件66件{{ 7 * 7 }}{% raw %}{# a #}。",
        "66件</article><script>alert(1)</script>&amp;\"'",
        "共66件",
    ],
    ids=["blanks", "marks of templates", "marks of HTML", "number last"],
)
def test_html_shows_the_text_character_for_character(text: str) -> None:
    page = render_html(check_text(text, TABLE), name="a.txt")

    assert _shown(page, "article") == text


def test_html_shows_what_cannot_be_stored_as_a_sign() -> None:
    page = render_html(check_text("零\0 \ud800 66件", TABLE), name="\0.txt")

    assert _shown(page, "article") == "零\ufffd \ufffd 66件"
    assert _shown(page, "title").endswith(" \ufffd.txt")
    page.encode()


def test_html_tells_a_decision_and_who_made_it() -> None:
    ruling = Ruling("accepted", "王<i>", "2026-03-02T12:00:00+08:00", "电话核实 & 登记")
    result = check_text("受理行政复议案件67件。", TABLE)
    accepted = result.ruled({result.verdicts[0].mention.start: ruling}, {})

    plain, told = (render_html(r, name="a.txt") for r in (result, accepted))

    assert "人工" not in plain
    assert "王&lt;i&gt;" in told
    assert "电话核实 &amp; 登记" in told
    assert 'class="n review"' in told


def test_html_opens_with_what_is_wrong_and_leads_to_each_number() -> None:
    result = check_text("受理行政复议案件67件。受理行政复议案件66件。", TABLE)

    page = html.fromstring(render_html(result, name="a.txt", notices=("有修订",)).encode())

    (fault,) = page.xpath("//nav//li[button]")
    assert fault.find("button").text_content() == "67件"
    assert result.verdicts[0].explanation in fault.text_content()
    target = fault.find("button").get("data-number")
    assert page.get_element_by_id(target).text_content() == "67件"
    assert page.xpath("//nav//button[@id='next']")
    assert page.xpath("//header/p[@class='notice']/text()") == ["有修订"]


def test_html_asks_no_other_file_or_host(result: CheckResult) -> None:
    page = html.fromstring(render_html(result, name="a.txt").encode())

    assert page.xpath("//@src | //@href | //link | //iframe") == []
    assert "url(" not in page.findtext(".//style", "")


def test_the_workbook_has_a_sheet_of_usage_and_runs_no_formula(result: CheckResult) -> None:
    book = load_workbook(BytesIO(render_xlsx(result, TABLE)))

    assert book.sheetnames == ["逐数核对", "其他发现", "用法规范"]
    assert book["用法规范"]["A2"].value == "截止"
    assert all(cell.data_type != "f" for sheet in book for row in sheet for cell in row)


def test_junit_fails_what_is_wrong_and_nothing_for_usage(result: CheckResult) -> None:
    suite = ElementTree.fromstring(render_junit(result)).find("testsuite")

    assert suite is not None
    assert suite.get("failures") == "1"
    assert not any("M16" in (case.get("name") or "") for case in suite)


def test_an_unknown_rule_cannot_be_switched_off() -> None:
    with pytest.raises(SettingsError, match="N99"):
        lint_text("共66件", off={"N99"})


def test_values_of_the_workbook_are_numbers_that_a_filter_sorts(result: CheckResult) -> None:
    book = load_workbook(BytesIO(render_xlsx(result, TABLE)))
    sheet = book.worksheets[0]

    value = sheet.cell(2, 4)
    assert (value.value, value.data_type, value.number_format) == (66, "n", "#,##0")
    assert sheet.auto_filter.ref == sheet.dimensions
