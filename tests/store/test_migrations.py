"""Databases and backups of every released schema, brought up to this one."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from jushi.errors import StoreError
from jushi.store import open_store, restore_backup
from jushi.store.database import HEAD, known_revisions
from jushi.store.tables import Base
from sqlalchemy import create_engine, text

from tests.store.databases import new_postgres_url, sqlite_url
from tests.store.samples import at, content_of, fill, saving, section, version
from tests.store.schema_dumps import backup_of, load_postgres_dump, load_sqlite_dump

_KINDS = ("sqlite", "postgresql")


def _old(kind: str, revision: str, folder: Path) -> str:
    if kind == "sqlite":
        return load_sqlite_dump(revision, folder)
    return load_postgres_dump(revision)


def _new(kind: str, folder: Path) -> str:
    return sqlite_url(folder) if kind == "sqlite" else new_postgres_url()


def _filled_today(folder: Path) -> tuple[object, ...]:
    store = open_store(sqlite_url(folder))
    fill(store)
    try:
        return content_of(store)
    finally:
        store.close()


@pytest.mark.parametrize("revision", known_revisions())
@pytest.mark.parametrize("kind", _KINDS)
def test_a_database_of_an_older_schema_is_upgraded_with_all_that_is_in_it(
    kind: str, revision: str, tmp_path: Path
) -> None:
    store = open_store(_old(kind, revision, tmp_path))
    with store.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        assert found == HEAD
    assert content_of(store) == _filled_today(tmp_path / "today")
    store.commit(saving(version(section(text="三。"), 2)))
    running = store.save_job(store.load_job("j1").resumed(at(5)))
    assert store.load_job("j1") == running
    assert len(store.list_events()) == 7
    assert store.prove_log().holds
    store.close()


@pytest.mark.parametrize("revision", known_revisions())
@pytest.mark.parametrize("kind", _KINDS)
def test_a_backup_of_an_older_schema_restores(kind: str, revision: str, tmp_path: Path) -> None:
    store = open_store(_new(kind, tmp_path))
    restore_backup(store, backup_of(revision))
    assert content_of(store) == _filled_today(tmp_path / "today")
    assert store.load_users()[0].password_changed is None
    store.commit(saving(version(section(text="三。"), 2)))
    assert store.prove_log().holds
    store.close()


@pytest.mark.parametrize("kind", _KINDS)
def test_an_upgrade_that_fails_leaves_the_old_database(kind: str, tmp_path: Path) -> None:
    url = _old(kind, "0001", tmp_path)
    # A column that the migration is about to add: it cannot go through.
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE users ADD COLUMN password_changed VARCHAR(40)"))
    with pytest.raises(StoreError):
        open_store(url)
    with engine.connect() as connection:
        assert (
            connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "0001"
        )
        columns = connection.execute(text("SELECT * FROM jobs")).keys()
        assert "worker" not in columns
    engine.dispose()
