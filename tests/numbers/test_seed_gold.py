"""The labelled mentions of the seed report."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jushi.numbers import Kind, Mention, read_mentions, read_periods


@pytest.fixture(scope="module")
def text(shared: Path) -> str:
    return (shared / "seed" / "report-2023.txt").read_bytes().decode("utf-8")


@pytest.fixture(scope="module")
def gold(shared: Path) -> list[dict[str, Any]]:
    lines = (shared / "seed" / "mentions-2023.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def found(text: str) -> dict[tuple[int, int], Mention]:
    return {(m.start, m.end): m for m in read_mentions(text)}


def test_every_data_mention_is_found_with_span_value_unit_and_approximator(
    gold: list[dict[str, Any]], found: dict[tuple[int, int], Mention]
) -> None:
    data = [g for g in gold if g["role"] == "data"]

    assert len(data) == 44
    for g in data:
        mention = found[g["start"], g["end"]]
        assert mention.is_data, g["surface"]
        assert mention.value == Decimal(g["value"]), g["surface"]
        assert mention.unit == g["unit"], g["surface"]
        assert mention.approximator == g["approximator"], g["surface"]
        assert mention.form.value == g["form"], g["surface"]
        assert (mention.core_start, mention.core_end) == (g["core_start"], g["core_end"])
        if g.get("lo"):
            assert (str(mention.low), str(mention.high)) == (g["lo"], g["hi"]), g["surface"]


def test_nothing_else_that_holds_a_numeral_is_data(
    gold: list[dict[str, Any]], found: dict[tuple[int, int], Mention]
) -> None:
    data = {(g["start"], g["end"]) for g in gold if g["role"] == "data"}

    false = [
        m.text for span, m in found.items() if m.is_data and span not in data and m.text != "率先"
    ]

    assert false == []


def test_a_claim_of_rank_without_a_numeral_is_told_as_one(
    found: dict[tuple[int, int], Mention],
) -> None:
    claims = [m for m in found.values() if m.text == "率先"]

    assert [(m.kind, m.detail) for m in claims] == [(Kind.RANK, "superlative")]


def test_every_other_mention_with_a_numeral_is_covered_by_one_of_its_role(
    gold: list[dict[str, Any]], found: dict[tuple[int, int], Mention]
) -> None:
    kinds = {
        "reference": {Kind.DATE, Kind.PERIOD, Kind.NAMED_EVENT, Kind.ORDINAL},
        "structure": {Kind.HEADING},
        "lexical": {Kind.SET_PHRASE},
    }
    for g in gold:
        if g["role"] == "data" or not g["has_numeral"]:
            continue
        covering = [
            m for (start, end), m in found.items() if start <= g["start"] and g["end"] <= end
        ]
        assert [m.kind for m in covering if m.kind in kinds[g["role"]]], g["surface"]


def test_dates_are_told_as_the_gold_tells_them(
    gold: list[dict[str, Any]], found: dict[tuple[int, int], Mention]
) -> None:
    dates = [g for g in gold if g["kind"] == "date" and g["has_numeral"]]

    for g in dates:
        iso = (found[g["start"], g["end"]].iso or "").replace("Y+0", "2023")
        assert iso == g["value"], g["surface"]


def test_time_anchors_without_a_numeral_are_among_the_periods(
    text: str, gold: list[dict[str, Any]]
) -> None:
    anchors = [g for g in gold if not g["has_numeral"] and g["surface"] != "季度"]

    periods = {(m.start, m.end) for m in read_periods(text, read_mentions(text))}

    assert anchors
    assert {(g["start"], g["end"]) for g in anchors} <= periods


def test_every_digit_and_numeral_character_stands_in_a_mention(
    text: str, found: dict[tuple[int, int], Mention]
) -> None:
    covered = {i for start, end in found for i in range(start, end)}

    missed = [
        text[max(0, i - 4) : i + 5]
        for i, c in enumerate(text)
        if c in "0123456789０１２３４５６７８９零一二三四五六七八九十百千万亿" and i not in covered
    ]

    assert missed == []
