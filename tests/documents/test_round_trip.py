"""What goes into a .docx comes out of it: text, bindings, annotations, other programs' saves."""

import dataclasses
import io
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jushi.documents import official, read_document
from jushi.documents.office import convert_document
from jushi.documents.official_format import BoundDocument

from tests.documents.word_files import part_of, with_part

_SENTENCE = st.text(
    st.sampled_from("县政府受理案件办结率“”—…《》（）0123456789.%％abc &<>'\"、，"),
    min_size=1,
    max_size=40,
).map(lambda text: f"今{text}年。")
_PARAGRAPH = st.lists(_SENTENCE, min_size=1, max_size=3).map(
    lambda sentences: official.Paragraph.plain("".join(sentences))
)
_CELL = st.text(st.sampled_from("指标件17.%—余"), min_size=1, max_size=8)
_TABLE = st.integers(2, 4).flatmap(
    lambda columns: st.builds(
        official.Table,
        st.tuples(*[_CELL] * columns),
        st.lists(st.tuples(*[_CELL.map(official.Paragraph.plain)] * columns), max_size=3).map(
            tuple
        ),
        st.just("数据表"),
    )
)
_PARTS = st.lists(st.one_of(_PARAGRAPH, _TABLE), max_size=3).map(tuple)
_NUMBERS = {1: "一、", 2: "（一）", 3: "1.", 4: "（1）"}


def _section(level: int) -> st.SearchStrategy[official.PrintedSection]:
    heading = st.sampled_from(["总体情况", "存在问题", "机制“创新”"]).map(
        lambda text: official.Paragraph.plain(_NUMBERS[level] + text)
    )
    children = st.lists(_section(level + 1), max_size=2).map(tuple) if level < 4 else st.just(())
    plain = st.builds(official.PrintedSection, st.just(level), heading, _PARTS, children)
    run_in = st.builds(
        lambda head, first, rest, below: official.PrintedSection(
            level, official.Paragraph.plain(head.text + "。"), (first, *rest), below, run_in=True
        ),
        heading, _PARAGRAPH, _PARTS, children,
    )  # fmt: skip
    return st.one_of(plain, run_in)


_REPORT = st.builds(
    official.Report,
    title=st.just(("某县2023年度工作报告",)),
    addressee=st.sampled_from(["", "省人民政府："]),
    lead=_PARTS,
    sections=st.lists(_section(1), min_size=1, max_size=3).map(tuple),
    signature=st.sampled_from(["", "某县人民政府"]),
    date=st.just("2024年3月5日"),
)


@pytest.mark.slow
@settings(max_examples=40)
@given(_REPORT)
def test_text_of_a_report_survives_word_format(report: official.Report) -> None:
    content = official.render_docx(report, official.load_layout())

    document = read_document("a.docx", content)

    assert document.text == report.text
    again = official.report_from_document(document)
    assert again.text == report.text
    assert read_document("b.docx", official.render_docx(again, official.load_layout())) == (
        dataclasses.replace(document, name="b.docx")
    )


def test_county_report_survives_word_format(shared: Path) -> None:
    source = read_document("report-2023.txt", (shared / "seed" / "report-2023.txt").read_bytes())

    content = official.render_docx(official.report_from_document(source), official.load_layout())

    assert read_document("a.docx", content).text == source.text


def test_line_that_ends_like_a_lead_is_no_addressee() -> None:
    text = "某县报告\n某县政府高度重视，现将有关情况报告如下：\n一、情况\n受理17件。\n"

    report = official.report_from_document(read_document("a.txt", text.encode()))

    assert report.addressee == ""
    assert report.lead[0] == official.Paragraph.plain("某县政府高度重视，现将有关情况报告如下：")


def _figures(bound: BoundDocument) -> list[tuple[str, str]]:
    return [(number.text, number.figure) for number in bound.numbers]


_EXPECTED = [("1204", "aid_cases"), ("20.4%", "yoy(aid_cases)")]


def test_bindings_come_back_from_our_own_file(report: official.Report) -> None:
    content = official.render_docx(report, official.load_layout(), is_bound=True)

    bound = official.read_bound_docx("a.docx", content)

    assert _figures(bound) == _EXPECTED
    assert bound.lost == ()
    assert (
        bound.document.text
        == read_document("a.docx", official.render_docx(report, official.load_layout())).text
    )


def test_bookmark_keeps_its_figure_when_a_person_types_over_the_number(
    report: official.Report,
) -> None:
    content = official.render_docx(report, official.load_layout(), is_bound=True)

    edited = _with_body(content, ">1204<", ">1240<")

    assert _figures(official.read_bound_docx("a.docx", edited))[0] == ("1240", "aid_cases")


def test_sentence_gives_bindings_back_when_bookmarks_are_lost(report: official.Report) -> None:
    content = official.render_docx(report, official.load_layout(), is_bound=True)
    untagged = _with_body(content, 'w:name="jushi_', 'w:name="other_')

    bound = official.read_bound_docx("a.docx", untagged)

    assert _figures(bound) == _EXPECTED
    changed = _with_body(untagged, "全年受理", "一年受理")
    assert official.read_bound_docx("a.docx", changed).numbers == ()
    assert official.read_bound_docx("a.docx", changed).lost == ("aid_cases", "yoy(aid_cases)")


