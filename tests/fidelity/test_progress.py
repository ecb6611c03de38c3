"""How much of a long text was judged is told while it goes on."""

from jushi.fidelity import check_alone, check_text
from jushi.figures import read_workbook

TABLE = read_workbook("f.csv", "指标,数值,单位,期间\n受理案件,66,件,2024年\n".encode())
TEXT = "2024年，全县受理案件66件。\n" * 30


def test_the_shares_rise_from_nothing_to_all() -> None:
    told: list[float] = []

    check_text(TEXT, TABLE, on_progress=told.append)

    assert (told[0], told[-1]) == (0.0, 1.0)
    assert len(told) > 25
    assert told == sorted(set(told))


def test_what_is_told_changes_no_verdict() -> None:
    assert check_text(TEXT, TABLE, on_progress=lambda _: None) == check_text(TEXT, TABLE)


def test_a_report_without_figures_tells_it_too() -> None:
    told: list[float] = []

    check_alone("", on_progress=told.append)
    check_alone(TEXT, on_progress=told.append)

    assert told[:3] == [0.0, 1.0, 0.0]
    assert told[-1] == 1.0
