"""`jushi export` through the real command line: bad drafts, full disks, crashes, formulas."""

import io
import os
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from jushi.documents import read_document
from openpyxl import load_workbook

from tests.documents.word_files import paragraph, with_part, word_file, zip_of

ROOT = Path(__file__).parents[1]
LIMIT = 2_000
"""Bytes that a file may have where the disk is said to be full."""
_MAIN = "from jushi.cli import main; sys.exit(main(sys.argv[1:]))"
FULL = f"import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, ({LIMIT}, {LIMIT})); "
# The kernel kills whoever writes more, in the middle of the write, unless it looks away.
KILLED = FULL + "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_DFL); "
GOOD = word_file(paragraph("2024年，受理法律援助案件547件。") * 3)
WORKBOOK = "编号,指标,数值,单位,期间,上年值\ncases,受理法律援助案件,547,件,2024年,512\n"
_OUTSIDE = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/attachedTemplate" Target="http://127.0.0.1:9/x.dotm" TargetMode="External"/>'
    "</Relationships>"
)


def export(
    folder: Path, draft: bytes, out: str, *, before: str = "import sys; ", workbook: str = WORKBOOK
) -> "subprocess.CompletedProcess[str]":
    (folder / "draft.docx").write_bytes(draft)
    (folder / "figures.csv").write_text(workbook, encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-c", before + _MAIN, "export", str(folder / "draft.docx"),
         "--figures", str(folder / "figures.csv"), "-o", str(folder / out)],
        env={**os.environ, "JUSHI_HOME": str(folder / "home"), "JUSHI_LANGUAGE": "en",
             "PYTHONDONTWRITEBYTECODE": "1"},
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    ("draft", "told"),
    [
        pytest.param(zip_of({"word/document.xml": b"0" * 30_000_000}), "as bombs do", id="bomb"),
        pytest.param(
            word_file(
                paragraph("&x;"), head='<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
            ),
            "declares XML entities",
            id="external entity",
        ),
        pytest.param(GOOD[:300], "is damaged", id="cut off"),
        pytest.param(b"", "is empty", id="empty"),
    ],
)
def test_a_hostile_draft_is_refused_in_one_line(tmp_path: Path, draft: bytes, told: str) -> None:
    (tmp_path / "out.docx").write_bytes(b"old")

    done = export(tmp_path, draft, "out.docx")

    assert done.returncode == 2
    assert told in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert (tmp_path / "out.docx").read_bytes() == b"old"


def test_macros_and_links_of_a_draft_stay_behind(tmp_path: Path) -> None:
    draft = with_part(GOOD, "word/vbaProject.bin", b"macro")
    draft = with_part(draft, "word/_rels/settings.xml.rels", _OUTSIDE.encode())

    done = export(tmp_path, draft, "out.docx")

    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(tmp_path / "out.docx") as parts:
        assert not any("vba" in name.lower() for name in parts.namelist())
        assert not any(b"127.0.0.1" in parts.read(name) for name in parts.namelist())
    assert "547件" in read_document("o.docx", (tmp_path / "out.docx").read_bytes()).text


def test_a_full_disk_leaves_the_old_report(tmp_path: Path) -> None:
    (tmp_path / "out.docx").write_bytes(b"old")

    done = export(tmp_path, GOOD, "out.docx", before=FULL)

    assert done.returncode == 2
    assert "cannot be written (File too large)" in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "out.docx").read_bytes() == b"old"
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".out")]


def test_a_crash_in_the_middle_of_writing_leaves_the_old_report(tmp_path: Path) -> None:
    (tmp_path / "out.docx").write_bytes(b"old")

    done = export(tmp_path, GOOD, "out.docx", before=KILLED)

    assert done.returncode == -signal.SIGXFSZ
    assert (tmp_path / "out.docx").read_bytes() == b"old"
    (half,) = (path for path in tmp_path.iterdir() if path.name.startswith(".out.docx."))
    assert half.stat().st_size == LIMIT


@pytest.mark.slow
def test_names_that_look_like_formulas_stay_words_in_the_package(tmp_path: Path) -> None:
    names = ("=HYPERLINK(A1)", "+cmd|calc", "-2+3", "@SUM(A1)")
    rows = "".join(f"c{n},{name},{100 + n},件,2024年,90\n" for n, name in enumerate(names))
    draft = word_file(
        "".join(paragraph(f"2024年，{name}共{100 + n}件。") for n, name in enumerate(names))
    )

    done = export(tmp_path, draft, "out.zip", workbook=WORKBOOK + rows)

    assert done.returncode in (0, 1), done.stderr
    with zipfile.ZipFile(tmp_path / "out.zip") as package:
        book = load_workbook(io.BytesIO(package.read("out.check.xlsx")))
    cells = [cell for sheet in book for row in sheet for cell in row]
    assert any("HYPERLINK" in str(cell.value) for cell in cells)
    assert all(cell.data_type != "f" for cell in cells)
