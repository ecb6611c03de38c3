"""How well published tables are read: each cell of `shared/tables` against what stands in it.

    python -m evals.tables [FOLDER] [--misses]

`cells.csv` of the folder has one row for each number of each workbook beside it: table, cell, row
label, section, header path, value, whether it stands in brackets behind another; perhaps unit and
period, where header and label do not say them. A cell is *right*
when exactly one figure stands there with that value, its indicator holds the label and the section
of its row and the names over its column, and its unit and period are those that header, label or
sheet name. It is *wrong* when a figure stands there that says anything else, *told* when none does
but a problem names the cell, *untold* when nobody says a word about it. The tables are not part of
the project: without them there is nothing to measure.
"""

import argparse
import csv
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Literal

from jushi.figures import Figure, FigureTable, read_workbook

Outcome = Literal["right", "wrong", "told", "untold"]
_SHARED = Path(__file__).parents[2] / "shared" / "tables"
_BRACKETS = re.compile(r"\([^()]*\)")
_PERIOD = re.compile(r"(?:\d{4}年)?(?:末|\d{1,2}(?:-\d{1,2})?月)?")
_NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|其中:)+")
_NOTE = re.compile(r"注$")


@dataclass(frozen=True, slots=True)
class Expected:
    """What stands in one cell."""

    table: str
    cell: str
    """As a spreadsheet has it: C17."""
    label: str
    section: str
    path: tuple[str, ...]
    """Texts over the column, from the top."""
    value: Decimal
    is_bracketed: bool
    unit: str | None = None
    """Empty where there is none; None where only the texts over the column say."""
    period: str = ""
    """Of row, header or title, where `unit` is told too."""


@dataclass(frozen=True, slots=True)
class Graded:
    """One cell and how it was read."""

    expected: Expected
    outcome: Outcome
    reason: str


def load_expected(folder: Path) -> tuple[Expected, ...]:
    """Load `cells.csv`, in its order."""
    with (folder / "cells.csv").open(encoding="utf-8-sig", newline="") as file:
        return tuple(_with_own_section(map(_expected, csv.DictReader(file))))


def _with_own_section(cells: Iterable[Expected]) -> Iterator[Expected]:
    """A numbered row that ends in 按常住地分 parts itself: the section above it has ended."""
    ended = ""
    for each in cells:
        label = _plain(each.label)
        if _NUMBERING.match(label) and label.rstrip(":").endswith("分"):
            ended = each.section
        elif each.section != ended:
            ended = ""
        yield replace(each, section="") if ended else each


def _expected(row: dict[str, str]) -> Expected:
    place = re.fullmatch(r"R(\d+)C(\d+)", row["cell"])
    assert place is not None, row["cell"]
    return Expected(
        table=row["table_id"],
        cell=f"{chr(64 + int(place[2]))}{place[1]}",
        label=row["row_label"],
        section=row["section"],
        path=tuple(row["column_path"].split(" > ")),
        value=Decimal(row["value"]),
        is_bracketed=row["in_brackets"] == "1",
        unit=row.get("unit"),
        period=row.get("period") or "",
    )


def grade_folder(folder: Path) -> tuple[Graded, ...]:
    """Read every workbook of a folder and grade each of its cells."""
    by_table: dict[str, list[Expected]] = defaultdict(list)
    for expected in load_expected(folder):
        by_table[expected.table].append(expected)
    graded: list[Graded] = []
    for name, cells in by_table.items():
        path = folder / f"{name}.xlsx"
        graded += grade_table(read_workbook(path.name, path.read_bytes()), cells)
    return tuple(graded)


