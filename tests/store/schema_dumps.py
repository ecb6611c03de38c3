"""Databases as released programs left them: dumps in tests/data/store, one for each schema.

Written once, by the program of that schema, and never again:
`python -m tests.store.schema_dumps` adds those of the schema of today.
"""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from jushi.store import open_store, write_backup
from jushi.store.database import HEAD

from tests.store.databases import new_postgres_url, postgres_program, sqlite_url
from tests.store.samples import fill

DUMPS = Path(__file__).parents[1] / "data" / "store"


def load_sqlite_dump(revision: str, folder: Path) -> str:
    """Make the SQLite database of that schema in `folder` and give its URL."""
    with closing(sqlite3.connect(folder / "jushi.db")) as connection:
        connection.executescript((DUMPS / f"{revision}.sqlite.sql").read_text("utf-8"))
    return sqlite_url(folder)


def load_postgres_dump(revision: str) -> str:
    """Make the PostgreSQL database of that schema on the test server and give its URL."""
    import psycopg

    url = new_postgres_url()
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        connection.execute((DUMPS / f"{revision}.postgresql.sql").read_bytes())
    return url


def backup_of(revision: str) -> Path:
    """The file that `jushi backup` wrote at that schema."""
    return DUMPS / f"{revision}.backup"


def _write_sqlite_dump(folder: Path) -> None:
    url = sqlite_url(folder)
    store = open_store(url)
    fill(store)
    write_backup(store, backup_of(HEAD))
    store.close()
    with closing(sqlite3.connect(folder / "jushi.db")) as connection:
        lines = "\n".join(connection.iterdump())
    (DUMPS / f"{HEAD}.sqlite.sql").write_text(lines + "\n", "utf-8")


def _write_postgres_dump() -> None:
    url = new_postgres_url()
    store = open_store(url)
    fill(store)
    store.close()
    address = url.replace("+psycopg", "")
    command = [postgres_program("pg_dump"), "--inserts", "--no-owner", "--no-privileges", address]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    # Lines for psql alone, and settings that an older server may lack.
    kept = [
        line
        for line in told.splitlines()
        if line and not line.startswith(("--", "\\", "SET ", "SELECT pg_catalog.set_config"))
    ]
    (DUMPS / f"{HEAD}.postgresql.sql").write_text("\n".join(kept) + "\n", "utf-8")


def main() -> None:
    """Write the dumps of the schema of today; those that are there stay."""
    if backup_of(HEAD).exists():
        sys.exit(f"the dumps of schema {HEAD} are there")
    DUMPS.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        _write_sqlite_dump(Path(folder))
    _write_postgres_dump()


if __name__ == "__main__":
    main()
