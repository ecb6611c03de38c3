"""A stored report over the turn of the year."""

from dataclasses import replace
from datetime import timedelta

import pytest
from jushi.errors import ConflictError, InvalidError, JushiError, NotFoundError
from jushi.revision import Store
from jushi.services import SourceFile, export
from jushi.services.workspace import Actor, CellEdit, Reports, Workspace, run_draft
from jushi.services.workspace.years import ANSWER_STATES, PromiseLine
from jushi.store import open_store

from tests.services.conftest import NOON, SAMPLE
from tests.store.databases import sqlite_url

ACTOR = Actor("沈墨", lambda: NOON + timedelta(days=365))
PROMISE = "建成县法治文化公园并对外开放"
MET = "建成县法治文化公园并面向群众对外开放。"


def ledger(store: Store, report: str) -> dict[str, PromiseLine]:
    return {line.text: line for line in Workspace(store, report, ACTOR).years.promises()}


def say(store: Store, report: str, words: str) -> str:
    """Add `words` to the first section that has text; give its key."""
    newest = next(v for v in store.load_sections(report) if v.text.level and v.text.sentences)
    text = f"{newest.text.text}{words}"
    Workspace(store, report, ACTOR).sections.edit(newest.key, text, base=newest.number)
    return newest.key


def test_a_new_year_begins_with_last_years_values_and_its_own_empty(
    store: Store, report: str
) -> None:
    made = Workspace(store, report, ACTOR).years.roll_forward(new_id="next")

    old, new = store.load_figures(report).by_id(), store.load_figures("next")
    assert (made.year, made.previous_id, made.title) == (
        2025,
        report,
        "禾溪县2025年度法治政府建设工作报告",
    )
    assert store.load_reports("next")[0].figure_revision == 1
    assert {f.value for f in new} == {None}
    assert [f.previous for f in new] == [old[f.id].value for f in new]
    assert {f.period.text for f in new if f.period} <= {"2025年", "2025年底"}


def test_a_new_year_keeps_the_outline_and_every_sentence_as_carried_over(
    store: Store, report: str
) -> None:
    Workspace(store, report, ACTOR).years.roll_forward(new_id="next")

    old, new = store.load_sections(report), store.load_sections("next")
    assert [v.key for v in new] == [v.key for v in old]
    assert {v.cause for v in new} == {"roll_forward"}
    assert all(s.is_carried_over for v in new for s in v.text)
    bound = [s for v in new for s in v.text if s.template]
    assert bound
    assert all("【待补：" in s.text for s in bound if "{{" in s.template and s.bindings)


def test_a_touched_sentence_is_carried_over_no_longer(store: Store, report: str) -> None:
    Workspace(store, report, ACTOR).years.roll_forward(new_id="next")
    before = sum(s.is_carried_over for v in store.load_sections("next") for s in v.text)

    say(store, "next", MET)

    after = [s for v in store.load_sections("next") for s in v.text]
    assert [s.text for s in after if not s.is_carried_over] == [MET]
    assert len(after) == before + 1


def test_a_value_that_arrives_fills_the_carried_sentence(store: Store, report: str) -> None:
    ws = Workspace(store, report, ACTOR)
    ws.years.roll_forward(new_id="next")

    ws.figures.keep(
        Workspace(store, "next", ACTOR).figures.preview([CellEdit("law_topics", "value", "21")])
    )

    assert "法治议题21项" in "".join(v.text.text for v in store.load_sections("next"))


def test_documents_and_layout_are_carried_and_the_old_text_is_the_newest_past_report(
    store: Store, report: str
) -> None:
    ws = Workspace(store, report, ACTOR)
    form = export.ExportForm(has_annex=True, signature="某县人民政府", date="2025年3月5日")
    ws.export.keep_choice(form)

    ws.years.roll_forward(new_id="next")

    opened = Workspace(store, "next", ACTOR).open()
    assert [(s.kind, s.year) for s in opened.sources] == [
        ("own_report", 2023),
        ("own_report", 2024),
    ]
    assert Workspace(store, "next", ACTOR).export.choice() == replace(form, date="")
    told = store.load_paper("next", f"source/{opened.sources[1].name}").text
    assert "".join(told.split()) == "".join(ws.open().draft.text().split())


def test_a_rolled_report_is_drafted_as_any_other(store: Store, report: str) -> None:
    Workspace(store, report, ACTOR).years.roll_forward(new_id="next")
    Workspace(store, "next", ACTOR).draft.start(job_id="j2")

    job = run_draft(store, "j2", clock=ACTOR.clock)

    assert (job.state, {v.cause for v in store.load_sections("next")}) == ("done", {"draft"})


