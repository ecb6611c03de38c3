"""Names of statuses, codes and columns in both languages: `knowledge/lexicons/check_words.tsv`."""

from functools import lru_cache

from jushi.resources import resource_path

_FILE = resource_path("knowledge", "lexicons", "check_words.tsv")
_COLUMNS = {"zh": 1, "en": 2}


@lru_cache(maxsize=2)
def check_words(language: str) -> dict[str, str]:
    """Words of check reports by key, in `zh` or `en`."""
    rows = _FILE.read_text(encoding="utf-8").splitlines()[1:]
    return {row.split("\t")[0]: row.split("\t")[_COLUMNS[language]] for row in rows}
