"""Errors are worded in English where they arise; each has its Chinese in one table."""

import ast
from collections.abc import Iterator
from pathlib import Path

import jushi.errors
import pytest
from jushi.commands import UsageError
from jushi.error_telling import in_chinese, tell_error
from jushi.errors import DocumentError, JushiError, StoreError

APP = Path(__file__).parents[1] / "app" / "jushi"
ERRORS = {UsageError.__name__} | {
    name
    for name, thing in vars(jushi.errors).items()
    if isinstance(thing, type) and issubclass(thing, JushiError)
}


def _wordings(node: ast.expr, constants: dict[str, ast.expr]) -> Iterator[str]:
    match node:
        case ast.Name(id=name) if name in constants:
            yield from _wordings(constants[name], {})
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=pieces):
            yield "".join(
                str(piece.value) if isinstance(piece, ast.Constant) else "{}" for piece in pieces
            )
        case ast.IfExp(body=body, orelse=otherwise):
            yield from _wordings(body, constants)
            yield from _wordings(otherwise, constants)


def _all_wordings() -> Iterator[str]:
    for path in sorted(APP.rglob("*.py")):
        module = ast.parse(path.read_text("utf-8"))
        constants = {
            ast.unparse(node.targets[0]): node.value
            for node in module.body
            if isinstance(node, ast.Assign)
        }
        makers = _makers(module)
        for node in ast.walk(module):
            if not isinstance(node, ast.Call):
                continue
            name = ast.unparse(node.func)
            if name in ERRORS and len(node.args) == 3:
                told = node.args[1:]
            elif name in makers:
                told = node.args
            elif name == "Fault":
                told = node.args[:2]
            else:
                continue
            for argument in told:
                yield from _wordings(argument, constants)


def _makers(module: ast.Module) -> set[str]:
    """Functions and methods that make an error out of wordings, as they are called."""
    made = [
        node
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef)
        and node.returns
        and ast.unparse(node.returns) in ERRORS
    ]
    takes_words = [
        function.name
        for function in made
        if {argument.arg for argument in function.args.args} >= {"problem", "remedy"}
    ]
    return {f"{owner}{name}" for name in takes_words for owner in ("", "self.")}


def test_every_wording_of_an_error_has_its_chinese() -> None:
    wordings = sorted(set(_all_wordings()))

    assert len(wordings) > 100
    assert [wording for wording in wordings if in_chinese(wording) == wording] == []


def test_an_error_is_told_in_the_language_asked_for() -> None:
    error = DocumentError(
        "报告.docx", "is damaged: its part word/a.xml is missing", "save or copy it again"
    )

    assert tell_error(error, "zh") == "报告.docx：已损坏：缺少部件 word/a.xml；请重新保存或复制"
    assert tell_error(error, "en") == str(error)


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("report 0f3a", "报告 0f3a"),
        ("report 'r 1'", "report 'r 1'"),
        ("section 's2'", "章节 's2'"),
        ("job 9c", "任务 9c"),
        ("user 王", "用户 王"),
        ("report 2024.docx", "report 2024.docx"),
        ("report a/b", "report a/b"),
        ("user", "user"),
    ],
)
def test_a_place_that_is_no_file_is_worded_too(place: str, told: str) -> None:
    error = StoreError(place, "there is no such report", "choose one of the list")

    assert tell_error(error, "zh") == f"{told}：没有这份报告；请从列表中选择"


def test_what_a_hole_holds_is_told_in_chinese_too() -> None:
    assert in_chinese("the disk is full; nothing was restored") == "磁盘已满；没有恢复任何内容"


@pytest.mark.parametrize("wording", ["a wording that nobody wrote", "", "{}"])
def test_what_the_table_lacks_stays_as_it_is(wording: str) -> None:
    assert in_chinese(wording) == wording


def test_an_error_is_one_line_whatever_it_quotes() -> None:
    error = DocumentError("a\nb", "is empty", "check the name")

    assert "\n" not in tell_error(error, "zh") + tell_error(error, "en")
