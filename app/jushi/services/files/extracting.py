"""Candidate figures out of this year's materials: summaries, notices, workbooks."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import StringIO
from itertools import groupby

from jushi.documents import Block, Document
from jushi.drafting import (
    Candidate,
    LeftOut,
    Observation,
    merge_observations,
    observe_document,
    observe_table,
)
from jushi.errors import DraftError, FigureError
from jushi.figures import FigureTable, SourceCell, read_workbook, render_workbook
from jushi.messages import render
from jushi.running import tell_file
from jushi.services.reading import read_source
from jushi.services.source import SourceFile
from jushi.sheets import WORKBOOK_SUFFIXES

_LONGEST_TITLE = 60
"""Characters of a paragraph that may be the title of the table below it."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """What materials tell in numbers."""

    candidates: tuple[Candidate, ...]
    left_out: tuple[LeftOut, ...]
    """Numbers that are no candidates, each with the reason."""


def extract_figures(materials: Sequence[SourceFile], *, year: int | None = None) -> Extraction:
    """Give the candidate figures of `materials`, documents and workbooks, in their order.

    `year` is what 今年 means in a material that names no year. Raises DocumentError or
    FigureError for a file that cannot be read, DraftError where none tells a number.
    """
    observed: list[Observation] = []
    left_out: list[LeftOut] = []
    for material in materials:
        tell_file(material.name)
        if material.suffix in WORKBOOK_SUFFIXES:
            found = observe_table(read_workbook(material.name, material.content))
        else:
            document = read_source(material)
            found, left = observe_document(document, year=year)
            tables, unread = _observe_tables(document)
            found, left_out = (*found, *tables), [*left_out, *left, *unread]
        observed += found
    if not observed:
        raise DraftError(
            "drafting.materials_without_numbers", place=", ".join(file.name for file in materials)
        )
    return Extraction(merge_observations(observed), tuple(left_out))


def render_candidates(extraction: Extraction) -> bytes:
    """Give candidates as an .xlsx workbook whose rows prove nothing until a person confirms them.

    Where materials contradict each other the row has no value, and its note tells all of them.
    """
    rows = []
    for candidate in extraction.candidates:
        figure = replace(candidate.figure, id=candidate.id).unconfirmed()
        if candidate.is_contradicted:
            figure = replace(figure, value=None, approx="", note=tell_readings(candidate))
        rows.append(figure)
    return render_workbook(FigureTable(tuple(rows)))


def tell_readings(candidate: Candidate) -> str:
    """Give what the materials tell of a candidate in one line, each with its place."""
    return "；".join(
        render("figures.reading", "zh", value=one.figure.tell_value(), place=one.figure.note)
        for reading in candidate.readings
        for one in reading[:1]
    )


def _observe_tables(document: Document) -> tuple[tuple[Observation, ...], tuple[LeftOut, ...]]:
    """The figures of the tables that stand in a document, and the tables that are none."""
    found: list[Observation] = []
    left: list[LeftOut] = []
    for title, rows in _tables(document):
        sheet = StringIO()
        writer = csv.writer(sheet)
        if title:
            writer.writerow([title])
        writer.writerows(block.text.split("\t") for block in rows)
        try:
            table = read_workbook("table.csv", sheet.getvalue().encode())
        except FigureError:
            where = SourceCell(document.name, "", _row_place(rows[0]))
            text = rows[0].text.replace("\t", " ")
            left.append(LeftOut(where, text[:_LONGEST_TITLE], "", "unread_table"))
            continue
        for one in observe_table(table):
            number = int("".join(filter(str.isdigit, one.figure.cell.cell))) - 1 - bool(title)
            row = rows[min(max(number, 0), len(rows) - 1)]
            cell = SourceCell(document.name, "", f"{_row_place(row)} {one.figure.cell.cell}")
            line = row.text.replace("\t", " ")
            note = f"{cell.file} {cell.cell}：{line}"
            figure = replace(one.figure, id="", cell=cell, note=note, source=_stem(document.name))
            found.append(Observation(figure, line))
    return tuple(found), tuple(left)


def _tables(document: Document) -> Iterator[tuple[str, tuple[Block, ...]]]:
    """The rows of each table, with the short line above it that may be its title."""
    title = ""
    for is_row, group in groupby(document.blocks, lambda block: block.kind == "table_row"):
        blocks = tuple(group)
        if is_row:
            yield title, blocks
        last = blocks[-1].text.strip()
        title = last if len(last) <= _LONGEST_TITLE else ""


def _row_place(row: Block) -> str:
    if row.page is not None:
        return render("places.table_on_page", "zh", page=row.page)
    return render("places.table_row", "zh", paragraph=row.index + 1)


def _stem(name: str) -> str:
    return name.rpartition(".")[0] or name
