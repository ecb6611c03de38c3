"""What lies in a workspace is for its owner alone, whatever the umask, and for old ones too."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="rights of POSIX systems")


def jushi(home: Path, *arguments: object) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "jushi.cli", *map(str, arguments)],
        env={**os.environ, "JUSHI_HOME": str(home), "JUSHI_LANGUAGE": "en"},
        cwd=Path(__file__).parents[1],
        input="correct horse\n",
        capture_output=True,
        text=True,
        check=False,
        umask=0,
    )
    assert done.returncode == 0, done.stderr


def modes(home: Path) -> dict[str, int]:
    there = (home, *home.rglob("*"))
    return {p.relative_to(home).as_posix(): stat.S_IMODE(p.stat().st_mode) for p in there}


def fill(home: Path) -> None:
    jushi(home, "user", "add", "wang")
    # It makes the index, and needs no embedder for that.
    jushi(home, "knowledge", "list")


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


def test_an_old_backup_that_others_could_read_is_replaced_by_a_private_one(tmp_path: Path) -> None:
    jushi(tmp_path / "home", "user", "add", "wang")
    for name in ("b", "b.unfinished"):
        (tmp_path / name).write_text("old")
        (tmp_path / name).chmod(0o666)
    jushi(tmp_path / "home", "backup", tmp_path / "b")
    assert stat.S_IMODE((tmp_path / "b").stat().st_mode) == 0o600
    assert not (tmp_path / "b.unfinished").exists()
