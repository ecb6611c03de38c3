"""What cells of tables hold in place of a value or a name. Data: cell_words.tsv."""

from functools import cache
from typing import Literal

from jushi.resources import lexicon_rows

CellWord = Literal["empty", "total", "subtotal"]


@cache
def cell_words(*kinds: CellWord) -> tuple[str, ...]:
    """The words of `kinds` in lower case, longest first."""
    found = {word.lower() for kind, word in lexicon_rows("cell_words.tsv") if kind in kinds}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))
