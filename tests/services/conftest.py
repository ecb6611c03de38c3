"""A report drafted from the sample, in each of the databases that Jushi works with."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from jushi.messages import Message
from jushi.revision import Store
from jushi.services import SourceFile
from jushi.services.workspace import Actor, Reports, Workspace, run_draft
from jushi.store import open_store
from jushi.stored_messages import load_message

from tests.store.databases import new_postgres_url, sqlite_url

SAMPLE = Path(__file__).parents[2] / "knowledge" / "sample"
NOON = datetime(2025, 1, 6, 12, tzinfo=UTC)
ACTOR = Actor("沈墨", lambda: NOON)


def told(stored: str) -> str:
    """The Chinese of what a job keeps of its failure, as code and parameters."""
    message = load_message(stored)
    assert isinstance(message, Message)
    return message.render("zh")


def make_drafted(url: str) -> str:
    """Put the report `r`, made and drafted by 沈墨, into the database at `url`."""
    store = open_store(url)
    files = [
        SourceFile(name, (SAMPLE / name).read_bytes())
        for name in ("figures-2024.xlsx", "report-2023.txt")
    ]
    Reports(store, ACTOR).make(files[0], files[1:], report_id="r")
    Workspace(store, "r", ACTOR).draft.start(job_id="j")
    run_draft(store, "j", clock=lambda: NOON)
    store.close()
    return url


@pytest.fixture(scope="session")
def drafted_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("drafted")
    make_drafted(sqlite_url(folder))
    return folder / "jushi.db"


@pytest.fixture(scope="session")
def drafted_postgres() -> str:
    return make_drafted(new_postgres_url())


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Of a database of its own with the drafted report."""
    if request.param == "postgresql":
        return new_postgres_url(request.getfixturevalue("drafted_postgres"))
    shutil.copy(request.getfixturevalue("drafted_sqlite"), tmp_path / "jushi.db")
    return sqlite_url(tmp_path)


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = open_store(url)
    yield opened
    opened.close()


@pytest.fixture
def report(store: Store) -> str:
    """Id of the drafted report."""
    return store.load_reports()[0].id
