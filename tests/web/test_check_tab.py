"""核数 in a real browser: the passes, the keys, and what a person decides."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import make_drafted

pytestmark = pytest.mark.browser
expect.set_options(timeout=60_000)


@pytest.fixture
def report(clerk: Page, address: str) -> str:
    """The address of a drafted report of its own, with one number made wrong."""
    clerk.goto(make_drafted(address))
    clerk.locator(".paper .n").first.wait_for()
    clerk.locator(".paper .n", has_text=re.compile("^15项$")).first.click()
    expect(clerk.locator("#card h2")).to_have_text("15项")
    clerk.get_by_role("button", name="改这处文字").click()
    clerk.locator("#new-words textarea, #new-words input").first.fill("51项")
    clerk.locator("#reword").click()
    expect(clerk.locator(".reporthead .state.error")).to_be_visible()
    return clerk.url


def open_check(page: Page) -> None:
    page.locator("#tabs").get_by_role("tab", name="核数", exact=False).first.click()
    expect(page.locator("#check .pass")).to_have_count(5)


@pytest.mark.slow
def test_an_error_is_stepped_to_by_key_and_mended(clerk: Page, report: str) -> None:
    open_check(clerk)
    wrong = clerk.locator("#check .finding.error", has_text="51项")
    expect(wrong).to_be_visible()

    clerk.locator("#check .pass").first.focus()
    for _ in range(clerk.locator("#check .findings:not([hidden]) .finding").count()):
        clerk.keyboard.press("j")
        if wrong.get_attribute("aria-current"):
            break
    expect(clerk.locator("#check-item h2")).to_have_text("51项")
    expect(clerk.locator("#mend-words").locator("textarea, input")).to_have_value("15项")
    clerk.locator("#mend").click()

    expect(wrong).to_have_count(0)
    expect(clerk.locator(".reporthead .state.error")).to_have_count(0)


@pytest.mark.slow
def test_an_error_stands_by_a_persons_word_and_the_word_is_taken_back(
    clerk: Page, report: str
) -> None:
    open_check(clerk)
    wrong = clerk.locator("#check .finding", has_text="51项")

    wrong.click()
    expect(clerk.locator("#check-item h2")).to_have_text("51项")
    expect(clerk.locator("#confirm-item")).to_be_hidden()
    clerk.locator("#item-reason").locator("textarea, input").fill("<b>会议纪要</b>")
    clerk.locator("#accept-item").click()
    expect(wrong).to_have_class(re.compile("accepted"))
    expect(clerk.locator("#check-item")).to_contain_text("<b>会议纪要</b>")

    clerk.reload()
    open_check(clerk)
    expect(wrong).to_have_class(re.compile("accepted"))
    wrong.click()
    clerk.locator("#withdraw-item").click()
    expect(wrong).to_have_class(re.compile("error"))
