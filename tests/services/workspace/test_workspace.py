"""A workspace gives everything for one report and one actor, and asks its clock once for a save."""

from collections.abc import Callable
from dataclasses import FrozenInstanceError
from datetime import datetime, timedelta
from itertools import count

import pytest
from jushi.revision import Store
from jushi.services.workspace import Actor, Workspace
from jushi.services.workspace.group import Group

from tests.services.conftest import ACTOR, NOON

GROUPS = sorted(name for name, value in vars(Workspace).items() if isinstance(value, property))


def ticking() -> Callable[[], datetime]:
    """A clock that is a second later each time it is looked at."""
    seconds = count(1)
    return lambda: NOON + timedelta(seconds=next(seconds))


@pytest.mark.parametrize("name", GROUPS)
def test_each_group_is_of_the_same_report_and_actor(store: Store, report: str, name: str) -> None:
    group = getattr(Workspace(store, report, ACTOR), name)

    assert isinstance(group, Group)
    assert (group.store, group.report_id, group.actor) == (store, report, ACTOR)


@pytest.mark.parametrize("name", GROUPS)
def test_a_group_keeps_nothing_between_calls(store: Store, report: str, name: str) -> None:
    group = getattr(Workspace(store, report, ACTOR), name)

    assert not hasattr(group, "__dict__")
    with pytest.raises(FrozenInstanceError):
        group.report_id = "other"


def _edit(ws: Workspace) -> None:
    text = ws.newest("1.1").text.text
    ws.sections.edit("1.1", f"{text}又一句。", base=1)


def _lock(ws: Workspace) -> None:
    sentence = ws.newest("1.1").text.sentences[0].id
    ws.locks.set("1.1", sentence, "on", base=1)


def _restore(ws: Workspace) -> None:
    _edit(ws)
    ws.versions.restore("1.1", 1)


def _restore_all(ws: Workspace) -> None:
    ws.versions.save_snapshot("初稿")
    _edit(ws)
    ws.versions.restore_snapshot("初稿")


@pytest.mark.parametrize("act", [_edit, _lock, _restore, _restore_all])
def test_a_version_and_its_line_in_the_log_have_one_time(
    store: Store, report: str, act: Callable[[Workspace], None]
) -> None:
    ws = Workspace(store, report, Actor("沈墨", ticking()))

    act(ws)

    assert ws.newest("1.1").time == store.list_events(report, limit=1)[0].time > NOON


def test_decisions_and_their_line_in_the_log_have_one_time(store: Store, report: str) -> None:
    ws = Workspace(store, report, Actor("沈墨", ticking()))
    promise = ws.years.promises()[0].text
    for act in (
        lambda: ws.figures.confirm(["law_topics"]),
        lambda: ws.years.settle(promise, "推进"),
        lambda: ws.years.unsettle(promise),
    ):
        act()

        assert store.list_decisions(report)[-1].time == store.list_events(report, limit=1)[0].time


def test_later_acts_of_one_workspace_are_told_as_later(store: Store, report: str) -> None:
    ws = Workspace(store, report, Actor("沈墨", ticking()))

    _edit(ws)
    ws.versions.undo("1.1")

    times = [version.time for version in store.list_versions(report, "1.1")]
    assert times == sorted(set(times), reverse=True)
