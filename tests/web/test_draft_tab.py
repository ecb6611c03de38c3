"""起草 in a real browser: the card's actions, editing by hand, two windows on one report."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from evals.scripted_server import Script
from tests.web.conftest import make_drafted, serving_with_model

pytestmark = pytest.mark.browser
expect.set_options(timeout=60_000)


@pytest.fixture
def report(clerk: Page, address: str) -> str:
    """The address of a drafted report of its own."""
    clerk.goto(make_drafted(address))
    clerk.locator(".paper .n").first.wait_for()
    return clerk.url


@pytest.fixture
def second(chromium: Browser) -> Iterator[Page]:
    """Another window of another browser."""
    context = chromium.new_context(locale="zh-CN", viewport={"width": 1366, "height": 768})
    page = context.new_page()
    page.set_default_timeout(60_000)
    yield page
    context.close()


def number(page: Page, text: str) -> Locator:
    return page.locator(".paper .n", has_text=re.compile(f"^{text}$")).first


def choose(page: Page, section: str) -> Locator:
    """Choose a section in the list and give its box."""
    page.locator("#sections .section", has_text=section).first.click()
    page.get_by_role("tab", name="改文字").click()
    box = page.locator("#section-text textarea")
    expect(box).not_to_have_value("")
    return box


def open_action(page: Page, text: str, action: str) -> None:
    number(page, text).click()
    expect(page.locator("#card h2")).to_have_text(text)
    page.get_by_role("button", name=action).click()


@pytest.mark.slow
def test_a_number_is_mended_bound_and_accepted_from_its_card(clerk: Page, report: str) -> None:
    open_action(clerk, "15项", "改这处文字")
    clerk.locator("#new-words textarea, #new-words input").first.fill("51项")
    clerk.locator("#reword").click()
    expect(clerk.locator(".paper .n.error", has_text="51项")).to_have_count(1)
    expect(clerk.locator("#sections .mark.error")).to_have_count(1)

    open_action(clerk, "51项", "人工认定")
    clerk.locator("#accept-reason textarea, #accept-reason input").first.fill("<b>台账</b>核对过")
    clerk.locator("#accept").click()
    expect(clerk.locator(".paper .n.accepted", has_text="51项")).to_have_count(1)

    open_action(clerk, "51项", "换成另一项数据")
    named = clerk.locator("#bind-figures option[value^=县政府常务会议研究法治议题]").first
    clerk.locator("#bind-figure input").fill(named.get_attribute("value") or "")
    clerk.locator("#bind").click()
    expect(clerk.locator(".paper .n.proven", has_text="15项")).to_have_count(1)


@pytest.mark.slow
def test_a_changed_figure_shows_the_sentences_before_it_is_kept(clerk: Page, report: str) -> None:
    open_action(clerk, "15项", "改数据表里的数")
    clerk.locator("#new-value textarea, #new-value input").first.fill("十六")
    clerk.locator("#preview-value").click()
    expect(clerk.locator("#effects .added")).to_have_text("16")
    expect(number(clerk, "15项")).to_be_visible()

    clerk.locator("#change-value").click()

    expect(number(clerk, "16项")).to_be_visible()
    expect(number(clerk, "15项")).to_have_count(0)


@pytest.mark.slow
def test_a_section_is_edited_by_hand_and_shows_text_as_text(clerk: Page, report: str) -> None:
    box = choose(clerk, "高位推动")

    hostile = "<img src=x onerror=alert(1)>${7*6}`${8*8}\\u4e00"
    box.fill(f"{box.input_value()}{hostile}共开会15次。")
    clerk.locator("#save-section").click()

    expect(clerk.locator("#paper .paper")).to_contain_text(hostile)
    clerk.get_by_role("tab", name="版本").click()
    clerk.locator("#locks summary").click()
    expect(clerk.locator("#locks")).to_contain_text(hostile)
    assert clerk.locator("img[src=x]").count() == 0


@pytest.mark.slow
def test_what_is_typed_outlives_drafting_and_another_section(clerk: Page, report: str) -> None:
    paper = clerk.locator("#paper .paper")
    other = choose(clerk, "便民利企")
    other.fill(other.input_value() + "重新起草就没有的一句。")
    clerk.locator("#save-section").click()
    expect(paper).to_contain_text("重新起草就没有的一句。")
    box = choose(clerk, "高位推动")
    expect(box).not_to_have_value(re.compile("重新起草就没有的一句。"))
    typed = box.input_value() + "还没保存的一句。"
    box.fill(typed)

    clerk.locator("#draft-all").click()
    clerk.locator("#draft-edited-replace").click()
    expect(paper).not_to_contain_text("重新起草就没有的一句。")
    expect(box).to_have_value(typed)
    clerk.locator("#sections .section", has_text="便民利企").click()
    expect(box).not_to_have_value(typed)
    clerk.locator("#sections .section", has_text="高位推动").click()

    expect(box).to_have_value(typed)


@pytest.mark.slow
def test_a_page_refreshed_while_drafting_goes_on_with_it(clerk: Page, report: str) -> None:
    box = choose(clerk, "其他需要报告")
    box.fill(box.input_value() + "重新起草就没有的一句。")
    clerk.locator("#save-section").click()
    paper = clerk.locator("#paper .paper")
    expect(paper).to_contain_text("重新起草就没有的一句。")

    clerk.locator("#draft-all").click()
    with clerk.expect_response(re.compile("queue/join")):
        clerk.locator("#draft-edited-replace").click()
    clerk.reload()

    expect(paper).to_be_visible()
    expect(paper).not_to_contain_text("重新起草就没有的一句。")
    expect(clerk.locator("#progress")).to_contain_text("已起草")


@pytest.mark.slow
def test_two_windows_on_one_section_get_the_conflict_view(
    clerk: Page, second: Page, report: str
) -> None:
    second.goto(report)
    theirs, mine = choose(second, "高位推动"), choose(clerk, "高位推动")
    theirs.fill(theirs.input_value() + "对方加的一句。")
    second.locator("#save-section").click()
    expect(second.locator("#paper .paper")).to_contain_text("对方加的一句。")

    mine.fill("我加的一句。\n" + mine.input_value())
    clerk.locator("#save-section").click()

    conflict = clerk.locator("#conflict .conflict")
    expect(conflict.locator(".sides > div").nth(0)).to_contain_text("我加的一句。")
    expect(conflict.locator(".sides > div").nth(1)).to_contain_text("对方加的一句。")
    expect(mine).to_have_value(re.compile("^我加的一句。"))

    clerk.locator("#take-joined").click()
    expect(mine).to_have_value(re.compile(r"^我加的一句。[\s\S]*对方加的一句。$"))
    clerk.locator("#save-section").click()
    expect(clerk.locator("#paper .paper")).to_contain_text("我加的一句。")
    expect(clerk.locator("#paper .paper")).to_contain_text("对方加的一句。")
    expect(conflict).to_have_count(0)


def ask(page: Page, section: str, words: str) -> Locator:
    """Ask for a revision of a section and give the proposal."""
    page.locator("#sections .section", has_text=section).first.click()
    page.get_by_role("tab", name="按要求修改").click()
    expect(page.locator("#presets .chip").first).to_be_visible()
    page.locator("#instruction textarea").fill(words)
    page.locator("#ask-revision").click()
    proposal = page.locator("#proposal .proposal")
    expect(proposal).to_be_visible()
    return proposal


@pytest.mark.slow
def test_a_preset_without_a_model_proposes_and_a_change_is_taken(clerk: Page, report: str) -> None:
    box = choose(clerk, "便民利企")
    empty = "不断提升全县依法行政水平。"
    box.fill(box.input_value() + empty)
    clerk.locator("#save-section").click()
    expect(clerk.locator("#paper .paper")).to_contain_text(empty)

    proposal = ask(clerk, "便民利企", "去掉套话")
    expect(proposal.locator(".change", has_text=empty)).to_be_visible()
    clerk.reload()
    clerk.locator("#sections .section", has_text="便民利企").first.click()
    clerk.get_by_role("tab", name="按要求修改").click()
    proposal.locator("[data-act=take]").first.click()

    expect(clerk.locator("#paper .paper")).not_to_contain_text(empty)
    assert clerk.locator("#presets .chip:disabled").count() > 0


def rewrite(request: dict[str, Any]) -> str:
    """What a careless model makes of a section: one change for each bin."""
    prompt = request["messages"][-1]["content"]
    text: str = re.search(r"本节正文：\n<<<材料\n(.*?)\n材料>>>", prompt, re.DOTALL)[1]  # type: ignore[index]
    changes = (
        ("一是加强组织领导。", "一是加强领导。"),
        ("{{law_topics}}", "99项"),
        ("{{trainees|余}}", "{{trainees}}"),
    )
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


@pytest.fixture(scope="module")
def address_with_model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same page where a model is set."""
    workspace = tmp_path_factory.mktemp("workspace")
    with serving_with_model(workspace, Script(rewrite)) as address:
        yield address


