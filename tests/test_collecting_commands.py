"""`jushi figures extract`: where this year's figures come from, as the command line tells it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

ROOT = Path(__file__).parents[1]


def _figures(*arguments: object) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("JUSHI_", "OPENAI_"))}
    return subprocess.run(
        [sys.executable, "-m", "jushi.cli", "figures", *map(str, arguments)],
        env=kept | {"PYTHONPATH": str(ROOT / "app"), "JUSHI_LANGUAGE": "zh"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_extract_writes_candidates_and_tells_what_contradicts(tmp_path: Path) -> None:
    first, second, out = tmp_path / "甲.txt", tmp_path / "乙.txt", tmp_path / "f.xlsx"
    first.write_text("2024年，受理法律援助案件531件。", "utf-8")
    second.write_text("2024年，受理法律援助案件529件。", "utf-8")

    done = _figures("extract", first, second, "-o", out)

    assert done.returncode == 0
    assert "不一致：受理法律援助案件：531件" in done.stdout
    assert out.exists()


@pytest.mark.slow
def test_a_workbook_goes_to_departments_and_comes_back(tmp_path: Path) -> None:
    master, folder, out = tmp_path / "数据.csv", tmp_path / "部门", tmp_path / "f.xlsx"
    master.write_text(
        "编号,指标,数值,单位,上年值,来源,公式\naid,受理案件,,件,10,县司法局,\n"
        "growth,受理案件同比增长,,%,,县司法局,yoy(aid)\nrate,办结率,,%,94,县政务局,\n",
        "utf-8",
    )
    split = _figures("split", master, "-o", folder)
    sheet = folder / "县司法局-数据.xlsx"
    book = load_workbook(sheet)
    book.worksheets[0]["E3"] = 12
    book.save(sheet)

    merged = _figures("merge", master, sheet, "-o", out)

    assert (split.returncode, merged.returncode) == (0, 0)
    assert "? 县政务局：还没有交回，1 项待填：办结率" in merged.stdout
    read = _figures("read", out)
    assert "\t12件\t10件" in read.stdout
    assert "受理案件同比增长\t—\t20%" in read.stdout
