"""Files that a command is given or leaves behind."""

import os
from pathlib import Path

from app.errors import DocumentError


def read_bytes(path: Path) -> bytes:
    """The content of the file at `path`; `DocumentError` says why there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise DocumentError(str(path), "does not exist", "check the name") from error
    except IsADirectoryError as error:
        raise DocumentError(str(path), "is a folder", "name a file in it") from error
    except (OSError, ValueError) as error:
        raise _fault(path, "cannot be read", error) from error


def write_bytes(path: Path, content: bytes) -> None:
    """Put `content` at `path` in one step: an interrupted run leaves the old file as it was."""
    scratch = path.with_name(f".jushi-{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with scratch.open("xb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            scratch.replace(path)
        finally:
            scratch.unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        raise _fault(path, "cannot be written", error) from error


def _fault(path: Path, problem: str, error: Exception) -> DocumentError:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return DocumentError(str(path), f"{problem} ({reason})", "check the folder and its permissions")
