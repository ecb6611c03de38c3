"""`jushi revise` through the real command line: one section changes, the rest does not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLE = Path(__file__).parents[1] / "knowledge" / "sample"


def revise(section: str, instruction: str, out: Path) -> "subprocess.CompletedProcess[str]":
    arguments = [SAMPLE / "report-2023.txt", "--figures", SAMPLE / "figures-2023.csv"]
    arguments += ["--section", section, "--instruction", instruction, "-o", out]
    return subprocess.run(
        [sys.executable, "-m", "app.cli", "revise", *map(str, arguments)],
        env={**os.environ, "JUSHI_HOME": str(out.parent / "home"), "JUSHI_LANGUAGE": "en"},
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        check=False,
    )


def test_shortening_a_section_keeps_its_numbers_and_the_other_sections(tmp_path: Path) -> None:
    before, after = tmp_path / "before.md", tmp_path / "after.md"
    assert revise("明年工作安排", "重排一是二是", before).returncode == 0

    done = revise("明年工作安排", "压缩到200字", after)

    assert done.returncode == 0, done.stderr
    assert "dropped: " in done.stdout
    assert "101 proven, 0 to review, 0 wrong" in done.stdout
    old, new = before.read_text("utf-8"), after.read_text("utf-8")
    assert len(new) < len(old)
    mark = "三、明年工作安排"
    assert new[: new.index(mark)] == old[: old.index(mark)]


def test_the_instruction_may_be_english(tmp_path: Path) -> None:
    done = revise("高位推动", "Renumber the points", tmp_path / "out.docx")

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out.docx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("section", "instruction", "line"),
    [
        ("高位推动", "突出营商环境", "needs a model"),
        ("高位推动", "写得好一点", "needs a model"),
        ("没有这一节", "去掉套话", "names no section; choose one of: 一、主要举措和成效"),
        ("（", "去掉套话", "names several sections"),
    ],
    ids=["preset for a model", "free words", "no such section", "several sections"],
)
def test_what_cannot_be_done_is_one_line_and_exit_2(
    tmp_path: Path, section: str, instruction: str, line: str
) -> None:
    done = revise(section, instruction, tmp_path / "out.md")

    assert done.returncode == 2
    assert line in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "out.md").exists()
