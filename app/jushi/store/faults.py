"""What the database library raises, told as what a person can do about it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc

from jushi.disk import NoFileError, is_disk_full
from jushi.errors import InvalidError, StoreError, StoreOutageError
from jushi.store.codec import UnreadableValueError

BUSY_S = 30
"""How long a save waits for another program that writes to the same SQLite file."""
_UNSTORABLE = r"value too long|out of range|invalid byte sequence|untranslatable|nul "
"""Said of what was to be saved; all else is said of the database."""
KNOWN_FAULTS: tuple[tuple[str, str, str], ...] = (
    (
        r"disk i/o error",
        "the disk refused to write and nothing of this save was stored",
        "check free space and the disk, then save again",
    ),
    (
        r"is locked|lock timeout|deadlock",
        f"another program has been writing to it for longer than {BUSY_S} seconds",
        "wait until that has finished, then try again",
    ),
    (
        r"readonly database|read-only|permission denied",
        "it may not be written",
        "give this user the right to write there",
    ),
    (
        r"not a database|malformed|invalid page",
        "it is damaged or no database of Jushi",
        "restore the last backup with jushi restore",
    ),
    (
        r"unable to open database file",
        "it cannot be opened",
        "check that its folder exists and may be written",
    ),
    (
        r"password authentication failed|no password supplied|role .* does not exist",
        "the database server refuses this user",
        "check name and password in JUSHI_DATABASE_URL",
    ),
    (
        r"database .* does not exist",
        "the server has no such database",
        "create it there with createdb, encoding UTF8",
    ),
    (
        r"too many (clients|connections)|remaining connection slots|queuepool limit",
        "the database has no connection left",
        "wait a moment, then try again",
    ),
    (
        r"connection refused|could not translate host|connection failed|server closed|timed? ?out",
        "the database server does not answer",
        "check that it runs and that JUSHI_DATABASE_URL names it",
    ),
    (
        r"terminating connection|connection is lost|starting up|shutting down|name resolution",
        "the database server does not answer",
        "check that it runs and that JUSHI_DATABASE_URL names it",
    ),
    (
        _UNSTORABLE,
        "a name in this save is too long or holds characters that cannot be stored",
        "shorten it, or remove the odd characters",
    ),
    (
        r"no module named|can't load plugin|could not parse",
        "its address names a kind of database that is not installed here",
        "use sqlite:///FILE, or postgresql+psycopg://… with pip install jushi[postgres]",
    ),
)
"""Words of SQLite and PostgreSQL, and what they mean for the user. The first that occurs counts."""


def explain_fault(place: str, error: Exception) -> StoreError | InvalidError:
    """Give the error to show for `error`, without statement, values or password.

    InvalidError where it is the fault of what was to be saved.
    """
    origin = getattr(error, "orig", None)
    words = str(origin if origin is not None else error)
    if is_disk_full(origin or error) or getattr(origin, "sqlstate", None) == "53100":
        return StoreError(
            place,
            "the disk is full and nothing of this save was stored",
            "free some space, then save again",
        )
    for pattern, problem, remedy in KNOWN_FAULTS:
        if re.search(pattern, words, re.IGNORECASE):
            if pattern == _UNSTORABLE:
                return InvalidError(place, problem, remedy)
            return StoreError(place, problem, remedy)
    name = type(origin if origin is not None else error).__name__
    return StoreError(
        place,
        f"the database did not do what was asked ({name})",
        "try again; if it stays, restore the last backup with jushi restore",
    )


@contextmanager
def told_as_store_error(place: str) -> Iterator[None]:
    """Turn whatever the database library raises inside into a `StoreError` about `place`.

    So is told what lies in the database and cannot be read. InvalidError where what was to be
    saved cannot be stored.
    """
    try:
        yield
    except UnreadableValueError as error:
        raise StoreError(
            place,
            f"a row in it is damaged or of another version ({error})",
            "restore the last backup with jushi restore",
        ) from error
    except (exc.SQLAlchemyError, ModuleNotFoundError) as error:
        told = explain_fault(place, error)
        if isinstance(told, StoreError) and _may_pass(error):
            told = StoreOutageError(told.place, told.problem, told.remedy)
        raise told from error
    except OSError as error:
        raise explain_file_fault(place, error) from error


def _may_pass(error: Exception) -> bool:
    """Whether the fault is the database's and not that of what was asked."""
    if isinstance(error, exc.OperationalError | exc.InterfaceError | exc.TimeoutError):
        return True
    return isinstance(error, exc.DBAPIError) and error.connection_invalidated


def explain_file_fault(place: str, error: OSError) -> StoreError:
    """Give the error to show when a file could not be read or written."""
    if is_disk_full(error):
        return StoreError(place, "the disk is full", "free some space, then try again")
    if isinstance(error, NoFileError):
        return StoreError(place, "is no regular file", "name a file")
    reason = error.strerror or type(error).__name__
    return StoreError(place, f"cannot be read or written ({reason})", "check path and rights")
