"""`jushi check --batch` in a process of its own: a line of JSON out for each line in."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
TRUE, WRONG = "2024年，全县受理法律援助案件136件。", "2024年，全县受理法律援助案件163件。"

Batch = Callable[..., tuple[int, list[dict[str, Any]], str]]


def _command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "jushi.cli", "check", *map(str, arguments)]


def _environ() -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("JUSHI_", "OPENAI_"))}
    return kept | {"PYTHONPATH": str(ROOT / "app"), "JUSHI_LANGUAGE": "en"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a workbook, beside an empty one that commands run in."""
    (tmp_path / "here").mkdir()
    folder = tmp_path / "cases"
    folder.mkdir()
    (folder / "数据.csv").write_text(
        "指标,数值,单位,期间\n受理法律援助案件,136,件,2024年\n", "utf-8"
    )
    (folder / "上年.csv").write_text(
        "指标,数值,单位,期间\n受理法律援助案件,121,件,2023年\n", "utf-8"
    )
    (folder / "报告.txt").write_text(TRUE, "utf-8")
    return folder


@pytest.fixture
def batch(folder: Path) -> Batch:
    """Check cases, objects or lines, and give exit code, answers and the error output."""

    def run(*cases: object, options: tuple[str, ...] = ()) -> tuple[int, list[Any], str]:
        lines = [
            case if isinstance(case, bytes) else json.dumps(case, ensure_ascii=False).encode()
            for case in cases
        ]
        (folder / "cases.jsonl").write_bytes(b"\n".join(lines) + b"\n")
        done = subprocess.run(
            _command("--batch", folder / "cases.jsonl", *options),
            cwd=folder.parent / "here",
            env=_environ(),
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr

    return run


@pytest.mark.parametrize(
    "workers",
    [pytest.param("1", marks=pytest.mark.slow), "2", pytest.param(None, marks=pytest.mark.slow)],
)
def test_each_line_is_answered_in_order_as_a_check_alone_is(
    batch: Batch, folder: Path, workers: str | None
) -> None:
    texts = [TRUE, WRONG, TRUE + "办结130件。", WRONG * 20, TRUE]
    options = () if workers is None else ("--workers", workers)

    code, answers, stderr = batch(
        *({"id": n, "text": text, "figures": "数据.csv"} for n, text in enumerate(texts)),
        options=options,
    )

    (folder / "allein.txt").write_text(WRONG, "utf-8")
    alone = subprocess.run(
        _command(folder / "allein.txt", "--figures", folder / "数据.csv", "--format", "json"),
        cwd=folder,
        env=_environ(),
        capture_output=True,
        check=False,
    )
    assert (code, stderr) == (1, "")
    assert [answer["id"] for answer in answers] == [0, 1, 2, 3, 4]
    assert answers[1]["result"] == json.loads(alone.stdout)
    assert [a["result"]["summary"]["error"] > 0 for a in answers] == [
        False,
        True,
        True,
        True,
        False,
    ]


def test_files_count_from_the_folder_of_the_cases_where_they_are_not_in_the_working_folder(
    batch: Batch, folder: Path
) -> None:
    (folder.parent / "here" / "报告.txt").write_text(WRONG, "utf-8")
    case = {"figures": "数据.csv", "year": 2024}

    code, answers, _ = batch(
        case | {"id": "here", "draft": "报告.txt"},
        case | {"id": "absolute", "draft": str(folder / "报告.txt")},
    )

    assert code == 1
    assert [a["result"]["summary"]["error"] for a in answers] == [1, 0]


@pytest.mark.slow
def test_previous_evidence_and_year_hold_for_their_line_alone(batch: Batch, folder: Path) -> None:
    (folder / "依据.txt").write_text("全省拟建公共法律服务中心57个。", "utf-8")
    quoted = "全省拟建公共法律服务中心57个。"
    stale = "全县受理法律援助案件121件。"
    base = {"figures": "数据.csv"}

    code, answers, _ = batch(
        base | {"id": "a", "text": quoted, "evidence": ["依据.txt"]},
        base | {"id": "b", "text": quoted},
        base | {"id": "c", "text": stale, "previous": "上年.csv"},
        base | {"id": "d", "text": "今年，全县受理法律援助案件136件。", "year": 2025},
        base | {"id": "e", "text": "今年，全县受理法律援助案件136件。"},
    )

    codes = [[m["code"] for m in a["result"]["mentions"] if "年" not in m["text"]] for a in answers]
    assert code == 1
    assert codes[:3] == [["quoted"], ["unsupported"], ["stale"]]
    assert codes[3] != codes[4] == ["exact"]


BAD_LINES = {
    "no_json": (b"{", "is not valid JSON; write one JSON object a line"),
    "not_utf_8": ('{"id": "旧"}'.encode("gbk"), "is not valid JSON; write one JSON object a line"),
    "too_deep": (b"[" * 50_000, "is not valid JSON; write one JSON object a line"),
    "empty": (b"", "is not valid JSON; write one JSON object a line"),
    "list": (b"[1]", "is no JSON object; write one JSON object a line"),
    "no_id": ({"text": TRUE, "figures": "数据.csv"}, "has no id; add an id, a text or a number"),
    "id_of_no_use": ({"id": [1]}, "has no id; add an id, a text or a number"),
    "no_draft": ({"id": "x"}, "needs draft or text, and not both; name one of them"),
    "both": (
        {"id": "x", "text": TRUE, "draft": "报告.txt"},
        "needs draft or text, and not both; name one of them",
    ),
    "year": (
        {"id": "x", "text": TRUE, "figures": "数据.csv", "year": "2024"},
        "has an invalid value of year; mend it",
    ),
    "year_of_nobody": (
        {"id": "x", "text": TRUE, "figures": "数据.csv", "year": 20244},
        "has the year 20244; write a year such as 2024",
    ),
    "evidence": (
        {"id": "x", "text": TRUE, "figures": "数据.csv", "evidence": "依据"},
        "has an invalid value of evidence; mend it",
    ),
}


def test_a_bad_line_is_answered_with_an_error_and_the_next_is_checked(batch: Batch) -> None:
    good = {"id": "good", "text": TRUE, "figures": "数据.csv"}

    code, answers, stderr = batch(*(line for line, _ in BAD_LINES.values()), good)

    told = [answer.get("error") for answer in answers]
    expected = [
        f"cases.jsonl:{n}: {error}" for n, (_, error) in enumerate(BAD_LINES.values(), start=1)
    ]
    assert (code, stderr) == (1, "")
    assert told == [*expected, None]
    assert [answer["id"] for answer in answers] == [None] * 7 + ["x"] * 5 + ["good"]


def test_a_file_that_cannot_be_used_is_an_error_of_its_line(batch: Batch, folder: Path) -> None:
    (folder / "kaputt.docx").write_bytes(b"PK\x03\x04")

    code, answers, _ = batch(
        {"id": 1, "draft": "nowhere.txt", "figures": "数据.csv"},
        {"id": 2, "draft": "kaputt.docx", "figures": "数据.csv"},
        {"id": 3, "draft": "报告.txt", "figures": "报告.txt"},
        {"id": 4, "text": "没有数字。", "figures": "数据.csv"},
        {"id": 5, "draft": "a" * 5000, "figures": "数据.csv"},
        {"id": 6, "draft": "报告.txt", "figures": "a\0"},
        {"id": 7, "draft": "报告.txt", "figures": "数据.csv"},
    )

    assert code == 1
    assert ["error" in answer for answer in answers] == [True] * 6 + [False]
    assert all("\n" not in answer.get("error", "") for answer in answers)
    assert "Jushi itself" not in str(answers)


def test_all_clean_is_exit_0(batch: Batch) -> None:
    code, answers, _ = batch({"id": 1, "draft": "报告.txt", "figures": "数据.csv"})

    assert (code, len(answers)) == (0, 1)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_workbook_is_read_once_and_answers_come_before_the_last_line_is_known(
    folder: Path,
) -> None:
    """Both files are pipes, which can be read but once."""
    workbook, cases = folder / "pipe.csv", folder / "cases.jsonl"
    content = (folder / "数据.csv").read_bytes()
    os.mkfifo(workbook)
    os.mkfifo(cases)
    running = subprocess.Popen(
        _command("--batch", cases, "--workers", "2"),
        cwd=folder,
        env=_environ(),
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    assert running.stdout is not None
    line = json.dumps({"id": 1, "text": TRUE, "figures": "pipe.csv"}) + "\n"

    with cases.open("w") as file:
        file.write(line * 40)
        file.flush()
        workbook.write_bytes(content)
        first = json.loads(running.stdout.readline())
        file.write(line)
    rest = running.stdout.read().splitlines()

    assert running.wait(60) == 0
    assert first["result"]["summary"]["error"] == 0
    assert len(rest) == 40


def _long_batch(folder: Path) -> subprocess.Popen[str]:
    """A batch with two workers in a process group of its own, long enough to be broken off."""
    case = {"id": 1, "text": TRUE * 50, "figures": "数据.csv"}
    (folder / "cases.jsonl").write_text(f"{json.dumps(case)}\n" * 2000)
    return subprocess.Popen(
        _command("--batch", "cases.jsonl", "--workers", "2"),
        cwd=folder,
        env=_environ(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )


@pytest.mark.slow
def test_ctrl_c_ends_it_without_a_traceback(folder: Path) -> None:
    running = _long_batch(folder)
    assert running.stdout is not None
    running.stdout.readline()

    os.killpg(running.pid, signal.SIGINT)
    _, stderr = running.communicate(timeout=60)

    assert (running.returncode, stderr) == (130, "")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no process groups here")
def test_workers_end_when_the_reader_of_the_answers_goes_away(folder: Path) -> None:
    running = _long_batch(folder)
    assert running.stdout is not None and running.stderr is not None
    running.stdout.readline()

    running.stdout.close()

    assert running.wait(60) == 0
    # The pipe of the workers' errors is closed once the last of them is gone.
    assert running.stderr.read() == ""


WRONG_USAGE = {
    "with_a_draft": (("--batch", "c", "a.txt"), "DRAFT does not go with --batch; leave it out"),
    "with_figures": (
        ("--batch", "c", "--figures", "f.csv"),
        "--figures does not go with --batch; leave it out",
    ),
    "form": (("--batch", "c", "--format", "html"), "--batch gives JSON alone; leave --format out"),
    "no_workers": (
        ("--batch", "c", "--workers", "0"),
        "--workers is less than 1; write 1 or more",
    ),
    "workers_of_one": (
        ("a.txt", "--figures", "f.csv", "--workers", "2"),
        "--workers is for --batch; leave it out",
    ),
    "year": (
        ("a.txt", "--figures", "f.csv", "--year", "24"),
        "--year 24 is no year; write 2024",
    ),
}


@pytest.mark.parametrize(("arguments", "told"), WRONG_USAGE.values(), ids=WRONG_USAGE.keys())
def test_wrong_usage_is_one_line_and_exit_2(
    folder: Path, arguments: tuple[str, ...], told: str
) -> None:
    done = subprocess.run(
        _command(*arguments),
        cwd=folder,
        env=_environ(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"jushi check: {told}\n")


def test_cases_that_cannot_be_read_are_exit_2(folder: Path) -> None:
    done = subprocess.run(
        _command("--batch", "nowhere.jsonl"),
        cwd=folder,
        env=_environ(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "nowhere.jsonl: does not exist; check the name\n"
