"""Backups: checked by restoring them, on both databases and across them."""

import json
import resource
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jushi.errors import StoreError
from jushi.store import SqlStore, open_store, restore_backup, write_backup

from tests.store.backups import rewrite, sign_again
from tests.store.databases import new_postgres_url, sqlite_url
from tests.store.samples import content_of, fill, report, saving, section, version

_KINDS = ("sqlite", "postgresql")


def _open(kind: str, folder: Path) -> SqlStore:
    return open_store(sqlite_url(folder) if kind == "sqlite" else new_postgres_url())


@pytest.fixture(params=_KINDS)
def source(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlStore]:
    store = _open(request.param, tmp_path / "source")
    fill(store)
    yield store
    store.close()


@pytest.fixture(params=_KINDS)
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlStore]:
    store = _open(request.param, tmp_path / "target")
    yield store
    store.close()


@pytest.mark.slow
def test_a_restored_backup_holds_all_that_was_there(
    source: SqlStore, target: SqlStore, tmp_path: Path
) -> None:
    file = tmp_path / "jushi.backup"
    note = write_backup(source, file)
    restored = restore_backup(target, file)
    assert content_of(target) == content_of(source)
    assert note.rows == restored.rows
    assert note.size_bytes == file.stat().st_size


@pytest.mark.slow
def test_work_goes_on_after_a_restore(source: SqlStore, target: SqlStore, tmp_path: Path) -> None:
    write_backup(source, tmp_path / "b")
    restore_backup(target, tmp_path / "b")
    target.commit(saving(version(section(text="三。"), 2)))
    assert target.load_sections("r1")[0].number == 3
    assert len(target.list_events()) == len(source.list_events()) + 1


def test_a_restore_replaces_what_was_there(source: SqlStore, tmp_path: Path) -> None:
    write_backup(source, tmp_path / "b")
    before = content_of(source)
    source.commit(saving(version(section(text="多余。"), 2)))
    source.save_report(report("r9"), "li")
    restore_backup(source, tmp_path / "b")
    assert content_of(source) == before


def test_two_backups_of_one_state_hold_the_same(source: SqlStore, tmp_path: Path) -> None:
    write_backup(source, tmp_path / "a")
    write_backup(source, tmp_path / "b")
    with zipfile.ZipFile(tmp_path / "a") as a, zipfile.ZipFile(tmp_path / "b") as b:
        assert a.read("manifest.json") == b.read("manifest.json")


def test_files_of_the_workspace_go_with_it(tmp_path: Path) -> None:
    store = _open("sqlite", tmp_path)
    papers = tmp_path / "papers"
    (papers / "去年").mkdir(parents=True)
    (papers / "去年" / "报告 2022.docx").write_bytes(b"\x00word")
    write_backup(store, tmp_path / "b", {"papers": papers})
    shutil.rmtree(papers)
    papers.mkdir()
    (papers / "later.txt").write_text("x")
    note = restore_backup(store, tmp_path / "b", {"papers": papers})
    store.close()
    assert note.files == 1
    assert [p.name for p in papers.rglob("*") if p.is_file()] == ["报告 2022.docx"]
    assert sorted(p.name for p in tmp_path.glob("papers*")) == ["papers"]


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def _empty(file: Path) -> None:
    file.write_bytes(b"")


def _change_a_number(members: dict[str, bytes]) -> None:
    members["tables/versions.jsonl"] = members["tables/versions.jsonl"].replace(b"136", b"163")


def _drop_a_table(members: dict[str, bytes]) -> None:
    del members["tables/figures.jsonl"]


def _add_a_member(members: dict[str, bytes]) -> None:
    members["tables/../../evil"] = b"x"


def _lead_elsewhere(members: dict[str, bytes]) -> None:
    members["files/papers/../../evil"] = b"x"
    manifest = json.loads(members["manifest.json"])
    manifest["folders"] = ["papers"]
    members["manifest.json"] = json.dumps(manifest).encode()
    sign_again(members)


def _orphan(members: dict[str, bytes]) -> None:
    members["tables/reports.jsonl"] = b""
    sign_again(members)


