"""The words of workbooks, as data: `workbook_headings.tsv`, `workbook_words.tsv`."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Literal, get_args

from jushi.figures.workbook.plain_text import half_width
from jushi.resources import resource_path

Column = Literal[
    "id",
    "indicator",
    "value",
    "unit",
    "approx",
    "period",
    "previous",
    "subject",
    "section",
    "aliases",
    "required",
    "formula",
    "source",
    "note",
]
COLUMNS: tuple[Column, ...] = get_args(Column)

_FOLDER = resource_path("knowledge", "lexicons")
_BRACKETED = re.compile(r"[(\[【〔][^)\]】〕]*[)\]】〕]")
_NOISE = re.compile(r"[\s_\-*:：.、]")


def _rows(name: str) -> list[list[str]]:
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")][1:]


def plain_heading(text: str) -> str:
    """Give a heading without case, blanks, dashes, stars and what stands in brackets."""
    return _NOISE.sub("", _BRACKETED.sub("", half_width(text))).lower()


def bracketed(text: str) -> str:
    """Give what stands in the last brackets of `text`: 万元 of `金额（万元）`; empty if none."""
    found = _BRACKETED.findall(half_width(text))
    return found[-1][1:-1].strip() if found else ""


@cache
def load_headings() -> Mapping[str, Column]:
    """Load the column of every heading, headings in the form of `plain_heading`."""
    column_of: dict[str, Column] = {name: name for name in COLUMNS}
    return {
        plain_heading(heading): column_of[column]
        for column, heading in _rows("workbook_headings.tsv")
    }


@cache
def load_words(kind: str) -> Mapping[str, str]:
    """Load the words of one kind with what each means; lower case, longest first."""
    found = {
        row[1].lower(): row[2] if len(row) > 2 else ""
        for row in _rows("workbook_words.tsv")
        if row[0] == kind
    }
    return {word: found[word] for word in sorted(found, key=len, reverse=True)}
