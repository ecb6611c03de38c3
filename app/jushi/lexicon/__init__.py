"""Words with a meaning for numbers, by role. The words are data: `knowledge/lexicons/`."""

from jushi.lexicon.claim_words import any_of, any_of_words, claim_words, counted_nouns
from jushi.lexicon.names import member_names, same_names
from jushi.lexicon.ratios import KnownRatio, known_ratios
from jushi.lexicon.word_claims import WordClaim, word_claims

__all__ = [
    "KnownRatio",
    "WordClaim",
    "any_of",
    "any_of_words",
    "claim_words",
    "counted_nouns",
    "known_ratios",
    "member_names",
    "same_names",
    "word_claims",
]
