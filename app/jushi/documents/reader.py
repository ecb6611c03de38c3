"""Any file to a document, by what it holds and not by what it is called."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePosixPath

from jushi.documents.archive import SafeArchive
from jushi.documents.document import Document
from jushi.documents.docx_reader import read_docx
from jushi.documents.html_reader import read_html
from jushi.documents.office import convert_document
from jushi.documents.pdf_reader import read_pdf
from jushi.documents.sheet_reader import read_csv, read_spreadsheet
from jushi.documents.text_reader import read_markdown, read_text_document
from jushi.errors import DocumentError
from jushi.messages import Message
from jushi.safe_parsing import mend_surrogates

_OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_SECTOR = 512
_OPEN_TEXT = b"application/vnd.oasis.opendocument.text"
_MANIFEST = "META-INF/manifest.xml"
_BY_OFFICE = ("doc", "rtf", "odt")
"""What LibreOffice turns into .docx."""
_READER_BY_FORMAT: dict[str, Callable[[str, bytes], Document]] = {
    "docx": read_docx,
    "xlsx": read_spreadsheet,
    "xls": read_spreadsheet,
    "xlsb": read_spreadsheet,
    "ods": read_spreadsheet,
    "pdf": read_pdf,
    "html": read_html,
    "md": read_markdown,
    "csv": read_csv,
    "txt": read_text_document,
}
_FORMAT_BY_SUFFIX = {
    "docx": "docx", "docm": "docx", "dotx": "docx", "xlsx": "xlsx", "xlsm": "xlsx",
    "xls": "xls", "et": "xls", "xlsb": "xlsb", "ods": "ods", "pdf": "pdf",
    "html": "html", "htm": "html", "md": "md", "markdown": "md", "csv": "csv", "tsv": "csv",
    "txt": "txt", "doc": "doc", "wps": "doc", "rtf": "rtf", "odt": "odt",
}  # fmt: skip
_TAG = re.compile(rb"<[A-Za-z!]")
_LETTER = re.compile(rb"[A-Za-z\x80-\xff]")
_LEAST_LETTERS = 40
"""Bytes; a letter of Chinese has two or three. What has fewer is the rest of a broken file."""
_TEXT_FORMATS = {"txt", "md", "csv", "html"}


def read_document(name: str, content: bytes) -> Document:
    """Give a file's text as blocks: .docx .doc .odt .pdf .xlsx .xls .xlsb .ods .html .md .txt .csv.

    The format is told from the content; a name that says otherwise is noted, and a report in plain
    text is read whatever it is called. Debris is taken out and listed. Raises DocumentError, one
    line, for what cannot be read: empty, damaged, protected, too large once unpacked, or of another
    kind.
    """
    name = mend_surrogates(PurePosixPath(name.replace("\\", "/")).name)[0] or "document"
    if not content.strip(b"\0 \r\n\t"):
        raise DocumentError("documents.empty_document", place=name)
    suffix = PurePosixPath(name).suffix.lower().lstrip(".")
    named = _FORMAT_BY_SUFFIX.get(suffix)
    found = _sniff(name, content)
    if found is None and _is_stub(named, content):
        raise DocumentError("documents.not_of_its_suffix", place=name, suffix=suffix)
    if found is None:
        found = named if named in _TEXT_FORMATS else "txt"
    if found in _BY_OFFICE:
        document = read_docx(name, _converted(name, content, found))
    else:
        document = _READER_BY_FORMAT[found](name, content)
    if named is not None and named != found:
        notice = Message("document_notices.other_format", suffix=suffix, found=found)
        document = replace(document, notices=(notice, *document.notices))
    return document


def _is_stub(named: str | None, content: bytes) -> bool:
    """Whether a file that is neither of the format it names nor a text of any length."""
    if named in (None, "txt", "md", "csv"):
        return False
    if named == "html" and _TAG.search(content.replace(b"\0", b"")):
        return False
    # A PDF that was cut off within its first line.
    return content.startswith(b"%PDF") or len(_LETTER.findall(content)) < _LEAST_LETTERS


def _sniff(name: str, content: bytes) -> str | None:
    """Tell the format from the content; None for text of any kind."""
    if content.startswith(b"PK"):
        return _sniff_zip(name, content)
    if content.startswith(_OLE_MARK):
        return _sniff_ole(name, content)
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith(b"{\\rtf"):
        return "rtf"
    head = content[:1024].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        return "html"
    for mark, kind in (
        (b"\x89PNG", "picture"), (b"\xff\xd8\xff", "picture"), (b"GIF8", "picture"),
        (b"Rar!", "rar"), (b"7z\xbc\xaf", "7z"), (b"\x1f\x8b", "gz"),
        (b"MZ", "program"), (b"\x7fELF", "program"),
    ):  # fmt: skip
        if content.startswith(mark):
            raise DocumentError(
                "documents.other_kind_of_file", place=name, kind=Message(f"file_kinds.{kind}")
            )
    return None


def _sniff_zip(name: str, content: bytes) -> str:
    archive = SafeArchive(name, content)
    parts = archive.names
    if "[Content_Types].xml" in parts:
        folders = {part.partition("/")[0].lower() for part in parts}
        if "word" in folders:
            return "docx"
        if "xl" in folders:
            return "xlsb" if "xl/workbook.bin" in parts else "xlsx"
        if "ppt" in folders:
            raise DocumentError("documents.presentation", place=name)
        if any(part.lower().endswith("document.xml") for part in parts):
            return "docx"
    if "mimetype" in parts:
        return _sniff_opendocument(name, archive)
    raise DocumentError("documents.zip_archive", place=name)


def _sniff_opendocument(name: str, archive: SafeArchive) -> str:
    if _MANIFEST in archive.names and b":encryption-data" in archive.read(_MANIFEST):
        raise _protected(name)
    declared = archive.read("mimetype").strip()
    if declared == _OPEN_TEXT:
        return "odt"
    if b"opendocument.spreadsheet" in declared:
        return "ods"
    raise DocumentError("documents.opendocument_file", place=name)


def _sniff_ole(name: str, content: bytes) -> str:
    """Old Word files and password-protected new ones share one container."""
    folded = content.lower()  # names of its streams are the same in capitals
    if "encryptedpackage".encode("utf-16-le") in folded:
        raise _protected(name)
    if "worddocument".encode("utf-16-le") in folded:
        if _is_encrypted_word(content):
            raise _protected(name)
        return "doc"
    if "workbook".encode("utf-16-le") in folded:
        return "xls"
    raise DocumentError("documents.unknown_old_office_file", place=name)


def _is_encrypted_word(content: bytes) -> bool:
    """The stream WordDocument begins at a sector with EC A5; its flags say if it is encrypted."""
    for start in range(_OLE_SECTOR, len(content) - 12, _OLE_SECTOR):
        if content[start : start + 2] == b"\xec\xa5":
            return bool(content[start + 11] & 0x01)
    return False


def _protected(name: str) -> DocumentError:
    return DocumentError("documents.password", place=name)


def to_docx(name: str, content: bytes) -> bytes:
    """Give a .docx, .doc, .rtf or .odt as .docx: as it is, or as LibreOffice writes it.

    Raises DocumentError for another kind of file, and where LibreOffice is needed and absent.
    """
    found = _sniff(name, content)
    if found in _BY_OFFICE:
        return _converted(name, content, found)
    if found != "docx":
        raise DocumentError("documents.no_word_file", place=name)
    return content


def _converted(name: str, content: bytes, suffix: str) -> bytes:
    converted = convert_document(content, suffix, "docx", place=name)
    if converted is None:
        raise DocumentError("documents.old_word_file", place=name, suffix=suffix)
    return converted
