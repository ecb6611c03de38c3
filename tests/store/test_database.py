"""Opening a database: new, current, older, newer, foreign, broken, out of reach."""

import re
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from jushi.errors import InvalidError, StoreError
from jushi.messages import wording
from jushi.records import Paper, SaveConflictError
from jushi.store import SqlStore, open_store
from jushi.store.database import HEAD, describe, known_revisions, reading
from jushi.store.faults import KNOWN_FAULTS, explain_fault
from jushi.store.tables import Base
from sqlalchemy import create_engine, exc, text

from tests.filling import fill_disk, free_disk
from tests.store.databases import new_postgres_url, sqlite_url
from tests.store.samples import report, saving, section, version


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return sqlite_url(tmp_path) if request.param == "sqlite" else new_postgres_url()


@pytest.fixture
def store(url: str) -> Iterator[SqlStore]:
    opened = open_store(url)
    yield opened
    opened.close()


def test_what_was_saved_is_there_when_opened_again(url: str) -> None:
    first = open_store(url)
    first.save_report(report(), "zhang")
    first.commit(saving(version()))
    first.close()
    second = open_store(url)
    assert second.load_sections("r1") == (version(),)
    second.close()


def test_migrations_make_exactly_the_tables_that_the_program_uses(store: SqlStore) -> None:
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, Base.metadata) == []


def test_the_newest_migration_is_the_head() -> None:
    assert known_revisions()[-1] == HEAD


def test_a_database_of_a_newer_version_is_refused_with_the_version_to_install(url: str) -> None:
    open_store(url).close()
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0099'"))
        connection.execute(text("UPDATE meta SET value = '3.2.0' WHERE name = 'app_version'"))
    engine.dispose()
    with pytest.raises(StoreError) as caught:
        open_store(url)
    assert caught.value.problem == "it was written by Jushi 3.2.0 (schema 0099), this is 0.1.0"
    assert caught.value.remedy == "install jushi>=3.2.0"


def test_tables_of_another_program_are_left_alone(url: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE invoices (number INTEGER)"))
    engine.dispose()
    with pytest.raises(StoreError) as caught:
        open_store(url)
    assert caught.value.problem == "it holds the tables of another program"


def test_eight_threads_that_open_a_new_database_make_it_once(url: str) -> None:
    failures: list[Exception] = []

    def open_and_save(number: int) -> None:
        try:
            opened = open_store(url)
            opened.save_report(report(f"r{number}"), "zhang")
            opened.close()
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=open_and_save, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    store = open_store(url)
    assert failures == []
    assert len(store.load_reports()) == 8
    store.close()


def test_of_eight_threads_that_save_one_section_each_step_is_won_once(store: SqlStore) -> None:
    store.save_report(report(), "zhang")
    won: list[int] = []

    def save_often(worker: int) -> None:
        for _ in range(10):
            heads = store.load_sections("r1")
            parent = heads[0].number if heads else 0
            try:
                store.commit(saving(version(section(text=f"{worker}。"), parent)))
            except SaveConflictError:
                continue
            won.append(parent + 1)

    threads = [threading.Thread(target=save_often, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(won) == list(range(1, len(won) + 1))
    assert store.load_sections("r1")[0].number == len(won)


def test_a_reader_sees_one_moment_while_others_save(store: SqlStore) -> None:
    store.save_report(report(), "zhang")
    store.commit(saving(version()))
    with reading(store.engine, store.place) as connection:
        before = connection.execute(text("SELECT count(*) FROM versions")).scalar()
        store.commit(saving(version(section(text="新。"), 1)))
        after = connection.execute(text("SELECT count(*) FROM versions")).scalar()
    assert (before, after) == (1, 1)


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "jushi.db").write_bytes(b"PK\x03\x04 this is a zip, more or less" * 50)
    with pytest.raises(StoreError) as caught:
        open_store(sqlite_url(tmp_path))
    assert str(caught.value) == (
        f"{tmp_path}/jushi.db: it is damaged or no database of Jushi; "
        "restore the last backup with jushi restore"
    )


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError) as caught:
        open_store(f"sqlite:///{tmp_path}/file/jushi.db")
    assert caught.value.remedy == "check path and rights"


def test_a_database_that_another_program_holds_is_told(tmp_path: Path) -> None:
    store = open_store(sqlite_url(tmp_path))
    holder = sqlite3.connect(tmp_path / "jushi.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=50")
    with pytest.raises(StoreError) as caught:
        store.save_report(report(), "zhang")
    assert caught.value.problem == (
        "another program has been writing to it for longer than 30 seconds"
    )
    holder.execute("ROLLBACK")
    holder.close()
    store.close()


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        (
            "postgresql+psycopg://u:hunter2@127.0.0.1:9/x",
            "the database server does not answer",
        ),
        ("mysql+nodriver://u:hunter2@h/x", "its address names a kind of database"),
        ("not a url hunter2", "its address names a kind of database"),
    ],
    ids=["refused", "unknown-kind", "no-url"],
)
def test_an_address_that_does_not_work_is_told_without_its_password(
    address: str, problem: str
) -> None:
    with pytest.raises(StoreError) as caught:
        open_store(address)
    assert problem in str(caught.value)
    assert "hunter2" not in str(caught.value)
    assert "hunter2" not in describe(address)


