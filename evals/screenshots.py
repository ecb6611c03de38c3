"""Pictures of the real page in a real browser, for the README.

`python -m evals.screenshots` serves the bundled sample from a workspace of its own and writes
`docs/page-*.png`: home, each of the six stops, and the reading aloud by two.
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
_STOPS = (
    ("数据", "figures", "#figures .grid"),
    ("提纲", "outline", ".outline li"),
    ("资料", "sources", "#sources"),
    ("核数", "check", "#check .pass"),
    ("导出", "export", "#exports a"),
)


def main() -> int:
    """Write the pictures."""
    _DOCS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        server = subprocess.Popen(
            [sys.executable, "-m", "app.cli", "serve", "--sample"],
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
    page.goto(address, timeout=_STARTS_WITHIN_S * 1000)
    page.locator(".paper .n.proven").nth(3).click(timeout=60_000)
    page.wait_for_selector(".card h2")
    _keep(page, "draft")
    for tab, name, shown in _STOPS:
        page.locator("#stops").get_by_role("tab", name=tab, exact=False).first.click()
        page.wait_for_selector(shown)
        _keep(page, name)
    page.locator("#stops").get_by_role("tab", name="核数", exact=False).first.click()
    page.get_by_role("button", name="唱校", exact=False).first.click()
    page.locator("#reader").locator("input, textarea").fill("沈墨")
    page.locator("#other-reader").locator("input, textarea").fill("陆青")
    page.locator("#begin-reading").click()
    page.wait_for_selector(".reading .pair[aria-current]")
    page.keyboard.press("Space")
    page.wait_for_selector(".reading .pair.read .told:not(:empty)")
    _keep(page, "reading")
    page.goto(address.split("?")[0])
    page.wait_for_selector(".reports a")
    _keep(page, "home")


def _keep(page: Page, name: str) -> None:
    page.wait_for_timeout(_SETTLES_MS)
    page.screenshot(path=_DOCS / f"page-{name}.png")


if __name__ == "__main__":
    raise SystemExit(main())
