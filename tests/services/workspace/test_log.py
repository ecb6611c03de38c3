"""Who did what to which report, whatever it was."""

from datetime import timedelta

from jushi.revision import Store, asked
from jushi.services import kept

from tests.services.conftest import NOON


def hand(name: str, minutes: int) -> kept.Hand:
    return kept.Hand(name, NOON + timedelta(minutes=minutes))


def test_every_act_on_a_report_is_one_line_of_its_log(store: Store, report: str) -> None:
    key = "1.1"
    text = store.load_version(report, key, 1).text.text
    before = len(store.list_events(report))
    kept.save_snapshot(store, report, "初稿", hand=hand("沈墨", 1))
    kept.edit_kept(store, report, key, f"{text}又一句。", base=1, hand=hand("李工", 2))
    plan = kept.preview_cells(
        store, report, [kept.CellEdit("law_topics", "value", "16")], hand=hand("沈墨", 3)
    )
    kept.keep_figures(store, plan)
    kept.confirm_figures(store, report, ["law_topics"], hand=hand("王主任", 4))
    instruction = asked.Instruction(preset="renumber")
    kept.propose_revision(store, report, key, instruction, hand=hand("沈墨", 5))
    kept.leave_changes(store, report, key, None, hand=hand("沈墨", 6))
    kept.undo_section(store, report, key, hand=hand("沈墨", 7))
    kept.restore_snapshot(store, report, "初稿", hand=hand("李工", 8))
    promise = kept.promise_ledger(store, report)[0]
    kept.settle_promise(store, report, promise.text, "推进", hand=hand("王主任", 9))

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
    kept.roll_forward(store, report, new_id="next", hand=hand("沈墨", 1))

    assert [(e.report_id, e.action) for e in store.list_events("next")] == [
        ("next", "roll_forward")
    ]
