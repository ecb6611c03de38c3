"""Real databases for tests: a file, and a PostgreSQL server of our own."""

import atexit
import os
import shutil
import socket
import subprocess
import tempfile
from functools import cache
from itertools import count
from pathlib import Path

import pytest

_NUMBERS = count(1)


def sqlite_url(folder: Path) -> str:
    return f"sqlite:///{folder / 'jushi.db'}"


def new_postgres_url(like: str = "") -> str:
    """Give a database on a server started for this test run; skip where there is none.

    It is empty, or a copy of the one at the URL `like`, to which nobody may be connected.
    """
    port = _postgres_port()
    name = f"jushi_{next(_NUMBERS)}"
    import psycopg

    server = f"host=127.0.0.1 port={port} user=jushi"
    with psycopg.connect(f"{server} dbname=postgres", autocommit=True) as connection:
        template = like.rpartition("/")[2] or "template0"
        connection.execute(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE {template}")
    return f"postgresql+psycopg://jushi@127.0.0.1:{port}/{name}"


def _programs() -> Path:
    on_path = shutil.which("initdb")
    found = (
        [Path(on_path).resolve().parent]
        if on_path
        else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    )
    if not found:
        pytest.skip("no PostgreSQL here: initdb is neither on PATH nor under /usr/lib/postgresql")
    return found[-1]


def postgres_program(name: str) -> str:
    """Give the path of a program that comes with PostgreSQL; skip where there is none."""
    return str(_programs() / name)


@cache
def _postgres_port() -> int:
    programs = _programs()
    # A server refuses to run as root, so root hands it to the user that Debian makes for it.
    user = "postgres" if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="jushi-postgres-"))
    if user:
        shutil.chown(folder, user)
    cluster = str(folder / "cluster")

    def run(*command: str) -> None:
        subprocess.run(command, check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL)

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    run(f"{programs}/initdb", "-D", cluster, "-U", "jushi", "-A", "trust", "-E", "UTF8", "-N")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c fsync=off -k {folder}"
    control = f"{programs}/pg_ctl"
    run(control, "-D", cluster, "-o", options, "-w", "-l", str(folder / "log"), "start")

    def stop() -> None:
        run(control, "-D", cluster, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(stop)
    return port
