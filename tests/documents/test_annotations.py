"""Comments, marks and tracked changes land on the exact characters, in any Word file."""

import re
from pathlib import Path

import pytest
from jushi.documents import Annotation, annotate_docx, official, read_document
from jushi.documents.office import convert_document
from jushi.errors import DocumentError
from lxml import etree

from tests.documents.word_files import paragraph, part_of, run, word_file

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _annotated(body: str, *found: Annotation, parts: dict[str, str] | None = None) -> bytes:
    return annotate_docx("a.docx", word_file(paragraph("开头。") + body, parts), found)


def _at(text: str, words: str, **more: object) -> Annotation:
    start = text.index(words)
    return Annotation(start, start + len(words), **more)  # type: ignore[arg-type]


def commented(content: bytes) -> dict[str, str]:
    """Text that each comment spans, by the comment's own text."""
    body = etree.fromstring(part_of(content, "word/document.xml").encode())
    comments = etree.fromstring(part_of(content, "word/comments.xml").encode())
    said = {
        node.get(f"{W}id"): "".join(t.text or "" for t in node.iter(f"{W}t"))
        for node in comments.iter(f"{W}comment")
    }
    open_ids: set[str] = set()
    spans = dict.fromkeys(said.values(), "")
    for node in body.iter():
        key = node.get(f"{W}id")
        if node.tag == f"{W}commentRangeStart":
            open_ids.add(key)
        elif node.tag == f"{W}commentRangeEnd":
            open_ids.remove(key)
        elif node.tag in (f"{W}t", f"{W}delText"):
            for each in open_ids:
                spans[said[each]] += node.text or ""
    return spans


@pytest.mark.parametrize(
    ("body", "words"),
    [
        pytest.param(paragraph("受理案件1204件，办结率98%。"), "1204件", id="inside a run"),
        pytest.param(paragraph(run("受理12") + run("04") + run("件。")), "1204件", id="over runs"),
        pytest.param(
            paragraph(f"<w:hyperlink>{run('受理1204件')}</w:hyperlink>"), "1204件", id="in a link"
        ),
        pytest.param(
            paragraph(f"<w:ins w:id='1'>{run('受理1204件')}</w:ins>"),
            "1204件", id="in an insertion",
        ),
        pytest.param(
            paragraph(f"<w:sdt><w:sdtContent>{run('受理1204件')}</w:sdtContent></w:sdt>"),
            "1204件", id="in a content control",
        ),
        pytest.param(
            paragraph(run("受理1204件。")) + paragraph(run("另有16件。")), "1204件。\n另有16件",
            id="over paragraphs",
        ),
        pytest.param(
            paragraph(run("[bookmark: _GoBack]　受理1204件")), "1204件", id="behind boilerplate",
        ),
        pytest.param(
            paragraph("<w:r><w:t>受理</w:t><w:tab/><w:t>1204件</w:t><w:br/><w:t>下</w:t></w:r>"),
            "1204件", id="run with tab and break",
        ),
        pytest.param(
            f"<w:tbl><w:tr><w:tc>{paragraph('案件')}</w:tc><w:tc>{paragraph('1204件')}</w:tc>"
            "</w:tr></w:tbl>", "1204件", id="in a table",
        ),
    ],
)  # fmt: skip
def test_comment_spans_exactly_its_characters(body: str, words: str) -> None:
    text = read_document("a.docx", word_file(paragraph("开头。") + body)).text

    content = _annotated(body, _at(text, words, comment="核", status="error"))

    assert commented(content) == {"核": words.replace("\n", "")}
    after = read_document("a.docx", content)
    assert after.text == text


def test_suggestion_is_a_tracked_change_that_reads_as_made() -> None:
    body = paragraph(run("受理12", "<w:b/>") + run("04件，办结16件。"))
    text = "开头。\n受理1204件，办结16件。"

    content = _annotated(
        body,
        _at(text, "1204件", comment="应为1240件", suggestion="1240件"),
        _at(text, "，办结16件", suggestion=""),
    )

    xml = part_of(content, "word/document.xml")
    assert re.findall(r"<w:delText[^>]*>([^<]*)<", xml) == ["12", "04件", "，办结16件"]
    assert re.search(r"<w:ins [^>]*><w:r><w:rPr><w:b/></w:rPr><w:t[^>]*>1240件</w:t>", xml)
    assert read_document("a.docx", content).text == "开头。\n受理1240件。"


