"""Words with a meaning for numbers, by role. The words are data: `knowledge/lexicons/`."""

from jushi.lexicon.approximators import (
    Approximator,
    Place,
    approximator_pattern,
    chinese_approximators,
    forms_at,
    in_cells,
    with_approximator,
    workbook_approximators,
)
from jushi.lexicon.cells import cell_words
from jushi.lexicon.changes import (
    ChangeKind,
    ChangeWord,
    change_pattern,
    change_words,
    names_fall,
    told_change,
    turnable_change,
)
from jushi.lexicon.claim_words import (
    any_of,
    any_of_words,
    counted_nouns,
    is_plan_heading,
)
from jushi.lexicon.claims_in_words import WordClaim, word_claims
from jushi.lexicon.counter_words import all_counters, count_the_same, counters
from jushi.lexicon.names import are_opposed, member_names, naming_words, posts, same_names
from jushi.lexicon.numerals import CHINESE_DIGITS, MYRIADS, PLACES, SCALES
from jushi.lexicon.ratios import KnownRatio, known_ratios

__all__ = [
    "CHINESE_DIGITS",
    "MYRIADS",
    "PLACES",
    "SCALES",
    "Approximator",
    "ChangeKind",
    "ChangeWord",
    "KnownRatio",
    "Place",
    "WordClaim",
    "all_counters",
    "any_of",
    "any_of_words",
    "approximator_pattern",
    "are_opposed",
    "cell_words",
    "change_pattern",
    "change_words",
    "chinese_approximators",
    "count_the_same",
    "counted_nouns",
    "counters",
    "forms_at",
    "in_cells",
    "is_plan_heading",
    "known_ratios",
    "member_names",
    "names_fall",
    "naming_words",
    "posts",
    "same_names",
    "told_change",
    "turnable_change",
    "with_approximator",
    "word_claims",
    "workbook_approximators",
]
