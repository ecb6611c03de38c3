"""Every word of the claims and of change does in its example what its role says."""

import pytest
from jushi.facts import Base, Measure
from jushi.fidelity.claim import Claim, read_claims
from jushi.fidelity.clause import lay_out
from jushi.lexicon import is_plan_heading
from jushi.numbers import read_mentions, read_periods
from jushi.resources import lexicon_rows

_ROWS = [
    *lexicon_rows("claim_words.tsv"),
    *((sign, word, example) for word, sign, *_, example in lexicon_rows("change_words.tsv")),
]
_SIGNS = {"up": 1, "down": -1, "up_en": 1, "down_en": -1}
_GROWTH = frozenset({Measure.GROWTH})
_OF_RATES = ("增幅", "增速", "降幅", "减幅")


def claim_of(text: str) -> Claim:
    mentions = read_mentions(text)
    return read_claims(lay_out(text), mentions, read_periods(text, mentions), report_year=2023)[-1]


def claims_of(role: str) -> list[Claim]:
    return [claim_of(example) for own, _word, example in _ROWS if own == role]


def test_no_role_has_a_word_twice() -> None:
    pairs = [(role, word) for role, word, _ in _ROWS]

    assert len(pairs) == len(set(pairs))


def test_a_word_of_change_gives_its_direction() -> None:
    wrong = [
        f"{role}: {example}"
        for role, word, example in _ROWS
        if role in _SIGNS and word not in _OF_RATES
        # 多5件 and 高5件 say a change only where they say of what.
        if claim_of(example.replace("受理案件", "受理案件同比")).direction != _SIGNS[role]
    ]

    assert wrong == []


@pytest.mark.parametrize("role", ["total", "rest", "part", "lacking"])
def test_a_word_of_a_sum_gives_its_role(role: str) -> None:
    assert {claim.role for claim in claims_of(role)} == {role}


def test_a_word_behind_the_number_says_what_is_lacking() -> None:
    assert {claim.role for claim in claims_of("lacking_behind")} == {"lacking"}


def test_a_word_for_a_target_inside_a_name_is_none() -> None:
    assert [claim.words for claim in claims_of("no_target") if claim.names_target] == []
    assert claim_of("年度计划5万元").names_target


@pytest.mark.parametrize(
    ("role", "base"),
    [("year_on_year", Base.YEAR), ("period_on_period", Base.PERIOD), ("target", Base.TARGET)],
)
def test_a_word_of_a_comparison_gives_what_is_compared_with(role: str, base: Base) -> None:
    assert {claim.structure.base for claim in claims_of(role)} == {base}


def test_a_word_of_a_rate_says_growth_and_its_direction() -> None:
    assert {claim.structure.measures for claim in claims_of("rate")} == {_GROWTH}
    assert {claim.direction for claim in claims_of("falling_rate")} == {-1}


def test_a_word_of_a_plan_says_that_it_is_one() -> None:
    assert all(claim.is_plan for claim in claims_of("plan"))


def test_a_word_in_a_name_says_no_change() -> None:
    told = [
        (claim.words, measure)
        for role in ("no_change", "no_change_in_names")
        for claim in claims_of(role)
        for measure in claim.structure.measures
        if measure is not Measure.LEVEL
    ]

    assert told == []


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("工业增加值500亿元。", Measure.LEVEL),
        ("新增就业500人。", Measure.LEVEL),
        ("增值税500万元。", Measure.LEVEL),
        ("人口自然增长率为2.1‰。", Measure.LEVEL),
        ("工业增加值增长5%。", Measure.GROWTH),
    ],
)
def test_a_word_of_change_inside_a_name_is_none(text: str, measure: Measure) -> None:
    assert measure in claim_of(text).structure.measures


@pytest.mark.parametrize(
    "heading",
    [
        "三、明年工作安排",
        "四、努力方向",
        "三、展望",
        "（三）今后工作",
        "三、主要任务",
        "三、下一年工作",
        "四、下步打算",
        "二、发展目标",
    ],
)
def test_a_heading_that_announces_is_known(heading: str) -> None:
    assert is_plan_heading(heading)


@pytest.mark.parametrize(
    "heading",
    [
        "二、重点工作完成情况",
        "一、主要任务落实情况",
        "一、2024年工作回顾",
        "（二）取得成效",
        "二、存在问题",
        "",
    ],
)
def test_a_heading_that_looks_back_announces_nothing(heading: str) -> None:
    assert not is_plan_heading(heading)


def test_each_word_of_a_plan_does_so_in_its_example() -> None:
    assert [e for role, _, e in _ROWS if role == "plan_heading" and not is_plan_heading(e)] == []
