"""What lies in a workspace is for its owner alone, whatever the umask, and for old ones too."""

import os
import re
import signal
import stat
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import httpx
import pytest

from tests.settling import wait_until

SAMPLE = Path(__file__).parents[1] / "knowledge" / "sample"
FIGURES, PAST = SAMPLE / "figures-2024.xlsx", SAMPLE / "report-2023.txt"

pytestmark = pytest.mark.skipif(os.name != "posix", reason="rights of POSIX systems")


def is_up(url: str) -> bool:
    try:
        urlopen(url, timeout=1).close()
    except OSError:
        return False
    return True


def jushi(home: Path, *arguments: object, umask: int = 0, fails: bool = False) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "jushi.cli", *map(str, arguments)],
        env={**os.environ, "JUSHI_HOME": str(home), "JUSHI_LANGUAGE": "en"},
        cwd=Path(__file__).parents[1],
        input="correct horse\n",
        capture_output=True,
        text=True,
        check=False,
        umask=umask,
    )
    assert fails or done.returncode == 0, done.stderr


def modes(home: Path) -> dict[str, int]:
    there = (home, *home.rglob("*"))
    return {p.relative_to(home).as_posix(): stat.S_IMODE(p.stat().st_mode) for p in there}


def fill(home: Path) -> None:
    jushi(home, "user", "add", "wang")
    # It makes the index, and needs no embedder for that.
    jushi(home, "knowledge", "list")


@pytest.mark.slow
def test_nobody_else_reads_a_new_workspace_or_its_backup(tmp_path: Path) -> None:
    home, backup = tmp_path / "deep" / "home", tmp_path / "b"
    fill(home)
    jushi(home, "backup", backup)
    jushi(tmp_path / "other", "restore", backup)

    for place in (home, tmp_path / "other"):
        found = modes(place)
        assert (found["."], found["knowledge"], found["jushi.db"]) == (0o700, 0o700, 0o600)
        assert found["knowledge/catalogue.db"] == 0o600
    assert stat.S_IMODE((tmp_path / "deep").stat().st_mode) == 0o700
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600


@pytest.mark.slow
def test_a_workspace_that_others_could_read_is_tightened_when_it_is_opened(tmp_path: Path) -> None:
    home = tmp_path / "home"
    fill(home)
    (home / "settings.env").write_text("")
    for left in ("-wal", "-shm"):
        (home / f"jushi.db{left}").touch()
    for path in (home, *home.rglob("*")):
        path.chmod(0o777 if path.is_dir() else 0o666)

    jushi(home, "user", "list")
    jushi(home, "knowledge", "list")

    assert {name: found for name, found in modes(home).items() if found & 0o077} == {}


@pytest.mark.slow
def test_an_old_backup_that_others_could_read_is_replaced_by_a_private_one(tmp_path: Path) -> None:
    jushi(tmp_path / "home", "user", "add", "wang")
    for name in ("b", "b.unfinished"):
        (tmp_path / name).write_text("old")
        (tmp_path / name).chmod(0o666)
    jushi(tmp_path / "home", "backup", tmp_path / "b")
    assert stat.S_IMODE((tmp_path / "b").stat().st_mode) == 0o600
    assert not (tmp_path / "b.unfinished").exists()


def open_to_others(home: Path) -> dict[str, str]:
    """What of a workspace somebody else may do anything with."""
    return {name: oct(found) for name, found in modes(home).items() if found & 0o077}


@pytest.mark.slow
def test_every_file_of_a_new_workspace_is_private_from_the_start(tmp_path: Path) -> None:
    home, texts = tmp_path / "home", tmp_path / "texts"
    texts.mkdir()
    for number in range(3):
        (texts / f"办法{number}.txt").write_text(f"第一条 办法{number}的规定。\n\n第二条 其他。")

    jushi(home, "knowledge", "add", texts)
    assert open_to_others(home) == {}
    assert (home / "knowledge" / "words.npz").exists()

    jushi(home, "user", "add", "wang")
    jushi(
        home,
        "draft",
        "--figures",
        FIGURES,
        "--knowledge",
        PAST,
        "-o",
        home / "out" / "report.docx",
        fails=True,
    )
    assert (home / "out" / "report.docx").exists()
    jushi(home, "backup", home / "backup")
    jushi(tmp_path / "other", "restore", home / "backup")

    assert open_to_others(home) == {}
    assert open_to_others(tmp_path / "other") == {}


@pytest.mark.slow
def test_what_a_server_and_its_workers_make_is_private(tmp_path: Path) -> None:
    home = tmp_path / "home"
    server = subprocess.Popen(
        [sys.executable, "-m", "jushi.cli", "serve", "--sample", "--port", "0"],
        env={**os.environ, "JUSHI_HOME": str(home), "JUSHI_LANGUAGE": "en"},
        stdout=subprocess.PIPE,
        text=True,
        umask=0,
    )
    assert server.stdout is not None
    try:
        address = next(m for line in server.stdout if (m := re.search(r"http://[^?]+", line)))
        wait_until(lambda: is_up(address.group() + "healthz"))
        with httpx.Client(base_url=address.group(), timeout=60, trust_env=False) as client:
            sent = {"files": ("材料.txt", "第一条 规定。".encode())}
            assert client.post("/gradio_api/upload", files=sent).status_code == 200
            # A worker reads both.
            files = {
                name: (path.name, path.read_bytes())
                for name, path in (("figures", FIGURES), ("knowledge", PAST))
            }
            assert client.post("/api/v1/reports", files=files).status_code == 201
        assert open_to_others(home) == {}
        assert (home / "uploads").is_dir()
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=30)
    assert open_to_others(home) == {}


@pytest.mark.slow
@pytest.mark.parametrize(("umask", "file", "folder"), [(0, 0o666, 0o777), (0o022, 0o644, 0o755)])
def test_what_a_user_asks_for_elsewhere_follows_the_umask_of_the_user(
    tmp_path: Path, umask: int, file: int, folder: int
) -> None:
    out = tmp_path / "new" / "outline.yaml"

    jushi(tmp_path / "home", "outline", PAST, "-o", out, umask=umask)

    assert stat.S_IMODE(out.stat().st_mode) == file
    assert stat.S_IMODE(out.parent.stat().st_mode) == folder
