"""File bytes to sheets or records: which format it is, by content first, then by name."""

from pathlib import PurePath

from jushi.errors import FigureError
from jushi.figures.workbook.csv_file import read_csv
from jushi.figures.workbook.html_file import read_html
from jushi.figures.workbook.object_file import read_json, read_yaml
from jushi.figures.workbook.sheet import LARGEST_BYTES, Records, Sheet
from jushi.figures.workbook.xlsx_file import read_xlsx, too_large

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 2000
_LONGEST_PAGE = 200_000
"""Bytes in which the first table of a page is looked for."""
_TEXTS = (".csv", ".tsv", ".txt")
_RESAVE = "open it in Excel or WPS and save it as .xlsx"
# The streams of an encrypted .xlsx and of an old .xls carry these names in UTF-16.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_FOREIGN = {
    b"%PDF": "a PDF",
    b"{\\rtf": "a rich text document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"7z\xbc\xaf": "a 7z archive",
    b"Rar!": "a RAR archive",
}


def read_workbook_file(name: str, content: bytes) -> tuple[Sheet, ...] | Records:
    """Read the raw cells of .xlsx, .csv, .tsv, .json, .yaml or web page; `name` is the file name.

    Raises FigureError with one clear line where the file as a whole cannot be read.
    """
    suffix = PurePath(name).suffix.lower()
    if not content.strip():
        raise FigureError(name, "the file is empty", "choose the workbook with the figures")
    if len(content) > LARGEST_BYTES:
        raise too_large(name)
    if _is_web_page(content) and (tables := read_html(name, content)):
        return tables
    _refuse_foreign(name, content)
    if content.startswith((_ZIP, _EMPTY_ZIP)):
        return read_xlsx(name, content)
    if suffix in _TEXTS:
        return (read_csv(name, content),)
    if suffix == ".json":
        return read_json(name, content)
    if suffix in (".yaml", ".yml"):
        return read_yaml(name, content)
    if suffix in (".xlsx", ".xlsm"):
        raise FigureError(name, "not a workbook, whatever its name says", _RESAVE)
    raise FigureError(
        name, f"unknown format {suffix or '(no ending)'}", "use .xlsx, .csv, .tsv, .json or .yaml"
    )


def _is_web_page(content: bytes) -> bool:
    head = content[:_HEAD].lower()
    return b"<table" in content[:_LONGEST_PAGE].lower() and (
        b"<html" in head or b"<table" in head or b"<!doctype html" in head
    )


def _refuse_foreign(name: str, content: bytes) -> None:
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise FigureError(
                name, "the workbook is password-protected", "save it without a password"
            )
        raise FigureError(name, "an old Excel or Word file (.xls, .et, .doc)", _RESAVE)
    for mark, told in _FOREIGN.items():
        if content.startswith(mark):
            raise FigureError(name, f"{told}, not a workbook", _RESAVE)
    head = content[:_HEAD].lower()
    if b"<html" in head or b"<table" in head or b"<?mso-application" in head:
        raise FigureError(name, "a web page or XML that only looks like a workbook", _RESAVE)
