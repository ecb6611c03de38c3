"""Who did what to which report, whatever it was."""

from datetime import timedelta

from jushi.revision import Store, asked
from jushi.services.workspace import Actor, CellEdit, Workspace

from tests.services.conftest import ACTOR, NOON


def actor(name: str, minutes: int) -> Actor:
    return Actor(name, lambda: NOON + timedelta(minutes=minutes))


def test_every_act_on_a_report_is_one_line_of_its_log(store: Store, report: str) -> None:
    ws = Workspace(store, report, ACTOR)
    key = "1.1"
    text = store.load_version(report, key, 1).text.text
    before = len(store.list_events(report))
    Workspace(store, report, actor("沈墨", 1)).versions.save_snapshot("初稿")
    Workspace(store, report, actor("李工", 2)).sections.edit(key, f"{text}又一句。", base=1)
    plan = Workspace(store, report, actor("沈墨", 3)).figures.preview(
        [CellEdit("law_topics", "value", "16")]
    )
    ws.figures.keep(plan)
    Workspace(store, report, actor("王主任", 4)).figures.confirm(["law_topics"])
    instruction = asked.Instruction(preset="renumber")
    Workspace(store, report, actor("沈墨", 5)).proposals.ask(key, instruction)
    Workspace(store, report, actor("沈墨", 6)).proposals.leave(key, None)
    Workspace(store, report, actor("沈墨", 7)).versions.undo(key)
    Workspace(store, report, actor("李工", 8)).versions.restore_snapshot("初稿")
    promise = ws.years.promises()[0]
    Workspace(store, report, actor("王主任", 9)).years.settle(promise.text, "推进")

    events = store.list_events(report, limit=9)

    assert [(e.actor, e.action) for e in reversed(events)] == [
        ("沈墨", "snapshot"),
        ("李工", "edit"),
        ("沈墨", "figures"),
        ("王主任", "confirm"),
        ("沈墨", "propose"),
        ("沈墨", "leave"),
        ("沈墨", "undo"),
        ("李工", "restore"),
        ("王主任", "promise"),
    ]
    assert [e.time for e in events] == sorted((e.time for e in events), reverse=True)
    assert len(store.list_events(report)) == before + 9


def test_a_new_year_is_logged_where_it_begins(store: Store, report: str) -> None:
    Workspace(store, report, actor("沈墨", 1)).years.roll_forward(new_id="next")

    assert [(e.report_id, e.action) for e in store.list_events("next")] == [
        ("next", "roll_forward")
    ]
