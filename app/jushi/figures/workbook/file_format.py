"""File bytes to sheets or records: which format it is, by content first, then by name."""

from pathlib import PurePath

from jushi.errors import FigureError
from jushi.figures.workbook.csv_file import read_csv
from jushi.figures.workbook.html_file import read_html
from jushi.figures.workbook.object_file import read_json, read_yaml
from jushi.figures.workbook.sheet import LARGEST_BYTES, Records, Sheet
from jushi.figures.workbook.xlsx_file import read_xlsx, too_large
from jushi.messages import Message

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 2000
_LONGEST_PAGE = 200_000
"""Bytes in which the first table of a page is looked for."""
_TEXTS = (".csv", ".tsv", ".txt")
# The streams of an encrypted .xlsx and of an old .xls carry these names in UTF-16.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_FOREIGN = {
    b"%PDF": "pdf",
    b"{\\rtf": "rtf",
    b"\x89PNG": "picture",
    b"\xff\xd8\xff": "picture",
    b"7z\xbc\xaf": "7z",
    b"Rar!": "rar",
}


def read_workbook_file(name: str, content: bytes) -> tuple[Sheet, ...] | Records:
    """Read the raw cells of .xlsx, .csv, .tsv, .json, .yaml or web page; `name` is the file name.

    Raises FigureError with one clear line where the file as a whole cannot be read.
    """
    suffix = PurePath(name).suffix.lower()
    if not content.strip():
        raise FigureError("figures.file_empty", place=name)
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
        raise FigureError("figures.not_a_workbook", place=name)
    raise FigureError(
        "figures.unknown_format", place=name, suffix=suffix or Message("figures.no_suffix")
    )


def _is_web_page(content: bytes) -> bool:
    head = content[:_HEAD].lower()
    return b"<table" in content[:_LONGEST_PAGE].lower() and (
        b"<html" in head or b"<table" in head or b"<!doctype html" in head
    )


def _refuse_foreign(name: str, content: bytes) -> None:
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise FigureError("figures.workbook_with_password", place=name)
        raise FigureError("figures.old_office_file", place=name)
    for mark, told in _FOREIGN.items():
        if content.startswith(mark):
            raise FigureError(
                "figures.other_kind_of_file", place=name, told=Message(f"file_kinds.{told}")
            )
    head = content[:_HEAD].lower()
    if b"<html" in head or b"<table" in head or b"<?mso-application" in head:
        raise FigureError("figures.disguised_web_page", place=name)
