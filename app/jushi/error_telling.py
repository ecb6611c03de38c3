"""How an error is told as one line, and the Chinese of what is kept in English words.

`error_wordings.tsv` has the Chinese of notices of documents, outcomes of adding them and faults of
requests to the page, which are worded in English where they arise.
"""

import re
from functools import cache

from jushi.errors import JushiError
from jushi.library_words import Wordings, compile_wordings, tell_library_words, with_holes
from jushi.messages import Language, render
from jushi.resources import lexicon_rows, resource_rows

_REASONS = (r"\((.*?)\)", r"column\ (.*?):\ (.*?)")
"""How the patterns end whose last hole holds what a library says: `is not valid XML ({})`."""
_LINE = re.compile(r"(.+?): (.+); (.+)")
_NAME = re.compile(r"(?:report|section|job|user) .*[\s./\\]|[A-Z][A-Z_]+\b")
"""A setting, or a file whose name begins as a worded place does: such a place names an id."""


def tell_error(error: JushiError, language: Language) -> str:
    """One line: place, what is wrong, what to do, in `language`."""
    return " ".join(error.render(language).split())


def tell_line(line: str, language: Language) -> str:
    """The same for an error that was kept as the line `place: problem; remedy`."""
    match = _LINE.fullmatch(line) if language == "zh" else None
    if match is None:
        return line
    place, problem, remedy = match.groups()
    return " ".join(
        render(
            "lines.error",
            language,
            place=tell_place(place),
            problem=in_chinese(problem),
            remedy=in_chinese(remedy),
        ).split()
    )


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
                held[-1] = tell_library_words(held[-1])
            return with_holes(chinese, tuple(held))
    return ""


@cache
def _wordings() -> Wordings:
    rows = (*lexicon_rows("error_wordings.tsv"), *resource_rows("knowledge", "library_words.tsv"))
    return compile_wordings(rows)
