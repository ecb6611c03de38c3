"""A workbook goes to departments and comes back: who is late, what contradicts, what changed."""

from decimal import Decimal
from io import BytesIO

import pytest
from jushi.figures import FigureTable, read_workbook
from jushi.services import SourceFile
from jushi.services.collection import MergedReturns, merge_returns, split_table
from openpyxl import load_workbook

MASTER = """编号,指标,数值,单位,期间,上年值,来源,公式
aid,受理法律援助案件,,件,2024年,764,县司法局,
growth,受理法律援助案件同比增长,,%,2024年,,县司法局,yoy(aid)
loss,挽回经济损失,,万元,2024年,1480,县司法局,
rate,办结率,95,%,2024年,94,县政务局,
"""


@pytest.fixture
def master() -> FigureTable:
    return read_workbook("数据.csv", MASTER.encode())


def _filled(file: SourceFile, **cells: object) -> SourceFile:
    """The sheet with cells typed in, as `E3=802`."""
    book = load_workbook(BytesIO(file.content))
    for place, content in cells.items():
        book.active[place] = content  # type: ignore[index]
    stream = BytesIO()
    book.save(stream)
    return SourceFile(file.name, stream.getvalue())


def _told(merged: MergedReturns) -> list[tuple[str, str]]:
    return [(note.kind, note.department) for note in merged.notes]


def test_each_source_gets_its_own_rows_and_computed_ones_go_to_nobody(
    master: FigureTable,
) -> None:
    law, service = split_table(master, "数据.csv", "zh")

    assert (law.name, service.name) == ("县司法局-数据.xlsx", "县政务局-数据.xlsx")
    assert [figure.id for figure in read_workbook(law.name, law.content)] == ["aid", "loss"]


def test_labels_are_locked_values_are_checked_and_last_years_is_noted(
    master: FigureTable,
) -> None:
    law, _ = split_table(master, "数据.csv", "zh")

    sheet = load_workbook(BytesIO(law.content)).worksheets[0]
    assert sheet.protection.sheet
    assert sheet["B3"].protection.locked
    assert not sheet["E3"].protection.locked
    assert sheet["E3"].comment.text == "上年：764件"
    rules = {str(rule.sqref): rule.type for rule in sheet.data_validations.dataValidation}
    assert rules["E3"] == "decimal"


def test_what_was_filled_in_comes_back_with_who_gave_it(master: FigureTable) -> None:
    law, _ = split_table(master, "数据.csv", "zh")

    merged = merge_returns(master, [_filled(law, E3=802, E4="1520", F4="余")], "zh")

    aid, _, loss, _ = merged.table
    assert (aid.value, loss.value, loss.approx) == (Decimal(802), Decimal(1520), "余")
    assert aid.extra == (("填报", "县司法局（县司法局-数据.xlsx:数据!E3）"),)
    assert (merged.taken, _told(merged)) == (2, [])


def test_who_is_late_and_what_was_left_empty_is_told(master: FigureTable) -> None:
    law, service = split_table(master, "数据.csv", "zh")

    assert _told(merge_returns(master, [service], "zh")) == [("late", "县司法局")]
    assert _told(merge_returns(master, [_filled(law, E3=802)], "zh")) == [("unfilled", "县司法局")]


@pytest.mark.parametrize(
    ("cells", "kind", "value"),
    [
        ({"E3": 8020}, "jump", Decimal(8020)),
        ({"E3": 802, "G3": 700}, "previous_changed", Decimal(802)),
        ({"E3": 802, "B3": "办理公证"}, "label_changed", None),
        ({"E3": 802, "D3": "人次"}, "unit_refused", None),
        ({"E4": 15230000, "D4": "元"}, "unit_changed", None),
        ({"E3": "八百来件"}, "refused_cell", None),
        ({"A3": "other", "E3": 802}, "unknown_row", None),
    ],
    ids=["jump", "last year", "label", "unit", "convertible unit", "no number", "unknown"],
)
def test_what_is_not_as_it_was_sent_is_told(
    master: FigureTable, cells: dict[str, object], kind: str, value: Decimal | None
) -> None:
    law, _ = split_table(master, "数据.csv", "zh")

    merged = merge_returns(master, [_filled(law, **cells)], "zh")

    assert kind in [note.kind for note in merged.notes]
    assert merged.table.by_id()["aid"].value == value


def test_a_value_that_is_there_already_is_told_as_changed(master: FigureTable) -> None:
    _, service = split_table(master, "数据.csv", "zh")

    merged = merge_returns(master, [_filled(service, E3=96)], "zh")

    (changed,) = [note for note in merged.notes if note.kind == "changed"]
    assert changed.told.render("zh") == "“办结率”由 95% 改为 96%"


def test_two_sheets_that_contradict_each_other_change_nothing(master: FigureTable) -> None:
    law, _ = split_table(master, "数据.csv", "zh")
    one, other = _filled(law, E3=802, E4=1500), _filled(law, E3=799, E4=1500)

    merged = merge_returns(master, [one, SourceFile("再报.xlsx", other.content)], "zh")

    assert merged.table.by_id()["aid"].value is None
    assert merged.table.by_id()["loss"].value == Decimal(1500)
    assert [note.kind for note in merged.notes if note.is_error] == ["contradicts"]
