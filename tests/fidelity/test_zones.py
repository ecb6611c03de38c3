"""The words around a number: what each is worth, and that only those of names are kept."""

from jushi.facts import tokens_with_offsets
from jushi.fidelity.claim import read_claims
from jushi.fidelity.clause import lay_out
from jushi.numbers import read_mentions, read_periods

TEXT = (
    "一、行政复议\n全年收到申请90件。受理复议案件66件，其中征收案件12件，同比下降7%；"
    "原煤、原油产量分别为3吨、4吨。\n工作稳步推进。办结率98.5%。\n"
)


def zones_of(text: str, names: frozenset[str] | None) -> list[dict[str, float]]:
    mentions = read_mentions(text)
    claims = read_claims(
        lay_out(text), mentions, read_periods(text, mentions), report_year=2024, names=names
    )
    return [claim.zones for claim in claims]


def test_the_nearer_a_word_stands_the_more_it_is_worth() -> None:
    zones = zones_of(TEXT, None)[1]

    worth = [zones[word] for word in ("受理", "收到", "征收")]

    assert zones["受理"] == 1.0
    assert worth == sorted(worth, reverse=True)


def test_words_of_no_name_are_left_out_and_change_no_other() -> None:
    names = frozenset(token for _, token in tokens_with_offsets("复议案件原煤产量办结率征收"))

    kept = zones_of(TEXT, names)
    every = zones_of(TEXT, None)

    assert kept == [{t: near for t, near in zones.items() if t in names} for zones in every]
    assert all(kept)
