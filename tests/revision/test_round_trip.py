"""A report that went out as .docx and came back edited."""

import io
import zipfile

from jushi.documents import official
from jushi.revision.binding import rendered
from jushi.revision.round_trip import ReturnedReport, compare_document
from jushi.text import Section, Sentence

from tests.revision.test_rebind import TABLE

_TEMPLATES = (
    "持有执法证人员{{licence}}、监督证人员{{supervisor}}。",
    "共计{{trained|余}}参加考试。",
    "群众满意度稳步提高。",
)


def _section(key: str, number: str, title: str, *templates: str) -> Section:
    sentences = tuple(
        rendered(Sentence(t, t, id=f"s{n}", starts_paragraph=n == 1), TABLE)[0]
        for n, t in enumerate(templates, 1)
    )
    return Section(key, title, sentences, 1, number)


SECTIONS = (
    Section("lead", "", (Sentence("现将有关情况报告如下。", id="s1", starts_paragraph=True),), 0),
    _section("1", "一、", "执法队伍", *_TEMPLATES),
    _section("2", "二、", "矛盾化解", "受理纠纷{{accepted}}，化解{{resolved}}。"),
)


def _plain(text: str) -> official.Paragraph:
    return official.Paragraph((official.Run(text),))


def _docx() -> bytes:
    layout = official.load_layout()
    parts = tuple(
        official.PrintedSection(
            1,
            _plain(f"{s.number}{s.title}"),
            (official.Paragraph(tuple(_runs(s))),),
        )
        for s in SECTIONS[1:]
    )
    origins = tuple(
        official.Origin(s.key, f"{number:016x}", s.heading) for number, s in enumerate(SECTIONS)
    )
    report = official.Report(
        ("禾溪县报告",), lead=(_plain(SECTIONS[0].text),), sections=parts, origins=origins
    )
    return official.render_docx(report, layout, is_bound=True)


def _runs(section: Section):  # type: ignore[no-untyped-def]
    for sentence in section:
        last = 0
        for binding in sentence.bindings:
            yield official.Run(sentence.text[last : binding.start])
            yield official.Run(sentence.text[binding.start : binding.end], binding.expression)
            last = binding.end
        yield official.Run(sentence.text[last:])


def _return(*edits: tuple[str, str]) -> ReturnedReport:
    """Edit the document as Word would: inside its text, the bookmarks left where they are."""
    source = zipfile.ZipFile(io.BytesIO(_docx()))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                text = content.decode()
                for old, new in edits:
                    assert old in text
                    text = text.replace(old, new)
                content = text.encode()
            archive.writestr(name, content)
    return compare_document(SECTIONS, official.read_bound_docx("回.docx", target.getvalue()))


def test_a_report_that_nobody_edited_comes_back_as_it_went() -> None:
    returned = _return()
    assert returned.sections == SECTIONS
    assert (returned.changes, returned.typed_over, returned.lost) == ((), (), ())


def test_changed_numbers_come_before_changed_words() -> None:
    returned = _return(("群众满意度稳步提高", "群众非常满意，满意度提高"), ("8170件", "8107件"))
    assert [(c.key, c.numbers_before, c.numbers_after) for c in returned.changes] == [
        ("2", ("8170件",), ("8107件",)),
        ("1", (), ()),
    ]


def test_a_number_typed_over_is_still_tied_to_its_figure() -> None:
    returned = _return(("8170件", "8107件"))
    (typed,) = returned.typed_over
    assert (typed.expression, typed.before, typed.after) == ("resolved", "8170件", "8107件")
    sentence = returned.sections[2].sentences[0]
    assert sentence.template == "受理纠纷{{accepted}}，化解{{resolved}}。"


def test_words_around_a_number_leave_it_tied() -> None:
    returned = _return(("持有执法证人员", "全县持有执法证的人员"))
    assert returned.typed_over == ()
    assert (
        returned.sections[1]
        .sentences[0]
        .template.endswith("{{licence}}、监督证人员{{supervisor}}。")
    )


def test_only_the_sections_that_were_edited_differ() -> None:
    returned = _return(("群众满意度稳步提高", "群众满意度大幅提高"))
    assert returned.sections[0] == SECTIONS[0]
    assert returned.sections[2] == SECTIONS[2]


def test_a_number_typed_over_with_its_bookmark_is_still_tied_to_its_figure() -> None:
    returned = _return(("8170件", "8107件"), ('w:name="jushi_0005"', 'w:name="gone"'))

    (typed,) = returned.typed_over
    assert (typed.expression, typed.before, typed.after) == ("resolved", "8170件", "8107件")
    assert returned.lost == ()


def test_a_sentence_that_stands_in_another_section_was_moved() -> None:
    first = "群众满意度稳步提高。"
    returned = _return(
        (first, ""), ("。</w:t></w:r></w:p><w:sectPr>", f"。{first}</w:t></w:r></w:p><w:sectPr>")
    )

    (pair,) = returned.moves
    gone, come = (returned.changes[number] for number in pair)
    assert (gone.key, gone.after) == ("1", "")
    assert (come.key, come.before, come.after) == ("2", None, first)


def test_a_heading_reworded_with_its_number_is_known_by_its_bookmark() -> None:
    returned = _return(("二、矛盾化解", "三、纠纷调处"))

    assert [section.title for section in returned.sections] == ["", "执法队伍", "纠纷调处"]
    assert returned.changes == ()


def test_a_table_that_was_added_is_told_with_its_section() -> None:
    cells = "".join(
        f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in ("演练", "88项")
    )
    end = "</w:p><w:sectPr>"

    returned = _return((end, f"</w:p><w:tbl><w:tr>{cells}</w:tr></w:tbl><w:sectPr>"))

    assert [(t.key, t.rows) for t in returned.tables] == [("2", ("演练\t88项",))]
    assert returned.changes == ()
