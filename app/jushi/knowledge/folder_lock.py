"""One process at a time in an index folder: two would corrupt an embedded Chroma silently."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from jushi.errors import KnowledgeError
from jushi.knowledge.faults import told_as_knowledge_error
from jushi.messages import Message


def lock_folder(folder: Path) -> FileLock:
    """Take the folder for this process until the lock is released or the process ends.

    `KnowledgeError` names the process that has it.
    """
    owner = folder / "lock.owner"
    # Released by whichever thread closes the index.
    lock = FileLock(folder / "lock", timeout=0, thread_local=False)
    with told_as_knowledge_error(str(folder)):
        try:
            lock.acquire()
        except Timeout as error:
            raise _in_use(folder) from error
    try:
        owner.write_text(str(os.getpid()), "ascii")
    except OSError:
        # On a full disk: it says only whose the lock is, and must not name somebody else.
        with suppress(OSError):
            owner.unlink(missing_ok=True)
    return lock


@contextmanager
def folder_held(folder: Path) -> Iterator[None]:
    """Keep other processes out of the folder meanwhile; nothing is made or changed in it.

    A folder that was never locked has nobody in it. `KnowledgeError` as with `lock_folder`.
    """
    with told_as_knowledge_error(str(folder)):
        try:
            handle = os.open(folder / "lock", os.O_RDWR)
        except FileNotFoundError:
            handle = None
    if handle is None:
        yield
        return
    try:
        if not _is_free(handle):
            raise _in_use(folder)
        if sys.platform == "win32":
            # No folder with an open file in it can be replaced there.
            os.close(handle)
            handle = None
        yield
    finally:
        if handle is not None:
            os.close(handle)


if sys.platform == "win32":

    def _is_free(handle: int) -> bool:
        # Windows itself refuses to replace a folder of which another process has files open.
        return True

else:
    import fcntl

    def _is_free(handle: int) -> bool:
        # The lock that FileLock takes; FileLock itself would write to the file first.
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def _in_use(folder: Path) -> KnowledgeError:
    return KnowledgeError(
        "knowledge.in_use", place=str(folder), owner_name=_owner_name(folder / "lock.owner")
    )


def _owner_name(owner: Path) -> Message:
    try:
        number = owner.read_text("ascii").strip()
    except OSError:
        return Message("knowledge.other_process")
    if number == str(os.getpid()):
        return Message("knowledge.this_process")
    return Message("knowledge.numbered_process", number=number)
