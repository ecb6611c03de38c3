"""A real server of the page, and a real browser in front of it."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from jushi.settings import load_settings
from jushi.web import AppContext, Setup, build_server
from jushi.wiring import open_store
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from evals.scripted_server import Script, serve
from tests.web.office import put_sample, running, settings_of

SAMPLE = Path(__file__).parents[2] / "knowledge" / "sample"
FIGURES, PAST = SAMPLE / "figures-2024.xlsx", SAMPLE / "report-2023.txt"
CHROMIUM = Path("/usr/bin/chromium-headless-shell")
"""Chromium without the windows of its own, which cost half of the time of a page."""
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Messages that come and go: a failed test prints what its page told.
_TELL_NOTICES = """
addEventListener('DOMContentLoaded', () => new MutationObserver(all => all.forEach(one =>
  one.addedNodes.forEach(node => {
    const toast = node.closest?.('.toast-body') || node.querySelector?.('.toast-body');
    if (toast) console.info('notice: ' + toast.innerText);
  }))).observe(document.body, {childList: true, subtree: true}));
"""
# What a page that is left behind says of the answers it no longer gets.
_LEFT = re.compile(
    r"Failed to fetch|ERR_ABORTED|AbortError|BodyStreamBuffer was aborted|network error|errored out"
)


@contextmanager
def serving(home: Path, **settings: str) -> Iterator[str]:
    """A server of its own with `home` as workspace; gives where it shows the sample's report."""
    put_sample(home)
    given = load_settings(settings_of(home, JUSHI_LANGUAGE="zh", **settings))
    store = open_store(given)
    app_context = AppContext(store, Setup(given))
    with running(build_server(app_context)) as url:
        yield f"{url}/?report={app_context.sample('zh').id}"
    store.close()


@contextmanager
def serving_with_model(home: Path, script: Script) -> Iterator[str]:
    """The same, with a model set that a scripted endpoint plays."""
    with (
        serve(script) as model,
        serving(home, JUSHI_MODEL="scripted", OPENAI_BASE_URL=model) as found,
    ):
        yield found


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the page shows the sample's report."""
    with serving(tmp_path_factory.mktemp("workspace")) as found:
        yield found


def make_drafted(address: str) -> str:
    """The address of a report of its own, made of the sample's files and drafted."""
    root = address.partition("?")[0]
    with httpx.Client(base_url=f"{root}api/v1", timeout=60, trust_env=False) as client:
        files = {
            name: (path.name, path.read_bytes())
            for name, path in (("figures", FIGURES), ("knowledge", PAST))
        }
        made = client.post("/reports", files=files).json()["id"]
        client.post(f"/reports/{made}/draft", json={}).raise_for_status()
        for _ in range(600):
            if client.get(f"/reports/{made}/draft").json()["state"] == "done":
                return f"{root}?report={made}"
            time.sleep(0.1)
    pytest.fail("the drafting does not end")


def type_into(field: Locator, words: str) -> None:
    """Fill a field that has only just come: Gradio may still give it the value it came with."""
    settled = "() => new Promise((done) => setTimeout(() => requestAnimationFrame(done), 300))"
    for _ in range(10):
        field.fill(words)
        field.evaluate(settled)
        if field.input_value() == words:
            return
    pytest.fail(f"what is typed does not stay: {words}")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium with scrollbars; its tests are skipped where it is not installed.

    One a file: as long as it runs, so does its event loop, and what runs one of its own would fail.
    """
    if not CHROMIUM.exists():
        pytest.skip("Debian's chromium-headless-shell is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=ARGUMENTS, ignore_default_args=["--hide-scrollbars"]
        )
        yield browser
        browser.close()


@pytest.fixture
def clerk(chromium: Browser) -> Iterator[Page]:
    """A page that fails the test on a console error or a request to another host."""
    context = chromium.new_context(locale="zh-CN", viewport={"width": 1366, "height": 768})
    context.add_init_script(_TELL_NOTICES)
    page = context.new_page()
    page.set_default_timeout(60_000)
    faults: list[str] = []

    def leave() -> None:
        faults[:] = [fault for fault in faults if not _LEFT.search(fault)]

    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
    page.on("console", lambda m: print(m.text) if m.type == "info" else None)
    page.on(
        "request",
        lambda r: (
            None
            if r.url.startswith(("http://127.0.0.1:", "data:", "blob:"))
            else faults.append(r.url)
        ),
    )
    page.on("framenavigated", lambda _: leave())
    yield page
    seen = list(faults)
    context.close()
    assert seen == []
