"""Names of statuses, codes and columns in both languages: `knowledge/lexicons/check_words.tsv`."""

from functools import lru_cache

from jushi.resources import lexicon_rows

_COLUMNS = {"zh": 1, "en": 2}


@lru_cache(maxsize=2)
def check_words(language: str) -> dict[str, str]:
    """Words of check reports by key, in `zh` or `en`."""
    rows = lexicon_rows("check_words.tsv")
    return {row[0]: row[_COLUMNS[language]] for row in rows}
