"""What the reader makes of a sentence: every mention of it, in order, and nothing else."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jushi.numbers import Kind, Mention, read_mentions

CASES = Path(__file__).parents[1] / "data" / "mentions"
SENTENCES = sorted(p for p in CASES.glob("*.jsonl") if p.stem not in {"numerals", "refusals"})


def _rows() -> list[dict[str, Any]]:
    return [
        json.loads(line)
        for path in SENTENCES
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


def _as_case(mention: Mention) -> dict[str, Any]:
    """A mention as the case files write it: what is at its default is left out."""
    case: dict[str, Any] = {
        "text": mention.text,
        "kind": mention.kind.value,
        "detail": mention.detail,
    }
    if mention.value is not None:
        is_fraction = mention.kind is Kind.FRACTION
        case["value"] = str(round(mention.value, 6)) if is_fraction else f"{mention.value:f}"
    elif mention.low is not None or mention.high is not None:
        case["low"] = None if mention.low is None else f"{mention.low:f}"
        case["high"] = None if mention.high is None else f"{mention.high:f}"
    if mention.form.value != "exact":
        case["form"] = mention.form.value
    for name in ("unit", "approximator", "iso"):
        if getattr(mention, name):
            case[name] = getattr(mention, name)
    return case


@pytest.mark.parametrize("case", _rows(), ids=lambda case: case["id"])
def test_a_sentence_is_read_as_its_case_says(case: dict[str, Any]) -> None:
    found = read_mentions(case["input"])

    assert [_as_case(m) for m in found] == case["expected"]


@pytest.mark.parametrize(
    ("text", "core"),
    [
        ("共1700余人", "1700"),
        ("近1.23亿元", "1.23"),
        ("三成以上", "三"),
        ("第五名", "五"),
        ("5千余户", "5"),
        ("3—5天", "3—5"),
        ("百分之六点三", "百分之六点三"),
        ("2023年5月", "2023"),
    ],
)
def test_the_core_is_the_numeral_without_approximator_scale_and_unit(text: str, core: str) -> None:
    (mention,) = read_mentions(text)

    assert text[mention.core_start : mention.core_end] == core


@pytest.mark.parametrize(
    ("text", "step", "scale"),
    [
        ("1700人", "1", "1"),
        ("9.0%", "0.1", "1"),
        ("1.23亿元", "1000000", "100000000"),
        ("82.1万人", "1000", "10000"),
        ("3.2万亿元", "100000000000", "1000000000000"),
        ("三成", "10", "1"),
        ("1万5千人", "1", "1"),
        ("300万元", "10000", "10000"),
    ],
)
def test_step_and_scale_say_how_finely_a_value_is_printed(text: str, step: str, scale: str) -> None:
    (mention,) = read_mentions(text)

    assert (mention.step, mention.scale) == (Decimal(step), Decimal(scale))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("1700余人", "1700", "1800"),
        ("8210余件", "8210", "8220"),
        ("十余家", "10", "20"),
        ("98%以上", "98", "100"),
        ("不足5%", None, "5"),
        ("至少3次", "3", None),
        ("3—5天", "3", "5"),
        ("七八十人", "70", "80"),
        ("数十项", "20", "90"),
        ("1700人", "1700", "1700"),
    ],
)
def test_bounds_are_those_of_the_usual_reading(
    text: str, low: str | None, high: str | None
) -> None:
    (mention,) = read_mentions(text)

    assert mention.low == (None if low is None else Decimal(low))
    assert mention.high == (None if high is None else Decimal(high))


def test_growth_of_more_than_a_rate_has_no_upper_bound() -> None:
    (mention,) = read_mentions("同比增长20%以上")

    assert (mention.low, mention.high) == (Decimal(20), None)
