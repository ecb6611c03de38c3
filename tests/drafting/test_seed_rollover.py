"""A real county report, and the sample's, rolled over to the next year."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from jushi.documents import Document, read_document
from jushi.drafting import skeleton_of
from jushi.figures import FigureTable, read_workbook, render_workbook

from evals.seed_rollover import draw_values, next_year, roll_over

SAMPLE = Path(__file__).parents[2] / "knowledge" / "sample"


def _read(path: Path) -> Document:
    return read_document(path.name, path.read_bytes())


def _workbook(path: Path) -> FigureTable:
    return read_workbook(path.name, path.read_bytes())


@pytest.fixture(scope="module")
def seed(shared: Path) -> Document:
    return _read(shared / "seed" / "report-2023.txt")


@pytest.mark.parametrize("draw", [1, 2, 3])
def test_the_seeds_own_skeleton_filled_in_gives_a_report_that_holds(
    seed: Document, draw: int
) -> None:
    table = draw_values(skeleton_of(seed), draw)

    rollover = roll_over(seed, table, 2024)

    assert [m for m in rollover.measures if not m.passed] == []
    assert rollover.measures[0].of == 45
    assert rollover.draft.dropped == ()


@pytest.mark.parametrize("draw", [1, 2, 3])
def test_a_workbook_with_ids_of_its_own_gives_a_report_that_holds(
    seed: Document, shared: Path, draw: int
) -> None:
    last = _workbook(shared / "seed" / "figures-2023.csv")
    table = draw_values(next_year(last), draw)

    rollover = roll_over(seed, table, 2024)

    assert [m for m in rollover.measures if not m.passed] == []
    assert rollover.measures[0].of == 47


def test_the_samples_workbook_of_this_year_gives_a_report_that_holds() -> None:
    report = _read(SAMPLE / "report-2023.txt")
    table = _workbook(SAMPLE / "figures-2024.xlsx")

    rollover = roll_over(report, table, 2024)

    assert [m for m in rollover.measures if not m.passed] == []


@pytest.mark.parametrize(
    ("holders", "told"),
    [("1624", "1700余人"), ("1612", "近1700人"), ("1623", "1700人")],
    ids=["1701", "1689", "1700"],
)
def test_the_chinese_approximators_the_training_follows_the_sum(
    seed: Document, holders: str, told: str
) -> None:
    values = {"持有行政执法证": Decimal(holders), "行政执法监督证": Decimal(77)}
    rows = [
        replace(f, value=values.get(f.id, None if f.formula else f.previous))
        for f in skeleton_of(seed)
    ]

    draft = roll_over(seed, FigureTable(tuple(rows)), 2024).draft

    assert f"{holders}人、行政执法监督证77人共计{told}参加了培训" in draft.text()


def test_what_only_2023_vouches_for_waits(seed: Document) -> None:
    draft = roll_over(seed, draw_values(skeleton_of(seed), 1), 2024).draft

    waiting = {m.text: m.kind for section in draft for w in section.withheld for m in w.marks}
    assert waiting["今年5月"] == "date"
    assert waiting["书记周东柯"] == waiting["处长陈晓伟"] == waiting["专家郝铁川"] == "person"
    assert waiting["第三届"] == waiting["第二届"] == "edition"
    assert {"荣获", "被评为"} <= waiting.keys()
    marked = {m.kind for section in draft for sentence in section for m in sentence.marks}
    assert marked <= {"measure", "rank", "recurring", "slogan", "direction", "plan"}
    plain = next(s for s in draft.sections[2].sentences if s.told_figures)
    assert not plain.is_carried_over


def test_a_skeleton_that_went_through_excel_is_still_known(seed: Document) -> None:
    drawn = draw_values(skeleton_of(seed), 1)
    workbook = render_workbook(drawn)

    table = read_workbook("figures-2024.xlsx", workbook)

    rollover = roll_over(seed, table, 2024)
    assert [m for m in rollover.measures if not m.passed] == []
    assert rollover.measures[0].of == 45
