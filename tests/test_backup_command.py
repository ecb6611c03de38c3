"""`jushi backup` and `jushi restore` through the real command line."""

import os
import zipfile
from pathlib import Path

import pytest
from jushi.settings import keep_settings, load_settings
from jushi.store import open_store
from jushi.wiring import open_knowledge

from tests.commands import Ran, run_jushi
from tests.filling import fill_disk
from tests.store.databases import sqlite_url
from tests.store.samples import report, saving, version


def jushi(home: Path, *arguments: object) -> Ran:
    environ = {**os.environ, "JUSHI_HOME": str(home), "JUSHI_LANGUAGE": "en"}
    return run_jushi(*arguments, env=environ)


def fill(home: Path) -> None:
    home.mkdir()
    store = open_store(sqlite_url(home))
    store.save_report(report(), "zhang")
    store.commit(saving(version()))
    store.close()


def sections(home: Path) -> list[str]:
    store = open_store(sqlite_url(home))
    try:
        return [found.text.text for found in store.load_sections("r1")]
    finally:
        store.close()


@pytest.mark.slow
def test_a_workspace_moves_to_another_home_in_one_file(tmp_path: Path) -> None:
    fill(tmp_path / "old")

    written = jushi(tmp_path / "old", "backup", tmp_path / "jushi.backup")
    restored = jushi(tmp_path / "new", "restore", tmp_path / "jushi.backup")

    assert (written.returncode, restored.returncode) == (0, 0), written.stderr + restored.stderr
    assert written.stdout.startswith(f"backup: {tmp_path / 'jushi.backup'} (")
    assert sections(tmp_path / "new") == sections(tmp_path / "old") != []


def test_a_backup_holds_no_key(tmp_path: Path) -> None:
    fill(tmp_path / "home")
    settings = load_settings({**os.environ, "JUSHI_HOME": str(tmp_path / "home")})
    keep_settings(settings, {"OPENAI_API_KEY": "sk-never-in-a-backup"})
    (tmp_path / "home" / "knowledge").mkdir()

    written = jushi(tmp_path / "home", "backup", tmp_path / "jushi.backup")

    assert written.returncode == 0, written.stderr
    with zipfile.ZipFile(tmp_path / "jushi.backup") as archive:
        assert archive.namelist()
        assert [n for n in archive.namelist() if b"never-in-a-backup" in archive.read(n)] == []


def test_a_broken_backup_is_one_line_and_changes_nothing(tmp_path: Path) -> None:
    fill(tmp_path / "home")
    before = sections(tmp_path / "home")
    (tmp_path / "broken").write_bytes(b"PK\x03\x04 cut")

    done = jushi(tmp_path / "home", "restore", tmp_path / "broken")

    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "this backup is damaged: it is cut off or was changed; nothing was" in done.stderr
    assert sections(tmp_path / "home") == before


def test_a_backup_that_is_not_there_is_told(tmp_path: Path) -> None:
    done = jushi(tmp_path / "home", "restore", tmp_path / "nowhere")

    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "nowhere" in done.stderr


def test_a_backup_into_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    fill(tmp_path / "home")

    done = jushi(tmp_path / "home", "backup", tmp_path / "no" / "file")

    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


@pytest.mark.slow
@pytest.mark.parametrize("spare", [0, 16_384, 300_000])
def test_a_backup_for_which_the_disk_has_no_room_says_so(small_disk: Path, spare: int) -> None:
    home = small_disk / "home"
    fill(home)
    with open_knowledge(load_settings({**os.environ, "JUSHI_HOME": str(home)})) as index:
        index.add([("甲.md", "# 甲\n共受理案件136件。".encode())])
    fill_disk(small_disk, spare=spare)

    done = jushi(home, "backup", small_disk / "b")

    assert done.returncode == 2
    assert ": the disk is full" in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (small_disk / "b").exists()
