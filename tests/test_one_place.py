"""What is known in one place stands in no other."""

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
from jushi.commands import export as command
from jushi.services import export

APP = Path(__file__).parents[1] / "app" / "jushi"
_SMALLEST_SET = 3
_ALSO_ELSEWHERE = {frozenset({"auto", "on", "off"})}
"""The state of a lock: the public API of `text` has no room for its type."""


@cache
def _trees() -> Mapping[str, ast.Module]:
    """Each module by its path below the package."""
    return {
        path.relative_to(APP).as_posix(): ast.parse(path.read_text("utf-8"))
        for path in APP.rglob("*.py")
    }


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
    trees = _trees()
    places: defaultdict[frozenset[str], list[str]] = defaultdict(list)
    for path, tree in trees.items():
        for words in set(_closed_sets(tree)):
            if len(words) >= _SMALLEST_SET and words not in _ALSO_ELSEWHERE:
                places[words].append(path)
    for path, tree in trees.items():
        for node in ast.walk(tree):
            words = _words_of(node) if isinstance(node, ast.Tuple) else frozenset()
            if words in places and path not in places[words]:
                places[words].append(path)

    twice = {tuple(sorted(words)): found for words, found in places.items() if len(found) > 1}

    assert twice == {}


def test_the_command_line_knows_every_form_of_export() -> None:
    assert set(command._MODES.values()) == set(get_args(export.Mode))


_AT_HOME = {
    "numerals": (("一二三四五六七", "〇一二三", "壹贰叁肆伍"), {"characters.py"}),
    "circled numbers": (("①②③④⑤⑥⑦⑧⑨⑩⑪", "①-⑳"), {"characters.py"}),
    "Chinese characters": (
        ("一-鿿", "\\u4e00-\\u9fff", "\\u3400-\\u9fff"),
        # One stands below it, one knows only the characters that are common.
        {"characters.py", "library_words.py", "decoding.py"},
    ),
    "labels of totals": (
        ("合计", "总计", "小计"),
        # 合计数 and 合计期间 are other words; a workbook tells its reader what it does with 合计.
        {
            "figures/period/text.py",
            "figures/workbook/heading.py",
            "figures/workbook/xlsx_render.py",
            "numbers/counts.py",
        },
    ),
    "counters of one thing": (("人次、", "场次"), {"numbers/ranks.py"}),
    "centuries": (("(?:19|20)", "(?:19|20|21)"), {"text/years.py"}),
}
"""What stands in one module alone, by the literals that would tell it again."""


@cache
def _literals() -> Mapping[str, tuple[str, ...]]:
    """The strings of each module as written, docstrings and comments left out."""
    return {name: tuple(_strings(tree)) for name, tree in _trees().items()}


def _strings(tree: ast.Module) -> Iterator[str]:
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


@pytest.mark.parametrize("what", _AT_HOME)
def test_what_is_known_in_one_module_is_spelt_out_in_no_other(what: str) -> None:
    fragments, homes = _AT_HOME[what]

    told = {
        name
        for name, literals in _literals().items()
        if any(fragment in literal for literal in literals for fragment in fragments)
    }

    assert told <= homes
