"""One table of rise and fall: what an expert adds to it is known to all that read or write."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from jushi.fidelity import check_text
from jushi.figures import read_workbook
from jushi.lexicon import change_words, names_fall
from jushi.resources import lexicon_rows

_ROOT = Path(__file__).parents[2]
_ASKED = """
from jushi.drafting.rendering import render_bound
from jushi.facts.naming import read_name
from jushi.fidelity import check_text
from jushi.figures import read_workbook

table = read_workbook("f.csv", "指标,数值,单位,上年值\\n参训人员,120,人,150\\n".encode())
print([v.code.value for v in check_text("参训人员蹿升20%。", table).verdicts])
print(render_bound("参训人员蹿升{{yoy(%s)|%%1}}" % table.figures[0].id, table).text)
print(read_name("参训人员蹿升", "%").measure.value)
"""


def test_a_row_takes_effect_in_check_composer_and_names(tmp_path: Path) -> None:
    for folder in ("app", "knowledge", "prompts"):
        ignored = shutil.ignore_patterns("__pycache__", "policies", "sample")
        shutil.copytree(_ROOT / folder, tmp_path / folder, ignore=ignored)
    shutil.copy(_ROOT / "pyproject.toml", tmp_path)
    before = _told(tmp_path)
    table = tmp_path / "knowledge" / "lexicons" / "change_words.tsv"
    with table.open("a", encoding="utf-8") as rows:
        rows.write("蹿升\tup\t下挫\t\t受理案件蹿升5件\n")

    after = _told(tmp_path)

    assert after == "['wrong_direction']\n参训人员下挫20.0%\ngrowth\n"
    assert before != after


def _told(folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", _ASKED],
        env={**os.environ, "PYTHONPATH": str(folder / "app")},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout or done.stderr


def test_an_opposite_goes_the_other_way() -> None:
    signs = {change.word: change.sign for change in change_words()}
    wrong = [
        f"{change.word}: {opposite}"
        for change in change_words()
        for opposite in (change.opposite, change.opposite_of_points)
        if opposite and signs[opposite] != -change.sign
    ]

    assert wrong == []


def test_no_word_stands_twice() -> None:
    words = [row[0] for row in lexicon_rows("change_words.tsv")]

    assert len(words) == len(set(words))


def test_points_have_an_opposite_of_their_own() -> None:
    falls = next(change for change in change_words() if change.word == "下降")

    assert (falls.turned("%"), falls.turned("个百分点")) == ("增长", "上升")


@pytest.mark.parametrize(
    ("indicator", "is_fall"),
    [
        ("单位产值能耗降幅", True),
        ("信访量较上年减少", True),
        ("化肥使用量压减", True),
        ("减税降费", False),
        ("年降水量", False),
        ("受理案件增减", False),
        ("受理案件", False),
    ],
)
def test_a_name_tells_whether_its_value_is_a_fall(indicator: str, is_fall: bool) -> None:
    assert names_fall(indicator) is is_fall


@pytest.mark.parametrize(
    "text", ["参训人员同比负增长20%。", "参训人员负增长20%。", "参训人员增速为负增长20%。"]
)
def test_negative_growth_is_a_fall(text: str) -> None:
    table = read_workbook("f.csv", "指标,数值,单位,上年值\n参训人员,120,人,150\n".encode())

    assert [v.status.value for v in check_text(text, table).verdicts] == ["ok"]
