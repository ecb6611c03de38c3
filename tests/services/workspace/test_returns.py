"""A stored report that went out as .docx, was edited in Word, and came back."""

import io
import re
import zipfile
from dataclasses import replace

import pytest
from jushi.documents import official
from jushi.errors import DocumentError
from jushi.records import SaveConflictError
from jushi.revision import Store, User
from jushi.services import SourceFile, export
from jushi.services.workspace import CellEdit, Workspace
from jushi.services.workspace.returned import Returned
from jushi.web.authorised_store import GuardedStore

from tests.services.conftest import ACTOR, NOON

KEY = "1.1"
OLD = "印发《禾溪县2024年法治政府建设工作要点》"
COMMENTS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"


@pytest.fixture
def sent(store: Store, report: str) -> SourceFile:
    """The report as it goes out."""
    ws = Workspace(store, report, ACTOR)
    for item in ws.check.blocking(ws.open()):
        ws.check.decide(item.id, "accepted", "台账")
    file = ws.export.file("report.docx")
    assert file is not None
    return file


def edited(
    file: SourceFile, *edits: tuple[str, str], parts: dict[str, str] | None = None
) -> SourceFile:
    """The file as a person saves it again: words changed in its body, parts added."""
    source = zipfile.ZipFile(io.BytesIO(file.content))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            content = source.read(name).decode()
            for old, new in edits:
                if name == "word/document.xml":
                    assert old in content, old
                    content = content.replace(old, new, 1)
            if parts and name == "word/_rels/document.xml.rels":
                link = f'<Relationship Id="rIdC" Type="{COMMENTS}" Target="comments.xml"/>'
                content = content.replace("</Relationships>", f"{link}</Relationships>")
            archive.writestr(name, content)
        for name, content in (parts or {}).items():
            archive.writestr(name, content)
    return replace(file, content=target.getvalue())


def tracked(old: str, new: str) -> str:
    """A run's text replaced as Word tracks it."""
    who = 'w:id="90" w:author="李工" w:date="2025-01-07T09:00:00Z"'
    return (
        f"</w:t></w:r><w:del {who}><w:r><w:delText>{old}</w:delText></w:r></w:del>"
        f"<w:ins {who}><w:r><w:t>{new}</w:t></w:r></w:ins>"
        '<w:r><w:t xml:space="preserve">'
    )


def text_of(store: Store, report: str, key: str = KEY) -> str:
    return next(v.text.text for v in store.load_sections(report) if v.key == key)


def test_a_report_that_nobody_edited_changes_nothing(
    store: Store, report: str, sent: SourceFile
) -> None:
    ws = Workspace(store, report, ACTOR)
    returned = ws.returns.compare(sent)

    assert returned == Returned()
    assert ws.returns.apply(sent) == ()


def test_changed_numbers_come_first_and_are_checked(
    store: Store, report: str, sent: SourceFile
) -> None:
    back = edited(sent, ("用身边案例促进", "用身边的案例促进"), (">15项<", ">51项<"))

    returned = Workspace(store, report, ACTOR).returns.compare(back)

    first, second = returned.changes
    assert (first.numbers_before, first.numbers_after) == (("15项",), ("51项",))
    assert first.findings
    assert (second.numbers_after, second.findings, second.stored) == ((), (), None)
    over = returned.typed_over[0]
    assert (over.expression, over.before, over.after) == ("law_topics", "15项", "51项")


def test_what_came_back_is_one_new_version_of_each_section_it_touches(
    store: Store, report: str, sent: SourceFile
) -> None:
    before = {v.key: v.number for v in store.load_sections(report)}
    back = edited(sent, ("用身边案例促进", "用身边的案例促进"))

    (version,) = Workspace(store, report, ACTOR).returns.apply(back)

    assert (version.cause, version.note, version.author) == ("round_trip", back.name, "沈墨")
    assert "用身边的案例促进" in text_of(store, report)
    after = {v.key: v.number for v in store.load_sections(report)}
    assert {k for k in after if after[k] != before[k]} == {version.key}
    sentence = next(s for s in version.text if "法治议题" in s.text)
    assert "law_topics" in sentence.figures


def test_a_number_typed_over_stands_for_itself_until_it_is_proven(
    store: Store, report: str, sent: SourceFile
) -> None:
    ws = Workspace(store, report, ACTOR)
    back = edited(sent, (">15项<", ">51项<"))

    ws.returns.apply(back)

    sentence = next(s for v in store.load_sections(report) for s in v.text if "51项" in s.text)
    assert "law_topics" not in sentence.figures
    blocking = ws.check.blocking(ws.open())
    assert [item.text for item in blocking] == ["51项"]
    edit = CellEdit("law_topics", "value", "51")
    ws.figures.keep(ws.figures.preview([edit]))
    assert ws.check.blocking(ws.open()) == ()


