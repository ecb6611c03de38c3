"""Marks text that tells a model what to do. Data: `knowledge/lexicons/injection.yaml`."""

import re
from functools import lru_cache

from jushi.characters import without_invisible
from jushi.resources import lexicon_yaml


def instructs_model(text: str) -> bool:
    """Whether `text` speaks to a model (忽略以上要求…) and not to a reader of documents.

    Spaces and invisible characters between letters do not hide it.
    """
    visible = re.sub(r"\s+", "", without_invisible(text))
    return any(pattern.search(form) for pattern in _patterns() for form in (text, visible))


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    entries = lexicon_yaml("injection.yaml")
    return tuple(re.compile(entry["pattern"], re.IGNORECASE) for entry in entries)