def test_other_readers_of_word_files_see_every_number(report: official.Report) -> None:
    content = official.render_docx(report, official.load_layout(), is_bound=True)

    paragraphs = docx.Document(io.BytesIO(content)).paragraphs

    text = "\n".join(paragraph.text for paragraph in paragraphs)
    assert "全年受理法律援助案件1204件，同比增长20.4%。群众满意率98%以上。" in text


def test_a_file_without_anchors_holds_no_bookmark_and_no_custom_part(
    report: official.Report,
) -> None:
    content = official.render_docx(report, official.load_layout())

    assert b"customXml" not in content
    assert "bookmark" not in part_of(content, "word/document.xml")
    assert official.read_bound_docx("a.docx", content).numbers == ()


def test_a_bookmark_of_the_first_export_stands_for_the_same_in_the_next() -> None:
    sent = _told(("a", "1"), ("b", "2"), ("a", "3"))
    again = dataclasses.replace(
        _told(("b", "2"), ("c", "4"), ("a", "1")), anchors=official.with_anchors(sent).anchors
    )

    assert official.with_anchors(sent).anchors == ("a", "b", "a")
    content = official.render_docx(again, official.load_layout(), is_bound=True)

    numbers = official.read_bound_docx("a.docx", content).numbers
    assert [(n.anchor, n.figure) for n in numbers] == [(2, "b"), (4, "c"), (1, "a")]


def _told(*numbers: tuple[str, str]) -> official.Report:
    runs = [official.Run(text, figure) for figure, text in numbers]
    spaced = [part for run in runs for part in (official.Run("，共"), run)]
    opening = official.Paragraph.plain("开头。")
    return official.Report(("标题",), lead=(opening, official.Paragraph(tuple(spaced))))


def test_an_empty_bookmark_beside_a_number_that_was_typed_is_its_own() -> None:
    content = official.render_docx(_told(("a", "17件")), official.load_layout(), is_bound=True)
    hint = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
    run = f'<w:r>{hint}<w:t xml:space="preserve">17件</w:t></w:r>'
    end = '<w:bookmarkEnd w:id="1"/>'

    edited = _with_body(content, run + end, f"{end}{run.replace('17', '71')}")

    assert _figures(official.read_bound_docx("a.docx", edited)) == [("71件", "a")]


def test_long_expression_keeps_its_whole_text() -> None:
    figure = "+".join(f"cases_of_office_{n}" for n in range(12))
    paragraph = official.Paragraph((official.Run("共"), official.Run("17", figure)))
    report = official.Report(("标题",), lead=(official.Paragraph.plain("开头。"), paragraph))

    content = official.render_docx(report, official.load_layout(), is_bound=True)

    assert _figures(official.read_bound_docx("a.docx", content)) == [("17", figure)]
    assert figure not in part_of(content, "word/document.xml")


def test_bindings_survive_a_save_by_libreoffice(office: str, report: official.Report) -> None:
    content = official.render_docx(report, official.load_layout(), is_bound=True)
    saved = convert_document(content, "docx", "docx")
    assert saved is not None

    bound = official.read_bound_docx("a.docx", saved)

    assert _figures(bound) == _EXPECTED
    assert bound.lost == ()
    assert bound.document.text == read_document("a.docx", content).text


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["doc", "odt"])
def test_other_word_files_are_read_through_libreoffice(
    office: str, report: official.Report, suffix: str
) -> None:
    content = official.render_docx(report, official.load_layout())
    old = convert_document(content, "docx", suffix)
    assert old is not None

    document = read_document(f"报告.{suffix}", old)

    assert document.text == read_document("a.docx", content).text
    assert [b.level for b in document.blocks] == [
        b.level for b in read_document("a.docx", content).blocks
    ]


def test_pdf_gives_its_paragraphs_back(office: str, report: official.Report) -> None:
    plain = dataclasses.replace(report, attachments=())
    content = official.render_docx(plain, official.load_layout())
    pdf = convert_document(content, "docx", "pdf")
    assert pdf is not None

    document = read_document("报告.pdf", pdf)

    assert document.text == plain.text
    assert document.removed == tuple(
        f"page number: —{page}— (page {page})" for page in range(1, len(document.removed) + 1)
    )
    assert document.blocks[-1].page == len(document.removed)


def _with_body(content: bytes, old: str, new: str) -> bytes:

    xml = part_of(content, "word/document.xml")
    assert old in xml
    return with_part(content, "word/document.xml", xml.replace(old, new).encode())


def test_sections_of_the_same_text_are_told_apart_without_the_custom_part() -> None:
    sections = tuple(
        official.PrintedSection(1, official.Paragraph.plain(heading))
        for heading in ("一、甲", "二、乙")
    )
    origins = tuple(official.Origin(s.heading.text, "0" * 16, s.heading.text) for s in sections)
    report = official.Report(("标题",), sections=sections, origins=origins)
    content = official.render_docx(report, official.load_layout(), is_bound=True)

    kept = official.read_bound_docx("a.docx", content)
    part = part_of(content, "customXml/item1.xml").replace("urn:jushi:bindings:2", "urn:other")
    lost = official.read_bound_docx(
        "a.docx", with_part(content, "customXml/item1.xml", part.encode())
    )

    places = [kept.document.text.index(heading) for heading in ("一、甲", "二、乙")]
    assert [(sent.key, sent.place) for sent in kept.origins] == list(
        zip(("一、甲", "二、乙"), places, strict=True)
    )
    assert [(sent.key, sent.place) for sent in lost.origins] == [("", place) for place in places]
