"""The words of the page in both languages: `knowledge/lexicons/page_words.tsv`."""

from functools import cache

from jushi.error_telling import Language
from jushi.resources import lexicon_rows


@cache
def page_words(language: Language) -> dict[str, str]:
    """Words by key."""
    column = 1 if language == "zh" else 2
    return {row[0]: row[column] for row in lexicon_rows("page_words.tsv")}
