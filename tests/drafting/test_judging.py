"""Sentences of a model held against the figures: what of them is bound."""

from dataclasses import replace
from pathlib import Path

import pytest
from jushi.documents import read_document
from jushi.drafting import compose_report, outline_of
from jushi.drafting.model_writer import SectionTask, plan_sections
from jushi.drafting.model_writer.judging import judge_sentences
from jushi.drafting.model_writer.reply import ReplySentence
from jushi.fidelity import Checker
from jushi.figures import FigureTable, read_workbook

_SAMPLE = Path(__file__).parents[2] / "knowledge" / "sample"
_CASES = "全年办理“一件事一次办”业务4283件"


@pytest.fixture(scope="module")
def table() -> FigureTable:
    """The figures of the sample, of which one that must be reported has no value yet."""
    file = _SAMPLE / "figures-2024.xlsx"
    figures = read_workbook(file.name, file.read_bytes())
    return FigureTable(
        tuple(
            replace(f, value=None, required=True) if f.id == "approval_onsite_rate" else f
            for f in figures
        )
    )


@pytest.fixture(scope="module")
def task(table: FigureTable) -> SectionTask:
    past = read_document("report-2023.txt", (_SAMPLE / "report-2023.txt").read_bytes())
    draft = compose_report(table, [past])
    return next(t for t in plan_sections(table, outline_of(past), draft) if t.key == "1.2")


@pytest.mark.parametrize(
    ("written", "template", "told"),
    [
        (
            f"{_CASES}，进驻率{{{{approval_onsite_rate}}}}。",
            "全年办理“一件事一次办”业务{{one_thing_cases}}，进驻率{{approval_onsite_rate}}。",
            ("one_thing_cases",),
        ),
        (
            f"进驻率{{{{approval_onsite_rate}}}}，{_CASES}。",
            "进驻率{{approval_onsite_rate}}，全年办理“一件事一次办”业务{{one_thing_cases}}。",
            ("one_thing_cases",),
        ),
        (f"{_CASES}。", "全年办理“一件事一次办”业务{{one_thing_cases}}。", ("one_thing_cases",)),
        ("进驻率{{approval_onsite_rate}}。", "进驻率{{approval_onsite_rate}}。", ()),
    ],
    ids=["gap behind", "gap before", "no gap", "gap alone"],
)
def test_a_typed_number_is_bound_and_a_gap_keeps_its_slot(
    written: str, template: str, told: tuple[str, ...], task: SectionTask, table: FigureTable
) -> None:
    (judged,) = judge_sentences((ReplySentence(written, False),), task, Checker(table))

    assert judged.faults == ()
    assert judged.draft.template == template
    assert judged.draft.told_figures == told


def test_a_slot_that_cannot_be_read_stays_in_the_template(
    task: SectionTask, table: FigureTable
) -> None:
    (judged,) = judge_sentences((ReplySentence("进驻率{{进驻率。", False),), task, Checker(table))

    assert [fault.kind for fault in judged.faults] == ["unreadable_slot"]
    assert (judged.draft.bound_text, judged.draft.text) == ("进驻率{{进驻率。", "进驻率进驻率。")
