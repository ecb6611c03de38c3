"""Opening a report and changing a figure, with 100 reports of 40 versions each in the store.

    python -m evals.bench.bench_store [--url postgresql+psycopg://…] [--reports 100]

Both must stay under 100 ms of our own time. The change is the whole of it: preview the sentences
that it touches, render them anew, and store figures and versions in one save.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from statistics import median, quantiles

from app.figures import Figure, FigureTable, SourceCell
from app.records import Binding, Change, FigureEdit, Report, SectionText, SectionVersion, Sentence
from app.revision import preview_figures
from app.store import SqlStore, open_store

LIMIT_MS = 100
_SECTIONS, _SENTENCES, _FIGURES, _VERSIONS = 8, 30, 100, 40
_RUNS = 40
_START = datetime(2026, 1, 1, tzinfo=UTC)


def _figure(number: int, value: int) -> Figure:
    cell = SourceCell("figures.csv", "", f"C{number + 2}")
    return Figure(
        f"f{number}",
        f"第{number}类事项办理件数",
        Decimal(value),
        "件",
        "",
        None,
        Decimal(value - 1),
        "本县",
        "",
        (),
        True,
        "f0+f1" if number == _FIGURES - 1 else "",
        "县司法局",
        "",
        cell,
    )


def _sentence(section: int, place: int) -> Sentence:
    name = f"f{(section * _SENTENCES + place) % _FIGURES}"
    lead = f"持续推进第{place}项工作，完善制度机制，全年办理各类事项"
    value = f"{1000 + place}件"
    bound = (Binding(len(lead), len(lead) + len(value), name, (name,)),)
    return Sentence(
        f"s{place}", f"{lead}{value}，群众满意。", bound, f"{lead}{{{{{name}}}}}，群众满意。"
    )


def _text(section: int) -> SectionText:
    sentences = tuple(_sentence(section, place) for place in range(_SENTENCES))
    return SectionText(f"s{section}", f"第{section}部分", sentences)


def fill(store: SqlStore, reports: int) -> None:
    """Put in `reports` reports of 8 sections, 100 figures and 40 versions of each section."""
    figures = tuple(_figure(n, 1000 + n) for n in range(_FIGURES))
    texts = [_text(section) for section in range(_SECTIONS)]
    for number in range(reports):
        name = f"report-{number}"
        store.save_report(
            Report(name, f"第{number}份报告", "本县", 2025, "zh", "bench", _START, _START), "bench"
        )
        edits = tuple(FigureEdit(f.id, None, f) for f in figures)
        for version in range(_VERSIONS):
            now = _START + timedelta(minutes=version)
            versions = tuple(
                SectionVersion(name, version, text, "bench", now, "edit") for text in texts
            )
            change = Change(name, "bench", now, "edit", versions=versions)
            store.commit(replace(change, figures=edits) if version == 0 else change)


def open_report(store: SqlStore, name: str) -> tuple[tuple[SectionVersion, ...], FigureTable]:
    """Load what a page shows of a report."""
    store.load_reports(name)
    store.list_decisions(name)
    store.list_jobs(report_id=name, is_open=True)
    return store.load_sections(name), store.load_figures(name)


def change_figure(store: SqlStore, name: str, run: int) -> None:
    """Preview and store one new value, and all the sentences that name it."""
    versions, table = store.load_sections(name), store.load_figures(name)
    new = replace(table.figures[7], value=Decimal(5000 + run))
    after = replace(table, figures=(*table.figures[:7], new, *table.figures[8:]))
    preview = preview_figures(versions, table, after)
    assert preview.sentences
    store.commit(preview.change(name, "bench", _START + timedelta(hours=run + 1)))


def _times_ms(work: Callable[[int], object]) -> list[float]:
    times = []
    for run in range(_RUNS):
        began = time.perf_counter()
        work(run)
        times.append((time.perf_counter() - began) * 1000)
    return times


def main() -> int:
    """Print a table; 1 if the 95th percentile of either is over the limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="")
    parser.add_argument("--reports", type=int, default=100)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="jushi-bench-") as folder:
        store = open_store(given.url or f"sqlite:///{folder}/jushi.db")
        began = time.perf_counter()
        fill(store, given.reports)
        took = time.perf_counter() - began
        saves = given.reports * _VERSIONS
        print(f"{given.reports} reports, {saves} saves of {_SECTIONS} sections in {took:.0f} s")
        names = [f"report-{(run * 7) % given.reports}" for run in range(_RUNS)]
        cases = {
            "list reports": lambda run: store.load_reports(),
            "open a report": lambda run: open_report(store, names[run]),
            "change a figure": lambda run: change_figure(store, names[run], run),
            "versions of a section": lambda run: store.list_versions(names[run], "s1"),
        }
        print(f"{'':<24}{'median ms':>10}{'p95 ms':>10}{'limit':>8}")
        is_late = False
        for case, work in cases.items():
            times = _times_ms(work)
            p95 = quantiles(times, n=20)[-1]
            is_late |= p95 > LIMIT_MS
            print(f"{case:<24}{median(times):>10.1f}{p95:>10.1f}{LIMIT_MS:>8}")
        store.close()
    return int(is_late)


if __name__ == "__main__":
    sys.exit(main())
