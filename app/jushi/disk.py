"""What the disk holds for us: folders and files for their owner alone, and what a full one says."""

import errno
import os
import re
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FULL_WORDS = re.compile(
    r"(database or )?disk is full|disk ?full|no space left|quota exceeded"
    r"|could not extend file|file too large",
    re.IGNORECASE,
)
"""Of SQLite, PostgreSQL and the system; libraries pass them on inside messages of their own."""
_SQLITE_FULL = ("SQLITE_FULL", "SQLITE_IOERR_SHMSIZE")
"""The second is `disk I/O error` in words: the file that readers share could not be made longer."""
_STREAMS = {"/dev/stdin": 0, "/dev/stdout": 1, "/dev/stderr": 2}
_DESCRIPTORS = ("/dev/fd", "/proc/self/fd")
_FOLDER, _FILE = 0o700, 0o600
_OTHERS = 0o077


@dataclass(frozen=True, slots=True)
class _Working:
    """How this process works: for which workspace, and with which umask of its user."""

    home: Path
    umask: int


_working: list[_Working] = []
"""Empty outside `working_privately`, where nothing is done to the umask of a caller."""


def is_disk_full(error: BaseException) -> bool:
    """Whether `error`, or what it came of, says that the disk takes no more."""
    found: BaseException | None = error
    while found is not None:
        if isinstance(found, OSError) and found.errno in _FULL:
            return True
        if getattr(found, "sqlite_errorname", "") in _SQLITE_FULL:
            return True
        if _FULL_WORDS.search(str(found)):
            return True
        found = found.__cause__ or found.__context__
    return False


class NoFileError(OSError):
    """A name stands for a device, a pipe or a socket where a file is wanted."""

    def __init__(self, path: Path) -> None:
        super().__init__(errno.EINVAL, "it is no regular file", str(path))


def file_to_read(path: Path, *, may_be_pipe: bool = False) -> Path:
    """Give `path` if it can be read to an end; NoFileError for a device, a pipe or a socket.

    A pipe that this process was given, as `<(...)` of a shell names one, has somebody who writes
    to it; one that lies in a folder may have nobody, and is taken only if it `may_be_pipe`.
    Raises OSError where nothing is there.
    """
    kind = path.stat().st_mode
    is_given = may_be_pipe or own_descriptor(path) is not None
    if stat.S_ISREG(kind) or stat.S_ISDIR(kind) or (stat.S_ISFIFO(kind) and is_given):
        return path
    raise NoFileError(path)


def file_to_write(path: Path) -> Path:
    """Give the file that a new one at `path` replaces: what a link leads to, and not the link.

    Raises NoFileError for a device, a pipe or a socket, which a new file would take the place of.
    """
    target = Path(os.path.realpath(path))
    # What is there is asked by the given name: links below /proc resolve to names of no file.
    if path.exists() and not path.is_file() and not path.is_dir():
        raise NoFileError(path)
    return target


def own_descriptor(path: Path) -> int | None:
    """Give the descriptor of this process that `path` names, such as 1 for /dev/stdout, or None."""
    name = os.path.normpath(path)
    if name in _STREAMS:
        return _STREAMS[name]
    folder, _, number = name.rpartition("/")
    return int(number) if folder in _DESCRIPTORS and number.isdecimal() else None


@contextmanager
def working_privately(home: Path) -> Iterator[None]:
    """Make every new file of this process, and of those that it starts, for its owner alone.

    Libraries and worker processes make most of the files of the workspace `home`: one umask holds
    for all. What a user asks for elsewhere follows the umask that stood before, see `asked_mode`.
    """
    before = os.umask(_OTHERS)
    _working.append(_Working(home.resolve(), before))
    try:
        yield
    finally:
        _working.pop()
        os.umask(before)


def asked_mode(path: Path, most: int) -> int | None:
    """Give the rights of a new file at a `path` that the user named, out of `most`.

    None where the umask gives them: always, but for files outside of the workspace while
    `working_privately`.
    """
    if not _working or path.resolve().is_relative_to(_working[-1].home):
        return None
    return most & ~_working[-1].umask


def make_asked_folder(folder: Path) -> None:
    """Make a folder that the user named, with those above it; its rights as with `asked_mode`."""
    for missing in reversed([p for p in (folder, *folder.parents) if not p.exists()]):
        with suppress(FileExistsError):
            missing.mkdir()
            if (mode := asked_mode(missing, 0o777)) is not None:
                missing.chmod(mode)
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))


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
