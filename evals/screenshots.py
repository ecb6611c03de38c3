"""Pictures of the real page in a real browser, for the README.

`python -m evals.screenshots` serves the bundled sample from a workspace of its own and writes
`docs/page-*.png`: home, each of the six tabs, the reading aloud by two, and the setup.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

_DOCS = Path(__file__).parents[1] / "docs"
_CHROMIUM = "/usr/bin/chromium"
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_STARTS_WITHIN_S = 90
_SETTLES_MS = 1500


def main() -> int:
    """Write the pictures."""
    _DOCS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        server = subprocess.Popen(
            [sys.executable, "-m", "jushi.cli", "serve", "--sample"],
            env={**os.environ, "JUSHI_HOME": home, "JUSHI_LANGUAGE": "zh"},
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            address = _address(server)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=_CHROMIUM, args=list(_ARGUMENTS)
                )
                _take(browser, address)
                browser.close()
        finally:
            server.terminate()
            server.wait()
    return 0


def _address(server: "subprocess.Popen[str]") -> str:
    assert server.stdout is not None
    for line in server.stdout:
        found = re.search(r"http://\S+", line)
        if found:
            return found.group()
    raise SystemExit("the page did not start")


def _take(browser: Browser, address: str) -> None:
    page = browser.new_page(locale="zh-CN", viewport={"width": 1366, "height": 768})
    page.set_default_timeout(_STARTS_WITHIN_S * 1000)
    page.goto(address)
    page.locator(".paper .n.proven").nth(3).click()
    page.wait_for_selector(".card h2")
    _keep(page, "draft")
    _go(page, "数据", "#figures .grid")
    _keep(page, "figures")
    _go(page, "提纲", ".outline li")
    page.locator(".outline li").nth(1).click()
    _keep(page, "outline")
    _take_sources(page)
    _take_check(page)
    _take_reading(page)
    _go(page, "导出", "#exports a")
    page.locator("#preview-pages").click()
    page.wait_for_selector(".pages img")
    _keep(page, "export")
    page.goto(address.split("?")[0])
    page.wait_for_selector(".reports a")
    _keep(page, "home")
    page.goto(address.split("?")[0] + "?setup")
    page.wait_for_selector(".sent")
    _keep(page, "setup")


def _go(page: Page, stop: str, shown: str) -> None:
    page.locator("#tabs").get_by_role("tab", name=stop, exact=False).first.click()
    page.wait_for_selector(shown)


def _take_sources(page: Page) -> None:
    """With the documents that the report was made with, and a search in them."""
    _go(page, "资料", "#sources-add-own")
    page.locator("#sources-add-own").click()
    page.wait_for_selector(".document")
    page.wait_for_selector("#sources-adding progress", state="detached")
    page.locator("#sources-query").locator("input, textarea").fill("行政复议 纠错")
    page.locator("#sources-find").click()
    page.wait_for_selector(".hits li")
    page.evaluate("scrollTo(0, 0)")
    _keep(page, "sources")


def _take_check(page: Page) -> None:
    """With an error that a person made, and mended afterwards."""
    _go(page, "起草", ".paper .n")
    page.locator(".paper .n", has_text=re.compile("^15项$")).first.click()
    page.locator("#card h2", has_text="15项").wait_for()
    page.get_by_role("button", name="改这处文字").click()
    page.locator("#new-words").locator("input, textarea").fill("51项")
    page.locator("#reword").click()
    page.wait_for_selector(".paper .n.error")
    _go(page, "核数", "#check .finding.error")
    page.locator("#check .finding.error").click()
    page.wait_for_selector("#check-item h2")
    _keep(page, "check")
    page.locator("#mend").click()
    page.wait_for_selector("#check .finding.error", state="detached")


def _take_reading(page: Page) -> None:
    page.get_by_role("button", name="唱校", exact=False).first.click()
    page.locator("#reader").locator("input, textarea").fill("沈墨")
    page.locator("#other-reader").locator("input, textarea").fill("陆青")
    page.locator("#begin-reading").click()
    page.wait_for_selector(".reading .pair[aria-current]")
    page.keyboard.press("Space")
    page.wait_for_selector(".reading .pair.read .told:not(:empty)")
    _keep(page, "reading")
    page.keyboard.press("Escape")


def _keep(page: Page, name: str) -> None:
    page.wait_for_timeout(_SETTLES_MS)
    page.screenshot(path=_DOCS / f"page-{name}.png")


if __name__ == "__main__":
    raise SystemExit(main())
