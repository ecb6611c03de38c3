"""Whether the time of the check grows with the text alone, on texts made to hurt.

Each kind of text is measured at doubling lengths, in processor seconds of one core; beside each
time stands its ratio to the one before. Linear is 2. A kind ends where one run took too long.
`python -m evals.bench.bench_dense [--most 1000000] [--step check] [KIND …]`; 1 where a step of
more than a tenth of a second grew by more than three times.
"""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from decimal import Decimal

from jushi.fidelity import (
    Evidence,
    bind_mentions,
    check_text,
    lint_text,
    render_html,
    render_json,
    render_junit,
    render_text,
)
from jushi.figures import Figure, FigureTable, SourceCell, parse_period
from jushi.numbers import read_mentions
from jushi.text import sentence_spans, split_sentences

_FIRST = 15_625
_MOST_GROWTH = 3.0
_MEASURABLE_S = 0.1
_LONGEST_RUN_S = 400.0

UNITS: dict[str, tuple[str, str]] = {
    "ranges": ("受理案件", "1-2至"),
    "list": ("受理案件", "、件、1"),
    "ones": ("受理案件", "1 "),
    "percent": ("受理案件", "5.%"),
    "endless sentence": ("", "受理案件5件办结案件7件"),
    "endless words": ("", "持续提升基层治理能力和服务水平推动各项任务落地见效"),
    "分别": ("", "甲、乙分别为5件、6件、"),
    "均": ("", "办结率、满意率均达100%，"),
    "nested brackets": ("", "（《“【1"),
    "opening brackets": ("", "（“《"),
    "counted titles": ("", "《甲》《乙》5件"),
    "digits": ("", "1"),
    "grouped digits": ("", "123,"),
    "decimal points": ("", "1."),
    "decimals": ("", "1.25、"),
    "full width": ("", "１２３，４５６件"),
    "Chinese digits": ("", "一二三四五六七八九十百千万亿"),
    "spaced numerals": ("", "一百 五"),
    "commas": ("", "，"),
    "identical numbers": ("", "5件"),
    "identical clauses": ("", "受理案件5件，"),
    "identical sentences": ("", "受理案件5件。"),
    "table": ("指标\t单位\t2024年\t2023年\n", "受理案件\t件\t5\t4\n"),
    "tabs": ("", "5\t"),
    "English": ("", "the court accepted 5 cases and closed 7 cases up 9.0% from 2022 "),
    "English numerals": ("", "one hundred and "),
    "English thirds": ("", "two thirds "),
    "codes": ("", "1kWh"),
    "word then code": ("", "a/1/"),
    "headings": ("", "一、受理案件5件\n"),
    "line feeds": ("", "\n"),
    "spaces": ("", " "),
    "其中": ("", "其中"),
    "其中 5": ("", "其中5件、"),
    "其余": ("", "受理案件5件、其余5件、"),
    "shares": ("", "受理案件5件、占5%、"),
    "units": ("", "件"),
    "approximators": ("", "近约超余以上"),
    "approximators after a rise": ("增至", "达到"),
    "rises": ("", "增至达到达到达到达到达到达到达到达到达到达到达到x5件"),
    "trends": ("", "同比增长"),
    "reached": ("", "受理案件增长到5件、"),
    "meetings": ("", "五次、"),
    "lookalikes": ("", "3O67名"),
    "dates": ("", "2023年5月12日至"),
    "vague": ("", "几十数百多个"),
}
"""What a text begins with, and what it then repeats."""


def text_of(kind: str, characters: int) -> str:
    """A text of the kind, so many characters long."""
    head, unit = UNITS[kind]
    return (head + unit * (characters // len(unit) + 1))[:characters]


def figures() -> FigureTable:
    """A small workbook of which the texts speak."""
    rows = (
        ("受理案件", "5", "件", "4"),
        ("办结案件", "7", "件", "9"),
        ("办结率", "100", "%", "99"),
        ("满意率", "100", "%", "98"),
        ("accepted cases", "5", "cases", "4"),
    )
    period = parse_period("2024年")
    return FigureTable(
        tuple(
            Figure(
                id=f"f{n}",
                indicator=name,
                value=Decimal(value),
                unit=unit,
                approx="",
                period=period,
                previous=Decimal(previous),
                subject="",
                section="",
                aliases=(),
                required=False,
                formula="",
                source="",
                note="",
                cell=SourceCell("bench.csv", "", f"C{n + 2}"),
            )
            for n, (name, value, unit, previous) in enumerate(rows)
        )
    )


TABLE = figures()


def _reports(text: str) -> object:
    result = check_text(text, TABLE)
    html = render_html(result, name="bench")
    return html, render_json(result), render_text(result), render_junit(result)


STEPS: dict[str, Callable[[str], object]] = {
    "read": read_mentions,
    "check": lambda text: check_text(text, TABLE),
    "bind": lambda text: bind_mentions(text, TABLE),
    "evidence": lambda text: check_text(text, TABLE, evidence=(Evidence("bench", text),)),
    "lint": lint_text,
    "reports": _reports,
    "sentences": lambda text: (tuple(sentence_spans(text)), split_sentences(text)),
}


def _seconds(work: Callable[[str], object], text: str) -> float:
    began = time.process_time()
    work(text)
    return time.process_time() - began


def _measure(kind: str, work: Callable[[str], object], most: int) -> bool:
    """Print one line; whether a measurable step grew faster than it may."""
    print(f"{kind:<28}", end="", flush=True)
    before, characters, is_slow = 0.0, _FIRST, False
    while characters <= most and before < _LONGEST_RUN_S / 2:
        took = _seconds(work, text_of(kind, characters))
        growth = took / before if before >= _MEASURABLE_S else 0.0
        is_slow |= growth > _MOST_GROWTH
        shown = f"{growth:.1f}" if growth else ""
        print(f"{took:9.2f}{shown:>6}", end="", flush=True)
        before, characters = took, characters * 2
    print(flush=True)
    return is_slow


def main(argv: Sequence[str] | None = None) -> int:
    """Print the tables; 1 where something grew faster than the text."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kinds", nargs="*", metavar="KIND")
    parser.add_argument("--most", type=int, default=1_000_000, help="characters of the longest")
    parser.add_argument("--step", choices=STEPS, default="check")
    arguments = parser.parse_args(argv)
    for work in STEPS.values():
        work("受理案件5件。")
    lengths, length = [], _FIRST
    while length <= arguments.most:
        lengths.append(length)
        length *= 2
    print(f"{arguments.step:<28}" + "".join(f"{n:9,}{'×':>6}" for n in lengths))
    slow = [
        kind
        for kind in arguments.kinds or UNITS
        if _measure(kind, STEPS[arguments.step], arguments.most)
    ]
    if slow:
        print("grew faster than the text: " + ", ".join(slow))
    return int(bool(slow))


if __name__ == "__main__":
    sys.exit(main())
