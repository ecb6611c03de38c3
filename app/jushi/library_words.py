"""What libraries and the system say of faults, in Chinese: `knowledge/library_words.tsv`.

They word their faults in English and give no codes. What the table lacks is told as an error of
the format, unless it reads like a name.
"""

import re
from functools import cache
from itertools import chain, zip_longest

from jushi.lazy_pattern import lazy_pattern
from jushi.resources import resource_rows

_HOLE = "{}"
_UNKNOWN = "格式有误"
_PROSE = lazy_pattern(r"(?=.*[A-Za-z]{2,}[^A-Za-z一-鿿]+[A-Za-z]{2})[ -~]+", re.DOTALL)
"""Two words of Latin letters or more: what lxml, libyaml, json or pypdf say themselves."""
_FILE_NAME = lazy_pattern(r"\.\w{1,5}$")

_Wordings = tuple[tuple[re.Pattern[str], str], ...]


def tell_library_words(words: str) -> str:
    """`words` of a library in Chinese; a name stays as it is."""
    for pattern, chinese in _known_words():
        if match := pattern.fullmatch(words):
            return _filled(chinese, match.groups())
    is_prose = _PROSE.fullmatch(words) and not _FILE_NAME.search(words)
    return _UNKNOWN if is_prose else words


def _filled(wording: str, held: tuple[str, ...]) -> str:
    """`wording` with its holes `{}` filled in order."""
    return "".join(chain(*zip_longest(wording.split(_HOLE), held, fillvalue="")))


@cache
def _known_words() -> _Wordings:
    return _compiled(resource_rows("knowledge", "library_words.tsv"))


def _compiled(rows: tuple[tuple[str, ...], ...]) -> _Wordings:
    """Patterns with their Chinese; those with the fewest holes and most letters come first."""
    ordered = sorted(rows, key=lambda row: (row[0].count(_HOLE), -len(row[0])))
    return tuple((_pattern(english), chinese) for english, chinese in ordered)


def _pattern(english: str) -> re.Pattern[str]:
    """A pattern in which each `{}` holds anything: `missing {}` fits `missing delimiter`."""
    pieces = (re.escape(piece) for piece in english.split(_HOLE))
    return lazy_pattern("(.*?)".join(pieces), re.DOTALL)
