"""Drafts made to break their readers end in a check or in one Chinese line."""

import re

import pytest
from jushi.error_telling import tell_error
from jushi.errors import JushiError
from jushi.services import SourceFile, check_report, render_check_report

from tests.documents.word_files import paragraph, word_file

_FIGURES = SourceFile("f.csv", "指标,数值,单位,期间\n受理案件,12,件,2023年\n".encode())
_LATIN = re.compile(r"[A-Za-z']{2,}[ ,:]+[A-Za-z']{2,}")
_SIGNS = (
    "7",
    ",",
    "《",
    "（",
    "e\u0301",
    "😀",
    "万",
    "1.",
    "2023年",
    "“",
    "1\n",
    "一、",
    "> ",
    "| ",
)
_PAGES = "<</Type/Catalog/Pages 2 0 R>>"


def _pdf(*objects: str) -> bytes:
    body = "".join(f"{n} 0 obj\n{each}\nendobj\n" for n, each in enumerate(objects, start=1))
    return f"%PDF-1.4\n{body}trailer <</Root 1 0 R>>\nstartxref\n0\n%%EOF".encode()


_DRAFTS = [
    *(
        SourceFile(f"a.{kind}", (sign * 2_000).encode())
        for sign in _SIGNS
        for kind in ("txt", "md")
    ),
    *(SourceFile("a.html", f"<p>{sign * 2_000}".encode()) for sign in _SIGNS),
    *(SourceFile("a.docx", word_file(paragraph(sign * 2_000))) for sign in _SIGNS if sign != "> "),
    *(SourceFile("a.html", f"<{tag}>".encode() * 2_000) for tag in ("div", "table", "ul><li", "b")),
    SourceFile("a.docx", word_file("<w:tbl><w:tr><w:tc>" * 300 + "</w:tc></w:tr></w:tbl>" * 300)),
    SourceFile("a.md", b">" * 5_000),
    SourceFile("a.pdf", _pdf(_PAGES, "<</Type/Pages/Kids[2 0 R]/Count 1>>")),
    SourceFile("a.pdf", _pdf(_PAGES, "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Kids[2 0 R]>>")),
    SourceFile("a.pdf", _pdf(_PAGES, "<</Type/Pages/Kids[]/Count 999999999>>")),
    SourceFile("a.pdf", _pdf(f"<</Type/Catalog/X {'[' * 5_000}>>")),
    *(SourceFile(f"a.{kind}", b"\0" * 100) for kind in ("txt", "md", "html", "docx", "pdf")),
    SourceFile("a.txt", "受理案件12件。".encode("utf-16")),
    SourceFile("a.txt", "受理案件12件。".encode("gb18030")),
]


@pytest.mark.slow
@pytest.mark.parametrize("number", range(len(_DRAFTS)))
def test_hostile_draft_ends_in_a_check_or_a_chinese_line(number: int) -> None:
    draft = _DRAFTS[number]
    try:
        told = render_check_report(check_report(draft, _FIGURES), "text").decode()
    except JushiError as error:
        told = tell_error(error, "zh")
        assert "\n" not in told

    assert told
    assert not _LATIN.search(told.replace("a.docx:word/document.xml", ""))
