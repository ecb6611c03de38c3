"""The five passes over a stored report, and what a person decides on them."""

from dataclasses import replace
from pathlib import Path

import pytest
from jushi.errors import ConflictError, InvalidError, JushiError, NotFoundError
from jushi.fidelity import Code
from jushi.messages import Language
from jushi.records import Change, Decision, FigureEdit
from jushi.revision import Store
from jushi.services.workspace import CellEdit, CheckItem, Workspace
from jushi.services.workspace.check import PASSES, pass_of
from jushi.services.workspace.decided import Decided

from tests.services.conftest import ACTOR, NOON

TABLE = Path(__file__).parents[3] / "knowledge" / "rules" / "check_passes.tsv"
LANGUAGES: tuple[Language, ...] = ("zh", "en")


@pytest.fixture
def report(store: Store) -> str:
    """A drafted report that says 51项 where its figure says 15项."""
    right = item(store, "r", "15项")
    Workspace(store, "r", ACTOR).check.mend(right.id, "51项")
    return "r"


def item(store: Store, report: str, text: str) -> CheckItem:
    ws = Workspace(store, report, ACTOR)
    passes = ws.check.passes(ws.open())
    return next(i for one in passes for i in one.items if i.text == text)


@pytest.mark.parametrize("code", list(Code), ids=lambda c: c.value)
def test_every_code_has_its_pass(code: Code) -> None:
    rows = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines()[1:]]

    assert code in {row[2] for row in rows}
    assert pass_of("verdict", code) in PASSES


def test_a_wrong_number_blocks_until_it_is_accepted(store: Store, report: str) -> None:
    ws = Workspace(store, report, ACTOR)
    wrong = item(store, report, "51项")
    opened = ws.open()
    assert wrong.is_open
    assert wrong.id in {i.id for i in ws.check.blocking(opened)}

    ws.check.decide(wrong.id, "accepted", "会议纪要为51项")

    decided = item(store, report, "51项")
    assert decided.id == wrong.id
    assert decided.decision and decided.decision.who == "沈墨"
    assert wrong.id not in {i.id for i in ws.check.blocking(opened)}


def test_an_error_is_not_settled_without_a_reason(store: Store, report: str) -> None:
    wrong = item(store, report, "51项")

    with pytest.raises(JushiError, match="without a reason"):
        Workspace(store, report, ACTOR).check.decide(wrong.id, "confirmed", " ")

    assert item(store, report, "51项").decision is None


def test_what_was_decided_is_taken_back(store: Store, report: str) -> None:
    ws = Workspace(store, report, ACTOR)
    wrong = item(store, report, "51项")
    ws.check.decide(wrong.id, "accepted", "另有依据")

    ws.check.withdraw(wrong.id)

    assert item(store, report, "51项").is_open


def test_nothing_is_taken_back_where_nothing_was_decided(store: Store, report: str) -> None:
    wrong = item(store, report, "51项")

    with pytest.raises(ConflictError, match="nothing to take back"):
        Workspace(store, report, ACTOR).check.withdraw(wrong.id)


def test_a_number_mended_to_itself_is_told(store: Store, report: str) -> None:
    wrong = item(store, report, "51项")

    with pytest.raises(InvalidError, match="nothing would change"):
        Workspace(store, report, ACTOR).check.mend(wrong.id, "51项")


def test_an_item_that_is_gone_is_told_as_not_found(store: Store, report: str) -> None:
    with pytest.raises(NotFoundError):
        Workspace(store, report, ACTOR).check.withdraw("gone")


def test_a_mended_number_is_proven_again(store: Store, report: str) -> None:
    wrong = item(store, report, "51项")

    Workspace(store, report, ACTOR).check.mend(wrong.id, wrong.expected)

    assert item(store, report, "15项").grade == "ok"


def test_a_decision_on_a_value_asks_anew_when_the_figure_changes(store: Store, report: str) -> None:
    ws = Workspace(store, report, ACTOR)
    wrong = item(store, report, "51项")
    assert wrong.verdict
    ws.check.decide(wrong.id, "accepted", "另有依据")

    edit = CellEdit(wrong.verdict.figures[0], "value", "16")
    ws.figures.keep(ws.figures.preview([edit]))

    assert item(store, report, "51项").decision is None


def unused(store: Store, language: Language) -> CheckItem:
    """The first figure that the report `r` does not tell, as the page shows it."""
    ws = Workspace(store, "r", replace(ACTOR, language=language))
    items = (item for one in ws.check.passes(ws.open()) for item in one.items)
    return next(item for item in items if item.code == "unused_figure")


