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


@pytest.mark.parametrize(("role", "word", "example"), _ROWS, ids=[f"{r[0]}-{r[1]}" for r in _ROWS])
def test_a_word_stands_in_its_example(role: str, word: str, example: str) -> None:
    assert word in example
    assert claim_of(example).mention.is_data


_TURNS = [(row[0], row[2]) for row in _ROWS if row[0] in _SIGNS]


@pytest.mark.parametrize(("role", "example"), _TURNS, ids=[t[1] for t in _TURNS])
def test_a_word_of_change_gives_its_direction(role: str, example: str) -> None:
    claim = claim_of(example)

    # 增幅5% may well be a fall: its number carries the sign.
    assert claim.direction == _SIGNS[role] or claim.natures == {Nature.RELATIVE}


@pytest.mark.parametrize("role", ["total", "rest"])
def test_a_word_of_a_sum_gives_its_role(role: str) -> None:
    found = {claim_of(row[2]).role for row in _ROWS if row[0] == role}

    assert found == {role}
