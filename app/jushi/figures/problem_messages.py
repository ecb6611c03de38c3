"""How a problem of a workbook is told: one sentence in Chinese and one in English for each code."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from jushi.figures.figure import Problem, SourceCell
from jushi.messages import (
    REMEDY_MARK,
    Language,
    Message,
    list_messages,
    render,
    render_value,
    wording,
    wordings,
)

_MOST_PLACES = 20
"""Problems of one kind that are told one by one."""
_LONGEST_PARAM = 120  # characters; a pasted page must not drown the sentence around it


_ERRORS = "figure_problems"
"""The subject of what makes a workbook unusable."""
_NOTICES = "figure_notices"
"""The subject of what is lived with."""


def find_problem(code: str, where: SourceCell, /, **params: str) -> Problem:
    """Give the problem `code` at `where`; `params` are what its sentence speaks of."""
    shown = {name: _one_line(text) for name, text in params.items()}
    return Problem(
        place=tell_place(where, "en"),
        message=_message(code, shown).render("zh"),
        is_error=_subject(code) == _ERRORS,
        code=code,
        params=tuple(shown.items()),
        where=where,
    )


def tell_problem(problem: Problem, language: Language) -> str:
    """Give one line, place first: `figures.xlsx, sheet 数据, C17: "8,21O" is not a number; …`."""
    place, told = problem_parts(problem, language)
    if problem.where is None:
        return f"{place}: {told}"
    return render("figures.line", language, place=place, told=told)


def problem_parts(problem: Problem, language: Language) -> tuple[str, str]:
    """Give where it is and what is wrong there."""
    place, told = message_parts(problem)
    return str(render_value(place, language)), str(render_value(told, language))


def message_parts(problem: Problem) -> tuple[Message | str, Message | str]:
    """The same, to be told later; as text where an older version stored the problem as text."""
    if problem.where is None or not _subject(problem.code):
        return problem.place, problem.message
    return _place_message(problem.where), _message(problem.code, dict(problem.params))


def tell_problems(problems: Sequence[Problem], language: Language) -> Iterator[tuple[Problem, str]]:
    """Give each problem with its line, in order; of one kind the first 20 and then how many more.

    A file that was pasted twice has thousands of the same kind.
    """
    count_by_code = Counter(problem.code for problem in problems)
    told: Counter[str] = Counter()
    for problem in problems:
        told[problem.code] += 1
        if told[problem.code] <= _MOST_PLACES:
            yield problem, tell_problem(problem, language)
        if told[problem.code] == _MOST_PLACES < count_by_code[problem.code]:
            others = count_by_code[problem.code] - _MOST_PLACES
            yield problem, render("figures.more_alike", language, count=others)


def tell_place(where: SourceCell, language: Language) -> str:
    """Give file, sheet and cell in words: `figures.xlsx, sheet 数据, C17`."""
    return str(render_value(_place_message(where), language))


def _place_message(where: SourceCell) -> Message | str:
    sheet = Message("figures.sheet", sheet=where.sheet) if where.sheet else ""
    parts = [part for part in (where.file, sheet, where.cell) if part]
    return list_messages(parts, code="lists.parts")


def _message(code: str, params: Mapping[str, str]) -> Message:
    code = full_code(code)
    if REMEDY_MARK not in wording(code, "zh"):
        return Message(code, **params)
    problem, remedy = (Message(f"{code}#{part}", **params) for part in ("problem", "remedy"))
    return Message("lines.problem", problem=problem, remedy=remedy)


def full_code(code: str) -> str:
    """The code of the catalogue, with its subject; for `code` of a problem."""
    return f"{_subject(code)}.{code}"


def _subject(code: str) -> str:
    """The subject that has `code`; empty if none has, as in what an older version stored."""
    return next((each for each in (_ERRORS, _NOTICES) if code in wordings(each, "zh")), "")


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_PARAM else line[: _LONGEST_PARAM - 1] + "…"
