"""`jushi draft` with a model behind a real server, as an office would run it."""

import json
import os
import subprocess
import zipfile
from pathlib import Path

import pytest

from evals.scripted_models import pass_probe, write_sloppily, write_well
from evals.scripted_server import Kind, Script, Trouble, serve
from tests.commands import ROOT, Ran, run_jushi

_SAMPLE = ROOT / "knowledge" / "sample"


def _draft(out: Path, url: str, **settings: str) -> Ran:
    given = ["--figures", str(_SAMPLE / "figures-2024.xlsx")]
    given += ["--knowledge", str(_SAMPLE / "report-2023.txt"), "-o", str(out)]
    settings |= {"OPENAI_BASE_URL": url, "OPENAI_API_KEY": "sk-secret", "JUSHI_MODEL": "scripted"}
    return run_jushi("draft", *given, env={**os.environ, **settings, "JUSHI_HOME": str(out.parent)})


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(write_well, id="good"),
        pytest.param(write_sloppily, id="sloppy", marks=pytest.mark.slow),
    ],
)
def test_a_draft_by_a_model_has_no_number_error(answer: object, tmp_path: Path) -> None:
    with serve(Script(answer=answer)) as url:  # type: ignore[arg-type]
        done = _draft(tmp_path / "draft.docx", url)
    assert done.returncode == 0, done.stderr
    record = json.loads((tmp_path / "draft.check.json").read_text("utf-8"))
    assert record["summary"]["error"] == 0
    assert record["summary"]["ok"] > 20
    given_up = done.stdout.count(" 模型没有写成，用套写：")
    assert done.stdout.count("写完") == 9 - given_up
    assert (given_up > 0) is (answer is write_sloppily)
    assert _places_of_key(tmp_path, done) == []


_REPEATED = '{"error":{"message":"Incorrect API key provided: sk-secret, Bearer sk-secret"}}'
_NO_MODEL = '{"error":{"message":"model scripted not found; you sent sk-secret"}}'


@pytest.mark.parametrize(
    ("trouble", "remedy"),
    [
        (Trouble(status=401, body=_REPEATED), "OPENAI_API_KEY"),
        pytest.param(Trouble(status=403, body=_REPEATED), "请申请权限", marks=pytest.mark.slow),
        pytest.param(Trouble(status=404, body=_NO_MODEL), "JUSHI_MODEL", marks=pytest.mark.slow),
    ],
    ids=["wrong key", "key without rights", "wrong model name"],
)
def test_an_endpoint_that_refuses_is_told_in_one_line_without_the_key(
    trouble: Trouble, remedy: str, tmp_path: Path
) -> None:
    with serve(Script(trouble=trouble)) as url:
        done = _draft(tmp_path / "draft.docx", url)
    assert done.returncode == 2
    assert remedy in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "draft.docx").exists()
    assert _places_of_key(tmp_path, done) == []


@pytest.mark.slow
def test_a_key_that_one_section_is_refused_for_is_in_no_file_of_the_draft(tmp_path: Path) -> None:
    first = (*(Trouble(),) * 3, Trouble(status=401, body=_REPEATED))
    with serve(Script(answer=pass_probe(write_well), first=first)) as url:
        done = _draft(tmp_path / "draft.docx", url)
    assert "模型没有写成" in done.stdout
    assert (tmp_path / "draft.check.json").exists()
    assert _places_of_key(tmp_path, done) == []


def _places_of_key(folder: Path, done: subprocess.CompletedProcess[str]) -> list[str]:
    """Names of the outputs and files, parts of .docx among them, that hold the key."""
    written = {"stdout": done.stdout.encode(), "stderr": done.stderr.encode()}
    for path in (path for path in folder.rglob("*") if path.is_file()):
        written[path.name] = path.read_bytes()
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as parts:
                written |= {f"{path.name}/{name}": parts.read(name) for name in parts.namelist()}
    return [name for name, content in written.items() if b"sk-secret" in content]


@pytest.mark.slow
def test_a_section_that_the_endpoint_fails_stays_the_composers(tmp_path: Path) -> None:
    def answer(request: dict[str, object]) -> str:
        return "" if "存在问题" in str(request["messages"]) else write_well(request)

    with serve(Script(answer=answer)) as url:
        done = _draft(tmp_path / "draft.docx", url)
    assert done.returncode == 0, done.stderr
    assert "模型没有写成" in done.stdout
    assert done.stdout.count("写完") >= 7


@pytest.mark.parametrize(
    ("kind", "said", "requests"),
    [
        pytest.param("endless", "字还没有结束", 2, marks=pytest.mark.slow),
        pytest.param("flood", "返回的内容超过 16 MB", 2, marks=pytest.mark.slow),
        pytest.param("html", "返回的是网页", 2, marks=pytest.mark.slow),
        ("json", "返回的内容无法识别", 2),
        pytest.param("empty", "模型没有返回内容", 2, marks=pytest.mark.slow),
        pytest.param("closed", "连接中断，没有收到回复", 6, marks=pytest.mark.slow),
        pytest.param("headers", "连接中断，没有收到回复", 6, marks=pytest.mark.slow),
    ],
)
def test_answers_of_no_use_leave_a_whole_draft_of_the_composers(
    kind: Kind, said: str, requests: int, tmp_path: Path
) -> None:
    script = Script(answer=write_well, trouble=Trouble(kind=kind))
    with serve(script) as url:
        done = _draft(tmp_path / "draft.md", url)

    assert done.returncode == 0, done.stderr
    assert len((tmp_path / "draft.md").read_text("utf-8")) > 3000
    told = [line for line in done.stdout.splitlines() if "模型没有写成，用套写：" in line]
    assert len(told) == 9
    assert all(said in line and f"模型 scripted（{url}）" in line for line in told)
    assert "用套写的有 9 节" in done.stdout
    assert " at " not in done.stdout
    assert len(script.requests) == requests


@pytest.mark.slow
@pytest.mark.parametrize("at_once", [1, 3])
def test_sections_asked_for_at_a_time_are_a_setting(at_once: int, tmp_path: Path) -> None:
    script = Script(answer=pass_probe(write_well), tokens_per_s=400)
    with serve(script) as url:
        done = _draft(tmp_path / "draft.docx", url, JUSHI_SECTIONS_AT_ONCE=str(at_once))

    assert done.returncode == 0, done.stderr
    begins = [began for began, _ in script.spans]
    assert max(sum(a <= t < b for a, b in script.spans) for t in begins) == at_once


def test_what_is_left_out_is_told_behind_the_files(tmp_path: Path) -> None:
    figures, past = tmp_path / "figures.csv", tmp_path / "某局2023年工作总结.txt"
    figures.write_text("指标,数值,单位,期间\n办案,6,件,2024年\n", "utf-8")
    past.write_text("某局2023年工作总结\n\n一、做法\n局长何平作报告。办案5件。\n", "utf-8")
    given = ["--figures", str(figures), "--knowledge", str(past), "-o", str(tmp_path / "d.md")]

    done = run_jushi("draft", *given, env={**os.environ, "JUSHI_HOME": str(tmp_path)})

    assert done.returncode == 0, done.stderr
    assert "1 句没有写进稿子" in done.stdout
    assert done.stdout.index("局长何平作报告。（提到具体的人") > done.stdout.index("d.check.json")
    assert "办案6件。" in (tmp_path / "d.md").read_text("utf-8")
