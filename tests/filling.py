"""A disk that is filled up and freed again."""

from contextlib import suppress
from pathlib import Path

_PIECE = b"x" * 4096


def fill_disk(folder: Path, *, spare: int = 0) -> None:
    """Fill the disk that `folder` lies on until only `spare` bytes are left."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as stream:
        with suppress(OSError):
            while stream.write(_PIECE) == len(_PIECE):
                pass
        stream.truncate(max(0, stream.tell() - spare))


def free_disk(folder: Path) -> None:
    """Take back what `fill_disk` did."""
    (folder / "ballast").unlink()
