"""What each number of a text says, read without any figure: its period, and whether it is a result.

For whoever takes figures out of a text. No value of a figure is looked at, for there is none.
"""

from dataclasses import dataclass

from jushi.facts import Measure
from jushi.fidelity.claim import read_claims
from jushi.fidelity.clause import lay_out
from jushi.figures import Period
from jushi.numbers import Mention, read_mentions, read_periods

_COMPARED = frozenset({"gap", "difference"})


@dataclass(frozen=True, slots=True)
class ToldNumber:
    """A data mention with what its sentence and the headings above say of it."""

    mention: Mention
    period: Period | None
    """What the text names; None where it leaves the period to the report."""
    is_planned: bool
    """Whether it is what is to be done or reached, not what was."""
    is_compared: bool
    """Whether it is how far two things lie apart: 高于全省平均3个百分点."""


def read_told_numbers(text: str, *, report_year: int | None = None) -> tuple[ToldNumber, ...]:
    """Give what the data mentions of `text` say, in text order; 今年 is `report_year`."""
    mentions = read_mentions(text)
    claims = read_claims(
        lay_out(text), mentions, read_periods(text, mentions), report_year=report_year
    )
    return tuple(
        ToldNumber(
            claim.mention,
            claim.period,
            claim.is_plan or claim.names_target,
            claim.structure.relation in _COMPARED or Measure.GAP in claim.structure.measures,
        )
        for claim in claims
    )
