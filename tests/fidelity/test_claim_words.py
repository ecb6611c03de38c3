"""Every word of claim_words.tsv stands in its example and does there what its role says."""

from pathlib import Path

import pytest
from jushi.fidelity.claim import Claim, read_claims
from jushi.fidelity.clause import lay_out
from jushi.fidelity.facts import Nature
from jushi.numbers import read_mentions

_FILE = Path(__file__).parents[2] / "knowledge" / "lexicons" / "claim_words.tsv"
_ROWS = [row.split("\t") for row in _FILE.read_text(encoding="utf-8").splitlines()[1:]]
_SIGNS = {"up": 1, "down": -1, "up_en": 1, "down_en": -1}


def claim_of(text: str) -> Claim:
    return read_claims(lay_out(text), read_mentions(text), (), report_year=2023)[-1]


def test_a_word_stands_in_its_example_and_the_number_there_is_data() -> None:
    absent = [f"{role} {word}" for role, word, example in _ROWS if word not in example]
    no_data = [example for _, _, example in _ROWS if not claim_of(example).mention.is_data]

    assert (absent, no_data) == ([], [])


def _direction_is(sign: int, claim: Claim) -> bool:
    # 增幅5% may well be a fall: its number carries the sign.
    return claim.direction == sign or claim.natures == {Nature.RELATIVE}


def test_a_word_of_change_gives_its_direction() -> None:
    wrong = [
        f"{role}: {example}"
        for role, _, example in _ROWS
        if role in _SIGNS and not _direction_is(_SIGNS[role], claim_of(example))
    ]

    assert wrong == []


@pytest.mark.parametrize("role", ["total", "rest"])
def test_a_word_of_a_sum_gives_its_role(role: str) -> None:
    found = {claim_of(row[2]).role for row in _ROWS if row[0] == role}

    assert found == {role}
