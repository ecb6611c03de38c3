"""Files written whole or not at all."""

import contextlib
import os
import secrets
from pathlib import Path

from jushi.disk import NoFileError, file_to_write, own_descriptor
from jushi.errors import DocumentError
from jushi.messages import LibraryWords


def write_atomically(path: Path, content: bytes, *, mode: int | None = None) -> None:
    """Write a file so that a crash or a full disk leaves the old one as it was.

    A link stays, and what it leads to is replaced. Keeps the permissions of a file that is
    replaced; `mode` is for a new one, and None what the umask gives. What is given as a descriptor
    of this process, /dev/stdout, is written straight. Raises DocumentError where the folder cannot
    be written, and for devices, pipes and sockets.
    """
    try:
        descriptor = own_descriptor(path)
        if descriptor is not None:
            with os.fdopen(os.dup(descriptor), "wb") as stream:
                stream.write(content)
        else:
            _replace(file_to_write(path), content, mode)
    except NoFileError as error:
        raise DocumentError("documents.no_regular_file", place=str(path)) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DocumentError(
            "documents.unwritable", place=str(path), reason=LibraryWords(reason)
        ) from error


def _replace(path: Path, content: bytes, mode: int | None) -> None:
    # Beside the target, because a rename is atomic only within one file system.
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        first = 0o666 if mode is None else 0o600
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, first)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if path.exists():
            temporary.chmod(path.stat().st_mode & 0o777)
        elif mode is not None:
            temporary.chmod(mode)
        temporary.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
