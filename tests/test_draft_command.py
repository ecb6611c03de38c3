"""`jushi draft` with a model behind a real server, as an office would run it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.llm.scripted_models import write_sloppily, write_well
from tests.llm.scripted_server import Script, Trouble, serve

_ROOT = Path(__file__).parents[1]
_SAMPLE = _ROOT / "knowledge" / "sample"


def _draft(out: Path, url: str) -> subprocess.CompletedProcess[str]:
    given = ["--figures", str(_SAMPLE / "figures-2024.xlsx")]
    given += ["--knowledge", str(_SAMPLE / "report-2023.txt"), "-o", str(out)]
    settings = {"OPENAI_BASE_URL": url, "OPENAI_API_KEY": "sk-secret", "JUSHI_MODEL": "scripted"}
    return subprocess.run(
        [sys.executable, "-m", "app.cli", "draft", *given],
        cwd=_ROOT,
        env={**os.environ, **settings, "JUSHI_HOME": str(out.parent)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


@pytest.mark.parametrize("answer", [write_well, write_sloppily], ids=["good", "sloppy"])
def test_a_draft_by_a_model_has_no_number_error(answer: object, tmp_path: Path) -> None:
    with serve(Script(answer=answer)) as url:  # type: ignore[arg-type]
        done = _draft(tmp_path / "draft.docx", url)
    assert done.returncode == 0, done.stderr
    record = json.loads((tmp_path / "draft.check.json").read_text("utf-8"))
    assert record["summary"]["error"] == 0
    assert record["summary"]["ok"] > 20
    assert done.stdout.count("写完") == 9
    assert "sk-secret" not in done.stdout + done.stderr


def test_an_endpoint_that_refuses_the_key_is_told_in_one_line(tmp_path: Path) -> None:
    with serve(Script(trouble=Trouble(status=401))) as url:
        done = _draft(tmp_path / "draft.docx", url)
    assert done.returncode == 2
    assert "OPENAI_API_KEY" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "draft.docx").exists()


def test_a_section_that_the_endpoint_fails_stays_the_composers(tmp_path: Path) -> None:
    def answer(request: dict[str, object]) -> str:
        return "" if "存在问题" in str(request["messages"]) else write_well(request)

    with serve(Script(answer=answer)) as url:
        done = _draft(tmp_path / "draft.docx", url)
    assert done.returncode == 0, done.stderr
    assert "模型没有写成" in done.stdout
    assert done.stdout.count("写完") >= 7
