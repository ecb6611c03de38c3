"""A late figure arrives: what a stored report says of it, and of all that is computed from it."""

from datetime import timedelta

import pytest
from jushi.errors import InvalidError
from jushi.records import SaveConflictError
from jushi.revision import Store
from jushi.services.workspace import Actor, CellEdit, FigurePlan, Workspace

from tests.services.conftest import ACTOR, NOON

OTHER = Actor("李工", lambda: NOON)


def plan(store: Store, report: str, *values: tuple[str, str]) -> FigurePlan:
    edits = [CellEdit(name, "value", typed) for name, typed in values]
    return Workspace(store, report, ACTOR).figures.preview(edits)


def text_of(store: Store, report: str) -> str:
    return "\n".join(version.text.text for version in store.load_sections(report))


def test_a_total_told_with_an_approximator_is_told_truly_again(store: Store, report: str) -> None:
    ws = Workspace(store, report, ACTOR)
    ws.figures.keep(plan(store, report, ("licence_holders", "1643")))
    newest = next(v for v in store.load_sections(report) if "共计1700余人" in v.text.text)
    typed = newest.text.text.replace("1700余人", "{{exam_takers|余}}")
    ws.sections.edit(newest.key, typed, base=newest.number)

    ws.figures.keep(plan(store, report, ("licence_holders", "1631")))

    assert store.load_figures(report).by_id()["exam_takers"].value == 1689
    told = "持证人员1631人、行政执法监督证持证人员58人，共计近1700人参加考试"
    assert told in text_of(store, report)


def test_an_approximator_keeps_the_digits_that_the_report_tells(store: Store, report: str) -> None:
    Workspace(store, report, ACTOR).figures.keep(plan(store, report, ("licence_holders", "1631")))

    assert "共计近1690人参加考试" in text_of(store, report)


@pytest.mark.parametrize(
    ("figure", "typed", "told"),
    [
        ("disputes_resolved", "6000", "调解成功率89.4%"),
        ("reconsideration_received", "90", "同比下降6.3%"),
        ("legal_aid_cases", "600", "同比增长17.2%"),
        ("drills_flood", "30", "组织应急演练94场次"),
        ("review_norms", "20", "审查涉法事项244件"),
    ],
    ids=["rate", "growth turned", "growth", "total", "sum"],
)
def test_what_is_computed_from_a_figure_follows_it(
    store: Store, report: str, figure: str, typed: str, told: str
) -> None:
    made = plan(store, report, (figure, typed))

    shown = "".join(
        text for effect in made.effects for kind, text in effect.pieces if kind != "removed"
    )
    assert told in shown
    assert told not in text_of(store, report)
    Workspace(store, report, ACTOR).figures.keep(made)
    assert told in text_of(store, report)


def test_a_change_of_figures_is_one_save_and_one_version_of_each_section(
    store: Store, report: str
) -> None:
    before = {v.key: v.number for v in store.load_sections(report)}
    events = len(store.list_events(report))

    Workspace(store, report, ACTOR).figures.keep(
        plan(store, report, ("law_topics", "16"), ("drills_flood", "30"))
    )

    now = store.load_sections(report)
    touched = [v for v in now if v.number != before[v.key]]
    assert [(v.number, v.cause, v.author) for v in touched] == [(2, "figures", "沈墨")] * 2
    assert len(store.list_events(report)) == events + 1
    assert "法治议题 15项→16项" in touched[0].note


def test_a_preview_that_nobody_keeps_changes_nothing(store: Store, report: str) -> None:
    before, figures = text_of(store, report), store.load_figures(report)

    plan(store, report, ("law_topics", "16"))

    assert (text_of(store, report), store.load_figures(report)) == (before, figures)


def test_a_sentence_that_was_edited_meanwhile_is_not_written_over(
    store: Store, report: str
) -> None:
    ws = Workspace(store, report, ACTOR)
    made = plan(store, report, ("law_topics", "16"))
    section = next(v for v in store.load_sections(report) if "15项" in v.text.text)
    theirs = section.text.text.replace("定期听取", "每季度听取")
    Workspace(store, report, OTHER).sections.edit(section.key, theirs, base=section.number)

    with pytest.raises(SaveConflictError) as caught:
        ws.figures.keep(made)

    assert [v.author for v in caught.value.versions] == ["李工"]
    assert store.load_figures(report).by_id()["law_topics"].value == 15
    ws.figures.keep(plan(store, report, ("law_topics", "16")))
    assert "每季度听取" in text_of(store, report)
    assert "法治议题16项" in text_of(store, report)


def test_of_two_windows_on_one_figure_the_second_sees_what_the_first_kept(
    store: Store, report: str
) -> None:
    ws = Workspace(store, report, ACTOR)
    mine, theirs = (plan(store, report, ("law_topics", typed)) for typed in ("16", "17"))
    ws.figures.keep(theirs)

    with pytest.raises(SaveConflictError) as caught:
        ws.figures.keep(mine)

    ((name, stored),) = caught.value.figures
    assert (name, stored and stored.value) == ("law_topics", 17)
    assert caught.value.mine == mine.change
    assert "法治议题17项" in text_of(store, report)


def test_figures_may_be_kept_first_and_the_sentences_later(store: Store, report: str) -> None:
    ws = Workspace(store, report, ACTOR)
    ws.figures.keep(plan(store, report, ("law_topics", "16")), updates_text=False)
    stale = [s for v in store.load_sections(report) for s in v.text if s.is_stale]

    late = ws.figures.preview_stale()
    ws.figures.keep(late)

    assert ["法治议题15项" in s.text for s in stale] == [True]
    assert ("added", "16") in late.effects[0].pieces
    assert "法治议题16项" in text_of(store, report)
    assert not any(s.is_stale for v in store.load_sections(report) for s in v.text)
    with pytest.raises(InvalidError, match="nothing would change"):
        ws.figures.keep(ws.figures.preview_stale())


def test_a_late_sentence_that_nothing_binds_waits_for_a_person(store: Store, report: str) -> None:
    ws = Workspace(store, report, ACTOR)
    section = next(v for v in store.load_sections(report) if "15项" in v.text.text)
    typed = section.text.text.replace("法治议题15项", "十五个法治议题（15项）")
    ws.sections.edit(section.key, typed, base=section.number)
    ws.figures.keep(plan(store, report, ("law_topics", "16")), updates_text=False)

    late = ws.figures.preview_stale()

    assert [bool(effect.by_hand) for effect in late.effects] == [True]


def test_a_section_gone_back_to_is_brought_up_to_date(store: Store, report: str) -> None:
    later = Actor("沈墨", lambda: NOON + timedelta(hours=1))
    edit = CellEdit("law_topics", "value", "16")
    Workspace(store, report, ACTOR).figures.keep(
        Workspace(store, report, later).figures.preview([edit])
    )
    key = next(v.key for v in store.load_sections(report) if "16项" in v.text.text)
    Workspace(store, report, later).versions.restore(key, 1)

    Workspace(store, report, ACTOR).figures.keep(
        Workspace(store, report, later).figures.preview_stale()
    )

    assert "法治议题16项" in text_of(store, report)
    assert "法治议题15项" not in text_of(store, report)
