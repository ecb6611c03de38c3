"""One numeral in any script, and what is refused."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from jushi.numbers import format_chinese, parse_numeral

CASES = Path(__file__).parents[1] / "data" / "mentions"


def _rows(name: str) -> list[dict[str, str]]:
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize("case", _rows("numerals.jsonl"), ids=lambda case: case["input"])
def test_a_numeral_has_one_value(case: dict[str, str]) -> None:
    assert parse_numeral(case["input"]) == Decimal(case["value"])


@pytest.mark.parametrize("case", _rows("refusals.jsonl"), ids=lambda case: case["why"])
def test_what_is_no_numeral_is_refused_by_name(case: dict[str, str]) -> None:
    with pytest.raises(ValueError) as refused:
        parse_numeral(case["input"])

    assert str(refused.value) == (
        f"{case['input']!r} is not a number; write digits, 1.2万 or 一百二十"
    )


def test_a_long_refusal_is_cut_short() -> None:
    with pytest.raises(ValueError) as refused:
        parse_numeral("百" * 500)

    assert len(str(refused.value)) < 130


def test_what_is_told_in_chinese_reads_back() -> None:
    numbers = [*range(1200), 9999, 10_000, 10_001, 10_010, 20_300_000]

    read = {number: parse_numeral(format_chinese(Decimal(number))) for number in numbers}

    assert {number: value for number, value in read.items() if value != number} == {}


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("12", "十二"),
        ("120", "一百二十"),
        ("1001", "一千零一"),
        ("35000", "三万五千"),
        ("1.50", "一点五零"),
        ("-2", "负二"),
        ("100030000000000", "一百万零三百亿"),
    ],
)
def test_chinese_numerals_are_told_as_they_are_read(value: str, told: str) -> None:
    assert format_chinese(Decimal(value)) == told


def test_a_value_beyond_the_scale_words_is_not_told_in_chinese() -> None:
    with pytest.raises(ValueError, match="too large"):
        format_chinese(Decimal(10) ** 16)
