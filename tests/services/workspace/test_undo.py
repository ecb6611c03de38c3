"""Changes of a kept report taken back: step by step in a section, all of it by a snapshot."""

from dataclasses import replace
from datetime import timedelta

import pytest
from jushi.errors import ConflictError, NotFoundError
from jushi.records import Change, SaveConflictError
from jushi.revision import Store
from jushi.services import kept

from tests.services.conftest import NOON

HAND = kept.Hand("沈墨", NOON)


def key_of(store: Store, report: str) -> str:
    return store.load_sections(report)[1].key


def text_of(store: Store, report: str) -> str:
    return store.load_sections(report)[1].text.text


def add(store: Store, report: str, words: str) -> None:
    newest = store.load_sections(report)[1]
    text = f"{newest.text.text}{words}"
    kept.edit_kept(store, report, newest.key, text, base=newest.number, hand=HAND)


def change(store: Store, report: str, figure: str, typed: str) -> None:
    edit = kept.CellEdit(figure, "value", typed)
    kept.keep_figures(store, kept.preview_cells(store, report, [edit], hand=HAND))


def test_undo_goes_back_one_change_at_a_time(store: Store, report: str) -> None:
    first = text_of(store, report)
    add(store, report, "第一处。")
    second = text_of(store, report)
    add(store, report, "第二处。")

    once = kept.undo_section(store, report, key_of(store, report), hand=HAND)
    twice = kept.undo_section(store, report, key_of(store, report), hand=HAND)

    assert (once.number, once.cause, once.text.text) == (4, "undo", second)
    assert (twice.number, twice.cause, twice.text.text) == (5, "undo", first)


def test_what_was_written_after_an_undo_is_taken_back_first(store: Store, report: str) -> None:
    add(store, report, "第一处。")
    kept.undo_section(store, report, key_of(store, report), hand=HAND)
    before = text_of(store, report)
    add(store, report, "第二处。")

    kept.undo_section(store, report, key_of(store, report), hand=HAND)

    assert text_of(store, report) == before


def test_a_drafted_section_has_nothing_to_take_back(store: Store, report: str) -> None:
    with pytest.raises(ConflictError, match="nothing to take back"):
        kept.undo_section(store, report, key_of(store, report), hand=HAND)


def test_snapshots_are_compared_with_each_other_and_with_now(store: Store, report: str) -> None:
    kept.save_snapshot(store, report, "初稿", hand=HAND)
    add(store, report, "又一句。")
    kept.save_snapshot(store, report, "二稿", hand=HAND)
    change(store, report, "law_topics", "16")

    between = kept.compare_snapshots(store, report, "初稿", "二稿")
    since = kept.compare_snapshots(store, report, "二稿")

    assert [s.name for s in kept.list_snapshots(store, report)] == ["二稿", "初稿"]
    assert [s.key for s in between.sections] == [key_of(store, report)]
    assert [row.kind for row in between.sections[0].rows][-1] == "added"
    assert between.figures == ()
    assert [(c.before, c.after) for c in since.figures] == [("15", "16")]
    told = "".join(w for s in since.sections for r in s.rows for k, w in r.pieces if k == "added")
    assert "16" in told


def test_a_snapshot_compared_with_itself_differs_in_nothing(store: Store, report: str) -> None:
    kept.save_snapshot(store, report, "初稿", hand=HAND)

    assert kept.compare_snapshots(store, report, "初稿") == kept.SnapshotDifference((), ())


def test_a_restored_snapshot_brings_back_figures_and_text_as_new_versions(
    store: Store, report: str
) -> None:
    before = [version.text for version in store.load_sections(report)]
    figures = store.load_figures(report)
    kept.save_snapshot(store, report, "送审稿", hand=HAND)
    add(store, report, "又一句。")
    change(store, report, "law_topics", "16")
    written = len(store.list_versions(report, key_of(store, report)))

    difference = kept.restore_snapshot(store, report, "送审稿", hand=HAND)

    now = store.load_sections(report)
    assert [version.text for version in now] == before
    assert store.load_figures(report) == figures
    assert now[1].number == written + 1
    assert {v.cause for v in now} == {"draft", "restore"}
    assert [(c.before, c.after) for c in difference.figures] == [("16", "15")]
    assert store.list_events(report, limit=1)[0].action == "restore"
    assert kept.compare_snapshots(store, report, "送审稿") == kept.SnapshotDifference((), ())


def test_a_restored_snapshot_brings_back_sections_that_were_taken_out(
    store: Store, report: str
) -> None:
    kept.save_snapshot(store, report, "全稿", hand=HAND)
    order = tuple(version.key for version in store.load_sections(report))
    store.commit(Change(report, "沈墨", NOON, "outline", order=order[:2] + order[3:]))

    difference = kept.restore_snapshot(store, report, "全稿", hand=HAND)

    assert tuple(version.key for version in store.load_sections(report)) == order
    assert {row.kind for row in difference.sections[0].rows} == {"added"}


def test_figures_taken_back_after_a_restore_are_those_of_before_it(
    store: Store, report: str
) -> None:
    kept.save_snapshot(store, report, "初稿", hand=HAND)
    change(store, report, "law_topics", "16")
    kept.restore_snapshot(store, report, "初稿", hand=HAND)

    with pytest.raises(ConflictError, match="nothing to take back"):
        kept.preview_undo(store, report, hand=HAND)


@pytest.mark.parametrize("names", [("无此稿", ""), ("初稿", "无此稿")], ids=["one", "the other"])
def test_a_snapshot_that_is_not_there_is_told(
    store: Store, report: str, names: tuple[str, str]
) -> None:
    kept.save_snapshot(store, report, "初稿", hand=HAND)

    with pytest.raises(NotFoundError, match="no such snapshot"):
        kept.compare_snapshots(store, report, *names)


def test_a_restore_loses_nothing_that_somebody_saved_meanwhile(store: Store, report: str) -> None:
    kept.save_snapshot(store, report, "初稿", hand=HAND)
    add(store, report, "我的。")
    stale = store.load_sections(report)[1]
    kept.restore_snapshot(store, report, "初稿", hand=HAND)
    theirs = replace(stale, author="李工", time=NOON + timedelta(hours=1), cause="edit")

    with pytest.raises(SaveConflictError) as caught:
        store.commit(Change(report, "李工", theirs.time, "edit", versions=(theirs,)))

    assert caught.value.versions[0].cause == "restore"
    kept.undo_section(store, report, stale.key, hand=HAND)
    assert text_of(store, report).endswith("我的。")
