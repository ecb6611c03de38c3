"""Ratios of three and more parts, each held against its own member."""

import pytest
from jushi.fidelity import check_text
from jushi.figures import FigureTable, read_workbook


def _table(rows: str) -> FigureTable:
    return read_workbook("f.csv", f"指标,数值,单位,期间,上年值\n{rows}".encode())


_VALUES = _table(
    "地区生产总值,500,亿元,2024年,460\n第一产业,60,亿元,2024年,58\n"
    "第二产业,210,亿元,2024年,198\n第三产业,230,亿元,2024年,204\n"
)
_SHARES = _table(
    "一产占比,12.0,%,2024年,12.6\n二产占比,42.0,%,2024年,43.0\n三产占比,46.0,%,2024年,44.4\n"
)
_PUPILS = _table(
    "小学在校生,5000,人,2024年,\n初中在校生,3000,人,2024年,\n高中在校生,2000,人,2024年,\n"
)


@pytest.mark.parametrize(
    ("table", "text"),
    [
        (_VALUES, "2024年，三次产业结构由上年的12.6∶43.0∶44.3调整为12.0∶42.0∶46.0。"),
        (_VALUES, "三次产业增加值之比为12∶42∶46。"),
        (_SHARES, "三次产业结构由12.6:43.0:44.4优化为12.0:42.0:46.0。"),
        (_PUPILS, "小学、初中、高中在校生之比为50∶30∶20。"),
    ],
)
def test_each_part_is_of_its_own_member(table: FigureTable, text: str) -> None:
    codes = {v.code.value for v in check_text(text, table).verdicts if v.mention.is_data}

    assert codes <= {"derived", "exact"} and codes


@pytest.mark.parametrize(
    ("table", "text", "wrong"),
    [
        (
            _VALUES,
            "三次产业结构由上年的12.6∶43.0∶44.4调整为42.0∶12.0∶46.0。",
            ["44.4", "42.0", "12.0"],
        ),
        (_SHARES, "三次产业结构为12.0:46.0:42.0。", ["46.0", "42.0"]),
        (_PUPILS, "小学、初中、高中在校生之比为30∶50∶20。", ["30", "50"]),
    ],
)
def test_parts_that_change_places_are_wrong(
    table: FigureTable, text: str, wrong: list[str]
) -> None:
    verdicts = check_text(text, table).verdicts

    assert [v.mention.text for v in verdicts if v.status.value == "error"] == wrong
