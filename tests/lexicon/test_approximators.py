"""One table of approximators: what an expert adds to it is known to all that read or write."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from jushi.lexicon import with_approximator, workbook_approximators

_ROOT = Path(__file__).parents[2]
_ASKED = """
from jushi.fidelity import check_text
from jushi.figures import read_workbook
from jushi.drafting.rendering import render_bound
from jushi.numbers import read_mentions

print(read_mentions("共有直逼1700人。")[0].form.value)
table = read_workbook("f.csv", "指标,数值,单位\\n参训人员,1689,人\\n志愿者,直逼1700,人".encode())
print([verdict.code.value for verdict in check_text("参训人员直逼1700人。", table).verdicts])
print(table.figures[1].value, table.figures[1].approx)
print(render_bound("参训人员{{%s|直逼}}" % table.figures[0].id, table).text)
"""


def test_a_row_takes_effect_in_reader_check_workbook_and_composer(tmp_path: Path) -> None:
    for folder in ("app", "knowledge", "prompts"):
        ignored = shutil.ignore_patterns("__pycache__", "policies", "sample")
        shutil.copytree(_ROOT / folder, tmp_path / folder, ignore=ignored)
    shutil.copy(_ROOT / "pyproject.toml", tmp_path)
    table = tmp_path / "knowledge" / "lexicons" / "approximators.tsv"
    with table.open("a", encoding="utf-8") as rows:
        rows.write("直逼\tzh\tbefore\tnear\t近\t超过\n")

    done = subprocess.run(
        [sys.executable, "-c", _ASKED],
        env={**os.environ, "PYTHONPATH": str(tmp_path / "app")},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.splitlines() == ["near", "['approximate']", "1700 近", "参训人员直逼1700人"]


def test_the_words_of_a_workbook_stand_where_texts_have_them() -> None:
    told = [with_approximator("1700", word, "件") for word in workbook_approximators()]

    assert told == [
        *("1700余件", "1700多件", "1700件以上", "1700件以下"),
        *("近1700件", "约1700件", "不足1700件", "超过1700件"),
    ]
