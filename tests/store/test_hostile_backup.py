"""Backups that somebody has worked on: each is told as damaged, and none changes anything."""

import io
import json
import os
import re
import sqlite3
import stat
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from jushi.error_telling import tell_error
from jushi.errors import InvalidError, StoreError
from jushi.store import SqlStore, open_store, restore_backup, write_backup
from jushi.store.archive_check import Limits

from tests.filling import fill_disk
from tests.store.backups import Members, put_rows, rewrite, rows, sign_again
from tests.store.databases import sqlite_url
from tests.store.samples import content_of, fill, report

_DAMAGED = r"this backup is damaged: ([^\n]+); nothing was restored"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("whole")
    store = open_store(sqlite_url(folder))
    fill(store)
    (folder / "papers").mkdir()
    (folder / "papers" / "a.txt").write_text("kept")
    write_backup(store, folder / "b", {"papers": folder / "papers"})
    store.close()
    return (folder / "b").read_bytes()


class Target:
    """A workspace with something in it, into which backups are restored."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.papers = folder / "papers"
        self.papers.mkdir()
        (self.papers / "mine.txt").write_text("mine")
        self.store: SqlStore = open_store(sqlite_url(folder))
        self.store.save_report(report("r9"), "li")
        self.file = folder / "b"
        self.before = self.state()

    def state(self) -> tuple[object, ...]:
        files = {p.relative_to(self.folder) for p in self.folder.rglob("*")}
        outside = {p.name for p in self.folder.parent.iterdir()}
        kept = {p for p in files if p.parts[0] not in ("b", "jushi.db-wal", "jushi.db-shm")}
        return self.store.load_reports(), content_of(self.store), kept, outside

    def restore(self, content: bytes, limits: Limits | None = None) -> StoreError | None:
        """Give how it was refused, with nothing changed; None where it was restored."""
        self.file.write_bytes(content)
        folders = {"papers": self.papers}
        try:
            restore_backup(self.store, self.file, folders, limits=limits or Limits())
        except StoreError as error:
            assert self.state() == self.before
            return error
        return None


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Target]:
    (tmp_path / "in").mkdir()
    found = Target(tmp_path / "in")
    yield found
    found.store.close()


def edited(whole: bytes, folder: Path, edit: Callable[[Members], object]) -> bytes:
    (folder / "edited").write_bytes(whole)
    rewrite(folder / "edited", edit)
    content = (folder / "edited").read_bytes()
    (folder / "edited").unlink()
    return content


def what(error: StoreError | None) -> str:
    """What a damaged backup is told to be damaged by, in English; in Chinese it is told, too."""
    assert error is not None
    match = re.fullmatch(_DAMAGED, error.problem)
    assert match, str(error)
    chinese = tell_error(error, "zh")
    assert "这份备份已损坏" in chinese and match[1] not in chinese
    assert "\n" not in str(error)
    return match[1]


def test_the_whole_one_is_restored(target: Target, whole: bytes) -> None:
    assert target.restore(whole) is None
    assert [p.name for p in target.papers.iterdir()] == ["a.txt"]
    assert stat.S_IMODE((target.papers / "a.txt").stat().st_mode) == 0o600
    assert stat.S_IMODE(target.papers.stat().st_mode) == 0o700


_NAMES = [
    "files/papers//tmp/evil",
    "files/papers/../evil",
    "files/papers/x/../../../evil",
    "files/papers/./evil",
    "files/papers/C:/evil",
    "files/papers/C:evil",
    "files/papers/..\\evil",
    "files/papers/\\\\server\\evil",
    "files/papers/evil\x07",
    "files/papers/evil.",
    "files/papers/evil ",
    "files/papers/CON",
    "files/papers/nul.txt",
    "files/papers/com1.tar.gz/evil",
    "files/papers/" + "e" * 300,
    "files/papers/" + "/".join(["evil"] * 400),
    "files/other/evil",
    "files/../evil",
    "files/papers",
    "/evil",
    "../evil",
    "evil",
    "tables/evil.jsonl",
]


@pytest.mark.parametrize("name", _NAMES)
def test_a_file_that_leads_elsewhere_is_refused(
    target: Target, whole: bytes, tmp_path: Path, name: str
) -> None:
    def edit(members: Members) -> None:
        members[name] = b"evil"
        sign_again(members)

    told = what(target.restore(edited(whole, tmp_path, edit)))
    assert told.startswith(("it holds a file name that leads elsewhere", "it does not hold"))


def test_an_absolute_name_is_refused(target: Target, whole: bytes, tmp_path: Path) -> None:
    evil = tmp_path / "evil"

    def edit(members: Members) -> None:
        members[f"files/papers/{evil}"] = b"evil"
        sign_again(members)

    what(target.restore(edited(whole, tmp_path, edit)))
    assert not evil.exists()


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("a", "A", "twice"),
        ("ß", "SS", "twice"),
        ("\u00e9", "e\u0301", "twice"),
        ("d", "d/e", "is a file and a folder in it"),
        ("D", "d/e", "is a file and a folder in it"),
    ],
)
def test_two_names_for_one_file_are_refused(
    target: Target, whole: bytes, tmp_path: Path, one: str, other: str, told: str
) -> None:
    def edit(members: Members) -> None:
        members[f"files/papers/{one}"] = members[f"files/papers/{other}"] = b"x"
        sign_again(members)

    assert told in what(target.restore(edited(whole, tmp_path, edit)))


def packed(whole: bytes, folder: Path, change: Callable[[zipfile.ZipInfo], object]) -> bytes:
    """The backup with an entry more, made by hand."""
    content = edited(
        whole,
        folder,
        lambda m: (m.update({"files/papers/x": b"/etc/passwd"}), sign_again(m)),
    )
    (folder / "source").write_bytes(content)
    with zipfile.ZipFile(folder / "source") as old, zipfile.ZipFile(folder / "new", "w") as new:
        for entry in old.infolist():
            made = zipfile.ZipInfo(entry.filename)
            if entry.filename == "files/papers/x":
                change(made)
            new.writestr(made, old.read(entry))
    content = (folder / "new").read_bytes()
    (folder / "new").unlink()
    (folder / "source").unlink()
    return content


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFIFO, stat.S_IFDIR])
def test_links_devices_and_folders_are_refused(
    target: Target, whole: bytes, tmp_path: Path, kind: int
) -> None:
    def change(entry: zipfile.ZipInfo) -> None:
        entry.create_system = 3
        entry.external_attr = (kind | 0o777) << 16

    assert what(target.restore(packed(whole, tmp_path, change))).endswith("is no plain file")


def test_other_ways_of_packing_are_refused(target: Target, whole: bytes, tmp_path: Path) -> None:
    def change(entry: zipfile.ZipInfo) -> None:
        entry.compress_type = zipfile.ZIP_LZMA

    assert "packed in a way" in what(target.restore(packed(whole, tmp_path, change)))


def test_a_member_that_is_there_twice_is_refused(target: Target, whole: bytes) -> None:
    twice = io.BytesIO(whole)
    with (
        zipfile.ZipFile(twice, "a") as archive,
        pytest.warns(UserWarning, match="Duplicate"),
    ):
        archive.writestr("files/papers/a.txt", "other")
    what(target.restore(twice.getvalue()))


@pytest.mark.parametrize(
    ("limits", "told"),
    [
        (Limits(members=5), "it holds more than 5 files"),
        (Limits(unpacked_bytes=1000), "it would unpack to"),
        (Limits(free_bytes=1000, ratio=2), "it would unpack to"),
        (Limits(row_bytes=100), "has other columns than its schema"),
    ],
)
def test_a_bomb_is_refused(target: Target, whole: bytes, limits: Limits, told: str) -> None:
    assert told in what(target.restore(whole, limits))


def test_a_real_bomb_is_refused_before_it_is_unpacked(target: Target, whole: bytes) -> None:
    bomb = io.BytesIO(whole)
    with (
        zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("files/papers/zeros", "w") as stream,
    ):
        for _ in range(300):
            stream.write(bytes(1 << 20))
    assert "it would unpack to" in what(target.restore(bomb.getvalue()))


_MANIFESTS: list[dict[str, Any]] = [
    {"format": "1"},
    {"format": True},
    {"format": 0},
    {"format": 10**30},
    {"schema": 1},
    {"schema": "0000"},
    {"schema": "1"},
    {"schema": "../0001"},
    {"schema": None},
    {"written_by": "1\n2"},
    {"written_by": ["0.1.0"]},
    {"folders": {"papers": 1}},
    {"folders": [1]},
    {"folders": "papers"},
    {"rows": {}},
    {"rows": {"users": "1"}},
    {"rows": {"alembic_version": 1}},
    {"rows": []},
    {"sha256": []},
    {"sha256": {"tables/users.jsonl": 5}},
    {"sha256": {}},
]


@pytest.mark.parametrize("changed", _MANIFESTS, ids=str)
def test_a_manifest_that_is_none_is_refused(
    target: Target, whole: bytes, tmp_path: Path, changed: dict[str, Any]
) -> None:
    what(target.restore(edited(whole, tmp_path, lambda m: sign_again(m, **changed))))


@pytest.mark.parametrize(
    "text",
    [b"", b"[]", b"null", b"1", b'"x"', b"{", b"[" * 100_000, b"\xff\xfe", b"1" * 9999],
    ids=lambda text: repr(text[:8]),
)
def test_json_that_is_no_manifest_is_refused(
    target: Target, whole: bytes, tmp_path: Path, text: bytes
) -> None:
    what(target.restore(edited(whole, tmp_path, lambda m: m.update({"manifest.json": text}))))


_VALUES = [
    1,
    -1,
    2**31,
    2**70,
    1.5,
    float("nan"),
    float("inf"),
    True,
    None,
    "",
    "x" * 500,
    "a\0b",
    "\ud800",
    [],
    {},
    {"a": [1]},
    "2026-13-45",
    "2026-03-02T12:00:00",
    "{}",
    "null",
    "[" * 5000,
    '{"id": 5}',
]
_TABLES = [
    "users",
    "reports",
    "sections",
    "versions",
    "figures",
    "figure_revisions",
    "papers",
    "decisions",
    "snapshots",
    "jobs",
    "events",
    "meta",
]


@pytest.mark.slow
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_value_of_the_wrong_kind_is_told_or_can_be_worked_with(
    target: Target, whole: bytes, tmp_path: Path, data: st.DataObject
) -> None:
    table = data.draw(st.sampled_from(_TABLES))

    def edit(members: Members) -> None:
        found = rows(members, table)
        row = data.draw(st.sampled_from(found))
        column = data.draw(st.sampled_from(sorted(row)))
        if column == "body" and data.draw(st.booleans()):
            body = json.loads(row["body"])
            part = data.draw(st.sampled_from(sorted(body)))
            body[part] = data.draw(st.sampled_from(_VALUES))
            row["body"] = json.dumps(body)
        else:
            row[column] = data.draw(st.sampled_from(_VALUES))
        put_rows(members, table, found)

    refused = target.restore(edited(whole, tmp_path, edit))
    if refused is not None:
        what(refused)
        return
    # What was let in can be read and worked on.
    content_of(target.store)
    target.store.load_users()
    target.before = target.state()


@pytest.mark.parametrize(
    ("table", "edit", "told"),
    [
        ("users", lambda r: r * 2, "table users holds a row twice"),
        ("sections", lambda r: [{**r[0], "report_id": "r7"}], "parts of reports"),
        ("sections", lambda r: [{**r[0], "number": 9}], "it holds sections without their text"),
        ("jobs", lambda r: [{k: v for k, v in r[0].items() if k != "state"}], "other columns"),
        ("jobs", lambda r: [{**r[0], "more": 1}], "other columns"),
        ("jobs", lambda r: [[1, 2]], "other columns"),
        ("jobs", lambda r: ["x"], "other columns"),
        ("events", lambda r: [{**r[0], "time": "yesterday"}], "a row of table events"),
        ("events", lambda r: [{**r[0], "number": 2**40}], "a row of table events"),
        ("events", lambda r: [{**r[0], "actor": "x" * 500}], "a row of table events"),
    ],
)
def test_rows_that_no_jushi_wrote_are_refused(
    target: Target,
    whole: bytes,
    tmp_path: Path,
    table: str,
    edit: Callable[[list[Any]], list[Any]],
    told: str,
) -> None:
    content = edited(whole, tmp_path, lambda m: put_rows(m, table, edit(rows(m, table))))
    assert told in what(target.restore(content))


def _wrong_count(members: Members) -> None:
    manifest = json.loads(members["manifest.json"])
    manifest["rows"]["events"] += 1
    members["manifest.json"] = json.dumps(manifest).encode()


def _no_events(members: Members) -> None:
    manifest = json.loads(members["manifest.json"])
    del manifest["rows"]["events"], members["tables/events.jsonl"]
    members["manifest.json"] = json.dumps(manifest).encode()
    sign_again(members)


def _another_table(members: Members) -> None:
    manifest = json.loads(members["manifest.json"])
    manifest["rows"]["invoices"] = 0
    members["manifest.json"] = json.dumps(manifest).encode()
    members["tables/invoices.jsonl"] = b""
    sign_again(members)


@pytest.mark.parametrize("edit", [_wrong_count, _no_events, _another_table])
def test_tables_that_are_not_those_of_the_schema_are_refused(
    target: Target, whole: bytes, tmp_path: Path, edit: Callable[[Members], None]
) -> None:
    what(target.restore(edited(whole, tmp_path, edit)))


@pytest.mark.slow
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    where=st.floats(0, 0.9999),
    change=st.sampled_from(["flip", "cut", "drop", "repeat", "zeros", "ones"]),
    length=st.integers(1, 40),
    flip=st.integers(1, 255),
)
@example(where=0.999, change="ones", length=6, flip=1)
def test_damaged_bytes_are_told_as_damage(
    target: Target, whole: bytes, where: float, change: str, length: int, flip: int
) -> None:
    at = int(where * len(whole))
    head, part, tail = whole[:at], whole[at : at + length], whole[at + length :]
    content = {
        "flip": head + bytes([whole[at] ^ flip]) + whole[at + 1 :],
        "cut": head,
        "drop": head + tail,
        "repeat": head + part + part + tail,
        "zeros": head + bytes(len(part)) + tail,
        "ones": head + b"\xff" * len(part) + tail,
    }[change]
    refused = target.restore(content)
    if refused is not None:
        what(refused)
    else:
        target.before = target.state()
        assert content_of(target.store)[0] == (target.store.load_reports("r1"))


def test_a_database_that_cannot_be_written_keeps_its_files_too(
    target: Target, whole: bytes
) -> None:
    with target.store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=50")
    holder = sqlite3.connect(target.folder / "jushi.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    refused = target.restore(whole)
    holder.execute("ROLLBACK")
    holder.close()
    assert refused is not None
    assert "another program has been writing to it" in refused.problem
    assert (target.papers / "mine.txt").read_text() == "mine"
    assert target.restore(whole) is None


def test_a_disk_that_is_full_keeps_everything(small_disk: Path, whole: bytes) -> None:
    folder = small_disk / "in"
    folder.mkdir()
    target = Target(folder)
    target.file = small_disk.parent / "b"
    fill_disk(small_disk)
    target.before = target.state()
    refused = target.restore(whole)
    assert refused is not None
    assert "the disk is full" in refused.problem
    target.store.close()


def test_a_name_that_not_every_system_takes_is_told_when_it_is_backed_up(tmp_path: Path) -> None:
    if os.name != "posix":
        pytest.skip("such a file cannot be made here")
    store = open_store(sqlite_url(tmp_path))
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "a:b").touch()
    with pytest.raises(InvalidError, match="has a name that not every system takes"):
        write_backup(store, tmp_path / "b", {"papers": tmp_path / "papers"})
    assert not list(tmp_path.glob("b*"))
    store.close()


def test_what_a_link_leads_to_is_not_backed_up(tmp_path: Path) -> None:
    store = open_store(sqlite_url(tmp_path))
    (tmp_path / "papers").mkdir()
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "papers" / "link").symlink_to(tmp_path / "secret")
    note = write_backup(store, tmp_path / "b", {"papers": tmp_path / "papers"})
    assert note.files == 0
    store.close()
