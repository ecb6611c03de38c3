"""What the disk holds for us: folders and files for their owner alone, and what a full one says."""

import errno
import os
import re
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FULL_WORDS = re.compile(
    r"(database or )?disk is full|disk ?full|no space left|quota exceeded"
    r"|could not extend file|file too large",
    re.IGNORECASE,
)
"""Of SQLite, PostgreSQL and the system; libraries pass them on inside messages of their own."""
_FOLDER, _FILE = 0o700, 0o600


def is_disk_full(error: BaseException) -> bool:
    """Whether `error`, or what it came of, says that the disk takes no more."""
    found: BaseException | None = error
    while found is not None:
        if isinstance(found, OSError) and found.errno in _FULL:
            return True
        if _FULL_WORDS.search(str(found)):
            return True
        found = found.__cause__ or found.__context__
    return False


def make_private_folder(folder: Path) -> None:
    """Make a folder that its owner alone may enter, with those above it; tighten one that is there.

    Raises OSError where it cannot be made.
    """
    for missing in reversed([p for p in (folder, *folder.parents) if not p.exists()]):
        with suppress(FileExistsError):
            missing.mkdir(_FOLDER)
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
    tighten([folder])


def make_private_file(file: Path) -> None:
    """Make an empty file that its owner alone may read; tighten one that is there.

    Raises OSError where it cannot be made.
    """
    with suppress(FileExistsError):
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _FILE))
    tighten([file])


def tighten(paths: Iterable[Path]) -> None:
    """Take from files and folders that are there what others may do with them; nothing is added.

    What belongs to another user, links, and folders that all may write in (/tmp) stay as they are.
    """
    if os.name != "posix":
        return
    for path in paths:
        with suppress(OSError):
            found = path.lstat()
            kept = stat.S_IMODE(found.st_mode) & (_FOLDER if path.is_dir() else _FILE)
            is_ours = found.st_uid == os.geteuid() and not found.st_mode & stat.S_ISVTX
            is_plain = stat.S_ISDIR(found.st_mode) or stat.S_ISREG(found.st_mode)
            if is_ours and is_plain and kept != stat.S_IMODE(found.st_mode):
                path.chmod(kept)
