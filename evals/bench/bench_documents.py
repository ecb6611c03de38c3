"""How fast reports of 60 pages are written, read, annotated and shown as PDF.

Run `python -m evals.bench.bench_documents`. Prints seconds, the best of several runs, on a report
made here of plain sentences; targets are 2 s to export and 1 s to read.
"""

import time
from collections.abc import Callable

from jushi.documents import Annotation, annotate_docx, official, read_document, to_pdf
from jushi.services import SourceFile, export

_PAGES = 60
_CHARACTERS_PER_PAGE = 22 * 28
_SENTENCE = "全年受理行政复议案件204件，同比增长20.4%，办结率100%，参加培训1700余人。"
_RUNS = 5
_WORKBOOK = "编号,指标,数值,单位,期间,上年值\ncases,行政复议案件,204,件,2024年,169\n"


def _report() -> official.Report:
    """Give a report that fills some 60 pages, a number every few words bound to a figure."""
    count = _PAGES * _CHARACTERS_PER_PAGE // (len(_SENTENCE) * 5)
    runs = (
        official.Run("全年受理行政复议案件"),
        official.Run("204", "cases"),
        official.Run("件，同比增长"),
        official.Run("20.4%", "yoy(cases)"),
        official.Run("，办结率"),
        official.Run("100%", "closed_rate"),
        official.Run("，参加培训1700余人。"),
    )
    paragraph = official.Paragraph(runs * 5)
    sections = tuple(
        official.PrintedSection(
            2, official.Paragraph.plain("（一）高位统筹。"), (paragraph,), run_in=True
        )
        for _ in range(count)
    )
    return official.Report(("某县2023年度法治政府建设工作报告",), sections=sections)


def _best_of(action: Callable[[], object]) -> float:
    """Give the shortest of several runs in seconds."""
    best = float("inf")
    for _ in range(_RUNS):
        start = time.perf_counter()
        action()
        best = min(best, time.perf_counter() - start)
    return best


def main() -> None:
    """Print the table."""
    report, layout = _report(), official.load_layout()
    content = official.render_docx(report, layout, is_bound=True)
    text = read_document("a.docx", content).text
    step = 20
    annotations = [
        Annotation(start, start + 4, "来源：数据表!C2", "ok") for start in range(0, len(text), step)
    ]
    print(f"{len(text)} characters, {len(annotations)} annotations, {len(content)} bytes")
    workbook = SourceFile("数据.csv", _WORKBOOK.encode())
    draft = SourceFile("a.docx", content)
    for name, action in (
        ("export", lambda: official.render_docx(report, layout)),
        ("export, bound", lambda: official.render_docx(report, layout, is_bound=True)),
        ("export, checked", lambda: export.export_report(draft, workbook, "b.docx")),
        ("read .docx", lambda: read_document("a.docx", content)),
        ("read bindings", lambda: official.read_bound_docx("a.docx", content)),
        ("annotate", lambda: annotate_docx("a.docx", content, annotations)),
    ):
        print(f"{name:15} {_best_of(action):8.3f} s")
    start = time.perf_counter()
    pdf = to_pdf(content)
    if pdf is None:
        print("LibreOffice is not installed: no PDF")
        return
    print(f"{'to PDF':15} {time.perf_counter() - start:8.3f} s")
    print(f"{'read .pdf':15} {_best_of(lambda: read_document('a.pdf', pdf)):8.3f} s")


if __name__ == "__main__":
    main()
