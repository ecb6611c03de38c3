"""Changes of a stored report taken back: step by step in a section, all of it by a snapshot."""

from dataclasses import replace
from datetime import timedelta

import pytest
from jushi.errors import ConflictError, NotFoundError
from jushi.records import Change, SaveConflictError
from jushi.revision import Store
from jushi.services.workspace import CellEdit, SnapshotDifference, Workspace

from tests.services.conftest import ACTOR, NOON


def key_of(store: Store, report: str) -> str:
    return store.load_sections(report)[1].key


def text_of(store: Store, report: str) -> str:
    return store.load_sections(report)[1].text.text


def add(store: Store, report: str, words: str) -> None:
    newest = store.load_sections(report)[1]
    text = f"{newest.text.text}{words}"
    Workspace(store, report, ACTOR).sections.edit(newest.key, text, base=newest.number)


def change(store: Store, report: str, figure: str, typed: str) -> None:
    ws = Workspace(store, report, ACTOR)
    edit = CellEdit(figure, "value", typed)
    ws.figures.keep(ws.figures.preview([edit]))


def test_undo_goes_back_one_change_at_a_time(store: Store, report: str) -> None:
    ws = Workspace(store, report, ACTOR)
    first = text_of(store, report)
    add(store, report, "第一处。")
    second = text_of(store, report)
    add(store, report, "第二处。")

    once = ws.versions.undo(key_of(store, report))
    twice = ws.versions.undo(key_of(store, report))

    assert (once.number, once.cause, once.text.text) == (4, "undo", second)
    assert (twice.number, twice.cause, twice.text.text) == (5, "undo", first)


def test_what_was_written_after_an_undo_is_taken_back_first(store: Store, report: str) -> None:
    ws = Workspace(store, report, ACTOR)
    add(store, report, "第一处。")
    ws.versions.undo(key_of(store, report))
    before = text_of(store, report)
    add(store, report, "第二处。")

    ws.versions.undo(key_of(store, report))

    assert text_of(store, report) == before


def test_a_drafted_section_has_nothing_to_take_back(store: Store, report: str) -> None:
    with pytest.raises(ConflictError, match="nothing to take back"):
        Workspace(store, report, ACTOR).versions.undo(key_of(store, report))


def test_snapshots_are_compared_with_each_other_and_with_now(store: Store, report: str) -> None:
    ws = Workspace(store, report, ACTOR)
    ws.versions.save_snapshot("初稿")
    add(store, report, "又一句。")
    ws.versions.save_snapshot("二稿")
    change(store, report, "law_topics", "16")

    between = ws.versions.compare_snapshots("初稿", "二稿")
    since = ws.versions.compare_snapshots("二稿")

    assert [s.name for s in ws.versions.snapshots()] == [
        "二稿",
        "初稿",
    ]
    assert [s.key for s in between.sections] == [key_of(store, report)]
    assert [row.kind for row in between.sections[0].rows][-1] == "added"
    assert between.figures == ()
    assert [(c.before, c.after) for c in since.figures] == [("15", "16")]
    told = "".join(w for s in since.sections for r in s.rows for k, w in r.pieces if k == "added")
    assert "16" in told


def test_a_snapshot_compared_with_itself_differs_in_nothing(store: Store, report: str) -> None:
    ws = Workspace(store, report, ACTOR)
    ws.versions.save_snapshot("初稿")

    assert ws.versions.compare_snapshots("初稿") == SnapshotDifference((), ())


def test_a_restored_snapshot_brings_back_figures_and_text_as_new_versions(
    store: Store, report: str
) -> None:
    ws = Workspace(store, report, ACTOR)
    before = [version.text for version in store.load_sections(report)]
    figures = store.load_figures(report)
    ws.versions.save_snapshot("送审稿")
    add(store, report, "又一句。")
    change(store, report, "law_topics", "16")
    written = len(store.list_versions(report, key_of(store, report)))

    difference = ws.versions.restore_snapshot("送审稿")

    now = store.load_sections(report)
    assert [version.text for version in now] == before
    assert store.load_figures(report) == figures
    assert now[1].number == written + 1
    assert {v.cause for v in now} == {"draft", "restore"}
    assert [(c.before, c.after) for c in difference.figures] == [("16", "15")]
    assert store.list_events(report, limit=1)[0].action == "restore"
    assert ws.versions.compare_snapshots("送审稿") == SnapshotDifference((), ())


def test_a_restored_snapshot_brings_back_sections_that_were_taken_out(
    store: Store, report: str
) -> None:
    ws = Workspace(store, report, ACTOR)
    ws.versions.save_snapshot("全稿")
    order = tuple(version.key for version in store.load_sections(report))
    store.commit(Change(report, "沈墨", NOON, "outline", order=order[:2] + order[3:]))

    difference = ws.versions.restore_snapshot("全稿")

    assert tuple(version.key for version in store.load_sections(report)) == order
    assert {row.kind for row in difference.sections[0].rows} == {"added"}


def test_figures_taken_back_after_a_restore_are_those_of_before_it(
    store: Store, report: str
) -> None:
    ws = Workspace(store, report, ACTOR)
    ws.versions.save_snapshot("初稿")
    change(store, report, "law_topics", "16")
    ws.versions.restore_snapshot("初稿")

    with pytest.raises(ConflictError, match="nothing to take back"):
        ws.figures.preview_undo()


@pytest.mark.parametrize("names", [("无此稿", ""), ("初稿", "无此稿")], ids=["one", "the other"])
def test_a_snapshot_that_is_not_there_is_told(
    store: Store, report: str, names: tuple[str, str]
) -> None:
    ws = Workspace(store, report, ACTOR)
    ws.versions.save_snapshot("初稿")

    with pytest.raises(NotFoundError, match="no such snapshot"):
        ws.versions.compare_snapshots(*names)


def test_a_restore_loses_nothing_that_somebody_saved_meanwhile(store: Store, report: str) -> None:
    ws = Workspace(store, report, ACTOR)
    ws.versions.save_snapshot("初稿")
    add(store, report, "我的。")
    stale = store.load_sections(report)[1]
    ws.versions.restore_snapshot("初稿")
    theirs = replace(stale, author="李工", time=NOON + timedelta(hours=1), cause="edit")

    with pytest.raises(SaveConflictError) as caught:
        store.commit(Change(report, "李工", theirs.time, "edit", versions=(theirs,)))

    assert caught.value.versions[0].cause == "restore"
    ws.versions.undo(stale.key)
    assert text_of(store, report).endswith("我的。")
