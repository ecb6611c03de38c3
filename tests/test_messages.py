"""The catalogue of messages: each code in both languages, with the same parameters."""

import re
from http import HTTPStatus
from pathlib import Path
from string import Formatter
from typing import Literal, get_args

import pytest
from jushi.fidelity import Code, Status
from jushi.messages import render, render_list, wordings
from pydantic_core.core_schema import ErrorType

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "knowledge" / "messages"
SUBJECTS = sorted(path.stem for path in FOLDER.glob("*.tsv"))
CODE = "\n".join(
    path.read_text("utf-8")
    for folder in (ROOT / "app", ROOT / "evals")
    for suffix in ("py", "html")
    for path in sorted(folder.rglob(f"*.{suffix}"))
)

NAMES = set(re.findall(r"\w+", CODE))
BUILT = {
    re.sub(r"\{[^}]*\}", "[a-z0-9_]+", built["code"])
    for built in re.finditer(
        r"""f(["'])(?:[a-z_]+\.)?(?P<code>[a-z_]+_\{[^}]*\}\w*|\{[a-z._]+\}_[a-z_]+)\1""", CODE
    )
}
"""Codes that are put together, such as `state_{state}`."""


def _parameters(wording: str) -> set[str]:
    return {name for _, name, *_ in Formatter().parse(wording) if name is not None}


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_code_stands_once_in_both_languages_with_the_same_parameters(subject: str) -> None:
    lines = (FOLDER / f"{subject}.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and line[0] != "#"][1:]
    chinese, english = wordings(subject, "zh"), wordings(subject, "en")

    assert [row for row in rows if len(row) != 3 or not all(row)] == []
    assert len(rows) == len(chinese) == len(english)
    assert [
        code for code in chinese if _parameters(chinese[code]) != _parameters(english[code])
    ] == []


def test_every_full_code_that_the_program_names_is_in_the_catalogue() -> None:
    named = re.findall(r'render\(\s*"(\w+)\.(\w+)"', CODE)

    assert len(named) >= 5
    assert [pair for pair in named if pair[1] not in wordings(pair[0], "zh")] == []


def test_every_line_of_help_is_in_the_catalogue() -> None:
    named = re.findall(r'\.pick\(\s*"(\w+)"', CODE)
    named += re.findall(r'\bHelp\((?:\s*"[^"]*")+,\s*"(\w+)"', CODE)

    assert len(named) > 80
    assert [name for name in named if name not in wordings("help", "zh")] == []


def _is_used(subject: str, code: str) -> bool:
    if subject == "requests":
        return code == "other" or code in get_args(ErrorType) or f'"requests.{code}"' in CODE
    if subject == "http":
        return not code.isdecimal() or int(code) in set(HTTPStatus)
    if code in NAMES:
        return True
    return any(re.fullmatch(built, code) for built in BUILT)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_row_is_used(subject: str) -> None:
    assert [code for code in wordings(subject, "zh") if not _is_used(subject, code)] == []


def test_a_wording_holds_its_parameters() -> None:
    assert render("figures.more_alike", "zh", count=3) == "……同类问题另有 3 处"
    assert render("figures.more_alike", "en", count=3) == "…and 3 more of this kind"
    with pytest.raises(KeyError):
        render("figures.more_alike", "en")


@pytest.mark.parametrize(
    ("texts", "zh", "en"),
    [([], "", ""), (["甲"], "甲", "甲"), (["{a}", "乙", "丙"], "{a}、乙、丙", "{a}, 乙, 丙")],
)
def test_texts_are_listed(texts: list[str], zh: str, en: str) -> None:
    assert render_list(texts, "zh") == zh
    assert render_list(texts, "en") == en


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_verdict_has_a_name(language: Literal["zh", "en"]) -> None:
    named = wordings("check", language)

    assert [one.value for one in (*Code, *Status) if one.value not in named] == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_mark_of_the_reading_has_words(language: Literal["zh", "en"]) -> None:
    named = wordings("page", language)

    assert [kind for kind in ("read", "disputed") if f"reading_{kind}" not in named] == []
