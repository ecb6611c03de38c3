"""The outline of a kept report, on both databases."""

from jushi.revision import Store
from jushi.services import kept

from tests.services.conftest import NOON

HAND = kept.Hand("沈墨", NOON)


def test_a_report_goes_by_last_years_outline_until_one_is_kept(store: Store, report: str) -> None:
    last = kept.report_outline(store, report)
    other = last.edited("1.1", title="组织领导", target_chars=200)

    kept.keep_outline(store, report, other, hand=HAND)

    assert last == kept.past_outline(store, report)
    assert kept.report_outline(store, report) == other


def test_the_next_draft_obeys_the_outline(store: Store, report: str) -> None:
    outline = kept.report_outline(store, report).moved("1.2", "up").edited("1.2", title="营商环境")
    kept.keep_outline(store, report, outline, hand=HAND)

    kept.start_draft(store, report, job_id="again", owner="沈墨", clock=lambda: NOON)
    kept.run_draft(store, "again", clock=lambda: NOON)

    sections = [(v.text.number, v.text.title) for v in store.load_sections(report)]
    assert sections[2] == ("（一）", "营商环境")
    assert sections[3][0] == "（二）"


def test_the_plan_shows_what_each_section_tells_and_what_none_does(
    store: Store, report: str
) -> None:
    plan = kept.plan_outline(store, report)
    told = {name for names in plan.told.values() for name in names}

    assert len(told) > 80
    assert not told & set(plan.untold)
    assert len(plan.coverage) >= 5
    assert all(sections for _, sections in plan.coverage)


def test_a_gap_in_the_required_contents_is_seen(store: Store, report: str) -> None:
    outline = kept.report_outline(store, report)
    for key in ("2", "3"):
        outline = outline.without(key)
    kept.keep_outline(store, report, outline, hand=HAND)

    gaps = [text for text, sections in kept.plan_outline(store, report).coverage if not sections]

    assert gaps
