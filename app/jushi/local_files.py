"""Files on this machine: what a command or a caller names, and what a command leaves behind."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from jushi.disk import NoFileError, asked_mode, file_to_read, make_asked_folder
from jushi.errors import DocumentError
from jushi.messages import LibraryWords
from jushi.services import SourceFile


def load_file(path: Path, *, may_be_pipe: bool = False) -> SourceFile:
    """The file at `path` with its content; `DocumentError` says why it cannot be had.

    Devices are refused, and pipes that lie in a folder: nobody may ever write to them.
    """
    with _told_faults(path):
        return SourceFile(path.name, file_to_read(path, may_be_pipe=may_be_pipe).read_bytes())


def read_lines(path: Path) -> Iterator[bytes]:
    """The lines of the file at `path` one after another, without their ends; errors as above.

    It may be a pipe, which whoever gives the lines one by one writes to.
    """
    with _told_faults(path), file_to_read(path, may_be_pipe=True).open("rb") as file:
        for line in file:
            yield line.rstrip(b"\r\n")


@contextmanager
def _told_faults(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise DocumentError("files.does_not_exist", place=str(path)) from error
    except IsADirectoryError as error:
        raise DocumentError("files.is_a_folder", place=str(path)) from error
    except NoFileError as error:
        raise DocumentError("documents.no_regular_file", place=str(path)) from error
    except (OSError, ValueError) as error:
        raise _fault("files.unreadable", path, error) from error


def load_files(
    paths: Sequence[Path], tell: Callable[[DocumentError], None] = lambda _: None
) -> tuple[SourceFile, ...]:
    """The files at `paths`; of a folder all files in and below it, in the order of their names.

    Files of a folder keep the folders in their names: `2023/报告.docx`. Files whose name begins
    with `.` or `~$`, as those of file managers and open Word documents do, are passed over. So are
    links that lead out of the folder, which whoever reads the folder may not have meant; `tell` is
    told of each.
    """
    return tuple(file for path in paths for file in _files_at(path, tell))


def _files_at(path: Path, tell: Callable[[DocumentError], None]) -> Iterator[SourceFile]:
    if not path.is_dir():
        yield load_file(path)
        return
    names = [found.relative_to(path) for found in sorted(path.rglob("*")) if found.is_file()]
    shown = [n for n in names if not any(part.startswith((".", "~$")) for part in n.parts)]
    if not shown:
        raise DocumentError("files.folder_without_files", place=str(path))
    home = path.resolve()
    for name in shown:
        if not (path / name).resolve().is_relative_to(home):
            tell(DocumentError("files.link_leads_out", place=str(path / name)))
            continue
        yield SourceFile((Path(path.name) / name).as_posix(), load_file(path / name).content)


def write_file(path: Path, content: bytes) -> None:
    """Put `content` at `path`, whole or not at all, making the folders above it.

    It may be read by whom the user's own umask says; in the workspace by nobody else.
    """
    from jushi.documents import write_atomically

    try:
        make_asked_folder(path.parent)
    except OSError as error:
        raise _fault("files.folder_not_made", path.parent, error) from error
    write_atomically(path, content, mode=asked_mode(path, 0o666))


def _fault(code: str, path: Path, error: Exception) -> DocumentError:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return DocumentError(code, place=str(path), reason=LibraryWords(reason))
