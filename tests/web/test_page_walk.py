"""A clerk's way through the page in a real browser, on a real server."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from urllib.parse import urljoin
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

SAMPLE = Path(__file__).parents[2] / "knowledge" / "sample"

pytestmark = pytest.mark.browser


def text_of(docx: bytes) -> str:
    with ZipFile(BytesIO(docx)) as parts:
        return re.sub(r"<[^>]+>", "", parts.read("word/document.xml").decode())


def test_a_chosen_number_shows_its_cell(clerk: Page, address: str) -> None:
    clerk.goto(address)

    clerk.locator(".paper .n.proven", has_text="15项").first.click()

    card = clerk.locator("#card .card")
    card.get_by_role("heading", name="15项").wait_for()
    assert "figures-2024.xlsx:数据一!C2" in card.inner_text()
    assert clerk.locator(".paper .n.error").count() == 0


@pytest.mark.slow
def test_a_number_can_be_chosen_with_the_keyboard(clerk: Page, address: str) -> None:
    clerk.goto(address)
    number = clerk.locator(".paper .n.proven", has_text="12次").first
    number.wait_for()

    number.focus()
    clerk.keyboard.press("Enter")

    clerk.locator("#card").get_by_role("heading", name="12次").wait_for()
    expect(clerk.locator(".paper .n[tabindex='0']")).to_have_count(1)


def test_numbers_are_gone_through_without_asking_the_server(clerk: Page, address: str) -> None:
    clerk.goto(address)
    first, second = (clerk.locator(".paper .n.proven").nth(n).inner_text() for n in (0, 1))
    title = clerk.locator("#card h2")
    clerk.wait_for_timeout(1000)
    asked: list[str] = []
    clerk.on("request", lambda sent: asked.append(sent.url) if "/join" in sent.url else None)

    clerk.locator(".paper .n.proven").first.click()
    expect(title).to_have_text(first)
    clerk.keyboard.press("j")
    expect(title).to_have_text(second)
    clerk.keyboard.press("k")
    expect(title).to_have_text(first)
    clerk.locator("#sections .section").nth(2).click()
    clerk.wait_for_timeout(300)

    assert asked == []


@pytest.mark.slow
def test_a_report_is_made_from_files_drafted_and_taken_away(clerk: Page, address: str) -> None:
    clerk.goto(address.split("?")[0])
    clerk.locator("#figures-file input[type=file]").set_input_files(SAMPLE / "figures-2024.xlsx")
    clerk.locator("#past-files input[type=file]").set_input_files([SAMPLE / "report-2023.txt"])
    clerk.locator("#past-files").get_by_text("report-2023").first.wait_for()
    clerk.locator("#figures-file").get_by_text("figures-2024").first.wait_for()

    clerk.locator("#create").click()
    clerk.wait_for_url(re.compile("report="))
    clerk.locator("#draft-all").click()
    clerk.locator(".paper .n.proven").first.wait_for()
    clerk.reload()
    clerk.locator(".paper .n.proven").first.wait_for()
    clerk.get_by_role("tab", name="导出").click()
    expect(clerk.locator("#exports .left")).to_contain_text("未处理")
    clerk.get_by_role("link", name="报告 Word 文件").click()
    expect(clerk.locator("#exports a.sure")).to_have_text(re.compile("再点一次仍然导出"))
    with clerk.expect_download() as download:
        clerk.locator("#exports a.sure").click()

    content = Path(download.value.path()).read_bytes()
    assert download.value.suggested_filename == "禾溪县2024年度法治政府建设工作报告.docx"
    assert "4538户" in text_of(content)
    assert "4212户" not in text_of(content)


@pytest.mark.slow
def test_head_and_signature_are_typed_and_charts_chosen(clerk: Page, address: str) -> None:
    clerk.goto(address)
    clerk.locator(".paper .n.proven").first.wait_for()
    clerk.get_by_role("tab", name="导出").click()
    clerk.get_by_text("公文要素").click()
    clerk.get_by_label("署名").fill("禾溪县法治办")
    clerk.get_by_label("署名").press("Enter")
    wait_for_review(clerk, lambda content: "禾溪县法治办" in text_of(content))
    clerk.get_by_label("附对比图的指标").click()
    clerk.get_by_role("option").first.click()
    wait_for_review(clerk, lambda content: "word/media/image1.png" in names_in(content))
    clerk.reload()
    clerk.locator(".paper .n.proven").first.wait_for()
    clerk.get_by_role("tab", name="导出").click()
    clerk.get_by_text("公文要素").click()
    expect(clerk.get_by_label("署名")).to_have_value("禾溪县法治办")
    with clerk.expect_download() as download:
        clerk.get_by_role("link", name="审阅本").click()

    content = Path(download.value.path()).read_bytes()
    assert "禾溪县法治办" in text_of(content)
    assert "word/media/image1.png" in names_in(content)


def names_in(docx: bytes) -> list[str]:
    with ZipFile(BytesIO(docx)) as parts:
        return parts.namelist()


def wait_for_review(clerk: Page, holds: Callable[[bytes], bool]) -> None:
    """Until the review copy that the page links to is as it should be."""
    link = clerk.get_by_role("link", name="审阅本").get_attribute("href")
    assert link
    found = urljoin(clerk.url, link)
    for _ in range(100):
        if holds(clerk.request.get(found).body()):
            return
        clerk.wait_for_timeout(200)
    pytest.fail("what was chosen does not come to the review copy")


def test_a_workbook_that_is_none_is_told_in_one_line(
    clerk: Page, address: str, tmp_path: Path
) -> None:
    wrong = tmp_path / "<img src=x onerror=alert(1)>.xlsx"
    wrong.write_bytes(b"no workbook")
    clerk.goto(address.split("?")[0])
    clerk.locator("#figures-file input[type=file]").set_input_files(wrong)
    clerk.locator("#past-files input[type=file]").set_input_files([SAMPLE / "report-2023.txt"])
    clerk.locator("#past-files").get_by_text("report-2023").first.wait_for()

    clerk.locator("#create").click()

    clerk.locator(".toast-body").first.wait_for()
    assert "report=" not in clerk.url
    assert clerk.locator("img[src=x]").count() == 0


@pytest.mark.slow
def test_the_page_speaks_english_too(clerk: Page, address: str) -> None:
    clerk.goto(address)
    clerk.locator(".paper .n.proven").first.wait_for()

    clerk.get_by_role("link", name="English").click()

    clerk.get_by_role("tab", name="Check").wait_for()
    clerk.locator(".paper .n.proven").first.wait_for()
    told = clerk.locator(".reporthead .state").inner_text()
    assert re.fullmatch(r"numbers proven, \d+ places to look at", told)
