"""Folders and files for their owner alone, and how a full disk is known."""

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from jushi.disk import is_disk_full, make_private_file, make_private_folder, tighten

pytestmark = pytest.mark.skipif(os.name != "posix", reason="rights of POSIX systems")


@pytest.fixture(params=[0, 0o022, 0o077], ids=["umask 0", "umask 022", "umask 077"])
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    former = os.umask(request.param)
    yield
    os.umask(former)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.usefixtures("umask")
def test_what_is_made_is_for_its_owner_alone(tmp_path: Path) -> None:
    make_private_folder(tmp_path / "a" / "b")
    make_private_file(tmp_path / "a" / "f")
    assert [mode(tmp_path / name) for name in ("a", "a/b", "a/f")] == [0o700, 0o700, 0o600]


@pytest.mark.parametrize(("found", "kept"), [(0o777, 0o700), (0o2755, 0o700), (0o500, 0o500)])
def test_a_folder_that_is_there_is_tightened_and_never_loosened(
    tmp_path: Path, found: int, kept: int
) -> None:
    folder = tmp_path / "home"
    folder.mkdir()
    folder.chmod(found)
    make_private_folder(folder)
    assert mode(folder) == kept


@pytest.mark.parametrize(("found", "kept"), [(0o666, 0o600), (0o640, 0o600), (0o400, 0o400)])
def test_a_file_that_is_there_is_tightened_and_never_loosened(
    tmp_path: Path, found: int, kept: int
) -> None:
    file = tmp_path / "f"
    file.write_text("kept")
    file.chmod(found)
    make_private_file(file)
    assert (mode(file), file.read_text()) == (kept, "kept")


def test_folders_of_everybody_and_what_links_lead_to_stay_as_they_are(tmp_path: Path) -> None:
    shared, target, link = tmp_path / "tmp", tmp_path / "target", tmp_path / "link"
    shared.mkdir()
    shared.chmod(0o1777)
    target.touch()
    target.chmod(0o644)
    link.symlink_to(target)
    tighten([shared, link, tmp_path / "absent"])
    assert (mode(shared), mode(target)) == (0o1777, 0o644)


def test_a_file_in_the_place_of_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "f").touch()
    with pytest.raises(NotADirectoryError):
        make_private_folder(tmp_path / "f")


def _caused() -> Exception:
    error = RuntimeError("the library gave up")
    error.__cause__ = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    return error


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "x"),
        OSError(errno.EDQUOT, "x"),
        RuntimeError("(code: 13) database or disk is full"),
        RuntimeError("could not extend file: No space left on device"),
        _caused(),
    ],
)
def test_a_full_disk_is_known_whoever_tells_of_it(error: Exception) -> None:
    assert is_disk_full(error)


@pytest.mark.parametrize("error", [OSError(errno.EACCES, "x"), ValueError("is full of it")])
def test_other_faults_are_no_full_disk(error: Exception) -> None:
    assert not is_disk_full(error)
