"""Home, 提纲 and 资料 with words that would be markup, many sections, and large text."""

from pathlib import Path

import pytest
from jushi.numbers import format_chinese
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]
expect.set_options(timeout=60_000)

_MARKUP = "<img src=x onerror=alert(1)>"
_FIGURES = Path(__file__).parents[2] / "knowledge" / "sample" / "figures-2024.xlsx"
_CHAPTERS, _SECTIONS = 10, 5


def past_report() -> str:
    """A report of 60 headings, one of them with markup."""
    lines = ["云溪县2023年度法治政府建设工作报告"]
    for chapter in range(1, _CHAPTERS + 1):
        lines.append(
            f"{format_chinese(chapter)}、{_MARKUP if chapter == 1 else ''}第{chapter}项工作"
        )
        for section in range(1, _SECTIONS + 1):
            lines.append(f"（{format_chinese(section)}）工作之{chapter}之{section}")
            lines.append(f"全年开展第{chapter}项第{section}类检查{chapter * 10 + section}次。")
    return "\n".join(lines)


def enlarge(page: Page) -> None:
    """Text at 150 %, as a browser's setting makes it."""
    page.add_style_tag(content="html{font-size:150%!important}")


def expect_no_sideways_scroll(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


@pytest.mark.slow
def test_markup_shows_as_text_in_a_report_of_sixty_sections(
    clerk: Page, address: str, tmp_path: Path
) -> None:
    past = tmp_path / f"{_MARKUP}.txt"
    past.write_text(past_report(), "utf-8")
    clerk.goto(address.split("?")[0])
    clerk.locator("#figures-file input[type=file]").set_input_files(_FIGURES)
    clerk.locator("#past-files input[type=file]").set_input_files(past)
    expect(clerk.locator("#past-files").get_by_text("onerror").first).to_be_visible()
    clerk.locator("#create").click()

    expect(clerk.locator(".reporthead h1")).to_contain_text("云溪县2024年度")
    enlarge(clerk)
    clerk.get_by_role("tab", name="提纲", exact=True).click()
    rows = clerk.locator(".outline li")
    expect(rows).to_have_count(_CHAPTERS * (_SECTIONS + 1))
    expect(rows.first).to_contain_text(f"一、{_MARKUP}第1项工作")
    expect_no_sideways_scroll(clerk)

    clerk.get_by_role("tab", name="资料", exact=True).click()
    clerk.locator("#sources-query textarea, #sources-query input").first.fill(_MARKUP)
    clerk.locator("#sources-find").click()
    clerk.locator("#sources-files input[type=file]").set_input_files(past)
    expect(clerk.locator("#sources-files").get_by_text("onerror").first).to_be_visible()
    clerk.locator("#sources-add").click()
    expect(clerk.locator("#sources-adding li.added")).to_contain_text("onerror=alert(1)")
    expect(clerk.locator("#sources tr[data-id]", has_text="云溪县2023年度")).to_have_count(1)
    expect_no_sideways_scroll(clerk)

    clerk.goto(address.split("?")[0])
    expect(clerk.locator("#reports li", has_text="云溪县2024年度")).to_have_count(1)
    expect_no_sideways_scroll(clerk)
    assert clerk.locator("img[src='x']").count() == 0