def test_only_the_changes_asked_for_are_taken(store: Store, report: str, sent: SourceFile) -> None:
    ws = Workspace(store, report, ACTOR)
    back = edited(sent, ("用身边案例促进", "用身边的案例促进"), (">15项<", ">51项<"))
    words = next(c.number for c in ws.returns.compare(back).changes if not c.numbers_after)

    ws.returns.apply(back, taken=[words])

    assert "用身边的案例促进" in text_of(store, report)
    assert "15项" in text_of(store, report)
    assert "51项" not in text_of(store, report)


def test_tracked_changes_are_read_as_accepted_and_their_authors_told(
    store: Store, report: str, sent: SourceFile
) -> None:
    ws = Workspace(store, report, ACTOR)
    back = edited(sent, ("用身边案例促进", f"用{tracked('身边', '本地')}案例促进"))

    (change,) = ws.returns.compare(back).changes
    ws.returns.apply(back)

    assert change.authors == ("李工",)
    assert ("removed", "身边") in change.pieces
    assert ("added", "本地") in change.pieces
    assert "用本地案例促进" in text_of(store, report)


def test_comments_are_told_with_their_words_and_section(
    store: Store, report: str, sent: SourceFile
) -> None:
    start, end = '<w:commentRangeStart w:id="7"/>', '<w:commentRangeEnd w:id="7"/>'
    split = '</w:t></w:r>{}<w:r><w:t xml:space="preserve">'
    note = (
        '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:comment w:id="7" w:author="王主任"><w:p><w:r><w:t>请写明是谁</w:t></w:r></w:p>'
        "</w:comment></w:comments>"
    )
    back = edited(
        sent,
        ("身边案例促进", f"{split.format(start)}身边案例{split.format(end)}促进"),
        parts={"word/comments.xml": note},
    )

    returned = Workspace(store, report, ACTOR).returns.compare(back)

    (comment,) = returned.comments
    assert (comment.author, comment.words, comment.text) == ("王主任", "身边案例", "请写明是谁")
    assert comment.title
    assert returned.changes == ()


def test_a_reworded_heading_keeps_its_section(store: Store, report: str, sent: SourceFile) -> None:
    ws = Workspace(store, report, ACTOR)
    back = edited(sent, ("存在问题及原因", "主要问题和原因"))

    returned = ws.returns.compare(back)
    (version,) = ws.returns.apply(back)

    assert returned.titles == (("存在问题及原因", "主要问题和原因"),)
    assert returned.changes == ()
    assert version.text.title == "主要问题和原因"


def test_what_was_written_meanwhile_stays_beside_what_came_back(
    store: Store, report: str, sent: SourceFile
) -> None:
    ws = Workspace(store, report, ACTOR)
    text = text_of(store, report)
    ws.sections.edit(KEY, f"{text}网页上加的一句。", base=1)
    back = edited(sent, ("用身边案例促进", "用身边的案例促进"))

    (change,) = ws.returns.compare(back).changes
    ws.returns.apply(back)

    assert change.stored is None
    assert "用身边的案例促进" in text_of(store, report)
    assert text_of(store, report).endswith("网页上加的一句。")


def test_a_sentence_that_both_changed_stays_as_stored_until_it_is_taken(
    store: Store, report: str, sent: SourceFile
) -> None:
    ws = Workspace(store, report, ACTOR)
    text = text_of(store, report).replace("用身边案例促进", "用典型案例促进")
    ws.sections.edit(KEY, text, base=1)
    back = edited(sent, ("用身边案例促进", "用身边的案例促进"))

    (change,) = ws.returns.compare(back).changes
    ws.returns.apply(back)
    untaken = text_of(store, report)
    ws.returns.apply(back, taken=[change.number])

    assert change.stored is not None
    assert "用典型案例促进" in change.stored
    assert untaken == text
    assert "用身边的案例促进" in text_of(store, report)
    assert "用典型案例促进" not in text_of(store, report)


