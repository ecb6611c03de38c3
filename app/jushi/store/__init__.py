"""The workspace: reports, versions, figures, jobs, people and log in SQLite or PostgreSQL."""

from jushi.network import ANYWHERE, NetworkPolicy
from jushi.store.backup import BackupNote, write_backup
from jushi.store.database import describe, open_database, refuse_foreign
from jushi.store.restore import proven_backup, restore_backup
from jushi.store.sql_store import SqlStore
from jushi.store.users import has_password, hash_password

__all__ = [
    "BackupNote",
    "SqlStore",
    "has_password",
    "hash_password",
    "open_store",
    "proven_backup",
    "refuse_foreign",
    "restore_backup",
    "write_backup",
]


def open_store(url: str, network: NetworkPolicy = ANYWHERE) -> SqlStore:
    """Open the database at `url`, `sqlite:///FILE` or `postgresql+psycopg://…`, for work.

    Makes it if it is new, brings it up to date if it is older. `network` says which servers may
    be reached. Raises StoreError if it cannot be opened, is newer than this program, or is not
    Jushi's.
    """
    return SqlStore(open_database(url, network), describe(url))
