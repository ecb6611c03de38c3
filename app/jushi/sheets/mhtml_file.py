"""Web archives (MHTML), as spreadsheets save them under the name .xls: one page for each sheet."""

import html
import re
from dataclasses import replace
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message as Part

from jushi.decoding import decode_page
from jushi.errors import FigureError
from jushi.sheets.html_file import read_html
from jushi.sheets.sheet import Sheet

_MARK = b"multipart/related"
_HEAD = 2000
_MOST_PARTS = 5000
_MOST_LEVELS = 8
"""Archives inside archives; an honest one has none."""
# <x:Name>收入</x:Name> <x:WorksheetSource HRef="收入.files/sheet001.htm"/> in the first page.
_SHEET_NAME = re.compile(
    r"<x:Name>(?P<name>[^<]{1,200})</x:Name>\s*<x:WorksheetSource\s+HRef=\"(?P<page>[^\"]{1,500})\""
)


def is_web_archive(content: bytes) -> bool:
    """Whether a file is a web archive, by its head."""
    head = content[:_HEAD].lower()
    return b"mime-version:" in head and _MARK in head


def read_mhtml(name: str, content: bytes) -> tuple[Sheet, ...]:
    """Read the tables of each page of a web archive, each sheet under its name.

    Raises FigureError for an archive without tables or one that is too large.
    """
    lowered = content.lower()
    if lowered.count(b"multipart/") > _MOST_LEVELS or lowered.count(b"content-type:") > _MOST_PARTS:
        raise FigureError("figures.damaged_workbook", place=name)
    pages = dict(_pages(message_from_bytes(content, policy=policy.compat32)))
    names = {page: told for text in pages.values() for page, told in _sheet_names(text).items()}
    sheets = [
        replace(sheet, name=names.get(_file_name(place), ""))
        for place, page in pages.items()
        if b"<table" in page.lower()
        for sheet in read_html(name, page)
    ]
    if not sheets:
        raise FigureError("figures.disguised_web_page", place=name)
    return tuple(sheets)


def _pages(archive: "Part[str, str]") -> "list[tuple[str, bytes]]":
    found: list[tuple[str, bytes]] = []
    for number, part in enumerate(archive.walk()):
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            if isinstance(page, bytes):
                found.append((_plain_header(str(part.get("Content-Location", number))), page))
    return found


def _plain_header(text: str) -> str:
    try:
        return str(make_header(decode_header(text)))
    except (HeaderParseError, LookupError, ValueError):
        return text


def _sheet_names(page: bytes) -> dict[str, str]:
    """Give the names of sheets by the file of their page, of the page that frames them."""
    if b"<x:WorksheetSource" not in page:
        return {}
    text = decode_page(page) or ""
    return {
        _file_name(html.unescape(found["page"])): html.unescape(found["name"])
        for found in _SHEET_NAME.finditer(text)
    }


def _file_name(location: str) -> str:
    return location.replace("\\", "/").rpartition("/")[2]
