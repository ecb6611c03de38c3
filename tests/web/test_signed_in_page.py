"""Every tab where people sign in, in a real browser: what works in the background works too."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import FIGURES, PAST
from tests.web.office import PASSWORD, Office, open_office

pytestmark = pytest.mark.browser
expect.set_options(timeout=90_000)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with open_office(tmp_path_factory.mktemp("office")) as opened:
        yield opened


def enter(page: Page, office: Office, name: str, query: str = "") -> None:
    page.goto(office.url)
    page.get_by_label("用户名").fill(name)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(office.url + "/")
    page.goto(f"{office.url}/{query}")


def go(page: Page, stop: str) -> None:
    page.locator("#tabs").get_by_role("tab", name=stop, exact=True).first.click()


def uploads_of(office: Office) -> list[str]:
    return [p.name for p in (office.folder / "uploads").glob("*/*/*/*") if p.is_file()]


@pytest.mark.slow
def test_the_owner_uses_every_tab(clerk: Page, office: Office) -> None:
    enter(clerk, office, "王", f"?report={office.report}")

    go(clerk, "起草")
    expect(clerk.locator(".paper .n.proven").first).to_be_visible()
    go(clerk, "数据")
    expect(clerk.locator("#figures tr[data-id]").first).to_be_visible()
    go(clerk, "提纲")
    expect(clerk.locator(".outline .chip").first).to_be_visible()
    go(clerk, "资料")
    expect(clerk.locator("#sources .box")).to_have_count(2)
    go(clerk, "核数")
    expect(clerk.locator("#check .findings li").first).to_be_visible()
    go(clerk, "导出")
    clerk.locator("#preview-pages").click()

    pages = clerk.locator("#pages img")
    expect(pages.first).to_be_visible()
    assert (pages.first.get_attribute("src") or "").startswith("data:image/png")


@pytest.mark.slow
def test_the_check_tools_work(clerk: Page, office: Office) -> None:
    enter(clerk, office, "王", f"?report={office.report}")
    go(clerk, "核数")
    clerk.get_by_role("button", name="自测").first.click()
    clerk.locator("#self-test").click()

    expect(clerk.locator("#self-tested")).to_contain_text(re.compile(r"\d"))
    expect(clerk.locator("#self-tested tbody tr").first).to_be_visible()


@pytest.mark.slow
def test_a_report_is_made_of_uploads_that_are_gone_afterwards(clerk: Page, office: Office) -> None:
    enter(clerk, office, "李")
    clerk.locator("#figures-file input[type=file]").set_input_files(FIGURES)
    clerk.locator("#past-files input[type=file]").set_input_files([PAST])
    expect(clerk.locator("#past-files")).to_contain_text("report-2023")
    expect(clerk.locator("#figures-file")).to_contain_text("figures-2024")
    expect(clerk.locator(".uploading")).to_have_count(0)
    assert sorted(uploads_of(office)) == ["figures-2024.xlsx", "report-2023.txt"]

    clerk.locator("#create").click()
    clerk.wait_for_url(re.compile("report="))
    assert uploads_of(office) == []
    clerk.locator("#draft-all").click()

    expect(clerk.locator(".paper .n.proven").first).to_be_visible()


@pytest.mark.slow
def test_a_checked_file_is_gone_and_its_check_report_is_handed_out(
    clerk: Page, office: Office
) -> None:
    enter(clerk, office, "王", f"?report={office.report}")
    go(clerk, "核数")
    clerk.get_by_role("button", name="核对其他文件").click()
    clerk.locator("#filecheck-draft input[type=file]").set_input_files([PAST])
    expect(clerk.locator("#filecheck-draft")).to_contain_text("report-2023")
    clerk.locator("#filecheck").click()
    link = clerk.locator("#filecheck-files a[download]").first
    with clerk.expect_download() as taken:
        link.click()

    assert Path(taken.value.path()).stat().st_size > 0
    assert PAST.name not in uploads_of(office)


@pytest.mark.slow
def test_a_drafter_may_remove_their_own_documents_and_only_read_those_of_others(
    clerk: Page, office: Office, tmp_path: Path
) -> None:
    ledger = tmp_path / "台账.txt"
    ledger.write_text("普法台账\n全年开展普法宣讲46场次。\n", "utf-8")
    enter(clerk, office, "王", f"?report={office.report}")
    go(clerk, "资料")
    clerk.locator("#sources-files input[type=file]").set_input_files([ledger])
    expect(clerk.locator("#sources-files")).to_contain_text("台账")
    clerk.locator("#sources-add").click()
    row = clerk.locator("#sources tr[data-id]", has_text="台账.txt")
    expect(row).to_contain_text("由 王 加入")
    row.click()
    expect(clerk.locator("#record-remove")).to_be_visible()
    clerk.context.clear_cookies()

    enter(clerk, office, "李")
    report = next(r.id for r in office.store.load_reports() if r.owner == "李")
    clerk.goto(f"{office.url}/?report={report}")
    go(clerk, "资料")
    row.click()
    expect(clerk.locator("#record-whose")).to_contain_text("只有加入的人")

    expect(clerk.locator("#record-remove")).to_be_hidden()
    expect(clerk.locator("#record-save")).to_be_hidden()


@pytest.mark.slow
def test_who_reviews_is_told_that_they_only_read(clerk: Page, office: Office) -> None:
    enter(clerk, office, "赵", f"?report={office.report}")
    go(clerk, "资料")

    expect(clerk.locator("#sources-reader")).to_contain_text("不能加入")
    expect(clerk.locator("#sources-add")).to_be_hidden()


@pytest.mark.slow
def test_who_administers_opens_the_settings(clerk: Page, office: Office) -> None:
    enter(clerk, office, "孙", "?setup")

    expect(clerk.locator("#setup-sent table")).to_be_visible()
