"""One process at a time in an index folder: two would corrupt an embedded Chroma silently."""

import os
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from jushi.errors import KnowledgeError
from jushi.knowledge.faults import told_as_knowledge_error


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
            raise KnowledgeError(
                str(folder),
                f"is in use by {_owner_name(owner)}; two processes would damage the index",
                "close the other one, or work through its page",
            ) from error
    try:
        owner.write_text(str(os.getpid()), "ascii")
    except OSError:
        # On a full disk: it says only whose the lock is, and must not name somebody else.
        with suppress(OSError):
            owner.unlink(missing_ok=True)
    return lock


def _owner_name(owner: Path) -> str:
    try:
        number = owner.read_text("ascii").strip()
    except OSError:
        return "another process"
    return "this process already" if number == str(os.getpid()) else f"process {number}"