@pytest.mark.slow
def test_a_models_revision_falls_into_three_bins(clerk: Page, address_with_model: str) -> None:
    clerk.goto(address_with_model)
    proposal = ask(clerk, "高位推动", "写得更平实")

    for name, change in (("可采纳", "加强"), ("需确认", "培训"), ("已拒绝", "99项")):
        heading = proposal.locator("h4", has_text=name)
        expect(heading.locator("xpath=following-sibling::ul[1]")).to_contain_text(change)
    refused = proposal.locator(".change", has_text="99项")
    assert refused.locator("[data-act=take]").count() == 0

    proposal.get_by_role("button", name="采纳全部“可采纳”").click()
    expect(clerk.locator("#paper .paper")).to_contain_text("一是加强领导。")
    expect(proposal.locator("h4", has_text="可采纳")).to_have_count(0)
    refused.locator("[data-act=leave]").click()
    expect(refused).to_have_count(0)

    assert "99项" not in clerk.locator("#paper .paper").inner_text()


@pytest.mark.slow
def test_versions_are_compared_restored_locked_and_named(clerk: Page, report: str) -> None:
    box = choose(clerk, "高位推动")
    box.fill(box.input_value() + "临时加的一句。")
    clerk.locator("#save-section").click()
    expect(clerk.locator("#paper .paper")).to_contain_text("临时加的一句。")

    clerk.get_by_role("tab", name="版本").click()
    rows = clerk.locator("#versions li")
    expect(rows).to_have_count(2)
    for row in (0, 1):
        rows.nth(row).locator("input").check()
    clerk.get_by_role("button", name="比较勾选的两版").click()
    expect(clerk.locator("#compared .added")).to_contain_text(["临时加的一句。"])

    clerk.locator("#locks summary").click()
    clerk.locator("#locks li", has_text="临时加的一句。").get_by_role("button").click()
    expect(clerk.locator("#sections .mark.locked")).to_have_text("锁定 1")
    expect(clerk.locator("#paper .paper .locked").first).to_contain_text("临时加的")

    clerk.locator("#snapshot-name textarea, #snapshot-name input").first.fill("送审<b>稿</b>")
    clerk.locator("#take-snapshot").click()
    expect(clerk.locator("#snapshots b")).to_have_text("送审<b>稿</b>")

    rows.last.get_by_role("button", name="恢复此版").click()
    expect(clerk.locator("#paper .paper")).not_to_contain_text("临时加的一句。")
    expect(rows).to_have_count(4)

    snapshot = clerk.locator("#snapshots li")
    snapshot.locator("[data-act=compare]").click()
    expect(clerk.locator("#compared")).to_contain_text("临时加的一句。")
    snapshot.locator("[data-act=restore]").click()
    snapshot.locator("[data-act=restore]").click()
    expect(clerk.locator("#paper .paper")).to_contain_text("临时加的一句。")
    clerk.locator("#versions [data-act=undo]").click()
    expect(clerk.locator("#paper .paper")).not_to_contain_text("临时加的一句。")


@pytest.mark.slow
def test_what_only_last_year_vouches_for_is_kept_in_other_words_or_left_out(
    clerk: Page, report: str
) -> None:
    choose(clerk, "高位推动")
    clerk.get_by_role("button", name="只有去年的报告能作证").click()
    rows = clerk.locator("#carried li")
    row = rows.filter(has_text="提到具体的人").first
    row.locator("textarea").fill("县委书记带头履行第一责任人职责。")
    count = rows.count()
    row.get_by_role("button", name="保留").click()

    expect(rows).to_have_count(count - 1)
    expect(clerk.locator(".paper")).to_contain_text("县委书记带头履行第一责任人职责。")
    rows.first.get_by_role("button", name="不要").click()
    expect(rows).to_have_count(count - 2)
