"""Pictures of the real page in a real browser, for the README.

`python -m evals.screenshots` serves the bundled sample from a workspace of its own and writes
`docs/page-draft.png`, `docs/page-figures.png` and `docs/page-home.png`.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

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
    page.screenshot(path=_DOCS / "page-draft.png")
    page.get_by_role("tab", name="数据").click()
    page.wait_for_selector("#figures .grid")
    page.wait_for_timeout(400)
    page.screenshot(path=_DOCS / "page-figures.png")
    page.goto(address.split("?")[0])
    page.wait_for_selector(".reports a")
    page.wait_for_timeout(800)
    page.screenshot(path=_DOCS / "page-home.png")


if __name__ == "__main__":
    raise SystemExit(main())
