"""提纲 in a real browser: sections moved, changed and added; the next draft obeys."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.web.test_draft_tab import report as report

pytestmark = pytest.mark.browser
expect.set_options(timeout=60_000)


@pytest.mark.slow
def test_an_outline_is_edited_undone_and_obeyed(clerk: Page, report: str) -> None:
    clerk.get_by_role("tab", name="提纲", exact=True).click()
    rows = clerk.locator(".outline li")
    expect(rows).to_have_count(9)
    expect(rows.nth(1).locator(".chip").first).to_be_visible()
    expect(clerk.locator(".coverage summary")).to_contain_text("必报内容")

    rows.nth(2).click()
    title = clerk.locator("#section-title textarea, #section-title input").first
    expect(title).to_have_value("便民利企，营商环境更加优化")
    clerk.locator("#outline-up").click()
    expect(rows.nth(1)).to_contain_text("（一）便民利企")
    title.fill("优化<b>营商</b>环境")
    clerk.locator("#outline-save").click()
    expect(rows.nth(1)).to_contain_text("（一）优化<b>营商</b>环境")
    clerk.locator("#outline-new").click()
    expect(rows).to_have_count(10)
    clerk.locator("#outline-undo").click()
    expect(rows).to_have_count(9)

    clerk.reload()
    clerk.get_by_role("tab", name="起草", exact=True).click()
    clerk.locator("#draft-all").click()
    paper = clerk.locator("#paper .paper")
    expect(paper).to_contain_text(re.compile(r"（一）优化<b>营商</b>环境[\s\S]*（二）高位推动"))


@pytest.mark.slow
def test_another_outline_is_loaded_and_last_years_comes_back(clerk: Page, report: str) -> None:
    clerk.get_by_role("tab", name="提纲", exact=True).click()
    rows = clerk.locator(".outline li")
    expect(rows).to_have_count(9)

    clerk.locator("#outline-source input").click()
    clerk.get_by_role("option", name="法治政府建设年度报告", exact=True).click()
    clerk.locator("#outline-load").click()
    expect(clerk.locator(".outline .guidance").first).to_be_visible()
    clerk.locator("#outline-undo").click()

    expect(rows).to_have_count(9)
    expect(clerk.locator(".outline .guidance")).to_have_count(0)


@pytest.mark.slow
def test_the_writing_plan_is_seen_edited_and_made_anew(clerk: Page, report: str) -> None:
    clerk.get_by_role("tab", name="提纲", exact=True).click()
    clerk.get_by_role("button", name="写作计划").click()
    text = clerk.locator("#plan-text textarea")
    expect(text).to_have_value(re.compile("kind: promise"))

    text.fill(text.input_value().replace("kind: worse", "kind: worse\n  cause: 沟通不够", 1))
    clerk.locator("#plan-save").click()
    clerk.reload()
    clerk.get_by_role("tab", name="提纲", exact=True).click()
    clerk.get_by_role("button", name="写作计划").click()
    expect(text).to_have_value(re.compile("cause: 沟通不够"))
    clerk.locator("#plan-anew").click()
    expect(text).not_to_have_value(re.compile("cause: 沟通不够"))
