"""Home in a real browser: states, next year's report, and the way in and out."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.web.conftest import FIGURES, PAST, make_drafted
from tests.web.office import PASSWORD, Office, open_office

pytestmark = pytest.mark.browser
expect.set_options(timeout=60_000)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with open_office(tmp_path_factory.mktemp("office")) as opened:
        yield opened


@pytest.fixture
def visitor(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(locale="zh-CN", viewport={"width": 1366, "height": 768})
    page = context.new_page()
    page.set_default_timeout(60_000)
    yield page
    context.close()


@pytest.mark.slow
def test_next_years_report_begins_from_this_years(clerk: Page, address: str) -> None:
    # The newest of all: home tells the state of so many only, and other tests plant errors.
    home, _, report = make_drafted(address).partition("?report=")
    clerk.goto(home)
    row = clerk.locator(f'#reports li[data-id="{report}"]')
    expect(row.locator(".state")).to_have_text(re.compile(r"数字有据，\d+ 处待过目"))

    row.locator(".roll").click()
    expect(row.locator(".roll")).to_have_text("确定新建下一年的报告")
    row.locator(".roll").click()

    clerk.wait_for_url(re.compile("report="))
    expect(clerk.locator(".reporthead h1")).to_contain_text("2025年度")
    clerk.get_by_role("tab", name="数据", exact=True).click()
    expect(clerk.locator(".figuregrid tbody tr").first).to_contain_text("15")
    clerk.goto(home)
    expect(clerk.locator("#reports li", has_text="禾溪县2025年度")).to_have_count(1)


@pytest.mark.slow
def test_last_years_report_alone_gives_the_workbook_and_begins_a_report(
    clerk: Page, address: str
) -> None:
    clerk.goto(address.split("?")[0])
    clerk.locator("#past-files input[type=file]").set_input_files([PAST])
    expect(clerk.locator(".uploading")).to_have_count(0)

    clerk.locator("#skeleton").click()
    expect(clerk.locator("#skeleton-file")).to_contain_text("report-2023-待填数据表")
    clerk.locator("#create").click()

    clerk.wait_for_url(re.compile("report="))
    clerk.get_by_role("tab", name="数据", exact=True).click()
    expect(clerk.locator(".figuregrid tbody tr.empty")).to_have_count(103)
    expect(clerk.locator(".reporthead")).not_to_contain_text("有据")


@pytest.mark.slow
def test_a_report_is_renamed_archived_found_deleted_and_taken_back(
    clerk: Page, address: str
) -> None:
    home, _, report = make_drafted(address).partition("?report=")
    clerk.goto(home)
    row = clerk.locator(f'#reports li[data-id="{report}"]')

    def do(act: str) -> None:
        row.locator("summary").click()
        row.locator(f"[data-act={act}]").click()

    do("rename")
    row.locator("input.rename").fill("改过的标题")
    clerk.keyboard.press("Enter")
    expect(row.locator(".title")).to_contain_text("改过的标题")
    do("archive")
    expect(row).to_be_hidden()
    clerk.locator("[data-kind=archived]").first.click()
    expect(row).to_be_visible()
    clerk.locator("#reports input[type=search]").fill("没有这个词")
    expect(row).to_be_hidden()
    clerk.locator("#reports input[type=search]").fill("改过")
    expect(row).to_be_visible()
    do("delete")
    expect(row).to_be_hidden()
    expect(clerk.locator(".undo")).to_contain_text("改过的标题")
    clerk.locator(".undo button").click()
    expect(row).to_be_visible()


@pytest.mark.slow
def test_a_button_waits_for_the_files_that_are_on_their_way(clerk: Page, address: str) -> None:
    asked: list[str] = []
    clerk.on("request", lambda r: asked.append(r.url) if "/queue/join" in r.url else None)
    held: list[Route] = []
    clerk.goto(address.split("?")[0])
    clerk.locator("#figures-file input[type=file]").set_input_files(FIGURES)
    expect(clerk.locator("#figures-file")).to_contain_text("figures-2024")
    expect(clerk.locator(".uploading")).to_have_count(0)
    clerk.route("**/upload?*", lambda route: held.append(route))
    clerk.locator("#past-files input[type=file]").set_input_files([PAST])
    expect(clerk.locator(".uploading")).to_be_visible()
    asked.clear()

    clerk.locator("#create").dispatch_event("click")
    expect(clerk.locator("#create")).to_have_css("pointer-events", "none")
    assert (asked, len(held)) == ([], 1)
    held[0].continue_()
    clerk.locator("#create").click()

    clerk.wait_for_url(re.compile("report="))


@pytest.mark.slow
def test_the_report_asked_for_is_shown_after_signing_in(visitor: Page, office: Office) -> None:
    visitor.goto(f"{office.url}/?report={office.report}")
    visitor.get_by_label("用户名").fill("王")
    visitor.get_by_label("密码").fill("wrong")
    visitor.get_by_role("button", name="登录").click()
    visitor.get_by_label("用户名").fill("王")
    visitor.get_by_label("密码").fill(PASSWORD)
    visitor.get_by_role("button", name="登录").click()

    visitor.wait_for_url(re.compile(office.report))
    expect(visitor.locator(".paper .n.proven").first).to_be_visible()
    visitor.get_by_role("button", name="退出 王").click()

    visitor.wait_for_url(re.compile("sign-in"))
    visitor.goto(office.url)
    expect(visitor.get_by_label("用户名")).to_be_visible()


@pytest.mark.slow
def test_a_new_draft_asks_what_becomes_of_the_edited_section(clerk: Page, address: str) -> None:
    clerk.goto(make_drafted(address))
    clerk.locator("#sections .section").first.click()
    clerk.get_by_role("tab", name="改文字").click()
    box = clerk.locator("#section-text textarea")
    expect(box).to_have_value(re.compile("."))
    box.fill(box.input_value() + "这一句是手工加的。")
    clerk.locator("#save-section").click()
    expect(clerk.locator("#paper .paper")).to_contain_text("这一句是手工加的。")

    clerk.locator("#draft-all").click()
    expect(clerk.locator("#draft-asked")).to_contain_text("有 1 节手工改过")
    clerk.locator("#draft-edited-replace").click()
    expect(clerk.locator("#paper .paper")).not_to_contain_text("这一句是手工加的。")
    clerk.locator("#draft-undo").click()

    expect(clerk.locator("#paper .paper")).to_contain_text("这一句是手工加的。")
