"""`jushi check` in a process of its own: rows that are no figures, and what a report says alone."""

import io
import json
import os
import pty
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

ROOT = Path(__file__).parents[1]
TRUE = "2024年，全县受理法律援助案件136件，办结率98.5%。"

Ran = subprocess.CompletedProcess[bytes]
Check = Callable[..., Ran]


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """Run `jushi check` in an empty folder, with no settings but the language."""

    def run(*arguments: object, language: str = "en", stderr: int = subprocess.PIPE) -> Ran:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("JUSHI_", "OPENAI_"))}
        return subprocess.run(
            [sys.executable, "-m", "jushi.cli", "check", *map(str, arguments)],
            cwd=tmp_path,
            env=kept | {"PYTHONPATH": str(ROOT / "app"), "JUSHI_LANGUAGE": language},
            stdout=subprocess.PIPE,
            stderr=stderr,
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


def test_how_far_it_is_stands_on_a_terminal_alone(
    check: Check, files: tuple[Path, Path], tmp_path: Path
) -> None:
    """A long report takes minutes; what is piped to another program holds the report alone."""
    longer = tmp_path / "长.txt"
    longer.write_text((TRUE + "\n") * 20, "utf-8")
    ours, theirs = pty.openpty()
    try:
        shown = check(longer, "--figures", files[1], stderr=theirs)
        terminal = _all_that_is_there(ours).decode()
    finally:
        os.close(ours)
        os.close(theirs)
    piped = check(longer, "--figures", files[1])

    shares = [int(share) for share in re.findall(r"(\d+)% of the report checked", terminal)]
    assert (shares[0], shares[-1]) == (0, 100)
    assert len(shares) > 15
    assert shares == sorted(shares)
    assert b"of the report checked" not in piped.stderr
    assert shown.stdout == piped.stdout


def _all_that_is_there(terminal: int) -> bytes:
    """What a process that has ended left in a terminal, which gives some 4 KB at a time."""
    os.set_blocking(terminal, False)
    read = b""
    while True:
        try:
            read += os.read(terminal, 65536)
        except BlockingIOError:
            return read


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


@pytest.mark.slow
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


ALONE = (
    "2024年，全县共受理案件100件，其中民事60件、刑事50件，办结率98.5%。\n"
    "镇\t2023年\t2024年\n甲\t10\t20\n乙\t5\t6\n合计\t15\t27\n2024年2月30日\n"
)


@pytest.mark.slow
@pytest.mark.parametrize("form", ["text", "json", "html", "junit", "xlsx", "docx", "errata"])
def test_a_plan_is_told_in_every_form(check: Check, tmp_path: Path, form: str) -> None:
    (tmp_path / "plan.txt").write_text(
        "二、下一步工作安排\n2025年，力争受理案件达到120件。\n", "utf-8"
    )
    (tmp_path / "f.csv").write_text("指标,数值,单位,期间\n受理案件,100,件,2024年\n", "utf-8")

    done = check("plan.txt", "--figures", "f.csv", "--format", form, "-o", f"out.{form}")

    assert done.returncode == 0, done.stderr.decode()
    # Programs open a list of errata by its kind of file.
    out = tmp_path / ("out.docx" if form == "errata" else f"out.{form}")
    assert out.stat().st_size > 0


def test_without_figures_the_report_is_held_against_itself(check: Check, tmp_path: Path) -> None:
    (tmp_path / "报告.txt").write_text(ALONE, "utf-8")

    done = check("报告.txt", "--format", "json")

    told = json.loads(done.stdout)
    codes = {m["text"]: m["code"] for m in told["mentions"]}
    found = {f["code"]: f["explanation"] for f in told["findings"]}
    assert (done.returncode, done.stderr) == (1, b"")
    assert [codes[text] for text in ("100件", "98.5%", "15", "27")] == [
        "wrong_arithmetic",
        "unverified",
        "derived",
        "wrong_arithmetic",
    ]
    assert found["unverified"].startswith("No workbook was given")
    assert found["wrong_date"] == "There is no “2024年2月30日” in the calendar."
    assert (told["summary"]["error"], told["summary"]["figures"]) == (2, 0)


@pytest.mark.slow
@pytest.mark.parametrize("form", ["text", "html", "xlsx", "junit", "docx", "errata"])
def test_every_form_of_the_report_can_be_had_without_figures(
    check: Check, tmp_path: Path, form: str
) -> None:
    (tmp_path / "报告.txt").write_text(ALONE, "utf-8")
    out = tmp_path / f"out.{form}"

    done = check("报告.txt", "--format", form, "-o", out)

    assert done.returncode == 1, done.stderr
    if form != "errata":
        assert "No workbook was given" in _content(form, out.read_bytes())


def test_tables_of_a_word_file_are_added_up(check: Check, tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("全年受理案件情况如下。")
    rows = [("镇", "件数"), ("甲", "10"), ("乙", "5"), ("合计", "16")]
    table = document.add_table(rows=0, cols=2)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(str(tmp_path / "报告.docx"))

    done = check("报告.docx", "--format", "json")

    codes = {m["text"]: m["code"] for m in json.loads(done.stdout)["mentions"]}
    assert (done.returncode, codes["16"]) == (1, "wrong_arithmetic"), done.stderr


def test_a_report_that_is_true_by_itself_is_exit_0(check: Check, tmp_path: Path) -> None:
    (tmp_path / "报告.txt").write_text(TRUE, "utf-8")

    done = check("报告.txt", language="zh")

    told = done.stdout.decode()
    assert done.returncode == 0
    assert "共2处数据：0处相符，2处待确认，0处有误；数据表0项" in told
    assert "没有给出数据表，只核对了报告自身" in told


def test_a_line_of_a_batch_needs_no_figures(check: Check, tmp_path: Path) -> None:
    case = {"id": "a", "text": ALONE}
    (tmp_path / "cases.jsonl").write_text(json.dumps(case), "utf-8")

    done = check("--batch", "cases.jsonl")

    assert done.returncode == 1
    assert json.loads(done.stdout)["result"]["summary"]["error"] == 2


@pytest.mark.slow
@pytest.mark.parametrize(
    ("out", "written", "head"),
    [
        ("w.errata", "w.docx", b"PK"),
        ("w.html", "w.html", b"<!DOCTYPE html>"),
        ("w.json", "w.json", b"{"),
    ],
    ids=["errata", "page", "record"],
)
def test_the_ending_of_out_names_the_form_where_no_other_is_asked_for(
    check: Check, files: tuple[Path, Path], tmp_path: Path, out: str, written: str, head: bytes
) -> None:
    done = check(files[0], "--figures", files[1], "-o", out)

    assert done.returncode == 0, done.stderr
    assert written in done.stdout.decode()
    assert (tmp_path / written).read_bytes().startswith(head)