def test_a_full_database_keeps_what_was_saved_and_says_so(tmp_path: Path) -> None:
    store = open_store(sqlite_url(tmp_path))
    store.save_report(report(), "zhang")
    store.commit(saving(version()))
    with store.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    big = replace(saving(version(section("s2"))), papers=(Paper("outline", "提纲" * 200_000),))
    with pytest.raises(StoreError) as caught:
        store.commit(big)
    assert str(caught.value) == (
        f"{tmp_path}/jushi.db: the disk is full and nothing of this save was stored; "
        "free some space, then save again"
    )
    assert store.load_sections("r1") == (version(),)
    store.close()


@pytest.mark.parametrize("spare", [0, 4096, 40_960])
def test_a_disk_without_room_is_told_and_what_was_saved_stays(small_disk: Path, spare: int) -> None:
    store = open_store(sqlite_url(small_disk))
    store.save_report(report(), "zhang")
    fill_disk(small_disk, spare=spare)
    big = replace(saving(version()), papers=(Paper("outline", "提纲" * 200_000),))
    for refused in (
        lambda: store.commit(big),
        lambda: open_store(sqlite_url(small_disk / "other")),
    ):
        with pytest.raises(StoreError) as caught:
            refused()
        assert caught.value.problem == "the disk is full and nothing of this save was stored"
    assert store.load_reports() == (report(),)
    free_disk(small_disk)
    store.commit(big)
    store.close()


_FILL = """
import resource, signal, sys
from dataclasses import replace
from jushi.errors import StoreError
from jushi.records import Paper
from jushi.store import open_store
from tests.store.samples import report, saving, section, version
store = open_store(sys.argv[1])
store.save_report(report(), "zhang")
store.commit(saving(version()))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
try:
    store.commit(replace(saving(version(section("s2"))), papers=(Paper("o", "x" * 2_000_000),)))
except StoreError as error:
    print(error)
"""


def test_a_disk_that_takes_no_more_tears_nothing(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    told = subprocess.run(
        [sys.executable, "-c", _FILL, sqlite_url(tmp_path)],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "nothing of this save was stored" in told.stdout
    assert told.stdout.count("\n") == 1
    store = open_store(sqlite_url(tmp_path))
    assert store.load_sections("r1") == (version(),)
    assert store.load_paper("r1", "o").revision == 0
    store.close()


@pytest.mark.postgres
def test_a_name_too_long_for_the_database_is_told() -> None:
    store = open_store(new_postgres_url())
    store.save_report(report(), "zhang")
    with pytest.raises(InvalidError) as caught:
        store.commit(saving(version(section("k" * 300))))
    assert caught.value.problem.startswith("a name in this save is too long")
    store.close()


@pytest.mark.postgres
def test_a_server_that_cut_the_connection_is_found_again() -> None:
    store = open_store(new_postgres_url())
    store.save_report(report(), "zhang")
    with store.engine.connect() as connection:
        pid = connection.execute(text("SELECT pg_backend_pid()")).scalar()
    admin = create_engine(store.engine.url)
    with admin.connect() as connection:
        connection.execute(text(f"SELECT pg_terminate_backend({pid})"))
    admin.dispose()
    assert store.load_reports("r1") == (report(),)
    store.close()


def test_no_free_connection_is_not_told_as_a_server_that_is_silent() -> None:
    waited = exc.TimeoutError("QueuePool limit of size 5 overflow 10 reached, connection timed out")
    assert explain_fault("p", waited).problem == "the database has no connection left"


@pytest.mark.parametrize(
    "words",
    ["value too long for type character varying(120)", "invalid byte sequence for encoding UTF8"],
)
def test_what_cannot_be_stored_is_the_fault_of_the_save_and_not_of_the_database(words: str) -> None:
    refused = exc.DataError("INSERT", {}, ValueError(words))

    assert type(explain_fault("p", refused)) is InvalidError


def test_every_fault_of_a_database_has_its_chinese() -> None:
    for _, code in KNOWN_FAULTS:
        problem, _, remedy = wording(code, "zh").partition(" | ")
        assert problem
        assert remedy


def _database_errors() -> list[type[Exception]]:
    return sorted(
        (c for c in vars(exc).values() if isinstance(c, type) and issubclass(c, exc.DBAPIError)),
        key=lambda c: c.__name__,
    )


@pytest.mark.parametrize("kind", _database_errors(), ids=lambda kind: kind.__name__)
def test_every_error_of_the_database_becomes_one_line(kind: type[exc.DBAPIError]) -> None:
    told = explain_fault("p", kind("SELECT 'secret'", {"key": "secret"}, OSError("boom")))
    assert re.fullmatch(r"p: [^\n]+; [^\n]+", str(told))
    assert "secret" not in str(told)


def test_an_address_with_two_hosts_and_ports_is_refused_without_its_password() -> None:
    with pytest.raises(StoreError) as caught:
        open_store("postgresql+psycopg://u:hidden@127.0.0.1:9,198.51.100.7/x")

    assert str(caught.value) == (
        "JUSHI_DATABASE_URL: what it holds is not an address; "
        "write sqlite:///FILE or postgresql://USER@HOST/NAME"
    )
