"""The words of the page in both languages: `knowledge/lexicons/page_words.tsv`."""

from functools import cache

from jushi.error_telling import Language
from jushi.resources import resource_path

_FILE = resource_path("knowledge", "lexicons", "page_words.tsv")


@cache
def page_words(language: Language) -> dict[str, str]:
    """Words by key."""
    column = 1 if language == "zh" else 2
    rows = [row.split("\t") for row in _FILE.read_text(encoding="utf-8").splitlines()[1:]]
    return {row[0]: row[column] for row in rows}
