"""What is known in one place stands in no other."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
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


_STRINGS = r'(?:"[^"\n]*",?(?:\s|#.*\n)*)+'
_LITERAL = re.compile(rf"\bLiteral\[\s*({_STRINGS})\]")
_TUPLE = re.compile(rf"(?<![\w\])])\(\s*({_STRINGS})\)")


@cache
def _sources() -> Mapping[str, str]:
    """Each module by its path below the package."""
    return {path.relative_to(APP).as_posix(): path.read_text("utf-8") for path in APP.rglob("*.py")}


def _sets(kind: re.Pattern[str], source: str) -> Iterator[frozenset[str]]:
    """The words of each `Literal` or tuple of nothing but strings. To parse all takes seconds."""
    for listed in kind.findall(source):
        yield frozenset(re.findall(r'"([^"\n]*)"', listed))


@pytest.mark.parametrize("text", ['Literal["a", "b"]', 'Literal[\n    "a",  # one\n    "b",\n]'])
def test_a_closed_set_is_seen(text: str) -> None:
    assert list(_sets(_LITERAL, text)) == [{"a", "b"}]
    assert list(_sets(_TUPLE, text.replace("Literal[", "(").replace("]", ")"))) == [{"a", "b"}]


def test_a_closed_set_of_words_is_typed_once() -> None:
    places: defaultdict[frozenset[str], list[str]] = defaultdict(list)
    for path, source in _sources().items():
        for words in set(_sets(_LITERAL, source)):
            if len(words) >= _SMALLEST_SET and words not in _ALSO_ELSEWHERE:
                places[words].append(path)
    for path, source in _sources().items():
        for words in _sets(_TUPLE, source):
            if words in places and path not in places[words]:
                places[words].append(path)

    twice = {tuple(sorted(words)): found for words, found in places.items() if len(found) > 1}

    assert twice == {}


def test_the_command_line_knows_every_form_of_export() -> None:
    assert set(command._MODES.values()) == set(get_args(export.Mode))


_AT_HOME = {
    "numerals": (("一二三四五六七", "〇一二三", "壹贰叁肆伍"), {"characters.py"}),
    "names between title marks": (
        ("《[^》]*》", "《[^《》]*》", "《[^》]{"),
        {"characters.py", "knowledge/describe.py"},
    ),
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


def _literals(fragments: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The strings of modules that hold one of `fragments`, docstrings and comments left out."""
    for path, source in _sources().items():
        if any(fragment in source for fragment in fragments):
            yield from ((path, text) for text in _strings(ast.parse(source)))


def _strings(tree: ast.Module) -> Iterator[str]:
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


@pytest.mark.parametrize("what", _AT_HOME)
def test_what_is_known_in_one_module_is_spelt_out_in_no_other(what: str) -> None:
    fragments, homes = _AT_HOME[what]

    told = {
        path
        for path, literal in _literals(fragments)
        if any(fragment in literal for fragment in fragments)
    }

    assert told <= homes


_READS_YAML = re.compile(r"\byaml\.(?:safe_)?load\(")
_OF_USERS = {"safe_parsing.py", "llm/prompts.py"}
"""YAML that a user gives, within bounds, and the head of a prompt."""


def test_yaml_that_ships_is_read_by_one_reader() -> None:
    readers = {path for path, source in _sources().items() if _READS_YAML.search(source)}

    assert readers - _OF_USERS == {"resources.py"}


def test_what_is_shown_for_nothing_is_typed_once() -> None:
    told = {path for path, source in _sources().items() if '"—"' in source}

    # A line that begins with a dash continues no sentence.
    assert told == {"characters.py", "documents/structure.py"}
