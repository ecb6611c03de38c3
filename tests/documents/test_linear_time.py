"""Documents made to be slow are read in time with their length.

Each takes minutes where any step looks at all that came before it; `evals/bench/bench_growth.py`
measures the same at doubling lengths.
"""

import time
from collections.abc import Callable

import pytest
from jushi.documents import annotate_docx, official, read_document
from jushi.documents.annotation import Annotation
from jushi.errors import DocumentError

from evals.bench.bench_growth import DOCUMENTS, Slow
from tests.documents.word_files import paragraph, part_of, run, with_part, word_file

_MOST_S = 6.0


@pytest.mark.slow
@pytest.mark.parametrize("case", [pytest.param(each, id=each.title) for each in DOCUMENTS])
def test_document_made_to_be_slow_is_read_in_time(case: Slow) -> None:
    name, content = case.file(case.enough)
    began = time.process_time()
    try:
        read_document(name, content)
    except DocumentError as error:
        assert "\n" not in str(error)

    assert time.process_time() - began < _MOST_S


def _timed(action: Callable[[], object]) -> float:
    began = time.process_time()
    action()
    return time.process_time() - began


def test_paragraph_of_many_lines_keeps_each_line() -> None:
    body = "<w:p>" + "".join(f"<w:r><w:t>第{n}行</w:t><w:br/></w:r>" for n in range(50)) + "</w:p>"

    text = read_document("a.docx", word_file(body)).text

    assert text.split("\n") == [f"第{n}行" for n in range(50)]


def test_paragraphs_whose_marks_are_deleted_are_one() -> None:
    deleted = "<w:rPr><w:del w:id='1'/></w:rPr>"
    body = "".join(paragraph(f"{n}件，", deleted) for n in range(30)) + paragraph("完。")

    assert (
        read_document("a.docx", word_file(body)).text
        == "".join(f"{n}件，" for n in range(30)) + "完。"
    )


def test_note_that_refers_to_itself_is_read_once() -> None:
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    note = f'<w:footnote w:id="2">{paragraph(run("注。") + reference)}</w:footnote>'
    body = paragraph(run("正文。") + reference * 3)

    text = read_document("a.docx", word_file(body, {"footnotes": note})).text

    assert text == "正文。\n注。"


def test_running_head_that_every_section_shares_is_told_once() -> None:
    content = word_file(paragraph("正文。"), {"header": paragraph("页眉")})
    relations = part_of(content, "word/_rels/document.xml.rels")
    one = relations[relations.index("<Relationship ") : relations.index("</Relationships>")]
    shared = relations.replace(one, "".join(one.replace("rId1", f"rId{n}") for n in range(1, 500)))
    content = with_part(content, "word/_rels/document.xml.rels", shared.encode())

    assert read_document("a.docx", content).removed == ("running head: 页眉",)


@pytest.mark.parametrize("digits", ["9" * 5000, "2147483647", "-1", "٣"])
@pytest.mark.parametrize("number_format", ["lowerRoman", "upperLetter", "chineseCounting"])
def test_counter_that_starts_at_nonsense_makes_no_endless_number(
    digits: str, number_format: str
) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
        f'<w:start w:val="{digits}"/><w:numFmt w:val="{number_format}"/>'
        f'<w:lvlText w:val="{"%1." * 5000}"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    properties = f'<w:numPr><w:ilvl w:val="{digits}"/><w:numId w:val="1"/></w:numPr>'
    plain = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    span = f'<w:tc><w:tcPr><w:gridSpan w:val="{digits}"/></w:tcPr>{paragraph("1")}</w:tc>'
    body = paragraph("甲。", properties) + paragraph("乙。", plain)
    body += f"<w:tbl><w:tr>{span}{span}</w:tr></w:tbl>"

    text = read_document("a.docx", word_file(body, {"numbering": numbering})).text

    assert "乙。" in text
    assert len(text) < 200_000


@pytest.mark.slow
def test_bindings_and_remarks_of_many_runs_are_found_in_time() -> None:
    runs = "".join(
        f'<w:commentRangeStart w:id="{n}"/><w:ins w:id="{n}" w:author="甲">'
        "<w:r><w:t>受理</w:t></w:r></w:ins>"
        for n in range(20_000)
    )
    control = f"<w:sdt><w:sdtContent>{runs}</w:sdtContent></w:sdt>"
    content = word_file(f"<w:p>{control}</w:p>")

    assert _timed(lambda: official.read_bound_docx("a.docx", content)) < _MOST_S
    bound = official.read_bound_docx("a.docx", content)
    assert [(each.kind, len(each.text)) for each in bound.remarks] == [("inserted", 40_000)]


def test_comment_ends_where_its_range_ends() -> None:
    marks = '<w:commentRangeStart w:id="0"/>{}<w:commentRangeEnd w:id="0"/>'
    comments = f'<w:comment w:id="0" w:author="甲">{paragraph("请核")}</w:comment>'
    body = f"<w:p>{run('全年')}{marks.format(run('受理') + run('17件'))}{run('。')}</w:p>"
    body += f"<w:p>{run('另')}</w:p>"

    bound = official.read_bound_docx("a.docx", word_file(body, {"comments": comments}))

    assert [(each.text, each.start, each.end) for each in bound.remarks] == [("请核", 2, 7)]


@pytest.mark.slow
def test_review_copy_of_many_notes_is_made_in_time() -> None:
    count = 2000
    notes = "".join(
        f'<w:footnote w:id="{n}">{paragraph(f"注{n}件。")}</w:footnote>' for n in range(count)
    )
    body = "".join(
        f'<w:p>{run("文。")}<w:r><w:footnoteReference w:id="{n}"/></w:r></w:p>'
        for n in range(count)
    )
    content = word_file(body, {"footnotes": notes})
    text = read_document("a.docx", content).text
    starts = [place for place, letter in enumerate(text) if letter == "注"]
    wishes = [Annotation(start, start + 1, "核", "error") for start in starts]

    assert _timed(lambda: annotate_docx("a.docx", content, wishes)) < 2 * _MOST_S


@pytest.mark.parametrize(
    "page",
    [
        pytest.param("<div>" * 300 + "深。", id="deep"),
        pytest.param("<p " + "".join(f" a{n}='1'" for n in range(3000)) + ">深。", id="attributes"),
        pytest.param(
            '<p a=">"' + "".join(f" a{n}=1" for n in range(3000)) + ">深。", id="quoted >"
        ),
    ],
)
def test_page_of_which_only_the_beginning_would_be_read_is_refused(page: str) -> None:
    with pytest.raises(DocumentError, match="open it in a browser and save its text"):
        read_document("a.html", f"<html><body><p>开头。</p>{page}".encode())


def test_page_with_a_long_picture_is_read() -> None:
    picture = "AAAA BBBB\n" * 5000

    page = f'<html><body><img src="data:image/png;base64,{picture}"><p>受理17件。</p>'

    assert read_document("a.html", page.encode()).text == "受理17件。"
