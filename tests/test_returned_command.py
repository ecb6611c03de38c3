"""`jushi return`: an edited file through the real command line."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from jushi.services.workspace import Workspace
from jushi.store import open_store

from tests.documents.word_files import part_of, with_part
from tests.services.conftest import ACTOR
from tests.services.conftest import drafted_sqlite as drafted_sqlite

ROOT = Path(__file__).parents[1]


@pytest.fixture
def home(drafted_sqlite: Path, tmp_path: Path) -> Path:
    """A workspace with a drafted report, beside the report as it came back."""
    shutil.copy(drafted_sqlite, tmp_path / "jushi.db")
    store = open_store(f"sqlite:///{tmp_path / 'jushi.db'}")
    ws = Workspace(store, "r", ACTOR)
    for item in ws.check.blocking(ws.open()):
        ws.check.decide(item.id, "accepted", "台账")
    file = ws.export.file("report.docx")
    assert file is not None
    body = part_of(file.content, "word/document.xml")
    body = body.replace(">15项<", ">51项<", 1).replace("身边案例", "本地案例", 1)
    (tmp_path / "改.docx").write_bytes(with_part(file.content, "word/document.xml", body.encode()))
    store.close()
    return tmp_path


def jushi(home: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    environ = {k: v for k, v in os.environ.items() if not k.startswith(("JUSHI_", "OPENAI_"))}
    environ |= {"JUSHI_HOME": str(home), "JUSHI_LANGUAGE": "en", "PYTHONPATH": str(ROOT / "app")}
    return subprocess.run(
        [sys.executable, "-m", "jushi.cli", "return", *arguments],
        env=environ, cwd=home, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


@pytest.mark.slow
def test_changes_are_told_and_those_asked_for_are_taken(home: Path) -> None:
    told = jushi(home, "法治政府建设", "改.docx", "--format", "json")
    changes = json.loads(told.stdout)["changes"]
    words = next(c["number"] for c in changes if not c["numbers_after"])

    done = jushi(home, "r", "改.docx", "--take", str(words))

    assert (told.returncode, done.returncode) == (0, 0), told.stderr + done.stderr
    assert "number typed over" in done.stdout
    assert "[-15-]{+51+}项" in done.stdout
    store = open_store(f"sqlite:///{home / 'jushi.db'}")
    text = "".join(v.text.text for v in store.load_sections("r"))
    store.close()
    assert "本地案例" in text
    assert "51项" not in text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("nothing", "改.docx"), "give the id of one: r "),
        (("r", "改.docx", "--take", "first"), "write all, or numbers"),
    ],
    ids=["no such report", "no number"],
)
def test_what_cannot_be_done_is_told_in_one_line(
    home: Path, arguments: tuple[str, ...], told: str
) -> None:
    done = jushi(home, *arguments)

    assert done.returncode == 2
    assert told in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
