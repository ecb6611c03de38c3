"""Every word of the claims and of change stands in its example and does there what it says."""

import pytest
from jushi.facts import Measure
from jushi.fidelity.claim import Claim, read_claims
from jushi.fidelity.clause import lay_out
from jushi.numbers import read_mentions, read_periods
from jushi.resources import lexicon_rows

_ROWS = [
    *lexicon_rows("claim_words.tsv"),
    *((sign, word, example) for word, sign, *_, example in lexicon_rows("change_words.tsv")),
]
_SIGNS = {"up": 1, "down": -1, "up_en": 1, "down_en": -1}
_OF_RATES = ("增幅", "增速", "降幅", "减幅")


def claim_of(text: str) -> Claim:
    mentions = read_mentions(text)
    return read_claims(lay_out(text), mentions, read_periods(text, mentions), report_year=2023)[-1]


def test_a_word_stands_in_its_example() -> None:
    assert [f"{role} {word}" for role, word, example in _ROWS if word not in example] == []


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


@pytest.mark.parametrize("role", ["total", "rest"])
def test_a_word_of_a_sum_gives_its_role(role: str) -> None:
    found = {claim_of(row[2]).role for row in _ROWS if row[0] == role}

    assert found == {role}


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
