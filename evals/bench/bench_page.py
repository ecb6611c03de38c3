"""How long the page takes with a long report: first paint, each stop, and each click in 起草.

400 figures in 60 sections, served by `jushi serve` on this computer. `seen` is from the click to
the last change on the screen; `own` is from the first request of the click to the last answer, in
which the browser paints nothing. A click in 起草 is timed to the frame that shows what was asked
for, before the other stops were looked at and after. `python -m evals.bench.bench_page`
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from jushi.settings import load_settings
from jushi.web import AppContext, Setup
from jushi.wiring import open_store, silence_libraries
from playwright.sync_api import Page, sync_playwright

from evals.large_report import large_sources

FIGURES, SECTIONS = 400, 60
_CLICKS = 7
_CHROMIUM = Path("/usr/bin/chromium-headless-shell")
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
  if (!asked.length) return 0;
  return Math.max(...asked.map(e => e.responseEnd)) - Math.min(...asked.map(e => e.startTime));
}
"""
# Draws a frame after what was waited for: a style that is still to be computed counts as well.
_CLICK = """
([kind, place]) => new Promise(done => {
  const card = () => document.querySelector('#card h2')?.textContent ?? '';
  const box = () => document.querySelector('#section-text textarea')?.value ?? '';
  const targets = kind === 'card' ? '.paper .n' : '#sections .section';
  const target = document.querySelectorAll(targets)[place];
  const before = kind === 'editor' ? box() : card();
  const shows = {
    card: () => card() === target.textContent,
    editor: () => box() !== '' && box() !== before,
    next: () => card() !== before,
  }[kind];
  const begin = performance.now();
  if (kind === 'next') {
    document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'j', bubbles: true}));
  } else target.click();
  const look = () => {
    const passed = performance.now() - begin;
    if (shows()) requestAnimationFrame(() => done(performance.now() - begin));
    else if (passed > 20000) done(NaN);
    else requestAnimationFrame(look);
  };
  look();
})
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
    _measure_clicks(page, "at once")
    for round_ in ("first", "again"):
        for stop in _STOPS:
            page.evaluate("performance.clearResourceTimings()")
            page.get_by_role("tab", name=stop).click()
            settled = page.evaluate(_SETTLED, [_QUIET_MS, _LONGEST_MS])
            own = page.evaluate(_OWN)
            print(f"{stop} {round_:<12}  own  {own / 1000:5.2f} s  seen {settled / 1000:5.2f} s")
    page.get_by_role("tab", name="起草").click()
    page.evaluate(_SETTLED, [_QUIET_MS, _LONGEST_MS])
    _measure_clicks(page, "after all stops")


def _measure_clicks(page: Page, when: str) -> None:
    """Numbers and sections all over the report, the first of which have to be scrolled to."""
    page.get_by_role("tab", name="数字", exact=True).click()
    _tell_clicks(page, "card", [50 * n + 3 for n in range(_CLICKS)], when)
    _tell_clicks(page, "next", [0] * _CLICKS, when)
    page.get_by_role("tab", name="改文字", exact=True).click()
    _tell_clicks(page, "editor", [8 * n + 2 for n in range(_CLICKS)], when)


def _tell_clicks(page: Page, kind: str, places: Sequence[int], when: str) -> None:
    waits = []
    for place in places:
        waits.append(page.evaluate(_CLICK, [kind, place]))
        page.wait_for_timeout(_QUIET_MS)
    print(f"{kind:<7} {when:<16} median {median(waits):6.0f} ms  worst {max(waits):6.0f} ms")


if __name__ == "__main__":
    main()
