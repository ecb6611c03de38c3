"""Files between the browser and the page's handlers: each is its owner's alone, and soon gone."""

import os
import re
import secrets
import shutil
import time
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path, PurePath
from tempfile import mkdtemp

from filelock import FileLock, Timeout

from jushi.errors import DocumentError
from jushi.services import SourceFile

_LONGEST_KEPT_S = 2 * 3600
"""Seconds that a file waits for the handler that takes it over."""
_MOST_BYTES = 400_000_000
"""What one person may have waiting; beyond it what waits longest goes."""
_LOCK = "lock"
_LONGEST_NAME = 200
_REFUSED = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\ud800-\udfff]')


class Uploads:
    """One for a server: a folder of its own that nobody else may read, gone when it is closed."""

    def __init__(self, folder: Path, most_bytes: int = _MOST_BYTES) -> None:
        """Begin in `folder`; what servers that were killed have left there is removed."""
        self._most_bytes = most_bytes
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        for left in folder.iterdir():
            _remove_left(left)
        self._root = Path(mkdtemp(dir=folder)).resolve()
        self._lock = FileLock(self._root / _LOCK, timeout=0, thread_local=False)
        self._lock.acquire()

    @property
    def folder(self) -> Path:
        """The folder that all files are below."""
        return self._root

    def keep(self, owner: str, name: str, content: bytes) -> Path:
        """Keep a file for `owner` until it is dropped, or for two hours; gives where it is.

        Folders and what no file system takes are cut off its name.
        """
        self._sweep()
        self._of(owner).mkdir(mode=0o700, exist_ok=True)
        self._make_room(owner, len(content))
        folder = self._of(owner) / secrets.token_urlsafe(16)
        folder.mkdir(mode=0o700)
        path = folder / _plain(name)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        return path

    def owns(self, owner: str, path: str | Path) -> bool:
        """Whether `path` can only be that of a file of `owner`, be it there or gone."""
        try:
            return Path(path).resolve().is_relative_to(self._of(owner))
        except (OSError, ValueError):
            return False

    def find(self, owner: str, path: str | Path) -> Path | None:
        """The file at `path` if it was kept for `owner`; None for whatever else is there."""
        found = Path(path)
        return found if self.owns(owner, path) and found.is_file() else None

    def take(self, owner: str, path: str | Path) -> SourceFile:
        """Read a file of `owner`; DocumentError if it is not there, or not theirs."""
        found = self.find(owner, path)
        try:
            if found is not None:
                return SourceFile(found.name, found.read_bytes())
        except OSError:
            pass
        raise DocumentError("web.upload_gone", place=PurePath(path).name)

    def drop(self, owner: str, paths: Iterable[str | Path]) -> None:
        """Remove files of `owner`; those that are not there are none."""
        for path in paths:
            found = self.find(owner, path)
            if found is not None:
                shutil.rmtree(found.parent, ignore_errors=True)

    def close(self) -> None:
        """Remove everything."""
        self._lock.release()
        shutil.rmtree(self._root, ignore_errors=True)

    def _of(self, owner: str) -> Path:
        # A name may be no name of a folder.
        return self._root / sha256(owner.encode()).hexdigest()[:32]

    def _make_room(self, owner: str, length: int) -> None:
        """Remove what waits longest until `length` bytes more are no more than one may have."""
        waiting = []
        for folder in self._of(owner).iterdir():
            with suppress(FileNotFoundError):
                size = sum(file.stat().st_size for file in folder.iterdir())
                waiting.append((folder.stat().st_mtime_ns, size, folder))
        left = sum(size for _, size, _ in waiting) + length
        for _, size, folder in sorted(waiting):
            if left <= self._most_bytes:
                return
            shutil.rmtree(folder, ignore_errors=True)
            left -= size

    def _sweep(self) -> None:
        """Remove what waits too long, and the empty files that Gradio makes of each upload."""
        oldest = time.time() - _LONGEST_KEPT_S
        for empty in self._root.glob("tmp*"):
            empty.unlink(missing_ok=True)
        for folder in self._root.glob("*/*"):
            with suppress(FileNotFoundError):
                if folder.stat().st_mtime < oldest:
                    shutil.rmtree(folder, ignore_errors=True)


def _plain(name: str) -> str:
    """A name that any file system takes: at most 200 bytes, its extension last of all cut."""
    last = _REFUSED.sub("", PurePath(name.replace("\\", "/")).name)
    stem, dot, suffix = last.rpartition(".")
    if not dot:
        stem, suffix = suffix, ""
    end = (dot + suffix).encode()[:_LONGEST_NAME]
    kept = stem.encode("utf-8", "ignore")[: _LONGEST_NAME - len(end)] + end
    return kept.decode("utf-8", "ignore").strip(" .") or "file"


def _remove_left(folder: Path) -> None:
    """Remove the folder of a server that is gone; its lock went with it."""
    lock = FileLock(folder / _LOCK, timeout=0)
    try:
        with lock:
            pass
    except (Timeout, OSError):
        return
    shutil.rmtree(folder, ignore_errors=True)
