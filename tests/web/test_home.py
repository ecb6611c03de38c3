"""Home in a real browser: states, next year's report, and the way in and out."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

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


def test_next_years_report_begins_from_this_years(clerk: Page, address: str) -> None:
    clerk.goto(address.split("?")[0])
    # Other tests plant errors in reports of the same name.
    row = clerk.locator(f'#reports li[data-id="{address.partition("report=")[2]}"]')
    expect(row.locator(".state")).to_have_text(re.compile(r"数字有据，\d+ 处待过目"))

    row.locator(".roll").click()
    expect(row.locator(".roll")).to_have_text("确定新建下一年的报告")
    row.locator(".roll").click()

    clerk.wait_for_url(re.compile("report="))
    expect(clerk.locator(".reporthead h1")).to_contain_text("2025年度")
    clerk.get_by_role("tab", name="数据", exact=True).click()
    expect(clerk.locator(".figuregrid tbody tr").first).to_contain_text("15")
    clerk.goto(address.split("?")[0])
    expect(clerk.locator("#reports li", has_text="禾溪县2025年度")).to_have_count(1)


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
