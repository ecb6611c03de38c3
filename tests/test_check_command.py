"""`jushi check` in a process of its own: rows that are no figures, and what a report says alone."""

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

ROOT = Path(__file__).parents[1]
TRUE = "2024年，全县受理法律援助案件136件，办结率98.5%。"

Ran = subprocess.CompletedProcess[bytes]
Check = Callable[..., Ran]


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """Run `jushi check` in an empty folder, with no settings but the language."""

    def run(*arguments: object, language: str = "en") -> Ran:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("JUSHI_", "OPENAI_"))}
        return subprocess.run(
            [sys.executable, "-m", "jushi.cli", "check", *map(str, arguments)],
            cwd=tmp_path,
            env=kept | {"PYTHONPATH": str(ROOT / "app"), "JUSHI_LANGUAGE": language},
            capture_output=True,
            timeout=120,
            check=False,
        )

    return run


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """A true report and a workbook in which two rows are no figures."""
    report, figures = tmp_path / "报告.txt", tmp_path / "数据.csv"
    report.write_text(TRUE, "utf-8")
    figures.write_text(
        "指标,数值,单位,期间\n受理法律援助案件,136,件,2024年\n法律援助案件办结率,98.5,%,2024年\n"
        "会议日期,2024年12月5日,,\n总体情况,持续向好，见附件,,\n",
        "utf-8",
    )
    return report, figures


UNREAD = ["数据.csv, B4: ", "数据.csv, B5: "]


def test_rows_that_are_no_figures_are_told_beside_the_report_and_in_it(
    check: Check, files: tuple[Path, Path]
) -> None:
    done = check(files[0], "--figures", files[1], "--format", "json")

    told = json.loads(done.stdout)
    found = [f for f in told["findings"] if f["code"] == "unread_row"]
    assert done.returncode == 0
    assert told["summary"]["figures"] == 2
    assert [f["status"] for f in found] == ["review", "review"]
    assert done.stderr.decode().splitlines() == [f["explanation"] for f in found]
    assert [
        f["explanation"][: len(place)] for f, place in zip(found, UNREAD, strict=True)
    ] == UNREAD


def _content(form: str, content: bytes) -> str:
    if form == "xlsx":
        book = load_workbook(io.BytesIO(content))
        return "\n".join(str(c) for sheet in book for row in sheet.values for c in row)
    if form == "docx":
        return zipfile.ZipFile(io.BytesIO(content)).read("word/comments.xml").decode()
    return content.decode()


@pytest.mark.parametrize("form", ["text", "html", "xlsx", "junit", "docx"])
def test_every_form_of_the_report_tells_the_rows(
    check: Check, files: tuple[Path, Path], tmp_path: Path, form: str
) -> None:
    out = tmp_path / f"out.{form}"

    done = check(files[0], "--figures", files[1], "--format", form, "-o", out)

    assert done.returncode == 0, done.stderr
    assert all(place in _content(form, out.read_bytes()) for place in UNREAD)


def test_strict_refuses_a_workbook_with_such_rows(
    check: Check, files: tuple[Path, Path], tmp_path: Path
) -> None:
    case = {"id": 1, "draft": files[0].name, "figures": files[1].name}
    (tmp_path / "cases.jsonl").write_text(json.dumps(case), "utf-8")

    done = check(files[0], "--figures", files[1], "--strict")
    batch = check("--batch", "cases.jsonl", "--strict")

    assert (done.returncode, done.stdout) == (2, b"")
    line = done.stderr.decode()
    assert line.startswith(UNREAD[0])
    assert line.count("\n") == 1
    assert (batch.returncode, json.loads(batch.stdout)["error"] + "\n") == (1, line)


def test_a_workbook_of_figures_alone_is_strict_enough(
    check: Check, files: tuple[Path, Path]
) -> None:
    lines = files[1].read_text("utf-8").splitlines()[:3]
    files[1].write_text("\n".join(lines), "utf-8")

    done = check(files[0], "--figures", files[1], "--strict")

    assert (done.returncode, done.stderr) == (0, b"")
