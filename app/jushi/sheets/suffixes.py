"""The endings of workbooks, and the signs by which a spreadsheet takes a text for a formula."""

WORKBOOK_SUFFIXES = (
    ".xlsx",
    ".xlsm",
    ".xls",
    ".et",
    ".xlsb",
    ".ods",
    ".csv",
    ".tsv",
    ".json",
    ".yaml",
    ".yml",
)
"""Endings of the files that are offered as workbooks; .txt and .html are read too."""

FORMULA_STARTS = "=+-@\t\r"
"""A spreadsheet computes a text cell that begins with one of these, so we write ' before it."""
