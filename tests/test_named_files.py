"""What a name may stand for: links, pipes and devices where a command reads or writes a file."""

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")

ROOT = Path(__file__).parents[1]
Jushi = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a report, a workbook, and `pipe`, to which nobody writes."""
    (tmp_path / "r.txt").write_text("2024年，全县受理法律援助案件136件。", "utf-8")
    (tmp_path / "f.csv").write_text(
        "指标,数值,单位,期间\n受理法律援助案件,136,件,2024年\n", "utf-8"
    )
    os.mkfifo(tmp_path / "pipe")
    return tmp_path


@pytest.fixture
def jushi(folder: Path) -> Jushi:
    def run(
        *arguments: object, language: str = "en", **more: object
    ) -> subprocess.CompletedProcess[bytes]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("JUSHI_", "OPENAI_"))}
        ours = {"JUSHI_LANGUAGE": language, "JUSHI_HOME": str(folder / "home")}
        return subprocess.run(  # type: ignore[call-overload,no-any-return]
            [sys.executable, "-m", "jushi.cli", *map(str, arguments)],
            cwd=folder,
            env=kept | ours | {"PYTHONPATH": str(ROOT / "app")},
            capture_output=True,
            timeout=60,
            check=False,
            **more,
        )

    return run


_CHECK = ("check", "r.txt", "--figures", "f.csv", "--format", "json")
_REFUSED = ": is no regular file; name a file"


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "pipe", "--figures", "f.csv"),
        ("check", "r.txt", "--figures", "pipe"),
        ("check", "/dev/zero", "--figures", "f.csv"),
        ("check", "--batch", "/dev/zero"),
        ("figures", "check", "pipe"),
        ("restore", "pipe"),
    ],
    ids=lambda arguments: " ".join(arguments[:3]),
)
def test_what_has_no_end_is_not_read(jushi: Jushi, arguments: tuple[str, ...]) -> None:
    done = jushi(*arguments)

    (line,) = done.stderr.decode().splitlines()
    assert (done.returncode, line.endswith(_REFUSED)) == (2, True), line


@pytest.mark.parametrize("arguments", [(*_CHECK, "-o", "pipe"), ("backup", "pipe")])
def test_what_is_no_file_is_not_replaced_by_one(
    jushi: Jushi, folder: Path, arguments: tuple[str, ...]
) -> None:
    done = jushi(*arguments, language="zh")

    assert (done.returncode, done.stderr.decode().splitlines()) == (
        2,
        ["pipe：不是普通文件，而是设备、管道或套接字；请指定一个文件"],
    )
    assert stat.S_ISFIFO((folder / "pipe").stat().st_mode)
    assert not [path for path in folder.iterdir() if "pipe" in path.name and path.name != "pipe"]


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [(*_CHECK, "-o", "link"), ("backup", "link")])
@pytest.mark.parametrize("is_there", [True, False], ids=["old", "dangling"])
def test_a_link_stays_and_what_it_leads_to_is_written(
    jushi: Jushi, folder: Path, arguments: tuple[str, ...], is_there: bool
) -> None:
    (folder / "elsewhere").mkdir()
    target, link = folder / "elsewhere" / "target", folder / "link"
    if is_there:
        target.write_text("old")
    link.symlink_to(target)

    done = jushi(*arguments)

    assert done.returncode == 0, done.stderr
    assert link.readlink() == target
    assert target.read_bytes()[:2] in (b"{\n", b"PK")
    assert [path.name for path in target.parent.iterdir()] == ["target"]


def test_a_link_to_a_pipe_is_refused_as_the_pipe_is(jushi: Jushi, folder: Path) -> None:
    (folder / "link").symlink_to(folder / "pipe")

    done = jushi(*_CHECK, "-o", "link")

    assert (done.returncode, done.stderr.decode().strip()) == (2, f"link{_REFUSED}")
    assert stat.S_ISFIFO((folder / "pipe").stat().st_mode)


def test_the_output_of_the_command_itself_can_be_named(jushi: Jushi) -> None:
    done = jushi(*_CHECK, "-o", "/dev/stdout")

    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"{")


def test_a_pipe_that_the_command_was_given_is_read(jushi: Jushi, folder: Path) -> None:
    reading, writing = os.pipe()
    os.write(writing, (folder / "r.txt").read_bytes())
    os.close(writing)

    done = jushi("check", f"/dev/fd/{reading}", "--figures", "f.csv", pass_fds=(reading,))

    os.close(reading)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.slow
def test_links_that_lead_out_of_a_folder_are_left_out_and_told(jushi: Jushi, folder: Path) -> None:
    shared = folder / "shared"
    (shared / "below").mkdir(parents=True)
    (folder / "secret.txt").write_text("这是文件夹之外的秘密。", "utf-8")
    (shared / "own.txt").write_text("2024年，全县受理法律援助案件136件。", "utf-8")
    (shared / "below" / "within.txt").symlink_to(shared / "own.txt")
    (shared / "below" / "out.txt").symlink_to(folder / "secret.txt")
    (shared / "folder").symlink_to(folder / "home")

    done = jushi("knowledge", "add", "shared", language="zh")
    by_name = jushi("knowledge", "add", "shared/below/out.txt")

    told = "shared/below/out.txt：是指向文件夹外的链接，没有读取；如需读取，请单独写出它\n"
    assert (done.returncode, done.stderr.decode()) == (0, told)
    assert "shared/own.txt" in done.stdout.decode()
    assert "out.txt" not in done.stdout.decode()
    assert by_name.returncode == 0
    assert "out.txt" in by_name.stdout.decode()


def test_a_folder_of_evidence_is_read_without_what_its_links_lead_out_to(
    jushi: Jushi, folder: Path
) -> None:
    (folder / "e").mkdir()
    (folder / "e" / "out.txt").symlink_to(folder / "r.txt")

    done = jushi("check", "r.txt", "--figures", "f.csv", "--evidence", "e")

    told = "e/out.txt: is a link that leads out of the folder; name it by itself if it is meant\n"
    assert (done.returncode, done.stderr.decode()) == (0, told)
