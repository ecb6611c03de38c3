"""A stored report drafted again: what people edited stays, and the whole can be taken back."""

import shutil
from pathlib import Path

import pytest
from jushi.errors import ConflictError
from jushi.revision import Store
from jushi.services.workspace import Workspace, run_draft

from tests.services.conftest import ACTOR, NOON
from tests.store.databases import sqlite_url


@pytest.fixture
def url(drafted_sqlite: Path, tmp_path: Path) -> str:
    shutil.copy(drafted_sqlite, tmp_path / "jushi.db")
    return sqlite_url(tmp_path)


def edited(workspace: Workspace) -> str:
    """Edit a section by hand; gives its key."""
    version = next(v for v in workspace.open().versions if v.text.sentences)
    text = "".join(s.text for s in version.text) + "这一句是手工加的。"
    return workspace.sections.edit(version.key, text, base=version.number).key


def text_of(workspace: Workspace, key: str) -> str:
    return "".join(s.text for s in workspace.newest(key).text)


def draft_again(workspace: Workspace, *, replaces_edited: bool = False) -> None:
    workspace.draft.start(job_id="again", replaces_edited=replaces_edited)
    run_draft(workspace.store, "again", clock=lambda: NOON)


def test_a_new_draft_leaves_what_people_edited(store: Store, report: str) -> None:
    workspace = Workspace(store, report, ACTOR)
    key = edited(workspace)

    draft_again(workspace)

    assert [version.key for version in workspace.draft.edited()] == [key]
    assert "这一句是手工加的。" in text_of(workspace, key)
    others = [v for v in workspace.open().versions if v.key != key]
    assert {version.job_id for version in others} == {"again"}


def test_a_new_draft_of_all_is_taken_back_as_a_whole(store: Store, report: str) -> None:
    workspace = Workspace(store, report, ACTOR)
    key = edited(workspace)
    before = {v.key: v.text for v in workspace.open().versions}

    draft_again(workspace, replaces_edited=True)
    replaced = text_of(workspace, key)
    undone = workspace.draft.undo()

    assert "这一句是手工加的。" not in replaced
    assert len(undone) == len(before)
    assert {v.key: v.text for v in workspace.open().versions} == before
    with pytest.raises(ConflictError):
        workspace.draft.undo()


def test_what_was_taken_back_by_hand_is_no_edit(store: Store, report: str) -> None:
    workspace = Workspace(store, report, ACTOR)
    key = edited(workspace)

    workspace.versions.undo(key)

    assert workspace.draft.edited() == ()
