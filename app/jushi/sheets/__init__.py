"""Bytes of a spreadsheet, a text or a web page to sheets of raw cells, whatever they mean."""

from typing import TYPE_CHECKING

from jushi.lazy_names import lazy_names
from jushi.sheets.sheet import (
    DateCell,
    FaultCell,
    MergedRange,
    PercentCell,
    RawValue,
    Record,
    Records,
    Sheet,
    column_letters,
    plain_number,
    plain_text,
)
from jushi.sheets.suffixes import FORMULA_STARTS, WORKBOOK_SUFFIXES

if TYPE_CHECKING:
    from jushi.sheets.file_format import read_workbook_file

__all__ = [
    "FORMULA_STARTS",
    "WORKBOOK_SUFFIXES",
    "DateCell",
    "FaultCell",
    "MergedRange",
    "PercentCell",
    "RawValue",
    "Record",
    "Records",
    "Sheet",
    "column_letters",
    "plain_number",
    "plain_text",
    "read_workbook_file",
]

__getattr__ = lazy_names(__name__, {"file_format": "read_workbook_file"})
