"""What the database library raises, told as what a person can do about it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc

from jushi.disk import NoFileError, is_disk_full
from jushi.errors import InvalidError, StoreError, StoreOutageError
from jushi.messages import LibraryWords
from jushi.store.codec import UnreadableValueError

BUSY_S = 30
"""How long a save waits for another program that writes to the same SQLite file."""
_UNSTORABLE = r"value too long|out of range|invalid byte sequence|untranslatable|nul "
"""Said of what was to be saved; all else is said of the database."""
KNOWN_FAULTS: tuple[tuple[str, str], ...] = (
    (r"disk i/o error", "store.disk_error"),
    (r"is locked|lock timeout|deadlock", "store.locked"),
    (r"readonly database|read-only|permission denied", "store.read_only"),
    (r"not a database|malformed|invalid page", "store.damaged_database"),
    (r"unable to open database file", "store.not_opened"),
    (
        r"password authentication failed|no password supplied|role .* does not exist",
        "store.user_refused",
    ),
    (r"database .* does not exist", "store.no_such_database"),
    (
        r"too many (clients|connections)|remaining connection slots|queuepool limit",
        "store.no_connection_left",
    ),
    (
        r"connection refused|could not translate host|connection failed|server closed|timed? ?out",
        "network.server_silent",
    ),
    (
        r"terminating connection|connection is lost|starting up|shutting down|name resolution",
        "network.server_silent",
    ),
    (_UNSTORABLE, "store.unstorable_name"),
    (r"no module named|can't load plugin|could not parse", "store.driver_missing"),
)
"""Words of SQLite and PostgreSQL, and the code of what they mean for the user.

The first that occurs counts.
"""


def explain_fault(place: str, error: Exception) -> StoreError | InvalidError:
    """Give the error to show for `error`, without statement, values or password.

    InvalidError where it is the fault of what was to be saved.
    """
    origin = getattr(error, "orig", None)
    words = str(origin if origin is not None else error)
    if is_disk_full(origin or error) or getattr(origin, "sqlstate", None) == "53100":
        return StoreError("store.disk_full_on_save", place=place)
    for pattern, code in KNOWN_FAULTS:
        if re.search(pattern, words, re.IGNORECASE):
            kind = InvalidError if pattern == _UNSTORABLE else StoreError
            return kind(code, place=place, seconds=BUSY_S)
    name = type(origin if origin is not None else error).__name__
    return StoreError("store.database_failed", place=place, name=name)


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
            "store.damaged_row", place=place, error=LibraryWords(str(error))
        ) from error
    except (exc.SQLAlchemyError, ModuleNotFoundError) as error:
        told = explain_fault(place, error)
        if isinstance(told, StoreError) and _may_pass(error):
            told = StoreOutageError(told.code, place=told.told_place, **told.parameters)
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
        return StoreError("store.disk_full", place=place)
    if isinstance(error, NoFileError):
        return StoreError("documents.no_regular_file", place=place)
    reason = error.strerror or type(error).__name__
    return StoreError("knowledge.unusable", place=place, reason=LibraryWords(reason))