def test_overlapping_suggestion_is_said_in_its_comment() -> None:
    text = "开头。\n受理1204件。"

    content = _annotated(
        paragraph("受理1204件。"),
        _at(text, "1204件", suggestion="1240件"),
        _at(text, "04件", comment="单位", suggestion="04起"),
    )

    assert read_document("a.docx", content).text == "开头。\n受理1240件。"
    assert commented(content) == {"单位 建议改为：04起": "04件"}


def test_marks_differ_by_colour_and_by_underline() -> None:
    text = "开头。\n一1、二2、三3。"
    statuses = {"1": "ok", "2": "review", "3": "error"}

    content = _annotated(
        paragraph("一1、二2、三3。"), *(_at(text, n, status=s) for n, s in statuses.items())
    )

    looks = re.findall(
        r'<w:color w:val="(\w+)"/><w:u w:val="(\w+)"[^>]*/></w:rPr><w:t[^>]*>(\d)<',
        part_of(content, "word/document.xml"),
    )
    assert [digit for _, _, digit in looks] == ["1", "2", "3"]
    assert len({color for color, _, _ in looks}) == len({line for _, line, _ in looks}) == 3


def test_comment_on_a_footnote_or_box_stands_at_its_place_in_the_body() -> None:
    note = f'<w:footnote w:id="2">{paragraph("口径17件。")}</w:footnote>'
    body = paragraph(run("正文。") + '<w:r><w:footnoteReference w:id="2"/></w:r>')
    text = "开头。\n正文。\n口径17件。"

    content = _annotated(
        body,
        _at(text, "17件", comment="核", suggestion="18件", status="error"),
        parts={"footnotes": note},
    )

    assert commented(content) == {"核 建议改为：18件": ""}
    assert "C00000" in part_of(content, "word/footnotes.xml")
    assert read_document("a.docx", content).text == text


def test_annotation_outside_the_text_is_refused() -> None:
    with pytest.raises(DocumentError, match="has no characters 3 to 900; check it again"):
        _annotated("", Annotation(3, 900, "x"))


def test_second_review_keeps_the_comments_of_the_first() -> None:
    text = "开头。\n受理1204件。"
    first = _annotated(paragraph("受理1204件。"), _at(text, "受理", comment="一"))

    second = annotate_docx("a.docx", first, [_at(text, "1204件", comment="二")])

    assert commented(second) == {"一": "受理", "二": "1204件"}


@pytest.mark.slow
def test_every_number_of_real_reports_can_becommented(shared: Path) -> None:
    for path in sorted((shared / "corpus" / "reports").glob("*.docx")):
        before = path.read_bytes()
        text = read_document(path.name, before).text
        found = [
            Annotation(m.start(), m.end(), f"{number}", "ok")
            for number, m in enumerate(re.finditer(r"\d[\d.]*[%％]?", text))
        ]

        after = annotate_docx(path.name, before, found)

        assert read_document(path.name, after).text == text
        assert commented(after) == {a.comment: text[a.start : a.end] for a in found}


@pytest.mark.slow
def test_review_copy_stays_bound_and_opens_in_libreoffice(
    office: str, report: official.Report
) -> None:
    annotations = [
        _at(report.text, "1204件", comment="来源：数据表!D2", status="ok"),
        _at(report.text, "20.4%", comment="应为20.5%", status="error", suggestion="20.5%"),
    ]

    content = official.render_review_copy(report, official.load_layout(), annotations)
    saved = convert_document(content, "docx", "docx")

    bound = official.read_bound_docx("a.docx", content)
    assert [(b.text, b.figure) for b in bound.numbers] == [
        ("1204", "aid_cases"),
        ("20.5%", "yoy(aid_cases)"),
    ]
    assert commented(content) == {"来源：数据表!D2": "1204件", "应为20.5%": "20.4%20.5%"}
    assert saved is not None
    assert commented(saved)["来源：数据表!D2"] == "1204件"
    assert "同比增长20.5%。" in read_document("a.docx", saved).text
