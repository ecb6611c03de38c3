"""What can be stated of a workbook: levels, changes, growth, points, completion, with sources."""

from jushi.facts.book import FactBook, Topic
from jushi.facts.changes import is_stretch
from jushi.facts.fact import Fact
from jushi.facts.measure import Base, Measure
from jushi.facts.naming import Name, read_name
from jushi.facts.polarity import Polarity, is_disputed_rank, polarity_of
from jushi.facts.report_year import report_year_of, result_years
from jushi.facts.vocabulary import (
    Token,
    Vocabulary,
    on_grid,
    phrase_tokens,
    tokens_with_offsets,
)
from jushi.facts.wordings import MEMBER_ENDING, bare_name, spells, without_total

__all__ = [
    "MEMBER_ENDING",
    "Base",
    "Fact",
    "FactBook",
    "Measure",
    "Name",
    "Polarity",
    "Token",
    "Topic",
    "Vocabulary",
    "bare_name",
    "is_disputed_rank",
    "is_stretch",
    "on_grid",
    "phrase_tokens",
    "polarity_of",
    "read_name",
    "report_year_of",
    "result_years",
    "spells",
    "tokens_with_offsets",
    "without_total",
]
