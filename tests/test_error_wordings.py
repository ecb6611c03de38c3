"""Errors have a code; the catalogue tells each in both languages, with what to do about it."""

import ast
import pickle
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import jushi.errors
import pytest
from jushi.commands import UsageError
from jushi.error_telling import tell_error
from jushi.errors import DocumentError, JushiError, StoreError
from jushi.messages import REMEDY_MARK, Message, wording
from jushi.records import SaveConflictError

ROOT = Path(__file__).parents[1]
ERRORS = {UsageError.__name__, SaveConflictError.__name__, "FileKindError", "LargeFileError"} | {
    name
    for name, thing in vars(jushi.errors).items()
    if isinstance(thing, type) and issubclass(thing, JushiError)
}
OWN_FIELDS = {"place", "mine", "versions", "figures", "papers"}


def _name(called: ast.expr) -> str:
    """As it is written, for names and names in names; cheaper than to unparse every call."""
    if isinstance(called, ast.Attribute):
        return f"{_name(called.value)}.{called.attr}"
    return called.id if isinstance(called, ast.Name) else ""


@cache
def _calls() -> list[tuple[str, str, ast.Call]]:
    """Place, name and node of each call with an argument in the program."""
    return [
        (f"{path.name}:{node.lineno}", _name(node.func), node)
        for path in sorted((ROOT / "app" / "jushi").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and node.args
    ]


def _made(names: set[str]) -> Iterator[tuple[str, ast.Call]]:
    return ((where, call) for where, name, call in _calls() if name in names)


def _holes(code: str) -> set[str]:
    return {name for _, name, *_ in Formatter().parse(wording(code, "en")) if name}


def _told_parameters(call: ast.Call) -> set[str]:
    given = {keyword.arg for keyword in call.keywords if keyword.arg}
    return given - OWN_FIELDS if _name(call.func) in ERRORS else given


def test_every_error_has_a_code_and_no_words() -> None:
    worded = [where for where, call in _made(ERRORS) if len(call.args) != 1]

    assert worded == []


def test_every_error_gives_the_parameters_of_its_wording() -> None:
    calls = [
        (where, call.args[0].value, _told_parameters(call))
        for where, call in _made(
            ERRORS | {"Message", "Told", "render", "console.say", "console.show"}
        )
        if isinstance(call.args[0], ast.Constant) and "." in str(call.args[0].value)
        if all(keyword.arg for keyword in call.keywords)
    ]

    assert len(calls) > 250
    assert [(at, code) for at, code, given in calls if given != _holes(str(code))] == []


def test_every_wording_of_an_error_says_what_is_wrong_and_what_to_do() -> None:
    codes = {
        str(call.args[0].value)
        for _, call in _made(ERRORS)
        if isinstance(call.args[0], ast.Constant)
    }

    assert len(codes) > 200
    for code in sorted(codes):
        for language in ("zh", "en"):
            problem, mark, remedy = wording(code, language).partition(REMEDY_MARK)
            assert problem and mark and remedy and REMEDY_MARK not in remedy, (code, language)


def test_an_error_is_told_in_the_language_asked_for() -> None:
    error = DocumentError("documents.missing_part", place="报告.docx", part="word/a.xml")

    assert tell_error(error, "zh") == "报告.docx：已损坏：缺少部件 word/a.xml；请另存为 .docx"
    assert tell_error(error, "en") == str(error)
    assert str(error) == (
        "报告.docx: is damaged: its part word/a.xml is missing; save it again as .docx"
    )


@pytest.mark.parametrize(
    "name", ["a: b.docx", "a; b.docx", "report 2024.docx", "user 王; x: y", "{name} | {0}.docx"]
)
def test_a_name_is_told_as_it_is_whatever_it_holds(name: str) -> None:
    error = DocumentError("documents.damaged", place=name)

    assert tell_error(error, "zh") == f"{name}：已损坏；请重新保存或复制文件"
    assert tell_error(error, "en") == f"{name}: is damaged; save or copy the file again"


@pytest.mark.parametrize("name", ["0f3a", "'r 1'", "2024.docx", "a/b"])
def test_a_place_that_is_no_file_is_worded_too(name: str) -> None:
    error = StoreError("services.no_such_report", place=Message("places.report", name=name))

    assert tell_error(error, "zh") == f"报告 {name}：没有这份报告；请从列表中选择"
    assert error.place == f"report {name}"


def test_what_a_hole_holds_is_told_in_chinese_too() -> None:
    what = Message("store.backup_cut_off")
    error = StoreError("store.damaged_backup", place="b.zip", what=what)

    assert tell_error(error, "zh") == (
        "b.zip：这份备份已损坏：不完整或被改动过；没有恢复任何内容；请换一份备份"
    )


def test_an_error_is_the_same_after_it_was_sent_to_another_process() -> None:
    error = StoreError(
        "store.damaged_backup", place="b.zip", what=Message("store.backup_row", table="t")
    )
    outer = DocumentError("services.figure_problem", place="x", problem=error.told_problem)

    again = pickle.loads(pickle.dumps(outer))

    assert tell_error(again, "zh") == tell_error(outer, "zh")
    assert tell_error(again, "en") == str(outer)


def test_an_error_is_one_line_whatever_it_quotes() -> None:
    error = DocumentError("documents.empty", place="a\nb")

    assert "\n" not in tell_error(error, "zh") + tell_error(error, "en")
