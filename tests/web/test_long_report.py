"""A report of 200 figures in 60 sections in a real browser; a net that is cut; two reports."""

from collections.abc import Iterator

import pytest
from jushi.settings import load_settings
from jushi.web import AppContext, Setup
from jushi.wiring import open_store
from playwright.sync_api import Browser, Locator, Page, expect

from evals.large_report import large_sources
from tests.web.conftest import serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]
expect.set_options(timeout=60_000)

STOPS = ("数据", "提纲", "资料", "起草", "核数", "导出")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The sample's report and a long one, as addresses."""
    home = tmp_path_factory.mktemp("workspace")
    settings = load_settings({"JUSHI_HOME": str(home)})
    store = open_store(settings)
    app_context = AppContext(store, Setup(settings))
    workbook, past = large_sources(200, 60)
    report = app_context.make(workbook, [past], "zh")
    app_context.draft(report.id).result()
    store.close()
    with serving(home) as sample:
        yield sample, f"{sample.split('?')[0]}?report={report.id}"


def choose_stop(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name, exact=True).click()
    expect(page.get_by_role("tab", name=name, exact=True)).to_have_attribute(
        "aria-selected", "true"
    )


def wider_than_the_window(page: Page) -> int:
    """Pixels that stand out of the window to the right."""
    page.wait_for_timeout(300)
    wide: int = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return wide


def test_a_long_report_is_whole_on_the_page(clerk: Page, served: tuple[str, str]) -> None:
    clerk.goto(served[1])

    expect(clerk.locator("#sections .section")).to_have_count(61)
    expect(clerk.locator(".paper .n.proven")).to_have_count(200)
    choose_stop(clerk, "数据")
    expect(clerk.locator("#tabs tbody tr:visible")).to_have_count(200)


@pytest.mark.slow
@pytest.mark.parametrize("size", ["100%", "150%"])
def test_no_stop_is_wider_than_a_small_screen(
    clerk: Page, served: tuple[str, str], size: str
) -> None:
    clerk.goto(served[1])
    expect(clerk.locator(".paper .n").first).to_be_visible()
    clerk.evaluate("size => { document.documentElement.style.fontSize = size }", size)

    for stop in STOPS:
        choose_stop(clerk, stop)
        assert wider_than_the_window(clerk) <= 0, stop


@pytest.fixture
def apart(chromium: Browser) -> Iterator[Page]:
    """A page of another browser, whose console may tell of a net that is cut."""
    context = chromium.new_context(locale="zh-CN", viewport={"width": 1366, "height": 768})
    page = context.new_page()
    page.set_default_timeout(60_000)
    yield page
    context.close()


def open_box(page: Page, section: str) -> Locator:
    page.locator("#sections .section", has_text=section).first.click()
    page.get_by_role("tab", name="改文字").click()
    box = page.locator("#section-text textarea")
    expect(box).not_to_have_value("")
    return box


@pytest.mark.slow
def test_what_is_typed_outlives_a_net_that_is_cut(apart: Page, served: tuple[str, str]) -> None:
    apart.goto(served[0])
    box = open_box(apart, "高位推动")
    typed = box.input_value() + "断网时写的一句。"
    box.fill(typed)

    apart.context.set_offline(True)
    apart.locator("#save-section").click()
    expect(apart.locator(".toast-body").first).to_be_visible()
    with apart.expect_navigation():
        apart.context.set_offline(False)
    expect(open_box(apart, "高位推动")).to_have_value(typed)
    apart.locator("#save-section").click()

    expect(apart.locator("#paper .paper")).to_contain_text("断网时写的一句。")


@pytest.mark.slow
def test_what_was_kept_or_left_does_not_come_back(apart: Page, served: tuple[str, str]) -> None:
    apart.goto(served[0])
    box = open_box(apart, "便民利企")
    before = box.input_value()
    box.fill(before + "写了又不要的一句。")
    apart.locator("#leave-section").click()
    expect(box).to_have_value(before)

    apart.reload()

    expect(open_box(apart, "便民利企")).to_have_value(before)


@pytest.mark.slow
def test_two_people_on_two_reports_do_not_disturb_each_other(
    clerk: Page, apart: Page, served: tuple[str, str]
) -> None:
    apart.goto(served[1])
    expect(apart.locator(".paper .n.proven")).to_have_count(200)
    theirs = apart.locator("#paper .paper").inner_text()
    clerk.goto(served[0])
    box = open_box(clerk, "便民利企")

    box.fill(box.input_value() + "只在这一份里。")
    clerk.locator("#save-section").click()
    expect(clerk.locator("#paper .paper")).to_contain_text("只在这一份里。")
    apart.reload()
    expect(apart.locator(".paper .n.proven")).to_have_count(200)

    assert apart.locator("#paper .paper").inner_text() == theirs