def _unreadable_value(members: dict[str, bytes]) -> None:
    members["tables/figures.jsonl"] = members["tables/figures.jsonl"].replace(
        b'\\"value\\":\\"136\\"', b'\\"value\\":\\"13x\\"'
    )
    sign_again(members)


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (_cut, "it is cut off or was changed"),
        (_empty, "it is cut off or was changed"),
        (lambda f: f.write_text("hello"), "it is cut off or was changed"),
        (lambda f: rewrite(f, _change_a_number), "versions.jsonl was changed"),
        (lambda f: rewrite(f, _drop_a_table), "does not hold the members that it lists"),
        (lambda f: rewrite(f, _add_a_member), "does not hold the members that it lists"),
        (lambda f: rewrite(f, lambda m: m.pop("manifest.json")), "it is no backup of Jushi"),
        (lambda f: rewrite(f, _lead_elsewhere), "a file name that leads elsewhere"),
        (lambda f: rewrite(f, _orphan), "parts of reports that are not in it"),
        (lambda f: rewrite(f, _unreadable_value), "a row of table figures cannot be read"),
        (lambda f: f.unlink(), "cannot be read or written"),
    ],
    ids=[
        "cut",
        "empty",
        "no-zip",
        "digit-changed",
        "table-missing",
        "member-added",
        "no-manifest",
        "path-leads-out",
        "orphans",
        "bad-value",
        "absent",
    ],
)
def test_restoring_a_broken_backup_changes_nothing(
    source: SqlStore, tmp_path: Path, damage: Callable[[Path], object], told: str
) -> None:
    file = tmp_path / "b"
    write_backup(source, file)
    before = content_of(source)
    damage(file)
    with pytest.raises(StoreError, match=told):
        restore_backup(source, file, {"papers": tmp_path / "papers"})
    assert content_of(source) == before
    assert not list(tmp_path.glob("**/evil"))


@pytest.fixture(scope="module")
def whole_backup(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("whole")
    store = _open("sqlite", folder)
    fill(store)
    write_backup(store, folder / "b")
    store.close()
    return (folder / "b").read_bytes()


@pytest.mark.slow
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(where=st.floats(0, 0.999), flip=st.integers(1, 255))
def test_one_flipped_byte_never_restores_something_else(
    whole_backup: bytes, tmp_path: Path, where: float, flip: int
) -> None:
    damaged = bytearray(whole_backup)
    damaged[int(where * len(damaged))] ^= flip
    (tmp_path / "damaged").write_bytes(damaged)
    store = _open("sqlite", tmp_path)
    before = content_of(store)
    try:
        restore_backup(store, tmp_path / "damaged")
    except StoreError:
        assert content_of(store) == before
    else:
        # Bytes that carry nothing (a time stamp in the zip's headers) may flip unseen.
        other = _open("sqlite", tmp_path / "other")
        (tmp_path / "whole").write_bytes(whole_backup)
        restore_backup(other, tmp_path / "whole")
        assert content_of(store) == content_of(other)
        other.close()
    finally:
        store.close()
        shutil.rmtree(tmp_path)
        tmp_path.mkdir()


def test_a_backup_of_a_newer_version_is_refused_with_the_version_to_install(
    source: SqlStore, tmp_path: Path
) -> None:
    file = tmp_path / "b"
    write_backup(source, file)

    def make_newer(members: dict[str, bytes]) -> None:
        manifest = json.loads(members["manifest.json"])
        manifest |= {"schema": "0099", "written_by": "3.2.0"}
        members["manifest.json"] = json.dumps(manifest).encode()

    rewrite(file, make_newer)
    with pytest.raises(StoreError) as caught:
        restore_backup(source, file)
    assert caught.value.remedy == "install jushi>=3.2.0"


_BACK_UP_ON_A_FULL_DISK = f"""
import resource, signal, sys
from pathlib import Path
from jushi.errors import StoreError
from jushi.store import open_store, write_backup
store = open_store(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit({resource.RLIMIT_FSIZE}, (2000, 2000))
try:
    write_backup(store, Path(sys.argv[2]))
except StoreError as error:
    print(error)
"""


def test_a_backup_that_does_not_fit_leaves_the_last_one(tmp_path: Path) -> None:
    store = _open("sqlite", tmp_path)
    fill(store)
    file = tmp_path / "b"
    write_backup(store, file)
    before = file.read_bytes()
    store.close()
    told = subprocess.run(
        [sys.executable, "-c", _BACK_UP_ON_A_FULL_DISK, sqlite_url(tmp_path), str(file)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout == f"{file}: the disk is full; free some space, then try again\n"
    assert file.read_bytes() == before
    assert list(tmp_path.glob("*.unfinished")) == []
