"""How an error is told: rooms word it in English, `error_wordings.tsv` says the same in Chinese."""

import re
from functools import cache
from itertools import chain, zip_longest

from jushi.errors import JushiError
from jushi.messages import Language
from jushi.resources import lexicon_rows

_HOLE = "{}"
_PARSER_ERROR = "the parser gives no reason that has a translation"
_PARSER_PROSE = re.compile(r"(?=.*[A-Za-z]{2,}[^A-Za-z一-鿿]+[A-Za-z]{2})[ -~]+", re.DOTALL)
"""Two words of Latin letters or more: what lxml, libyaml, json or pypdf say themselves."""
_FILE_NAME = re.compile(r"\.\w{1,5}$")
_REASONS = (r"\((.*?)\)", r"column\ (.*?):\ (.*?)")
"""How the patterns end whose last hole holds such a reason: `is not valid XML ({})`."""
_LINE = re.compile(r"(.+?): (.+); (.+)")
_NAME = re.compile(r"(?:report|section|job|user) .*[\s./\\]|[A-Z][A-Z_]+\b")
"""A setting, or a file whose name begins as a worded place does: such a place names an id."""


def tell_error(error: JushiError, language: Language) -> str:
    """One line: place, what is wrong, what to do, in `language`.

    A wording that the table lacks is told in English.
    """
    if language != "zh":
        return " ".join(str(error).split())
    return _told(error.place, error.problem, error.remedy)


def tell_line(line: str, language: Language) -> str:
    """The same for an error that was kept as the line `place: problem; remedy`."""
    match = _LINE.fullmatch(line) if language == "zh" else None
    return _told(*match.groups()) if match else line


def _told(place: str, problem: str, remedy: str) -> str:
    return " ".join(f"{tell_place(place)}：{in_chinese(problem)}；{in_chinese(remedy)}".split())


def tell_place(place: str) -> str:
    """The Chinese of a place that is worded, such as `report 0f3a`; any other as it is.

    A file may be called `report 2024.docx`.
    """
    # A place is one name: a "; " in it separates nothing.
    return place if _NAME.match(place) else _whole_in_chinese(place) or place


def in_chinese(english: str) -> str:
    """The Chinese wording of `english`, with what its holes held; `english` if there is none."""
    if chinese := _whole_in_chinese(english):
        return chinese
    # What a reader noticed of a file is listed in one problem.
    first, *others = english.split("; ")
    return "；".join(map(in_chinese, (first, *others))) if others else english


def _whole_in_chinese(english: str) -> str:
    """The Chinese of the one wording that `english` is as a whole; empty if there is none."""
    for pattern, chinese in _wordings():
        if match := pattern.fullmatch(english):
            held = [in_chinese(text) for text in match.groups()]
            if pattern.pattern.endswith(_REASONS) and held[-1] == match.groups()[-1]:
                held[-1] = _of_parser(held[-1])
            return "".join(chain(*zip_longest(chinese.split(_HOLE), held, fillvalue="")))
    return ""


def _of_parser(reason: str) -> str:
    """A reason that a library worded, in Chinese at least that it is one; names stay."""
    is_prose = _PARSER_PROSE.fullmatch(reason) and not _FILE_NAME.search(reason)
    return in_chinese(_PARSER_ERROR) if is_prose else reason


@cache
def _wordings() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Patterns with their Chinese; those with the fewest holes and most letters come first."""
    wordings = lexicon_rows("error_wordings.tsv")
    rows = sorted(wordings, key=lambda row: (row[0].count(_HOLE), -len(row[0])))
    return tuple((_pattern(english), chinese) for english, chinese in rows)


def _pattern(english: str) -> re.Pattern[str]:
    """A pattern in which each `{}` holds anything: `{} is empty` fits `report.docx is empty`."""
    pieces = (re.escape(piece) for piece in english.split(_HOLE))
    return re.compile("(.*?)".join(pieces), re.DOTALL)
