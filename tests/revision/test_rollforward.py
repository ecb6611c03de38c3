"""Next year's report out of this year's."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from jushi.figures import FigureTable, Period
from jushi.revision.binding import rendered
from jushi.revision.rollforward import roll_forward
from jushi.store import open_store
from jushi.text import Section

from tests.revision.test_rebind import NOW, TABLE, _sentence
from tests.store.databases import sqlite_url
from tests.store.samples import report

_YEAR = Period("2023年", date(2023, 1, 1), date(2023, 12, 31))
_FIGURES = FigureTable(tuple(replace(f, period=_YEAR) for f in TABLE))


def _roll(*templates: str):  # type: ignore[no-untyped-def]
    sentences = tuple(_sentence(n, template) for n, template in enumerate(templates, 1))
    section = Section("s1", "2024年工作安排", sentences)
    return roll_forward(report(), (section,), _FIGURES, report_id="r2", author="zhang", time=NOW)


def test_values_become_previous_values_and_this_years_are_empty() -> None:
    figures = [edit.after for edit in _roll().change.figures]
    assert [f.previous for f in figures] == [f.value for f in TABLE]
    assert {f.value for f in figures} == {None}
    assert {f.period.year for f in figures} == {2024}
    assert [f.formula for f in figures] == [f.formula for f in TABLE]


def test_the_report_is_of_the_next_year_and_knows_its_forerunner() -> None:
    new = _roll().report
    assert (new.year, new.title, new.previous_id) == (2024, "濮阳县2024年度报告", "r1")
    assert (new.id, new.owner, new.figure_revision) == ("r2", "zhang", 0)


def test_sentences_wait_as_carried_over_with_gaps_for_this_years_figures() -> None:
    (version,) = _roll("2023年，受理纠纷{{accepted}}。", "群众满意。").change.versions
    first, second = version.text.sentences
    assert first.text == "2024年，受理纠纷【待补：受理纠纷】。"
    assert first.carried_from == ("濮阳县2023年度报告", "2023年，受理纠纷8210件。")
    assert first.is_carried_over and second.is_carried_over
    assert version.text.title == "2025年工作安排"


def test_gaps_fill_themselves_once_the_figures_are_there() -> None:
    (version,) = _roll("2023年，受理纠纷{{accepted}}。").change.versions
    filled, faults = rendered(version.text.sentences[0], TABLE)
    assert (filled.text, faults) == ("2024年，受理纠纷8210件。", ())


def test_years_that_are_part_of_something_else_stay() -> None:
    text = "2023年5月，按照《2023年要点》和2021—2023年规划（濮政〔2023〕9号），2023年办结。"
    (version,) = _roll(text).change.versions
    assert version.text.text == (
        "2023年5月，按照《2023年要点》和2021—2023年规划（濮政〔2023〕9号），2024年办结。"
    )


def test_a_rolled_report_is_stored_in_one_step(tmp_path: Path) -> None:
    store = open_store(sqlite_url(tmp_path))
    new = _roll("受理纠纷{{accepted}}。")
    store.save_report(new.report, "zhang")
    store.commit(new.change)
    assert store.load_sections("r2") == new.change.versions
    assert len(store.load_figures("r2")) == len(TABLE)
    store.close()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("In 2023 the county closed every case.", "In 2024 the county closed every case."),
        ("In May 2023 and on May 3, 2023 it met.", "In May 2023 and on May 3, 2023 it met."),
        ("The 2021–2023 plan (No. 9 [2023]) ended.", "The 2021–2023 plan (No. 9 [2023]) ended."),
        (
            "The “Outline 2023” holds; 2024 will follow.",
            "The “Outline 2023” holds; 2025 will follow.",
        ),
        ("Cases rose over 2023.", "Cases rose over 2024."),
    ],
    ids=["year", "date", "range and number", "name and plan", "end of sentence"],
)
def test_years_of_an_english_report_move_on_where_they_stand_alone(before: str, after: str) -> None:
    english = replace(report(), language="en", title="County 2023 Annual Report")
    section = Section("s1", "Work", (_sentence(1, before),))

    new = roll_forward(english, (section,), _FIGURES, report_id="r2", author="li", time=NOW)

    assert new.change.versions[0].text.text == after
    assert new.report.title == "County 2024 Annual Report"
