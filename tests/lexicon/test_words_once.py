"""The words of a lexicon stand there alone: code asks for them by role."""

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from jushi.lexicon import any_of_words, approximator_pattern, change_words

_PACKAGE = Path(__file__).parents[2] / "app" / "jushi"
_TERMS = ("增加值",)
"""Names of things that hold a word of change."""
_ROLES = ("year_on_year", "period_on_period", "either_way", "share", "each", "part", "rate")
_MOST = 2
"""So many words of a role in a row may be a rule of their own; more are the lexicon again."""


@cache
def _sources() -> tuple[tuple[str, str], ...]:
    paths = (path for path in sorted(_PACKAGE.rglob("*.py")) if path.parent.name != "lexicon")
    return tuple((str(path.relative_to(_PACKAGE)), path.read_text("utf-8")) for path in paths)


@cache
def _texts_of(name: str, source: str) -> tuple[tuple[str, str], ...]:
    """The strings of a module, docstrings left out, each with its place."""
    return tuple((f"{name}:{node.lineno}", str(node.value)) for node in _strings(ast.parse(source)))


def _texts(words: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The strings of the modules that hold one of `words`."""
    some = re.compile("|".join(map(re.escape, words)))
    for name, source in _sources():
        if some.search(source):
            yield from _texts_of(name, source)


def _strings(tree: ast.Module) -> Iterator[ast.Constant]:
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node


def _without_terms(text: str) -> str:
    for term in _TERMS:
        text = text.replace(term, "")
    return text


def test_no_word_of_change_stands_in_the_code() -> None:
    words = [change.word for change in change_words() if change.opposite and len(change.word) > 1]
    found = [
        f"{place}: {word}"
        for place, text in _texts(words)
        for word in words
        if word in _without_terms(text)
    ]

    assert found == []


@pytest.mark.parametrize("role", [*_ROLES, "after"])
def test_no_expression_lists_the_words_of_a_role(role: str) -> None:
    words = approximator_pattern("after").split("|") if role == "after" else any_of_words(role)
    found = [place for place, text in _texts(words) if _longest_run(text, set(words)) > _MOST]

    assert found == []


def _longest_run(text: str, words: set[str]) -> int:
    """How many alternatives in a row are of `words`: 3 in (?:同比|比上年|较上年)?."""
    run = longest = 0
    parts = [re.sub(r"^.*\((?:\?:)?|\).*$", "", part) for part in text.split("|")]
    for one, other in pairwise(parts):
        run = run + 1 if one in words and other in words else 0
        longest = max(longest, run + 1 if run else 0)
    return longest
