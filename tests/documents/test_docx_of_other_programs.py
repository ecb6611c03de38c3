"""Word files that LibreOffice made of other formats: nothing is lost, comments find their words.

The sources in tests/data/wild hold what clerks' files hold: lists whose numbers are only counted,
footnotes and endnotes, text boxes, tables in tables, tracked changes, fields and soft breaks.
"""

import copy
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jushi.documents import Annotation, annotate_docx, read_document
from jushi.documents.docx_annotator import AUTHOR
from jushi.documents.office import convert_document
from lxml import etree

from tests.documents.test_annotations import commented
from tests.documents.word_files import paragraph, part_of, run, with_part, word_file

WILD = Path(__file__).parents[1] / "data" / "wild"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXTS = {
    "fodt": "开头说明了情况。\n一、总体情况\n二、存在问题\n受理案件17件，办结15件。\n含移送3件。\n"
    "截至6月30日。\n上行\n下行\t右。\n改动新17件。\n正文旁继续。\n框中99件。\n指标\t本年\n案件\t\n"
    "上半年8\t下半年9\n结尾。",
    "html": "工作报告\n开头说明了情况。\n一、总体情况\n1. 第一项17件。\n2. 第二项18件。\n点\n"
    "指标\t值\n案件\t17 件\n上行\n下行，链接和注。",
    "rtf": "开头。\n新17件。\nA17。\n含3件。\n链接\nB\tC。\nX\t17\n结尾。",
}
# LibreOffice makes a Word file of a web page only by way of its own format.
_STEPS = {"fodt": ("docx",), "html": ("odt", "docx"), "rtf": ("docx",)}


def made_by_libreoffice(suffix: str) -> bytes:
    content = (WILD / f"sample.{suffix}").read_bytes()
    for target in _STEPS[suffix]:
        converted = convert_document(content, suffix, target)
        assert converted is not None
        content, suffix = converted, target
    return content


@pytest.mark.slow
@pytest.mark.parametrize("suffix", _TEXTS)
def test_nothing_is_lost_and_every_number_can_be_commented(office: str, suffix: str) -> None:
    content = made_by_libreoffice(suffix)

    text = read_document("a.docx", content).text
    body = [m for m in re.finditer(r"\d+件", text) if "含" not in text[m.start() - 3 : m.start()]]
    found = [Annotation(m.start(), m.end(), f"{n}", "ok") for n, m in enumerate(body)]
    copy_of_it = annotate_docx("a.docx", content, found)

    assert text == _TEXTS[suffix]
    assert read_document("a.docx", copy_of_it).text == text
    spans = commented(copy_of_it)
    inside = {a.comment: text[a.start : a.end] for a in found if text[a.start : a.end] != "99件"}
    assert {key: spans[key] for key in inside} == inside


_WORDS = st.text(st.sampled_from("受理案件办结率0123456789.%、“”"), min_size=1, max_size=6)
_OTHER = "<w:r><w:delText>旧文16件</w:delText></w:r>"
_FIELD = (
    "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> REF _Ref1 </w:instrText></w:r>"
    "<w:r><w:fldChar w:fldCharType='separate'/></w:r>{}<w:r><w:fldChar w:fldCharType='end'/></w:r>"
)
_SHAPES = (
    "{}",
    "<w:ins w:id='91' w:author='甲'>{}</w:ins>",
    f"<w:del w:id='92' w:author='甲'>{_OTHER}</w:del>{{}}",
    "<w:moveTo w:id='93' w:author='甲'>{}</w:moveTo>",
    "<w:moveFrom w:id='94' w:author='甲'><w:r><w:t>移走17件</w:t></w:r></w:moveFrom>{}",
    "<w:hyperlink w:anchor='a'>{}</w:hyperlink>",
    "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
    "<w:fldSimple w:instr='DATE'>{}</w:fldSimple>",
    "<w:smartTag w:element='date'>{}</w:smartTag>",
    _FIELD,
    "<w:bookmarkStart w:id='95' w:name='b'/>{}<w:bookmarkEnd w:id='95'/>",
    "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏15件</w:t></w:r>{}",
    "<w:proofErr w:type='spellStart'/>{}<w:r><w:lastRenderedPageBreak/></w:r>",
    "{}<w:r><w:tab/></w:r>",
    "{}<w:r><w:br/></w:r>",
)
_PIECE = st.tuples(st.sampled_from(_SHAPES), st.lists(_WORDS, min_size=1, max_size=2)).map(
    lambda piece: piece[0].format("".join(run(word) for word in piece[1]))
)
_LINE = st.lists(_PIECE, min_size=1, max_size=5).map(
    lambda pieces: paragraph(run("今") + "".join(pieces) + run("年。"))
)
_TABLE = st.lists(_LINE, min_size=1, max_size=2).map(
    lambda cells: (
        "<w:tbl><w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr></w:tbl>"
    )
)
_BODY = st.lists(st.one_of(_LINE, _LINE, _TABLE), min_size=1, max_size=4).map("".join)


def spans_in(text: str, data: st.DataObject) -> list[tuple[int, int]]:
    """Some stretches of text that do not overlap and begin and end with a character."""
    starts = [m.start() for m in re.finditer(r"\S", text)]
    chosen = sorted(data.draw(st.sets(st.sampled_from(starts), min_size=2, max_size=6)))
    return [(low, high + 1) for low, high in zip(chosen[::2], chosen[1::2], strict=False)]


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(_BODY, st.data())
def test_comments_span_exactly_their_characters_in_all_that_word_nests(
    body: str, data: st.DataObject
) -> None:
    content = word_file(paragraph("开头。") + body)
    text = read_document("a.docx", content).text
    found = [
        Annotation(low, high, f"{n}", "ok") for n, (low, high) in enumerate(spans_in(text, data))
    ]

    after = annotate_docx("a.docx", content, found)

    assert read_document("a.docx", after).text == text
    # What is hidden, deleted or moved away lies between the characters, and is none of them;
    # blanks are tabs and breaks.
    seen = {
        key: re.sub(r"藏15件|旧文16件|移走17件|\s", "", span)
        for key, span in commented(after).items()
    }
    assert seen == {a.comment: re.sub(r"\s", "", text[a.start : a.end]) for a in found}


def rejected(content: bytes) -> bytes:
    """The file after its reader rejected every change that Jushi suggested."""
    root = etree.fromstring(part_of(content, "word/document.xml").encode())
    for change in list(root.iter(f"{W}ins", f"{W}del")):
        if change.get(f"{W}author") != AUTHOR:
            continue
        if change.tag == f"{W}del":
            for node in list(change):
                for told in node.iter(f"{W}delText"):
                    told.tag = f"{W}t"
                change.addprevious(copy.copy(node))
        change.getparent().remove(change)
    return with_part(content, "word/document.xml", etree.tostring(root))


@settings(max_examples=40, deadline=None)
@given(_BODY, st.data())
def test_an_accepted_change_replaces_its_characters_and_a_rejected_one_none(
    body: str, data: st.DataObject
) -> None:
    content = word_file(paragraph("开头。") + body)
    text = read_document("a.docx", content).text
    low = data.draw(st.sampled_from([m.start() for m in re.finditer(r"\d+", text)] or [0]))
    high = re.compile(r"\d+|.").match(text, low).end()  # type: ignore[union-attr]

    after = annotate_docx("a.docx", content, [Annotation(low, high, "核", "error", "88")])

    assert read_document("a.docx", after).text == f"{text[:low]}88{text[high:]}"
    assert read_document("a.docx", rejected(after)).text == text
