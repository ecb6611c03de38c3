"""How a problem of a workbook is told: one sentence in Chinese and one in English for each code."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from jushi.figures.figure import Problem, SourceCell
from jushi.resources import lexicon_rows

Language = Literal["zh", "en"]

_MOST_PLACES = 20
"""Problems of one kind that are told one by one."""
_MORE = {"zh": "……同类问题另有 {} 处", "en": "…and {} more of this kind"}
_LONGEST_PARAM = 120  # characters; a pasted page must not drown the sentence around it


@dataclass(frozen=True, slots=True)
class ProblemWording:
    """How one kind of problem is told; `{text}` and the like are its params."""

    is_error: bool
    chinese: str
    english: str


@cache
def load_sentences() -> dict[str, ProblemWording]:
    """Load the sentence of every code, in the order of the file, errors first."""
    rows = lexicon_rows("figure_problems.tsv")
    return {
        code: ProblemWording(level == "error", chinese, english)
        for code, level, chinese, english in rows
    }


def find_problem(code: str, where: SourceCell, /, **params: str) -> Problem:
    """Give the problem `code` at `where`; `params` are what its sentence speaks of."""
    sentence = load_sentences()[code]
    shown = {name: _one_line(text) for name, text in params.items()}
    return Problem(
        place=tell_place(where, "en"),
        message=sentence.chinese.format(**shown),
        is_error=sentence.is_error,
        code=code,
        params=tuple(shown.items()),
        where=where,
    )


def tell_problem(problem: Problem, language: Language) -> str:
    """Give one line, place first: `figures.xlsx, sheet 数据, C17: "8,21O" is not a number; …`."""
    sentence = load_sentences().get(problem.code)
    if problem.where is None or sentence is None:
        return f"{problem.place}: {problem.message}"
    place = tell_place(problem.where, language)
    params = dict(problem.params)
    if language == "zh":
        return f"{place}：{sentence.chinese.format(**params)}"
    return f"{place}: {sentence.english.format(**params)}"


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
            yield problem, _MORE[language].format(others)


def tell_place(where: SourceCell, language: Language) -> str:
    """Give file, sheet and cell in words: `figures.xlsx, sheet 数据, C17`."""
    sheet = f"工作表“{where.sheet}”" if language == "zh" else f"sheet {where.sheet}"
    parts = (where.file, sheet if where.sheet else "", where.cell)
    return ("，" if language == "zh" else ", ").join(part for part in parts if part)


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_PARAM else line[: _LONGEST_PARAM - 1] + "…"