def grade_table(table: FigureTable, cells: Sequence[Expected]) -> Iterator[Graded]:
    """Grade the cells of one workbook; each figure may answer to one cell."""
    figures: dict[str, list[Figure]] = defaultdict(list)
    for figure in table:
        figures[figure.cell.cell].append(figure)
    told = {problem.where.cell for problem in table.problems if problem.where is not None}
    for expected in cells:
        same = [each for each in figures[expected.cell] if each.value == expected.value]
        if len(same) > 1 and expected.is_bracketed:  # 6.2(6.2)
            same = [each for each in same if not _fault(each, expected)]
        elif len(same) > 1:
            same = same[:1]
        if not figures[expected.cell]:
            outcome: Outcome = "told" if expected.cell in told else "untold"
            yield Graded(expected, outcome, "no figure")
        elif len(same) != 1:
            yield Graded(expected, "wrong", f"{len(same)} figures of this value")
        else:
            fault = _fault(same[0], expected)
            yield Graded(expected, "wrong" if fault else "right", fault)


def _fault(figure: Figure, expected: Expected) -> str:
    """Say what a figure has wrong; empty where it has nothing wrong."""
    name = _plain(figure.indicator)
    unit, period, names = _header(expected)
    label = _NOTE.sub("", _plain(expected.label))
    label_period = _PERIOD.fullmatch(label) is not None
    if not label_period and _NUMBERING.sub("", label) not in name:
        return f"label {expected.label!r} not in {figure.indicator!r}"
    if _NUMBERING.match(label) is None or label.startswith("其中"):
        section = _NUMBERING.sub("", _plain(expected.section)).rstrip(":")
        if section not in name and section not in _plain(figure.section):
            return f"section {expected.section!r} not in {figure.indicator!r}"
    missing = [each for each in names if each not in name]
    if missing:
        return f"header {missing} not in {figure.indicator!r}"
    if (unit or expected.unit is not None) and figure.unit != unit:
        return f"unit {figure.unit!r}, not {unit!r}"
    shown = _plain(figure.period.text) if figure.period else ""
    for wanted in filter(None, (period, label if label_period else "")):
        if wanted not in shown:
            return f"period {shown!r}, not {wanted!r}"
    return ""


def _header(expected: Expected) -> tuple[str, str, list[str]]:
    """Give unit, period and names of the texts over a column, and of what is told beside them."""
    if expected.unit is not None:
        period = _plain(expected.period).removesuffix("年")
        texts = [_plain(text) for text in expected.path]
        told = f"({expected.unit})"
        bare_texts = [text.replace(told, "") for text in texts]
        names = [text for text in bare_texts if text.removesuffix("年") not in ("", period)]
        return expected.unit, period, names
    unit, period = "", ""
    names = []
    for text in map(_plain, expected.path):
        for inside in _BRACKETS.findall(text):
            unit = unit if "括号" in inside else inside[1:-1]
        bare = _BRACKETS.sub("", text)
        if bare and _PERIOD.fullmatch(bare):
            period = bare
        elif bare:
            names.append(bare)
    return unit, period, names


def _plain(text: str) -> str:
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    return re.sub("[—–－~]", "-", plain)


def main(arguments: Sequence[str]) -> int:
    """Print one row a table and the sum; 1 if a cell was read wrongly or left out untold."""
    parser = argparse.ArgumentParser(prog="jushi eval tables", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=_SHARED)
    parser.add_argument("--misses", action="store_true", help="each cell that is not right")
    given = parser.parse_args(arguments)
    if not (given.folder / "cells.csv").is_file():
        print("no tables here: cells.csv is absent", file=sys.stderr)
        return 2
    graded = grade_folder(given.folder)
    by_table: dict[str, Counter[str]] = defaultdict(Counter)
    for each in graded:
        by_table[each.expected.table][each.outcome] += 1
        if given.misses and each.outcome != "right":
            print(f"{each.expected.table} {each.expected.cell}: {each.outcome}: {each.reason}")
    total: Counter[str] = sum(by_table.values(), Counter())
    outcomes = ("right", "wrong", "told", "untold")
    print("| table | cells | " + " | ".join(outcomes) + " |")
    print("| --- " * (len(outcomes) + 2) + "|")
    for name, counts in [*by_table.items(), ("all", total)]:
        shown = " | ".join(str(counts[outcome]) for outcome in outcomes)
        print(f"| {name} | {counts.total()} | {shown} |")
    print(f"right: {total['right'] / max(total.total(), 1):.1%}")
    return int(bool(total["wrong"] or total["untold"]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
