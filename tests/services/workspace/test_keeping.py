"""A stored report in the list: renamed, archived, deleted and taken back."""

import pytest
from jushi.errors import InvalidError
from jushi.revision import Store
from jushi.services.workspace import Workspace

from tests.services.conftest import ACTOR


@pytest.fixture
def workspace(store: Store, report: str) -> Workspace:
    return Workspace(store, report, ACTOR)


def test_a_deleted_report_is_whole_when_it_is_taken_back(workspace: Workspace) -> None:
    before = workspace.open()

    gone = workspace.keeping.delete()
    back = workspace.keeping.restore()

    assert gone.deleted is not None
    assert back.deleted is None
    assert workspace.open().versions == before.versions
    log = [event.action for event in workspace.store.list_events(workspace.report_id, 2)]
    assert log == ["undelete", "delete"]


def test_a_report_is_archived_and_taken_out_again(workspace: Workspace) -> None:
    assert workspace.keeping.archive(is_archived=True).is_archived
    assert not workspace.keeping.archive(is_archived=False).is_archived


def test_a_new_title_is_that_of_the_text(workspace: Workspace) -> None:
    workspace.keeping.rename("  禾溪县2024年  法治政府建设情况 ")

    draft = workspace.open().draft
    assert draft is not None
    assert draft.text().startswith("禾溪县2024年 法治政府建设情况\n")


@pytest.mark.parametrize("title", ["", " ", "字" * 201, "a\u0000b"])
def test_a_title_of_no_use_is_refused(workspace: Workspace, title: str) -> None:
    with pytest.raises(InvalidError):
        workspace.keeping.rename(title)