def dismiss(store: Store, language: Language) -> None:
    ws = Workspace(store, "r", replace(ACTOR, language=language))
    ws.check.decide(unused(store, language).id, "dismissed", "另行上报")


@pytest.fixture
def untold(store: Store) -> str:
    """A drafted report that does not tell one figure of its workbook."""
    opened = Workspace(store, "r", ACTOR).open()
    figure = opened.table.figures[0]
    store.commit(
        Change(
            "r", "沈墨", NOON, "figures",
            figures=(FigureEdit("new", None, replace(figure, id="new", indicator="办理信访事项")),),
        )
    )  # fmt: skip
    return "r"


def test_a_finding_that_was_dismissed_in_one_language_is_so_in_the_other(
    store: Store, untold: str
) -> None:
    told = {language: unused(store, language).explanation for language in LANGUAGES}
    assert told["zh"] != told["en"]

    dismiss(store, "zh")

    assert [unused(store, language).is_open for language in LANGUAGES] == [False, False]


def test_a_finding_of_another_value_is_open_again(store: Store, untold: str) -> None:
    dismiss(store, "zh")

    edit = CellEdit("new", "value", "987")
    ws = Workspace(store, untold, ACTOR)
    ws.figures.keep(ws.figures.preview([edit]))

    assert unused(store, "zh").is_open


def test_a_decision_outlives_what_is_written_before_it_in_its_section(
    store: Store, report: str
) -> None:
    ws = Workspace(store, report, ACTOR)
    wrong = item(store, report, "51项")
    ws.check.decide(wrong.id, "accepted", "会议纪要为51项")

    version = next(v for v in store.load_sections(report) if v.key == wrong.section)
    text = f"今年共办理120件。{version.text.text}"
    ws.sections.edit(wrong.section, text, base=version.number)

    assert not item(store, report, "51项").is_open


def test_a_decision_ends_where_its_sentence_is_changed(store: Store, report: str) -> None:
    ws = Workspace(store, report, ACTOR)
    wrong = item(store, report, "51项")
    ws.check.decide(wrong.id, "accepted", "会议纪要为51项")

    version = next(v for v in store.load_sections(report) if v.key == wrong.section)
    text = version.text.text.replace("51项", "足足51项")
    ws.sections.edit(wrong.section, text, base=version.number)

    assert item(store, report, "51项").is_open


def test_two_equal_numbers_of_a_sentence_are_decided_one_by_one(store: Store, report: str) -> None:
    ws = Workspace(store, report, ACTOR)
    wrong = item(store, report, "51项")
    version = next(v for v in store.load_sections(report) if v.key == wrong.section)
    text = version.text.text.replace("51项", "51项（其中51项）")
    ws.sections.edit(wrong.section, text, base=version.number)

    opened = ws.open()
    ws.check.decide(item(store, report, "51项").id, "accepted", "会议纪要为51项")

    items = [i for one in ws.check.passes(opened) for i in one.items if i.text == "51项"]
    assert sorted(i.is_open for i in items) == [False, True]


def keep_as_before(store: Store, of: CheckItem, sentence: str) -> None:
    """Keep a decision in the form of older programs, which told a finding by its words."""
    old = Decision(
        "r", "dismissed", "王", NOON, "见附件", of.section, sentence, of.text, code=of.code
    )
    store.commit(Change("r", "王", NOON, "dismiss", decisions=(old,)))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_finding_that_an_older_program_kept_by_its_words_is_known_in_both_languages(
    store: Store, untold: str, language: Language
) -> None:
    found = unused(store, language)

    keep_as_before(store, found, found.explanation)

    decided = [unused(store, shown).decision for shown in LANGUAGES]
    assert [d and (d.who, d.reason) for d in decided] == [("王", "见附件")] * 2


def test_what_older_programs_kept_is_kept_anew_with_the_next_decision(
    store: Store, untold: str
) -> None:
    ws = Workspace(store, "r", replace(ACTOR, language="en"))
    found = unused(store, "zh")
    keep_as_before(store, found, found.explanation)
    number = item(store, "r", "15项")
    keep_as_before(store, number, number.sentence)

    opened = ws.open()
    other = next(
        i
        for one in ws.check.passes(opened)
        for i in one.items
        if i.verdict is not None and i.text != "15项" and i.section
    )
    ws.check.decide(other.id, "confirmed", "")

    anew = Decided(d for d in store.list_decisions("r") if d.ordinal)
    assert not Decided(store.list_decisions("r")).has_worded_findings
    for one in (unused(store, "en"), item(store, "r", "15项")):
        told = anew.on(one.subject, {})
        assert told is not None
        assert (told.who, told.reason, told.time) == ("王", "见附件", NOON)
        assert one.decision == told
