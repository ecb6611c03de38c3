"""How long the page takes with a long report: first paint, and each stop, as a browser sees them.

200 figures in 60 sections, served by `jushi serve` on this computer. `seen` is from the click to
the last change on the screen; `own` is from the first request of the click to the last answer, in
which the browser paints nothing. `python -m evals.bench.bench_page`
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jushi.settings import load_settings
from jushi.web import AppContext, Setup
from jushi.wiring import open_store, silence_libraries
from playwright.sync_api import Page, sync_playwright

from evals.large_report import large_sources

FIGURES, SECTIONS = 200, 60
_CHROMIUM = Path("/usr/bin/chromium")
_STOPS = ("数据", "提纲", "资料", "起草", "核数", "导出")
_QUIET_MS, _LONGEST_MS = 1500, 20_000
_SETTLED = """
([quiet, longest]) => new Promise(done => {
  const begin = performance.now(); let last = begin;
  // What is said to screen readers alone paints nothing.
  const paints = change => !change.target.parentElement?.closest('.sr-only');
  const seen = new MutationObserver(changes => {
    if (changes.some(paints)) last = performance.now();
  });
  seen.observe(document.body, {childList: true, characterData: true, subtree: true});
  const look = setInterval(() => {
    const now = performance.now();
    if (now - last > quiet || now - begin > longest) {
      clearInterval(look); seen.disconnect(); done(last - begin);
    }
  }, 50);
})
"""
_OWN = """
() => {
  const asked = performance.getEntriesByType('resource').filter(e => e.name.includes('/queue/'));
  return Math.max(...asked.map(e => e.responseEnd)) - Math.min(...asked.map(e => e.startTime));
}
"""
_PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"


def main() -> None:
    """Print a table of seconds."""
    silence_libraries()
    if not _CHROMIUM.exists():
        print("skipped: Debian's chromium is not installed")
        return
    with tempfile.TemporaryDirectory() as folder:
        report = make_report(Path(folder))
        with serving(Path(folder)) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=_CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
            )
            page = browser.new_page(viewport={"width": 1366, "height": 768})
            _measure(page, f"{address}?report={report}")
            browser.close()


def make_report(home: Path) -> str:
    """Keep and draft the long report in the workspace `home`; gives its id."""
    settings = load_settings({"JUSHI_HOME": str(home)})
    store = open_store(settings)
    app_context = AppContext(store, Setup(settings))
    workbook, past = large_sources(FIGURES, SECTIONS)
    report = app_context.make(workbook, [past], "zh")
    app_context.draft(report.id).result()
    began = time.perf_counter()
    app_context.workspace(report.id, "zh").open()
    print(f"{FIGURES} figures, {SECTIONS} sections")
    print(f"open and check      own  {time.perf_counter() - began:5.2f} s")
    store.close()
    return report.id


@contextmanager
def serving(home: Path) -> Iterator[str]:
    """`jushi serve` with the workspace `home`; gives its address."""
    server = subprocess.Popen(
        [sys.executable, "-m", "jushi.cli", "serve", "--port", "0"],
        env={**os.environ, "JUSHI_HOME": str(home), "JUSHI_LANGUAGE": "zh"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout is not None
    try:
        yield next(m.group() for line in server.stdout if (m := re.search(r"http://\S+", line)))
    finally:
        server.terminate()
        server.wait()


def _measure(page: Page, url: str) -> None:
    # Once unmeasured: the first visitor of a server waits for its files to be read.
    page.goto(url)
    page.locator(".paper .n").first.wait_for()
    page.goto(url)
    page.locator(".paper .n").first.wait_for()
    whole = page.evaluate("performance.now()") / 1000
    print(f"first paint         seen {page.evaluate(_PAINT) / 1000:5.2f} s")
    print(f"report on screen    seen {whole:5.2f} s")
    for round_ in ("first", "again"):
        for stop in _STOPS:
            page.evaluate("performance.clearResourceTimings()")
            page.get_by_role("tab", name=stop).click()
            settled = page.evaluate(_SETTLED, [_QUIET_MS, _LONGEST_MS])
            own = page.evaluate(_OWN)
            print(f"{stop} {round_:<12}  own  {own / 1000:5.2f} s  seen {settled / 1000:5.2f} s")


if __name__ == "__main__":
    main()
