"""The outline of a stored report, on both databases."""

from jushi.revision import Store
from jushi.services.workspace import Workspace, run_draft

from tests.services.conftest import ACTOR, NOON


def test_a_report_goes_by_last_years_outline_until_one_is_kept(store: Store, report: str) -> None:
    ws = Workspace(store, report, ACTOR)
    last = ws.outline.current()
    other = last.edited("1.1", title="组织领导", target_chars=200)

    ws.outline.keep(other)

    assert last == ws.outline.past()
    assert ws.outline.current() == other


def test_the_next_draft_obeys_the_outline(store: Store, report: str) -> None:
    ws = Workspace(store, report, ACTOR)
    outline = ws.outline.current().moved("1.2", "up").edited("1.2", title="营商环境")
    ws.outline.keep(outline)

    ws.draft.start(job_id="again")
    run_draft(store, "again", clock=lambda: NOON)

    sections = [(v.text.number, v.text.title) for v in store.load_sections(report)]
    assert sections[2] == ("（一）", "营商环境")
    assert sections[3][0] == "（二）"


def test_the_plan_shows_what_each_section_tells_and_what_none_does(
    store: Store, report: str
) -> None:
    plan = Workspace(store, report, ACTOR).outline.plan()
    told = {name for names in plan.told.values() for name in names}

    assert len(told) > 80
    assert not told & set(plan.untold)
    assert len(plan.coverage) >= 5
    assert all(sections for _, sections in plan.coverage)


def test_a_gap_in_the_required_contents_is_seen(store: Store, report: str) -> None:
    ws = Workspace(store, report, ACTOR)
    outline = ws.outline.current()
    for key in ("2", "3"):
        outline = outline.without(key)
    ws.outline.keep(outline)

    gaps = [text for text, sections in ws.outline.plan().coverage if not sections]

    assert gaps
