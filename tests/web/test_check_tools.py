"""核数 beyond the passes, in a real browser: 自测 and the check of any file."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

SAMPLE = Path(__file__).parents[2] / "knowledge" / "sample"

pytestmark = pytest.mark.browser
expect.set_options(timeout=60_000)


@pytest.fixture
def check(clerk: Page, address: str) -> Page:
    """The stop of the sample's report."""
    clerk.goto(address)
    clerk.locator("#tabs").get_by_role("tab", name="核数", exact=False).first.click()
    expect(clerk.locator("#check .pass")).to_have_count(5)
    return clerk


@pytest.mark.slow
def test_self_test_tells_what_was_planted_and_found_and_leaves_the_report(check: Page) -> None:
    before = check.locator(".reporthead .state").inner_text()
    check.get_by_role("button", name="自测").first.click()

    check.locator("#self-test").click()

    expect(check.locator("#self-tested")).to_contain_text(
        re.compile(r"埋下 36 处错误，查出 (3\d|2\d) 处")
    )
    planted = check.locator("#self-tested tbody td:nth-child(2)").all_inner_texts()
    assert sum(map(int, planted)) == 36
    assert check.locator(".reporthead .state").inner_text() == before


@pytest.mark.slow
def test_any_report_is_checked_against_its_own_workbook_and_taken_away(
    check: Page, tmp_path: Path
) -> None:
    text = (SAMPLE / "report-2023.txt").read_text("utf-8")
    number = re.search(r"\d{2,}(?=件)", text)
    assert number
    wrong = tmp_path / "<img src=x onerror=alert(1)>.txt"
    wrong.write_text(f"{text[: number.start()]}98765{text[number.end() :]}", "utf-8")
    check.get_by_role("button", name="核对其他文件").click()
    check.locator("#filecheck-draft input[type=file]").set_input_files(wrong)
    expect(check.locator("#filecheck-draft")).to_contain_text("img src")
    check.locator("#filecheck-figures input[type=file]").set_input_files(
        SAMPLE / "figures-2023.csv"
    )
    expect(check.locator("#filecheck-figures")).to_contain_text("figures-2023")

    check.locator("#filecheck").click()

    expect(check.locator("#filechecked .finding.error", has_text="98765件")).to_be_visible()
    expect(check.locator("#filechecked .planhead")).to_contain_text("onerror")
    expect(check.locator("#filecheck-files a[download]")).to_have_count(3)
    with check.expect_download() as taken:
        check.locator("#filecheck-files a[download]").first.click()
    assert "98765件" in Path(taken.value.path()).read_text("utf-8")


@pytest.mark.slow
def test_file_without_a_number_is_told_what_it_leaves_out(check: Page, tmp_path: Path) -> None:
    empty = tmp_path / "空.md"
    empty.write_text("# 标题\n\n没有数。\n", "utf-8")
    check.get_by_role("button", name="核对其他文件").click()
    check.locator("#filecheck-draft input[type=file]").set_input_files(empty)
    expect(check.locator("#filecheck-draft")).to_contain_text("空")

    check.locator("#filecheck").click()

    expect(check.get_by_text("空.md： 共 0 处数据")).to_be_visible()
    expect(check.get_by_text("必报数据").first).to_be_visible()


@pytest.mark.slow
def test_two_readers_tick_by_key_object_and_find_it_kept_after_a_reload(check: Page) -> None:
    def begin() -> None:
        check.get_by_role("button", name="唱校", exact=False).first.click()
        check.locator("#reader").locator("input, textarea").fill("沈墨")
        check.locator("#other-reader").locator("input, textarea").fill("<i>陆青</i>")
        check.locator("#begin-reading").click()
        expect(check.locator(".reading .pair[aria-current]")).to_be_visible()

    begin()
    pairs = check.locator(".reading .pair")
    expect(pairs.nth(0)).to_have_attribute("aria-current", "true")

    check.keyboard.press("Space")
    expect(pairs.nth(0).locator(".told")).to_contain_text("无误 沈墨、<i>陆青</i>")
    check.keyboard.press("x")
    check.keyboard.type("台账不是这个数")
    check.keyboard.press("Enter")
    expect(pairs.nth(1).locator(".told")).to_contain_text("台账不是这个数")
    check.keyboard.press("Space")
    expect(check.locator(".reading header p")).to_contain_text("已唱 3/")
    expect(pairs.nth(3)).to_have_attribute("aria-current", "true")
    check.keyboard.press("ArrowUp")
    expect(pairs.nth(2)).to_have_attribute("aria-current", "true")
    check.keyboard.press("u")
    expect(check.locator(".reading header p")).to_contain_text("已唱 2/")
    check.keyboard.press("Escape")
    expect(check.locator(".reading")).to_have_count(0)

    check.reload()
    check.locator("#tabs").get_by_role("tab", name="核数", exact=False).first.click()
    expect(check.locator("#check .pass")).to_have_count(5)
    begin()
    expect(check.locator(".reading header p")).to_have_text(re.compile(r"已唱 2/\d+，有异议 1"))
    expect(pairs.nth(2)).to_have_attribute("aria-current", "true")


@pytest.mark.slow
def test_one_person_alone_does_not_begin_the_reading(check: Page) -> None:
    check.get_by_role("button", name="唱校", exact=False).first.click()
    for box in ("#reader", "#other-reader"):
        check.locator(box).locator("input, textarea").fill("沈墨")

    check.locator("#begin-reading").click()

    expect(check.locator(".toast-body")).to_contain_text("唱校要两个人")
    expect(check.locator(".reading")).to_have_count(0)
