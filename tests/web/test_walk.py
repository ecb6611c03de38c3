"""The whole of a clerk's day in a real browser, with the composer and with a model."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

from evals.scripted_models import pass_probe, write_well
from evals.scripted_server import Script
from tests.web.conftest import serving_with_model, type_into

SAMPLE = Path(__file__).parents[2] / "knowledge" / "sample"
EMPTY = "不断提升全县依法行政水平。"

pytestmark = pytest.mark.browser
expect.set_options(timeout=90_000)


@pytest.fixture
def with_model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page of a server that works with a model."""
    script = Script(pass_probe(write_well))
    with serving_with_model(tmp_path_factory.mktemp("workspace"), script) as found:
        yield found


def go(page: Page, stop: str) -> None:
    page.locator("#tabs").get_by_role("tab", name=stop, exact=False).first.click()


def make_and_draft(page: Page, address: str) -> None:
    page.goto(address.split("?")[0])
    page.locator("#figures-file input[type=file]").set_input_files(SAMPLE / "figures-2024.xlsx")
    page.locator("#past-files input[type=file]").set_input_files([SAMPLE / "report-2023.txt"])
    expect(page.locator("#past-files")).to_contain_text("report-2023")
    expect(page.locator("#figures-file")).to_contain_text("figures-2024")
    page.locator("#create").click()
    page.wait_for_url(re.compile("report="))
    go(page, "提纲")
    expect(page.locator(".outline .chip").first).to_be_visible()
    go(page, "起草")
    page.locator("#draft-all").click()
    expect(page.locator("#progress")).to_contain_text("已起草 10 节")
    expect(page.locator(".paper .n.error")).to_have_count(0)


def plant(page: Page, right: str, wrong: str) -> None:
    page.locator(".paper .n", has_text=re.compile(f"^{right}$")).first.click()
    expect(page.locator("#card h2")).to_have_text(right)
    page.get_by_role("button", name="改这处文字").click()
    words = page.locator("#new-words textarea, #new-words input").first
    expect(words).to_have_value(right)
    type_into(words, wrong)
    page.locator("#reword").click()
    expect(page.locator(".paper .n.error", has_text=wrong)).to_have_count(1)


def mend_all(page: Page, wrong: str) -> None:
    go(page, "核数")
    page.locator("#check .finding.error", has_text=wrong).click()
    expect(page.locator("#check-item h2")).to_have_text(wrong)
    page.locator("#mend").click()
    expect(page.locator("#check .finding.error")).to_have_count(0)


def revise(page: Page) -> None:
    go(page, "起草")
    page.locator("#sections .section", has_text="便民利企").first.click()
    page.get_by_role("tab", name="改文字").click()
    box = page.locator("#section-text textarea")
    expect(box).to_have_value(re.compile("."))
    box.fill(box.input_value() + EMPTY)
    page.locator("#save-section").click()
    expect(page.locator("#paper .paper")).to_contain_text(EMPTY)
    page.get_by_role("tab", name="按要求修改").click()
    page.locator("#instruction textarea").fill("去掉套话")
    page.locator("#ask-revision").click()
    expect(page.locator("#proposal .change", has_text=EMPTY)).to_be_visible()
    page.locator("#proposal [data-act=take]").first.click()
    expect(page.locator("#paper .paper")).not_to_contain_text(EMPTY)


def change_figure(page: Page, figure: str, typed: str) -> None:
    go(page, "数据")
    cell = page.locator(f"#figures tr[data-id={figure}] td[data-field=value]")
    cell.dblclick()
    cell.locator("input").fill(typed)
    page.keyboard.press("Enter")
    expect(page.locator("#figure-plan li .added").first).to_have_text(typed)
    page.locator("#figures-keep").click()
    expect(cell).to_have_attribute("data-kept", typed)


def exported(page: Page) -> str:
    """The text of the report's .docx."""
    go(page, "导出")
    page.get_by_role("link", name="报告 Word 文件").click()
    with page.expect_download() as taken:
        page.locator("#exports a.sure").click()
    with ZipFile(BytesIO(Path(taken.value.path()).read_bytes())) as parts:
        return re.sub(r"<[^>]+>", "", parts.read("word/document.xml").decode())


@pytest.mark.slow
@pytest.mark.parametrize("writer", ["address", "with_model"], ids=["composer", "model"])
def test_a_clerks_day_from_files_to_a_report_with_the_newest_number(
    clerk: Page, writer: str, request: pytest.FixtureRequest
) -> None:
    make_and_draft(clerk, request.getfixturevalue(writer))
    plant(clerk, "15项", "51项")
    go(clerk, "导出")
    expect(clerk.locator(".blocked")).to_contain_text("51项")
    mend_all(clerk, "51项")
    if writer == "address":
        revise(clerk)
    change_figure(clerk, "law_topics", "16")
    go(clerk, "起草")
    expect(clerk.locator(".paper .n.proven", has_text="16项").first).to_be_visible()

    text = exported(clerk)

    assert "16项" in text
    assert not re.search(r"(?<!\d)(?:15|51)项", text)
    assert EMPTY not in text
