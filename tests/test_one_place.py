"""What is known in one place stands in no other."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from jushi.characters import COUNTING
from jushi.commands import export as command
from jushi.services import export

APP = Path(__file__).parents[1] / "app" / "jushi"
_SMALLEST_SET = 3
_ALSO_ELSEWHERE = {frozenset({"auto", "on", "off"})}
"""The state of a lock: the public API of `text` has no room for its type."""


def _words_of(node: ast.expr) -> frozenset[str]:
    """The strings that a tuple, list, set or dictionary of nothing else lists."""
    parts = node.keys if isinstance(node, ast.Dict) else getattr(node, "elts", [])
    words = [part.value for part in parts if isinstance(part, ast.Constant)]
    are_words = len(words) == len(parts) and all(isinstance(word, str) for word in words)
    return frozenset(words) if are_words else frozenset()


def _closed_sets(tree: ast.Module) -> Iterator[frozenset[str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "Literal":
            yield _words_of(node.slice)


def test_a_closed_set_of_words_is_typed_once() -> None:
    trees = {path: ast.parse(path.read_text("utf-8")) for path in APP.rglob("*.py")}
    places: defaultdict[frozenset[str], list[str]] = defaultdict(list)
    for path, tree in trees.items():
        for words in set(_closed_sets(tree)):
            if len(words) >= _SMALLEST_SET and words not in _ALSO_ELSEWHERE:
                places[words].append(str(path.relative_to(APP)))
    for path, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Tuple) and (words := _words_of(node)) in places:
                place = str(path.relative_to(APP))
                if place not in places[words]:
                    places[words].append(place)

    twice = {tuple(sorted(words)): found for words, found in places.items() if len(found) > 1}

    assert twice == {}


def test_the_command_line_knows_every_form_of_export() -> None:
    assert set(command._MODES.values()) == set(get_args(export.Mode))


def test_the_worth_of_chinese_digits_is_told_by_the_lexicon_alone() -> None:
    digits = "零一二三四五六七八九"

    told = [path for path in APP.rglob("*.py") if f'"{digits}"' in path.read_text("utf-8")]

    assert [str(path.relative_to(APP)) for path in told] == ["lexicon/numerals.py"]


@pytest.mark.parametrize("package", ["text", "facts", "revision"])
def test_the_numerals_of_headings_are_spelt_out_nowhere_else(package: str) -> None:
    told = [p for p in (APP / package).rglob("*.py") if COUNTING in p.read_text("utf-8")]

    assert told == []
