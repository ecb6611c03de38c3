"""A clerk's way through the page in a real browser, on a real server."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from urllib.request import urlopen
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
SAMPLE = Path(__file__).parents[2] / "knowledge" / "sample"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# What a page that is left behind says of the answers it no longer gets.
_LEFT = re.compile(r"Failed to fetch|ERR_ABORTED|BodyStreamBuffer was aborted|network error")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = tmp_path_factory.mktemp("workspace")
    server = subprocess.Popen(
        [sys.executable, "-m", "app.cli", "serve", "--sample", "--port", "0"],
        env={**os.environ, "JUSHI_HOME": str(home), "JUSHI_LANGUAGE": "zh"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout is not None
    found = next(m for line in server.stdout if (m := re.search(r"http://\S+", line)))
    wait_until_up(found.group().split("?")[0] + "healthz")
    yield found.group()
    server.terminate()
    server.wait()


def wait_until_up(url: str) -> None:
    for _ in range(300):
        try:
            urlopen(url, timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"{url} does not answer")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def clerk(chromium: Browser) -> Iterator[Page]:
    """A page that fails the test on a console error or a request to another host."""
    context = chromium.new_context(locale="zh-CN", viewport={"width": 1366, "height": 768})
    page = context.new_page()
    page.set_default_timeout(60_000)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
    page.on(
        "request",
        lambda r: (
            None
            if r.url.startswith(("http://127.0.0.1:", "data:", "blob:"))
            else faults.append(r.url)
        ),
    )
    yield page
    context.close()
    assert [fault for fault in faults if not _LEFT.search(fault)] == []


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


def test_a_number_can_be_chosen_with_the_keyboard(clerk: Page, address: str) -> None:
    clerk.goto(address)
    number = clerk.locator(".paper .n.proven", has_text="12次").first
    number.wait_for()

    number.focus()
    clerk.keyboard.press("Enter")

    clerk.locator("#card").get_by_role("heading", name="12次").wait_for()


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
    with clerk.expect_download() as download:
        clerk.get_by_role("link", name="报告 Word 文件").click()

    content = Path(download.value.path()).read_bytes()
    assert download.value.suggested_filename == "禾溪县2024年度法治政府建设工作报告.docx"
    assert "4538户" in text_of(content)
    assert "4212户" not in text_of(content)


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


def test_the_page_speaks_english_too(clerk: Page, address: str) -> None:
    clerk.goto(address)
    clerk.locator(".paper .n.proven").first.wait_for()

    clerk.get_by_role("link", name="English").click()

    clerk.get_by_role("tab", name="Check").wait_for()
    clerk.locator(".paper .n.proven").first.wait_for()
    assert clerk.locator(".reporthead .state").inner_text() == "all proven"
