"""PDF files of other programs: running heads, scanned pages, passwords."""

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from jushi.documents import read_document
from jushi.documents.pdf_reader import read_pdf
from jushi.errors import DocumentError
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

_SENTENCES = (
    "2023年以来，全县坚持依法行政，受理行政复议案件204件，办结率达100%，"
    "组织开展综合应急演练11次、专项演练23次，参加培训1700余人，实现培训全覆盖。"
)


@pytest.fixture(scope="module")
def browser_pdf(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A report printed by a browser, with a running head on each page."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        pytest.skip("no Chromium is installed")
    folder: Path = tmp_path_factory.mktemp("pdf")
    paragraphs = "".join(f"<p>第{n}段。{_SENTENCES * 3}</p>" for n in "一二三四五六七八九十")
    (folder / "a.html").write_text(
        "<!doctype html><meta charset='utf-8'><style>@page{size:A4;margin:30mm}"
        "body{font:16pt/29pt serif;margin:0}td{padding:0}th{font:10pt serif;text-align:left}"
        "p{text-indent:2em;text-align:justify;margin:0}table{border-spacing:0}</style><table>"
        f"<thead><tr><th>某县法治政府建设报告</th></tr></thead><tr><td>{paragraphs}</table>",
        encoding="utf-8",
    )
    subprocess.run(
        [
            browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
            f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={folder / 'a.pdf'}",
            (folder / "a.html").as_uri(),
        ],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    return (folder / "a.pdf").read_bytes()


def test_paragraphs_of_a_browsers_pdf_are_joined_and_heads_removed(browser_pdf: bytes) -> None:
    document = read_document("a.pdf", browser_pdf)

    assert document.text.split("\n") == [
        f"第{n}段。{_SENTENCES * 3}" for n in "一二三四五六七八九十"
    ]
    assert document.removed[0] == "running head: 某县法治政府建设报告 (page 1)"
    assert len(document.removed) == len(PdfReader(io.BytesIO(browser_pdf)).pages)


def test_pages_without_text_are_told_one_by_one(browser_pdf: bytes) -> None:
    writer = PdfWriter()
    writer.append(io.BytesIO(browser_pdf), pages=(0, 1))
    writer.add_blank_page(595, 842)
    scanned = writer.add_blank_page(595, 842)
    scanned[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/XObject"): DictionaryObject()}
    )
    buffer = io.BytesIO()
    writer.write(buffer)

    document = read_document("a.pdf", buffer.getvalue())

    assert tuple(map(str, document.notices)) == (
        "page 2 is empty",
        "page 3 is a scanned image without text",
    )


def test_protected_pdf_is_told() -> None:
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.encrypt("secret", algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)

    with pytest.raises(DocumentError) as caught:
        read_document("a.pdf", buffer.getvalue())

    assert str(caught.value) == (
        "a.pdf: is protected by a password; remove the password and try again"
    )


@pytest.mark.parametrize("algorithm", ["AES-256", "AES-128", "RC4-128"])
def test_pdf_that_forbids_only_editing_is_read(algorithm: str) -> None:
    writer = _written()
    writer.encrypt("", owner_password="secret", permissions_flag=0, algorithm=algorithm)

    assert read_document("a.pdf", _bytes_of(writer)).text == "Cases accepted: 141"


@pytest.mark.parametrize("algorithm", ["AES-256", "AES-128", "RC4-128"])
def test_pdf_that_needs_a_password_is_told(algorithm: str) -> None:
    writer = _written()
    writer.encrypt("user", owner_password="secret", algorithm=algorithm)

    with pytest.raises(DocumentError, match="is protected by a password"):
        read_document("a.pdf", _bytes_of(writer))


def _written() -> PdfWriter:
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    named = {NameObject(key): NameObject(value) for key, value in font.items()}
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): DictionaryObject(named)})}
    )
    content = DecodedStreamObject()
    content.set_data(b"BT /F1 12 Tf 72 700 Td (Cases accepted: 141) Tj ET")
    page[NameObject("/Contents")] = writer._add_object(content)
    return writer


def _bytes_of(writer: PdfWriter) -> bytes:
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def test_small_pdf_that_asks_for_millions_of_operations_is_refused() -> None:
    writer = PdfWriter()
    content = DecodedStreamObject()
    content.set_data(b"q Q " * 2_500)
    shared = writer._add_object(content.flate_encode())
    for _ in range(11):
        writer.add_blank_page(595, 842)[NameObject("/Contents")] = shared
    packed = _bytes_of(writer)

    assert len(packed) < 20_000
    with pytest.raises(DocumentError, match="asks for more than 50000 drawing operations"):
        read_pdf("a.pdf", packed, most_operations=50_000)


def _drawn_pdf(*operations: str) -> bytes:
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    fonts = DictionaryObject({NameObject("/F1"): font})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    stream = DecodedStreamObject()
    stream.set_data("\n".join(operations).encode())
    page[NameObject("/Contents")] = writer._add_object(stream)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _printed(*rows: tuple[str, ...], top: int = 700) -> list[str]:
    return [
        f"BT /F1 12 Tf 1 0 0 1 {80 + 150 * column} {top - 30 * row} Tm ({text}) Tj ET"
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    ]


_TABLE = (("Item", "2023", "2024"), ("Cases", "480", "5 1 2"), ("Closed", "470", "498"))
_ROWS = ["Item\t2023\t2024", "Cases\t480\t512", "Closed\t470\t498"]
_RULES = [
    f"{70 + 150 * column} {690 - 30 * row} 150 30 re S" for row in range(3) for column in range(3)
]


def test_table_without_rules_is_read_by_the_gaps_of_its_lines() -> None:
    content = _drawn_pdf(*_printed(("All cases of the office are told here.",), top=760),
                         *_printed(*_TABLE))  # fmt: skip

    lines = read_document("a.pdf", content).text.split("\n")

    assert lines == ["All cases of the office are told here.", *_ROWS]


def test_ruled_table_is_read_cell_by_cell_in_its_place() -> None:
    content = _drawn_pdf(
        *_printed(("All cases of the office are told here.",), top=760),
        *_printed(*_TABLE),
        *_printed(("Behind the table stands more.",), top=560),
        *_RULES,
    )

    document = read_document("a.pdf", content)

    assert document.text.split("\n") == [
        "All cases of the office are told here.",
        *_ROWS,
        "Behind the table stands more.",
    ]
    assert [block.kind for block in document.blocks].count("table_row") == 3


def test_lines_with_a_gap_that_hold_no_numbers_are_no_table() -> None:
    content = _drawn_pdf(*_printed(("Signed by", "the head"), ("On behalf", "of all")))

    assert "\t" not in read_document("a.pdf", content).text
