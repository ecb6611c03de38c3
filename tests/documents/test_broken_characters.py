"""Halves of UTF-16 pairs: no file and no database takes them, so that no reader lets them by."""

import io
from pathlib import Path

import pytest
from jushi.documents import Block, official, read_document, read_plain_text
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from tests.documents.word_files import paragraph, word_file

_TOLD = "1 broken characters were replaced by \ufffd"
_BOM = b"\xff\xfe"


def _utf16(text: str) -> bytes:
    return _BOM + text.encode("utf-16-le", "surrogatepass")


def _pdf(code: str) -> bytes:
    """A page whose font says that the letter A is the UTF-16 code unit `code`."""
    to_unicode = DecodedStreamObject()
    to_unicode.set_data(
        b"begincmap 1 begincodespacerange <00> <ff> endcodespacerange\n"
        b"2 beginbfchar <41> <" + code.encode() + b"> <42> <4EF6> endbfchar endcmap"
    )
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
            NameObject("/ToUnicode"): writer._add_object(to_unicode),
        }
    )
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
    )
    content = DecodedStreamObject()
    content.set_data(b"BT /F1 12 Tf 72 700 Td (17AB) Tj ET")
    page[NameObject("/Contents")] = writer._add_object(content)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("a.txt", _utf16("17\ud835件"), id="UTF-16"),
        pytest.param("a.txt", b"17\xed\xa0\xb5\xe4\xbb\xb6", id="three bytes"),
        pytest.param("a.md", _utf16("17\ude00件"), id="second half"),
        pytest.param("a.html", _utf16("<html><p>17\ud835件</p>"), id="page"),
        pytest.param("a.csv", _utf16("17\ud835件"), id="table"),
        pytest.param("a.docx", word_file(paragraph("17&#xD835;件")), id="reference"),
        pytest.param("a.docx", word_file(paragraph("17&#55349;件")), id="decimal reference"),
        pytest.param("a.pdf", _pdf("D835"), id="PDF"),
    ],
)
def test_half_of_a_pair_is_replaced_and_told(name: str, content: bytes) -> None:
    document = read_document(name, content)

    assert [block.text for block in document.blocks] == ["17\ufffd件"]
    assert tuple(map(str, document.notices)) == (_TOLD,)
    assert document.notices[0].render("zh") == "1 个损坏的字符已替换为 \ufffd"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("a.txt", _utf16("17😀件"), id="UTF-16"),
        pytest.param("a.txt", b"17\xed\xa0\xbd\xed\xb8\x80\xe4\xbb\xb6", id="twice three bytes"),
        pytest.param("a.html", b"<html><p>17&#128512;&#20214;</p>", id="page"),
        pytest.param("a.docx", word_file(paragraph("17&#xD83D;&#xDE00;件")), id="two references"),
        pytest.param("a.docx", word_file(paragraph("17&#128512;件")), id="one reference"),
        pytest.param("a.docx", word_file(paragraph("17&#55357;&#xde00;件")), id="of two kinds"),
        pytest.param("a.pdf", _pdf("D83DDE00"), id="PDF"),
    ],
)
def test_pair_that_is_whole_is_one_character(name: str, content: bytes) -> None:
    document = read_document(name, content)

    assert [block.text for block in document.blocks] == ["17😀件"]
    assert document.notices == ()


def test_characters_beside_the_surrogates_stay() -> None:
    text = read_document("a.docx", word_file(paragraph("&#xD7FF;&#57344;&#xE000;&#55295;"))).text

    assert text == "\ud7ff\ue000\ue000\ud7ff"


def test_plain_text_is_mended_character_for_character() -> None:
    assert read_plain_text(_utf16("a\ud835b\udc00")) == "a\ufffdb\ufffd"


def test_names_and_what_was_taken_out_are_mended() -> None:
    document = read_document("a\udce4.txt", _utf16("[bookmark: \ud835]件"))

    assert document.name == "a\ufffd.txt"
    assert document.removed == ("bookmark: [bookmark: \ufffd]",)


def test_text_with_a_replaced_character_can_be_written_as_word() -> None:
    document = read_document("a.pdf", _pdf("D835"))
    body = official.Paragraph.plain(document.text)
    report = official.Report(("报告",), sections=(official.PrintedSection(1, body),))

    copy = official.render_docx(report, official.load_layout())

    assert "17\ufffd件" in [
        block.text for block in read_document("b.docx", copy).blocks if isinstance(block, Block)
    ]


@pytest.mark.parametrize("encoding", ["unicode_escape", "punycode", "undefined", "zlib", "utf-7"])
def test_page_that_names_no_encoding_of_text_is_read_as_utf8(encoding: str) -> None:
    page = f'<html><meta charset="{encoding}"><p>受理17件\\ud835</p>'

    assert read_document("a.html", page.encode()).text == "受理17件\\ud835"


def test_half_surrogate_of_the_wild(shared: Path) -> None:
    content = (shared / "found" / "half-surrogate.pdf").read_bytes()

    document = read_document("half.pdf", content)

    assert tuple(map(str, document.notices)) == (_TOLD,)
    document.text.encode()
