"""A restore that is refused leaves the workspace as it was: names, contents, times, rights."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from shutil import copytree

import pytest
from jushi.knowledge import open_knowledge
from jushi.store import open_store

from tests.commands import Ran, run_jushi
from tests.knowledge.bigram_embedder import BigramEmbedder
from tests.store.backups import Members, put_rows, rewrite, rows, sign_again
from tests.store.databases import sqlite_url
from tests.store.samples import fill

Tree = dict[str, tuple[int, int, bytes]]


def jushi(home: Path, *arguments: object, language: str = "en") -> Ran:
    environ = {**os.environ, "JUSHI_HOME": str(home), "JUSHI_LANGUAGE": language}
    return run_jushi(*arguments, env=environ)


def tree(home: Path) -> Tree:
    """Whatever can be seen of a folder and what is in it, itself included."""
    found: Tree = {}
    for path in (home, *home.rglob("*")):
        status = path.stat()
        content = path.read_bytes() if path.is_file() else b""
        found[str(path.relative_to(home))] = (status.st_mode, status.st_mtime_ns, content)
    return found


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a report and a document, and its backup beside it."""
    home = tmp_path_factory.mktemp("workspace") / "home"
    home.mkdir()
    store = open_store(sqlite_url(home))
    fill(store)
    store.close()
    with open_knowledge(home / "knowledge", embedder=BigramEmbedder()) as knowledge:
        knowledge.add([("办法.txt", "第一条 为了规范行政复议。\n\n第二条 其他。".encode())])
    done = jushi(home, "backup", home.parent / "whole")
    assert done.returncode == 0, done.stderr
    return home


@pytest.fixture
def home(workspace: Path, tmp_path: Path) -> Path:
    return Path(copytree(workspace, tmp_path / "home"))


@pytest.fixture
def backup(workspace: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "backup"
    copy.write_bytes((workspace.parent / "whole").read_bytes())
    return copy


def garbled(end: str) -> Callable[[Members], None]:
    def edit(members: Members) -> None:
        (name,) = (name for name in members if name.endswith(end))
        members[name] = b"garbage" * 100
        sign_again(members)

    return edit


def without(end: str) -> Callable[[Members], None]:
    def edit(members: Members) -> None:
        del members[next(name for name in members if name.endswith(end))]
        sign_again(members)

    return edit


def with_folder(name: str) -> Callable[[Members], None]:
    def edit(members: Members) -> None:
        members[f"files/{name}/a"] = b""
        sign_again(members, folders=["knowledge", name])

    return edit


_EDITS: dict[str, tuple[Callable[[Members], object], str]] = {
    "catalogue": (
        garbled("catalogue.db"),
        "这份备份已损坏：资料库：catalogue.db 读不出来；没有恢复任何内容；请换一份备份",
    ),
    "vectors": (
        garbled("chroma.sqlite3"),
        "this backup is damaged: knowledge: chroma/chroma.sqlite3 cannot be read; nothing was",
    ),
    "graph": (garbled("header.bin"), "header.bin 读不出来；没有恢复任何内容"),
    "words": (garbled("words.npz"), "knowledge: words.npz cannot be read"),
    "no-catalogue": (without("catalogue.db"), "资料库：缺少 catalogue.db；"),
    "checksum": (
        lambda m: m.update({"files/knowledge/words.npz": b"x"}),
        "was changed since it was written",
    ),
    "row": (
        lambda m: put_rows(m, "events", [{**rows(m, "events")[0], "time": "yesterday"}]),
        "a row of table events",
    ),
    "newer": (lambda m: sign_again(m, schema="9999"), "it was written by Jushi"),
    "folder": (with_folder("other"), "it holds a folder 'other'"),
    "no-backup": (lambda m: m.clear(), "不是据实的备份"),
}


_QUICK = ("vectors", "row", "folder")


@pytest.mark.parametrize(
    "kind", [pytest.param(k, marks=[] if k in _QUICK else [pytest.mark.slow]) for k in _EDITS]
)
def test_a_backup_that_is_refused_changes_nothing(home: Path, backup: Path, kind: str) -> None:
    edit, told = _EDITS[kind]
    rewrite(backup, edit)
    before, around = tree(home), sorted(home.parent.iterdir())

    done = jushi(home, "restore", backup, language="en" if told.isascii() else "zh")

    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert told in done.stderr
    assert tree(home) == before
    assert sorted(home.parent.iterdir()) == around


@pytest.mark.parametrize("name", ["nowhere", "."], ids=["absent", "folder"])
def test_a_backup_that_cannot_be_read_changes_nothing(home: Path, name: str) -> None:
    before = tree(home)

    assert jushi(home, "restore", home.parent / name).returncode == 2
    assert tree(home) == before


def test_a_refused_backup_makes_no_workspace(tmp_path: Path, backup: Path) -> None:
    rewrite(backup, garbled("catalogue.db"))

    assert jushi(tmp_path / "new" / "home", "restore", backup).returncode == 2
    assert not (tmp_path / "new").exists()


def _of_another_program(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as database:
        database.execute("CREATE TABLE other (a)")


def _newer(file: Path) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")


def _no_database(file: Path) -> None:
    file.write_bytes(b"garbage" * 1000)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_of_another_program, "the tables of another program"),
        (_newer, "schema 9999"),
        (_no_database, "it is damaged or no database of Jushi"),
    ],
)
def test_a_database_that_is_not_ours_to_write_in_is_left_alone(
    home: Path, backup: Path, change: Callable[[Path], None], told: str
) -> None:
    change(home / "jushi.db")
    before = tree(home)

    done = jushi(home, "restore", backup)

    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert told in done.stderr
    assert tree(home) == before


def test_a_workspace_that_is_in_use_is_left_alone(home: Path, backup: Path) -> None:
    with open_knowledge(home / "knowledge", embedder=BigramEmbedder()):
        before = tree(home)
        done = jushi(home, "restore", backup)
        after = tree(home)

    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "is in use by process" in done.stderr
    assert after == before


def test_a_sound_backup_is_restored_whole(tmp_path: Path, workspace: Path, backup: Path) -> None:
    new = tmp_path / "new"

    done = jushi(new, "restore", backup)

    assert done.returncode == 0, done.stderr
    kept = {name: found[2] for name, found in tree(workspace / "knowledge").items()}
    restored = {name: found[2] for name, found in tree(new / "knowledge").items()}
    assert {name: restored[name] for name in kept} == kept
    with open_knowledge(new / "knowledge", embedder=BigramEmbedder()) as knowledge:
        assert "行政复议" in knowledge.search("行政复议")[0].passage.text