def test_two_reports_of_one_name_do_not_begin(store: Store, report: str) -> None:
    ws = Workspace(store, report, ACTOR)
    ws.years.roll_forward(new_id="next")

    with pytest.raises(ConflictError, match="there is one already"):
        ws.years.roll_forward(new_id="next")


def test_a_report_without_text_is_not_rolled_forward(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    store = open_store(sqlite_url(tmp_path_factory.mktemp("bare")))
    figures, past = (
        SourceFile(name, (SAMPLE / name).read_bytes())
        for name in ("figures-2024.xlsx", "report-2023.txt")
    )
    Reports(store, ACTOR).make(figures, [past], report_id="r")

    with pytest.raises(ConflictError, match="it has no text yet"):
        Workspace(store, "r", ACTOR).years.roll_forward(new_id="next")
    store.close()


def test_promises_of_last_years_document_are_listed_in_its_order(store: Store, report: str) -> None:
    lines = Workspace(store, report, ACTOR).years.promises()

    assert [line.number for line in lines] == list(range(1, len(lines) + 1))
    assert len(lines) >= 10
    assert PROMISE in [line.text for line in lines]
    assert {line.state for line in lines} <= set(ANSWER_STATES)


def test_a_promise_is_answered_by_the_sentence_that_keeps_it(store: Store, report: str) -> None:
    before = ledger(store, report)[PROMISE]

    key = say(store, report, MET)

    after = ledger(store, report)[PROMISE]
    assert (before.state, before.answer) == ("未提", "")
    assert (after.state, after.section, after.answer) == ("完成", key, MET)


def test_what_was_carried_over_answers_no_promise(store: Store, report: str) -> None:
    say(store, report, MET)

    Workspace(store, report, ACTOR).years.roll_forward(new_id="next")

    assert {line.state for line in Workspace(store, "next", ACTOR).years.promises()} == {"未提"}


def test_a_promise_is_settled_by_hand_and_given_back(store: Store, report: str) -> None:
    ws = Workspace(store, report, ACTOR)
    key = say(store, report, "公园开了门。")

    ws.years.settle(PROMISE, "完成", reason=" 见台账 ", answer=(key, "公园开了门。"))

    line = ledger(store, report)[PROMISE]
    assert (line.state, line.section, line.answer) == ("完成", key, "公园开了门。")
    assert line.decision is not None
    assert (line.decision.who, line.decision.reason) == ("沈墨", "见台账")
    ws.years.unsettle(PROMISE)
    assert (ledger(store, report)[PROMISE].state, ledger(store, report)[PROMISE].decision) == (
        "未提",
        None,
    )


def test_an_answer_named_by_hand_holds_until_its_sentence_changes(
    store: Store, report: str
) -> None:
    ws = Workspace(store, report, ACTOR)
    key = say(store, report, "公园开了门。")
    ws.years.settle(PROMISE, "完成", answer=(key, "公园开了门。"))

    ws.versions.undo(key)

    assert ledger(store, report)[PROMISE].state == "未提"


@pytest.mark.parametrize(
    ("promise", "state", "answer", "told", "kind"),
    [
        (PROMISE, "好了", ("", ""), "no state of a promise", InvalidError),
        ("没有承诺过的事", "完成", ("", ""), "was not announced", NotFoundError),
        (PROMISE, "完成", ("1.1", "没有这句。"), "no such sentence", NotFoundError),
    ],
    ids=["state", "promise", "sentence"],
)
def test_what_cannot_be_settled_is_told(
    store: Store,
    report: str,
    promise: str,
    state: str,
    *,
    answer: tuple[str, str],
    told: str,
    kind: type[JushiError],
) -> None:
    with pytest.raises(kind, match=told):
        Workspace(store, report, ACTOR).years.settle(promise, state, answer=answer)
    assert store.list_decisions(report) == ()


def test_a_carried_sentence_may_stand_by_a_persons_word(store: Store, report: str) -> None:
    ws = Workspace(store, "next", ACTOR)
    Workspace(store, report, ACTOR).years.roll_forward(new_id="next")
    section = next(v for v in store.load_sections("next") if v.text.sentences)
    first = section.text.sentences[0]

    version = ws.locks.confirm_carried(section.key, [first.id], base=section.number)

    assert version.text.text == section.text.text
    carried = [s.is_carried_over for s in version.text]
    assert carried == [False] + [True] * (len(carried) - 1)
    assert (version.number, version.author) == (2, "沈墨")
    with pytest.raises(NotFoundError, match="it is not there"):
        ws.locks.confirm_carried(section.key, ["s999"], base=2)
