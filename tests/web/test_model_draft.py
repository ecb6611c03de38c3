"""Drafting with a model in a real browser: running text, a refresh, stop, go on, one section."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from evals.scripted_models import pass_probe, write_well
from evals.scripted_server import Script
from tests.web.conftest import serving_with_model

pytestmark = pytest.mark.browser
expect.set_options(timeout=90_000)


@pytest.fixture(scope="module")
def slow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Script, str]]:
    """A model whose speed the test sets, and the page that works with it."""
    script = Script(pass_probe(write_well))
    with serving_with_model(tmp_path_factory.mktemp("workspace"), script) as address:
        yield script, address


@pytest.mark.slow
def test_a_draft_is_watched_refreshed_stopped_and_gone_on_with(
    clerk: Page, slow: tuple[Script, str]
) -> None:
    script, address = slow
    script.tokens_per_s = 8
    clerk.goto(address)
    progress = clerk.locator("#progress")
    clerk.locator("#draft-all").click()
    expect(clerk.locator(".stream").first).to_be_visible()

    clerk.reload()
    expect(clerk.locator(".stream").first).to_be_visible()
    expect(clerk.locator("#draft-one")).to_be_hidden()
    clerk.locator("#draft-stop").click()
    expect(progress).to_contain_text("已停止")

    script.tokens_per_s = 0
    clerk.locator("#draft-go-on").click()
    expect(progress).to_contain_text("已起草 10 节")
    expect(clerk.locator("#draft-go-on")).to_be_hidden()
    expect(clerk.locator(".paper .n.error")).to_have_count(0)
    assert clerk.locator(".paper .n.proven").count() > 50


@pytest.mark.slow
def test_one_section_alone_is_drafted_again(clerk: Page, slow: tuple[Script, str]) -> None:
    script, address = slow
    script.tokens_per_s = 0
    clerk.goto(address)
    expect(clerk.locator(".paper .n").first).to_be_visible()
    clerk.locator("#sections .section", has_text="高位推动").first.click()
    asked = len(script.requests)

    clerk.locator("#draft-one").click()

    expect(clerk.locator("#progress")).to_contain_text("已起草 1 节")
    prompts = [r["messages"][-1]["content"] for r in script.requests[asked:]]
    assert prompts
    assert all("高位推动" in p for p in prompts if "本节" in p)
