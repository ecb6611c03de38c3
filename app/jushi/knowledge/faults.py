"""What the disk and SQLite raise under the index, told as what a person can do about it."""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import disk_usage

from jushi.disk import is_disk_full
from jushi.errors import KnowledgeError
from jushi.messages import LibraryWords


@contextmanager
def told_as_knowledge_error(place: str) -> Iterator[None]:
    """Turn what SQLite and the file system raise inside into a `KnowledgeError` about `place`."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if is_disk_full(error):
            raise _full(place) from error
        if error.sqlite_errorname.startswith("SQLITE_IOERR"):
            raise KnowledgeError("knowledge.disk_error", place=place) from error
        raise _unusable(place, str(error)) from error
    except sqlite3.DatabaseError as error:
        raise KnowledgeError(
            "knowledge.damaged", place=place, error=LibraryWords(str(error))
        ) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise _full(place) if is_disk_full(error) else _unusable(place, reason) from error


def _full(place: str) -> KnowledgeError:
    return KnowledgeError("knowledge.disk_full", place=place)


def _unusable(place: str, reason: str) -> KnowledgeError:
    return KnowledgeError("knowledge.unusable", place=place, reason=LibraryWords(reason))


def refuse_if_full(folder: Path, needed: int) -> None:
    """Raise the `KnowledgeError` for a full disk where `folder` has less than `needed` bytes left.

    Raises OSError where the folder is not there.
    """
    if disk_usage(folder).free < needed:
        raise _full(str(folder)) from OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def told_if_full(place: str, error: Exception) -> None:
    """Raise the `KnowledgeError` for a full disk where `error` comes of one."""
    if is_disk_full(error):
        raise _full(place) from error
