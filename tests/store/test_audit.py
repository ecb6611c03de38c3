"""The log as a chain: whatever is done to a line by hand, the first broken one is told."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from jushi.records import Change
from jushi.store import SqlStore, open_store
from sqlalchemy import text

from tests.commands import bare_environ, run_jushi
from tests.store.databases import new_postgres_url, sqlite_url
from tests.store.samples import at


def _log(store: SqlStore, actor: str, lines: int) -> None:
    for line in range(lines):
        store.commit(Change("", actor, at(line), "note", f"line {line}\u3000“"))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    opened = open_store(sqlite_url(tmp_path))
    _log(opened, "王", 6)
    yield opened
    opened.close()


_ADDED = (
    "INSERT INTO events SELECT 7, report_id, actor, time, action, detail, digest"
    " FROM events WHERE number = 6"
)


@pytest.mark.parametrize(
    ("done", "first"),
    [
        ("UPDATE events SET detail = 'other' WHERE number = 3", 3),
        ("UPDATE events SET actor = '李' WHERE number = 6", 6),
        ("DELETE FROM events WHERE number = 2", 3),
        ("UPDATE events SET number = 9 WHERE number = 4", 5),
        (_ADDED, 7),
    ],
    ids=["changed", "changed at the end", "taken out", "moved", "added"],
)
def test_the_first_broken_line_is_told(store: SqlStore, done: str, first: int) -> None:
    assert store.prove_log().holds

    with store.engine.begin() as connection:
        connection.execute(text(done))

    assert store.prove_log().broken == first


def test_lines_taken_out_at_the_end_show_to_who_noted_the_digest(store: SqlStore) -> None:
    noted = store.prove_log().head
    _log(store, "李", 1)
    assert store.prove_log(noted).holds

    with store.engine.begin() as connection:
        connection.execute(text("DELETE FROM events WHERE number > 5"))

    assert store.prove_log().holds
    assert not store.prove_log(noted).has_noted


def test_servers_that_write_at_the_same_time_write_one_chain() -> None:
    stores = [open_store(new_url) for new_url in [new_postgres_url()] * 2]
    with ThreadPoolExecutor(4) as pool:
        for made in [pool.submit(_log, stores[n % 2], f"p{n}", 15) for n in range(4)]:
            made.result()

    proof = stores[0].prove_log()

    assert (proof.lines, proof.broken) == (60, None)
    for one in stores:
        one.close()


def test_the_command_tells_the_line_and_the_digest(store: SqlStore, tmp_path: Path) -> None:
    env = bare_environ() | {"JUSHI_HOME": str(tmp_path), "JUSHI_LANGUAGE": "en"}
    env["JUSHI_DATABASE_URL"] = sqlite_url(tmp_path)
    good = run_jushi("audit", env=env)
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE events SET action = 'x' WHERE number = 4"))

    bad = run_jushi("audit", env=env)

    assert (good.returncode, store.prove_log().head in good.stdout) == (0, True)
    assert (bad.returncode, "number 4 is the first" in bad.stdout) == (1, True)
