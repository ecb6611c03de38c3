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


class PostgresServer:
    """A server of our own, that a test may stop and start."""

    def __init__(self) -> None:
        self._programs = _programs()
        # A server refuses to run as root, so root hands it to the user that Debian makes for it.
        self._user = "postgres" if os.geteuid() == 0 else None
        self._folder = Path(tempfile.mkdtemp(prefix="jushi-postgres-"))
        if self._user:
            shutil.chown(self._folder, self._user)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self._run("initdb", "-U", "jushi", "-A", "trust", "-E", "UTF8", "-N")
        self.start()

    def start(self) -> None:
        """Come back when it answers."""
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c fsync=off -k {self._folder}"
        self._run("pg_ctl", "-o", options, "-w", "-l", str(self._folder / "log"), "start")

    def stop(self) -> None:
        """Break off all that is under way, as a crash does."""
        self._run("pg_ctl", "-m", "immediate", "stop")

    def remove(self) -> None:
        """Stop it for good."""
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), "-D", str(self._folder / "cluster"), *arguments]
        subprocess.run(
            command, check=True, user=self._user, cwd=self._folder, stdout=subprocess.DEVNULL
        )


@cache
def _postgres_port() -> int:
    server = PostgresServer()
    atexit.register(server.remove)
    return server.port