def test_a_section_that_came_after_the_export_is_not_missing_from_it(
    store: Store, report: str, sent: SourceFile
) -> None:
    part = "customXml/item1.xml"
    whole = zipfile.ZipFile(io.BytesIO(sent.content)).read(part).decode()
    older = re.sub(rf'<section key="{re.escape(KEY)}"[^>]*/>', "", whole)
    assert older != whole
    back = edited(sent)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        source = zipfile.ZipFile(io.BytesIO(back.content))
        for name in source.namelist():
            archive.writestr(name, older if name == part else source.read(name))

    returned = Workspace(store, report, ACTOR).returns.compare(
        replace(back, content=target.getvalue())
    )

    assert KEY not in {change.key for change in returned.changes}


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (SourceFile("a.docx", b"PK no archive"), "a.docx"),
        (SourceFile("a.pdf", b"%PDF-1.7"), "is no Word file"),
    ],
    ids=["broken", "another format"],
)
def test_a_file_of_no_use_is_told(store: Store, report: str, file: SourceFile, told: str) -> None:
    with pytest.raises(DocumentError, match=told):
        Workspace(store, report, ACTOR).returns.compare(file)


def test_a_save_that_came_first_is_a_conflict_and_nothing_is_stored(
    store: Store, report: str, sent: SourceFile
) -> None:
    back = edited(sent, ("用身边案例促进", "用身边的案例促进"))
    (version,) = Workspace(store, report, ACTOR).returns.apply(back)
    change = store.list_events(report, limit=1)[0]

    with pytest.raises(SaveConflictError):
        store.commit(replace(change, versions=(version,)))
    assert store.list_versions(report, KEY)[0] == version


def test_an_annex_of_the_file_is_no_text_of_a_section(store: Store, report: str) -> None:
    ws = Workspace(store, report, ACTOR)
    ws.export.keep_choice(export.ExportForm(has_annex=True))
    for item in ws.check.blocking(ws.open()):
        ws.check.decide(item.id, "accepted", "台账")
    file = ws.export.file("report.docx")

    assert file is not None
    assert ws.returns.compare(file).changes == ()


def test_a_number_that_was_deleted_is_told_as_lost(
    store: Store, report: str, sent: SourceFile
) -> None:
    returned = Workspace(store, report, ACTOR).returns.compare(edited(sent, (">15项<", "><")))

    assert returned.lost == ("law_topics",)
    assert returned.changes[0].numbers_before == ("15项",)


def test_a_number_typed_over_is_told_with_its_figure_and_whether_it_is_true(
    store: Store, report: str, sent: SourceFile
) -> None:
    returned = Workspace(store, report, ACTOR).returns.compare(edited(sent, (">15项<", ">51项<")))

    over = returned.typed_over[0]
    assert (over.indicators, over.is_true) == (("县政府常务会议研究法治议题",), False)
    assert "15" in over.explanation


def test_a_moved_sentence_is_taken_with_both_halves(
    store: Store, report: str, sent: SourceFile
) -> None:
    ws = Workspace(store, report, ACTOR)
    moved, behind = "安排专人受理疑难问题并逐件跟踪到底。", "用身边案例促进依法履职。"
    moved = f"县政务服务大厅设立“办不成事”反映窗口，{moved}"
    back = edited(sent, (moved, ""), (behind, f"{behind}{moved}"))

    come, gone = ws.returns.compare(back).changes
    ws.returns.apply(back, taken=[come.number])

    assert (gone.moved, come.moved) == (come.number, gone.number)
    assert moved not in text_of(store, report, "1.2")
    assert f"{behind}{moved}" in text_of(store, report, "1.1")


def test_an_export_without_anchors_keeps_none(store: Store, report: str) -> None:
    ws = Workspace(store, report, ACTOR)
    ws.export.keep_choice(export.ExportForm(has_anchors=False))
    for item in ws.check.blocking(ws.open()):
        ws.check.decide(item.id, "accepted", "台账")
    file = ws.export.file("report.docx")

    assert file is not None
    assert b"customXml" not in file.content
    assert store.load_paper(report, "anchors").text == ""


def test_a_second_export_is_the_same_file_and_no_second_save(
    store: Store, report: str, sent: SourceFile
) -> None:
    events = len(store.list_events(report))

    assert Workspace(store, report, ACTOR).export.file("report.docx") == sent
    assert len(store.list_events(report)) == events


def test_who_may_only_read_gets_no_bookmarks_that_the_store_does_not_know(
    store: Store, report: str
) -> None:
    kept = store.load_reports(report)[0]
    store.save_report(replace(kept, reviewers=("赵",)), "沈墨")
    guarded = GuardedStore(store, lambda: User("赵", "审核", "", NOON))
    reviewer, owner = (Workspace(each, report, ACTOR) for each in (guarded, store))
    for item in owner.check.blocking(owner.open()):
        owner.check.decide(item.id, "accepted", "台账")

    first = reviewer.export.file("report.docx")
    sent = owner.export.file("report.docx")
    second = reviewer.export.file("report.docx")

    assert first is not None
    # Its numbers would be given to other figures by the next export.
    assert official.read_bound_docx("a.docx", first.content).numbers == ()
    assert second == sent
