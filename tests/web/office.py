"""A real server inside the test's own process, with people who sign in and without."""

import atexit
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import anyio
import httpx
import uvicorn
from fastapi import FastAPI
from jushi.revision import User
from jushi.settings import load_settings
from jushi.store import SqlStore, hash_password, open_store
from jushi.web import AppContext, SessionManager, Setup, build_server, server_config
from jushi.workers import Limits

from tests.store.databases import sqlite_url

NOW = datetime(2026, 1, 1, tzinfo=UTC)
PASSWORD = "correct horse"


@dataclass
class Office:
    """A server with a session_manager, people, and a report of 王."""

    url: str
    store: SqlStore
    report: str
    seconds: list[float]
    folder: Path
    session_manager: SessionManager

    @contextmanager
    def client(self, name: str = "", address: str = "127.0.0.1") -> Iterator[httpx.Client]:
        """A browser at `address`, any of this machine's, where `name` is signed in."""
        way = httpx.HTTPTransport(local_address=address)
        with httpx.Client(base_url=self.url, timeout=60, trust_env=False, transport=way) as client:
            if name:
                answer = self.sign_in(client, name)
                assert answer.status_code == 303, answer.text
            yield client

    @staticmethod
    def sign_in(client: httpx.Client, name: str, password: str = PASSWORD) -> httpx.Response:
        return client.post("/sign-in", data={"name": name, "password": password})


def settings_of(home: Path, **settings: str) -> dict[str, str]:
    """Settings of a workspace at `home` that searches without a model."""
    return {"JUSHI_HOME": str(home), "JUSHI_EMBEDDINGS": "bigrams", **settings}


def _drafted(folder: Path) -> None:
    """Leave a database in `folder` where 王's report is drafted and 赵 is asked to review it."""
    store = open_store(sqlite_url(folder))
    hashed = hash_password(PASSWORD)
    people = (("王", "起草"), ("李", "起草"), ("赵", "审核"), ("钱", "审核"), ("孙", "管理"))
    for name, role in people:
        store.save_user(User(name, role, hashed, NOW), "test", NOW)  # type: ignore[arg-type]
    wang = store.load_users("王")[0]
    app_context = AppContext(store, Setup(load_settings(settings_of(folder))))
    report = app_context.seen_by(lambda: wang).sample("zh")
    store.save_report(replace(store.load_reports(report.id)[0], reviewers=("赵",)), "王")
    store.close()


def _sampled(folder: Path) -> None:
    """Leave a database in `folder` where nobody signs in and the sample's report is drafted."""
    store = open_store(sqlite_url(folder))
    AppContext(store, Setup(load_settings(settings_of(folder)))).sample("zh")
    store.close()


@cache
def _made(make: Callable[[Path], None]) -> Path:
    """A folder that `make` filled, once for all tests of this process: drafting takes seconds."""
    folder = Path(tempfile.mkdtemp(prefix="jushi-made-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    make(folder)
    return folder


def put_sample(home: Path) -> None:
    """Put the drafted report of the sample into `home`, unless it is a workspace already."""
    if not (home / "jushi.db").exists():
        shutil.copytree(_made(_sampled), home, dirs_exist_ok=True)


@contextmanager
def open_office(folder: Path, limits: Limits | None = None) -> Iterator[Office]:
    """王 and 李 draft, 赵 is asked to review 王's report, 钱 is not, 孙 administers."""
    shutil.copytree(_made(_drafted), folder, dirs_exist_ok=True)
    store = open_store(sqlite_url(folder))
    (report,) = store.load_reports()
    app_context = AppContext(store, Setup(load_settings(settings_of(folder)), limits))
    seconds = [0.0]

    async def pause(length: float) -> None:
        seconds[0] += length
        await anyio.lowlevel.checkpoint()

    session_manager = SessionManager(store, clock=lambda: seconds[0], pause=pause)
    with running(build_server(app_context, session_manager)) as url:
        yield Office(url, store, report.id, seconds, folder, session_manager)
    store.close()


@contextmanager
def running(application: FastAPI, proxies: Sequence[str] = ()) -> Iterator[str]:
    """Serve `application` at any free port; gives its address."""
    server = uvicorn.Server(server_config(application, proxies))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()
