"""Opens a database: SQLite by default, PostgreSQL by URL; brings it to the current schema."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from importlib.metadata import version
from pathlib import Path
from time import sleep
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url

from jushi.disk import make_private_file, make_private_folder, tighten
from jushi.errors import StoreError
from jushi.network import ANYWHERE, NetworkPolicy, pin_postgres
from jushi.store.faults import BUSY_S, told_as_store_error
from jushi.store.write_queue import WriteQueue, queue_of

HEAD = "0003"
"""Schema of this program: the newest file in migrations/versions."""
_MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK_KEY = 0x6A757368  # "jush": PostgreSQL's advisory lock for migrating


def open_database(url: str, network: NetworkPolicy = ANYWHERE) -> Engine:
    """Give an engine on the database at `url`, its tables made or brought up to date.

    `network` is asked before each connection to a server. Raises StoreError if it does not allow
    the host, the database cannot be opened, was written by a newer Jushi, or holds the tables of
    another program.
    """
    place = describe(url)
    with told_as_store_error(place):
        engine = _make_engine(url, network)
    try:
        with told_as_store_error(place):
            if not _is_current(engine):
                _bring_up_to_date(engine, place)
    except BaseException:
        engine.dispose()
        raise
    return engine


def describe(url: str) -> str:
    """Give `url` as it may be shown: the file of a SQLite database, no passwords."""
    try:
        parsed = make_url(url)
    except Exception:
        # What is no URL may still hold a password; nothing of it is repeated.
        return "JUSHI_DATABASE_URL"
    if parsed.get_backend_name() == "sqlite":
        return parsed.database or "database in memory"
    return parsed.set(query={}).render_as_string(hide_password=True)


@contextmanager
def reading(engine: Engine, place: str) -> Iterator[Connection]:
    """Give a connection that sees one unchanging state of the database."""
    with told_as_store_error(place), engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


@contextmanager
def writing(engine: Engine, place: str) -> Iterator[Connection]:
    """Give a connection whose work is stored whole when the block ends, or not at all."""
    queue: WriteQueue | None = engine.get_execution_options().get("jushi_queue")
    with (
        told_as_store_error(place),
        # Before a connection is taken: who waits must not keep one from those that read.
        nullcontext() if queue is None else queue.turn(place),
        engine.connect().execution_options(jushi_writes=True) as connection,
        connection.begin(),
    ):
        yield connection


def _make_engine(url: str, network: NetworkPolicy) -> Engine:
    try:
        parsed = make_url(url)
    except ValueError as error:
        # HOST:PORT,HOST:PORT: the port is no number, and what is quoted may hold a password.
        raise StoreError("store.not_an_address", place=describe(url)) from error
    if parsed.get_backend_name() != "sqlite":
        engine = create_engine(
            url, pool_pre_ping=True, pool_size=10, connect_args={"connect_timeout": 10}
        )

        def pin(_dialect: Any, _record: Any, _arguments: Any, parameters: dict[str, Any]) -> None:
            parameters.update(pin_postgres(network, parameters, StoreError, describe(url)))

        event.listen(engine, "do_connect", pin)
        return engine
    queue = WriteQueue()
    if parsed.database and not parsed.database.startswith((":memory:", "file:")):
        file = Path(parsed.database)
        _keep_private(file)
        queue = queue_of(file)
    engine = create_engine(
        url,
        # A connection is a file handle: no reader need wait for one.
        max_overflow=-1,
        connect_args={"timeout": BUSY_S},
        execution_options={"jushi_queue": queue},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _keep_private(file: Path) -> None:
    if not file.parent.exists():
        make_private_folder(file.parent)
    # SQLite gives the rights of the database to the files that it makes beside it.
    make_private_file(file)
    tighten(file.with_name(file.name + end) for end in ("-wal", "-shm", "-journal"))


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver's own transaction handling would begin too late to be one with our reads.
    connection.isolation_level = None
    cursor = connection.cursor()
    _use_write_ahead_log(cursor)
    # FULL, not NORMAL: in WAL mode NORMAL may lose the last saves when the power fails.
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _use_write_ahead_log(cursor: sqlite3.Cursor) -> None:
    # SQLite's own waiting does not cover this switch: of several programs that open a new
    # database at once, all but one are told "locked" at once. 200 tries are at least 4 seconds.
    for _ in range(200):
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            sleep(0.02)
    cursor.execute("PRAGMA journal_mode=WAL")


def _begin_sqlite(connection: Connection) -> None:
    # A reader that turns writer fails at once when another wrote in between; IMMEDIATE waits.
    writes = connection.get_execution_options().get("jushi_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _revision_of(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def _is_current(engine: Engine) -> bool:
    with engine.connect() as connection:
        return _revision_of(connection) == HEAD


def _bring_up_to_date(engine: Engine, place: str) -> None:
    with writing(engine, place) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK_KEY})
        upgrade(connection, HEAD, place=place)


def upgrade(connection: Connection, target: str, *, place: str) -> None:
    """Bring the database behind `connection` to schema `target`, inside its transaction.

    Raises StoreError for a newer database and for one that is not Jushi's.
    """
    from alembic import command
    from alembic.config import Config

    config = Config()
    # "%" begins an interpolation in a configuration value.
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    _refuse_foreign(connection, place)
    command.upgrade(config, target)
    _note_version(connection)


def refuse_foreign(url: str) -> None:
    """Raise the StoreError with which `open_database` would refuse the SQLite file of `url`.

    Nothing is made, changed or locked, which opening a file for work would do. Databases on
    servers and files that are not there pass.
    """
    place = describe(url)
    with told_as_store_error(place):
        try:
            parsed = make_url(url)
        except ValueError:
            return
        file = Path(parsed.database or ":memory:")
        if parsed.get_backend_name() != "sqlite" or not file.is_file() or not file.stat().st_size:
            return
        # Immutable: SQLite looks for no log beside the file, and makes none.
        address = f"{file.absolute().as_uri()}?mode=ro&immutable=1"
        engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(address, uri=True))
        try:
            with engine.connect() as connection:
                _refuse_foreign(connection, place)
        finally:
            engine.dispose()


def _refuse_foreign(connection: Connection, place: str) -> None:
    found = _revision_of(connection)
    if found is None and inspect(connection).get_table_names():
        raise StoreError("store.foreign_tables", place=place)
    if found is not None and found not in known_revisions():
        raise newer_database(place, found, _written_by(connection))


def known_revisions() -> tuple[str, ...]:
    """Give the schemas that this program can read, oldest first."""
    return tuple(sorted(p.stem.split("_")[0] for p in (_MIGRATIONS / "versions").glob("0*.py")))


def newer_database(place: str, revision: str, written_by: str) -> StoreError:
    """Give the error for data whose schema this program does not know."""
    return StoreError(
        "store.newer_database",
        place=place,
        written_by=written_by,
        revision=revision,
        version=version("jushi"),
    )


def _written_by(connection: Connection) -> str:
    found = connection.execute(text("SELECT value FROM meta WHERE name = 'app_version'")).scalar()
    return str(found) if found else "of a later version"


def _note_version(connection: Connection) -> None:
    connection.execute(text("DELETE FROM meta WHERE name = 'app_version'"))
    connection.execute(
        text("INSERT INTO meta (name, value) VALUES ('app_version', :value)"),
        {"value": version("jushi")},
    )
