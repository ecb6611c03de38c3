"""数据 in a real browser: typing, pasting, a newer workbook, taking back, confirming."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web.conftest import make_drafted

pytestmark = pytest.mark.browser
expect.set_options(timeout=60_000)


@pytest.fixture
def report(clerk: Page, address: str) -> Page:
    """The page at 数据 of a drafted report of its own."""
    clerk.goto(make_drafted(address))
    clerk.locator(".paper .n").first.wait_for()
    clerk.get_by_role("tab", name="数据").click()
    cell(clerk, "law_topics").wait_for()
    return clerk


def cell(page: Page, figure: str, field: str = "value") -> Locator:
    return page.locator(f"#figures tr[data-id={figure}] td[data-field={field}]")


def write(page: Page, figure: str, text: str) -> None:
    cell(page, figure).dblclick()
    cell(page, figure).locator("input").fill(text)
    page.keyboard.press("Enter")


@pytest.mark.slow
def test_a_typed_figure_shows_its_sentences_is_kept_and_taken_back(report: Page) -> None:
    write(report, "law_topics", "十六")
    expect(report.locator("#figure-plan li .added")).to_have_text("16")

    report.locator("#figures-keep").click()
    expect(cell(report, "law_topics")).to_have_attribute("data-kept", "16")
    expect(report.locator("#figures td.typed")).to_have_count(0)

    report.locator("#figures-undo").click()
    expect(report.locator("#figure-plan li .added")).to_have_text("15")
    report.locator("#figures-keep").click()
    expect(cell(report, "law_topics")).to_have_attribute("data-kept", "15")


@pytest.mark.slow
def test_a_cell_that_cannot_be_read_says_so_in_its_place_and_as_text(report: Page) -> None:
    write(report, "law_topics", "<img src=x onerror=alert(1)>")

    expect(cell(report, "law_topics")).to_have_attribute("aria-invalid", "true")
    expect(cell(report, "law_topics").locator(".fault")).to_contain_text("<img src=x")
    expect(report.locator("#figures-keep")).to_be_disabled()
    assert report.locator("img[src=x]").count() == 0

    report.locator("#figures-leave").click()
    expect(cell(report, "law_topics")).to_have_text("15")


@pytest.mark.slow
def test_a_block_of_a_spreadsheet_is_pasted_over_cells(report: Page) -> None:
    cell(report, "law_topics").focus()

    report.evaluate(
        """() => {
          const data = new DataTransfer();
          data.setData('text/plain', '16\\t14\\r\\n13\\t11\\r\\n');
          document.activeElement.dispatchEvent(
            new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
        }"""
    )

    expect(report.locator("#figures td.typed")).to_have_count(4)
    expect(cell(report, "pre_meeting_study", "previous")).to_have_text("11")
    expect(report.locator("#figure-plan")).to_contain_text("改动 4 处数据")


@pytest.mark.slow
def test_what_is_typed_outlives_a_figure_that_is_confirmed(report: Page) -> None:
    write(report, "law_topics", "16")
    expect(report.locator("#figures td.typed")).to_have_count(1)

    mark = report.locator("#figures tr[data-id=pre_meeting_study] button.figurestate")
    mark.click()

    expect(mark).to_have_text("已核")
    expect(cell(report, "law_topics")).to_have_text("16")


@pytest.mark.slow
def test_a_workbook_shows_as_it_stands_and_a_press_corrects_what_a_cell_was_read_as(
    report: Page,
) -> None:
    table = "2024年学习情况表\n项目,次数（次）,备注\n学法专题,17,见附件3\n会前学法,9,\n"
    with report.expect_file_chooser() as chooser:
        report.locator("#figures-upload").click()
    chooser.value.set_files({"name": "学习.csv", "mimeType": "text/csv", "buffer": table.encode()})
    number = report.locator("#figure-sheets td.figure", has_text="17")
    expect(number).to_have_attribute("data-unit", "次")
    expect(report.locator("#figure-sheets td.label", has_text="学法专题")).to_be_visible()

    number.click()
    form = report.locator("#figure-sheets form.correction")
    expect(form.get_by_label("指标")).to_have_value("学法专题次数")
    form.get_by_label("指标").fill("专题学法次数")
    form.get_by_label("单位").fill("场次")
    form.get_by_role("button", name="改正").click()

    expect(number).to_have_attribute("data-indicator", "专题学法次数")
    expect(number).to_have_class("read figure corrected")

    report.locator("#figures-keep").click()
    expect(report.locator("#figure-sheets td")).to_have_count(0)
    kept = report.locator("#figures tr", has_text="专题学法次数")
    expect(kept.locator("td[data-field=unit]")).to_have_text("场次")
    expect(kept.locator("td[data-field=value]")).to_have_text("17")


@pytest.mark.slow
@pytest.mark.slow
def test_a_table_of_two_readings_is_read_the_other_way_at_a_press(report: Page) -> None:
    table = "站点数（个）,藏书（册）\n2010,5\n2011,7\n2012,9\n"
    with report.expect_file_chooser() as chooser:
        report.locator("#figures-upload").click()
    chooser.value.set_files({"name": "书.csv", "mimeType": "text/csv", "buffer": table.encode()})
    doubt = report.locator("#figure-sheets .tworeadings")
    expect(doubt).to_contain_text("这张表也可以读成“站点数")
    expect(report.locator("#figure-sheets td.figure")).to_have_count(3)

    doubt.get_by_role("button", name="换另一种读法").click()

    expect(doubt).to_contain_text("按选定的读作“站点数")
    expect(report.locator("#figure-sheets td.figure")).to_have_count(6)
    report.locator("#figures-leave").click()


@pytest.mark.slow
def test_a_number_of_a_material_counts_once_it_is_confirmed(report: Page, tmp_path: Path) -> None:
    material = tmp_path / "总结.txt"
    material.write_text("2024年，县政府常务会议研究法治议题16项，拆除违建31处。", "utf-8")
    report.get_by_test_id("从材料提取-upload-button").set_input_files([material])
    rows = report.locator("#candidates tbody tr")
    expect(rows).to_have_count(2)
    expect(cell(report, "law_topics")).to_have_text("15")

    rows.nth(0).get_by_role("button", name="确认").click()

    expect(cell(report, "law_topics")).to_have_text("16")
    expect(rows).to_have_count(1)
    rows.nth(0).get_by_role("button", name="不用").click()
    expect(rows).to_have_count(0)


@pytest.mark.slow
def test_sheets_go_to_departments_and_what_comes_back_is_shown_before_it_is_kept(
    report: Page, tmp_path: Path
) -> None:
    report.locator("#departments-split").click()
    expect(report.locator("#departments-sheets")).to_contain_text("县司法局")

    sheet = tmp_path / "县政府办公室.csv"
    sheet.write_text("编号,指标,数值,单位\nlaw_topics,县政府常务会议研究法治议题,40,项\n", "utf-8")
    report.get_by_test_id("收回部门表-upload-button").set_input_files([sheet])
    expect(report.locator("#figure-plan .notes")).to_contain_text("由 15项 改为 40项")
    expect(report.locator("#figure-plan .notes")).to_contain_text("变动很大")
    expect(cell(report, "law_topics")).to_have_text("15")

    report.locator("#figures-keep").click()
    expect(cell(report, "law_topics")).to_have_attribute("data-kept", "40")
