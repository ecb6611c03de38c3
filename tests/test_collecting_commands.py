"""`jushi figures extract`: where this year's figures come from, as the command line tells it."""

import os
import subprocess
import sys
from pathlib import Path

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
