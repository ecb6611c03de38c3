"""Time anchors, those without a numeral included."""

import pytest
from jushi.figures import parse_period
from jushi.numbers import read_mentions, read_periods


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("今年以来，受理12件", [("今年以来", "Y+0/..")]),
        ("截至目前，共受理12件", [("截至目前", "../Y+0")]),
        ("去年同期为5件，全年12件", [("去年同期", "Y-1"), ("全年", "Y+0")]),
        ("较上年增长3%", [("上年", "Y-1")]),
        (
            "2023年受理12件，每月1日至25日",
            [("2023年", "2023"), ("每月1日至25日", "XXXX-XX-01/XXXX-XX-25")],
        ),
        ("明年安排，2024年实施", [("明年", "Y+1"), ("2024年", "2024")]),
        ("年底前完成", [("年底", "Y+0-12")]),
        ("近年来稳步提升，每季度通报", [("近年来", None), ("每季度", None)]),
        ("今年5月以来", [("今年5月以来", "Y+0-05/..")]),
        ("无时间", []),
    ],
)
def test_anchors_are_found_in_order(text: str, told: list[tuple[str, str | None]]) -> None:
    assert [(m.text, m.iso) for m in read_periods(text, read_mentions(text))] == told


def test_every_anchor_is_a_date_or_a_period_without_a_value() -> None:
    text = "今年以来至2023年10月，去年全年12件"

    found = read_periods(text, read_mentions(text))

    assert {m.kind.value for m in found} <= {"date", "period"}
    assert {m.value for m in found} == {None}


@pytest.mark.parametrize(
    ("named", "iso"),
    [
        ("“一五”时期", "1953/1957"),
        ("“二五”期间", "1958/1962"),
        ("“三五”时期", "1966/1970"),
        ("“九五”时期", "1996/2000"),
        ("“十四五”时期", "2021/2025"),
        ("一五普法", "1986/1990"),
        ("八五普法", "2021/2025"),
    ],
)
def test_the_plan_of_five_years_has_the_same_years_in_a_text_and_in_a_sheet(
    named: str, iso: str
) -> None:
    text = f"{named}共受理12件"
    period = parse_period(named)

    assert [m.iso for m in read_mentions(text) if m.detail == "plan"] == [iso]
    assert period.start is not None
    assert period.end is not None
    assert f"{period.start.year}/{period.end.year}" == iso
