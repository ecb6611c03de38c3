"""资料 in a real browser: documents added, corrected, searched as a writer does, removed."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import serving

pytestmark = pytest.mark.browser
expect.set_options(timeout=90_000)

_REPORT = """云溪县2023年法治政府建设<b>年度</b>报告
一、主要举措
（一）行政复议。全年受理行政复议案件312件，办结298件。
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("workspace")


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    with serving(home) as found:
        yield found


def open_stop(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("tab", name="资料", exact=True).click()
    expect(page.locator("#sources .box")).to_have_count(2)


def add(page: Page, *paths: Path, box: str = "自动识别") -> None:
    page.locator("#sources-files input[type=file]").set_input_files([str(p) for p in paths])
    for path in paths:
        expect(page.locator("#sources-files").get_by_text(path.stem[:8]).first).to_be_visible()
    page.get_by_label(box, exact=True).check()
    page.locator("#sources-add").click()


@pytest.mark.slow
def test_documents_are_added_corrected_searched_and_removed(
    clerk: Page, address: str, tmp_path: Path
) -> None:
    report = tmp_path / "云溪县报告.txt"
    report.write_text(_REPORT, "utf-8")
    ledger = tmp_path / "台账.txt"
    ledger.write_text("普法台账\n全年开展普法宣讲46场次。\n", "utf-8")
    broken = tmp_path / "坏文件.docx"
    broken.write_bytes(b"PK\x03\x04 cut off")
    open_stop(clerk, address)

    add(clerk, report, broken)
    expect(clerk.locator("#sources-adding li.added")).to_have_count(1)
    expect(clerk.locator("#sources-adding li.refused")).to_contain_text("坏文件.docx")
    add(clerk, ledger, box="事实材料")
    expect(clerk.locator("#sources .box").nth(0)).to_contain_text("台账.txt")
    style = clerk.locator("#sources .box").nth(1)
    expect(style).to_contain_text("云溪县2023年法治政府建设<b>年度</b>报告")

    style.locator("tr[data-id]", has_text="云溪县").click()
    year = clerk.locator("#record-year input")
    expect(year).to_have_value("2023")
    year.fill("2022")
    clerk.locator("#record-save").click()
    expect(style.locator("tr[data-id]", has_text="云溪县")).to_contain_text("2022")

    clerk.locator("#sources-query textarea, #sources-query input").first.fill("行政复议案件受理")
    clerk.locator("#sources-find").click()
    first = clerk.locator(".hits li").first
    expect(first).to_contain_text("全年受理行政复议案件")
    expect(first).not_to_contain_text("312")
    expect(first.locator(".why")).to_contain_text("行政复议")

    clerk.reload()
    clerk.get_by_role("tab", name="资料", exact=True).click()
    clerk.locator("tr[data-id]", has_text="云溪县").click()
    clerk.locator("#record-remove").click()
    clerk.locator("#record-sure").click()
    expect(clerk.locator("tr[data-id]", has_text="云溪县")).to_have_count(0)


@pytest.mark.slow
def test_what_the_report_was_made_with_goes_in_by_one_button(clerk: Page, address: str) -> None:
    open_stop(clerk, address)

    clerk.locator("#sources-add-own").click()

    expect(clerk.locator("#sources-add-own")).to_be_hidden()
    row = clerk.locator("#sources tr[data-id]", has_text="report-2023.txt")
    expect(row).to_contain_text("本单位往年报告")


@pytest.mark.slow
def test_a_sections_passages_are_pinned_and_rejected(clerk: Page, address: str) -> None:
    open_stop(clerk, address)
    own = clerk.locator("#sources-add-own")
    if own.is_visible():
        own.click()
    expect(clerk.locator("#sources tr[data-id]", has_text="report-2023.txt")).to_be_visible()
    expect(own).to_be_hidden()
    clerk.get_by_role("tab", name="起草", exact=True).click()
    clerk.locator("#sections .section", has_text="高位推动").first.click()
    clerk.get_by_role("tab", name="参考", exact=True).click()

    clerk.locator("#passages-find").click()
    rows = clerk.locator(".passages li")
    expect(rows.first).to_be_visible()
    first = rows.first.get_attribute("data-id")
    rows.first.locator("[data-act=reject]").click()
    refused = clerk.locator(f".passages li.rejected[data-id='{first}']")
    expect(refused).to_have_count(1)
    rows.first.locator("[data-act=pin]").click()
    expect(clerk.locator(".passages li.pinned")).to_have_count(1)
    refused.locator("[data-act=free]").click()

    expect(refused).to_have_count(0)


@pytest.mark.slow
def test_another_process_is_refused_while_the_page_has_the_index(
    clerk: Page, address: str, home: Path
) -> None:
    open_stop(clerk, address)

    listed = subprocess.run(
        [sys.executable, "-m", "jushi.cli", "knowledge", "list"],
        env={"PATH": "/usr/bin:/bin", "JUSHI_HOME": str(home), "JUSHI_LANGUAGE": "zh"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )

    assert listed.returncode == 2
    assert len(listed.stderr.strip().splitlines()) == 1
