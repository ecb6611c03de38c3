"""File bytes to sheets or records: which format it is, by content first, then by name."""

import zipfile
import zlib
from io import BytesIO
from pathlib import PurePath

from jushi.errors import FigureError
from jushi.messages import Message
from jushi.sheets.budget import too_large
from jushi.sheets.csv_file import read_csv
from jushi.sheets.html_file import read_html
from jushi.sheets.mhtml_file import is_web_archive, read_mhtml
from jushi.sheets.object_file import read_json, read_yaml
from jushi.sheets.ods_file import read_ods
from jushi.sheets.sheet import LARGEST_BYTES, Records, Sheet
from jushi.sheets.spreadsheetml_file import NAMESPACE, read_spreadsheetml
from jushi.sheets.suffixes import WORKBOOK_SUFFIXES
from jushi.sheets.xls_file import read_xls
from jushi.sheets.xlsb_file import read_xlsb
from jushi.sheets.xlsx_file import read_xlsx

_ODS = b"opendocument.spreadsheet"
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 2000
_LONGEST_PAGE = 200_000
"""Bytes in which the first table of a page is looked for."""
_TEXTS = (".csv", ".tsv", ".txt")
# The streams of an encrypted .xlsx and of an old .xls carry these names in UTF-16, in any case.
_ENCRYPTED = "encryptedpackage".encode("utf-16-le")
_OLD_WORKBOOK = "workbook".encode("utf-16-le"), "book\0".encode("utf-16-le")
_FOREIGN = {
    b"%PDF": "pdf",
    b"{\\rtf": "rtf",
    b"\x89PNG": "picture",
    b"\xff\xd8\xff": "picture",
    b"7z\xbc\xaf": "7z",
    b"Rar!": "rar",
}


def read_workbook_file(name: str, content: bytes) -> tuple[Sheet, ...] | Records:
    """Read the raw cells of any workbook, of text, JSON, YAML or a web page; `name` is the file's.

    What the file holds decides: .et is .xls inside, and .xls is a web page, a web archive or XML
    as often as not.

    Raises FigureError with one clear line where the file as a whole cannot be read.
    """
    suffix = PurePath(name).suffix.lower()
    if not content.strip():
        raise FigureError("figures.file_empty", place=name)
    if len(content) > LARGEST_BYTES:
        raise too_large(name)
    if is_web_archive(content):
        return read_mhtml(name, content)
    if _is_old_xml(content):
        return read_spreadsheetml(name, content)
    if _is_web_page(content) and (tables := read_html(name, content)):
        return tables
    _refuse_foreign(name, content)
    if content.startswith(_OLE):
        return read_xls(name, content)
    if content.startswith((_ZIP, _EMPTY_ZIP)):
        return _READERS[_package_kind(content)](name, content)
    if suffix in _TEXTS:
        return (read_csv(name, content),)
    if suffix == ".json":
        return read_json(name, content)
    if suffix in (".yaml", ".yml"):
        return read_yaml(name, content)
    if suffix in WORKBOOK_SUFFIXES:
        raise FigureError("figures.not_a_workbook", place=name)
    raise FigureError(
        "figures.unknown_format",
        place=name,
        suffix=suffix or Message("figures.no_suffix"),
        known=" ".join(WORKBOOK_SUFFIXES),
    )


def _package_kind(content: bytes) -> str:
    """Give the format of a package, `xlsx` also where it is none and its reader refuses it."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
            if "xl/workbook.bin" in names:
                return "xlsb"
            is_open = "mimetype" in names and _ODS in archive.read("mimetype")
            return "ods" if is_open else "xlsx"
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, ValueError, EOFError):
        return "xlsx"


_READERS = {"xlsx": read_xlsx, "xlsb": read_xlsb, "ods": read_ods}


def _is_web_page(content: bytes) -> bool:
    head = content[:_HEAD].lower()
    return b"<table" in content[:_LONGEST_PAGE].lower() and (
        b"<html" in head or b"<table" in head or b"<!doctype html" in head
    )


def _is_old_xml(content: bytes) -> bool:
    head = content[:_HEAD].replace(b"\0", b"")  # may be UTF-16
    return NAMESPACE in head and b"Workbook" in head and b"<html" not in head.lower()


def _refuse_foreign(name: str, content: bytes) -> None:
    if content.startswith(_OLE):
        folded = content.lower()
        if _ENCRYPTED in folded:
            raise FigureError("figures.workbook_with_password", place=name)
        if not any(stream in folded for stream in _OLD_WORKBOOK):
            raise FigureError("figures.old_office_file", place=name)
    for mark, told in _FOREIGN.items():
        if content.startswith(mark):
            raise FigureError(
                "figures.other_kind_of_file", place=name, told=Message(f"file_kinds.{told}")
            )
    head = content[:_HEAD].lower()
    if b"<html" in head or b"<table" in head or b"<?mso-application" in head:
        raise FigureError("figures.disguised_web_page", place=name)
