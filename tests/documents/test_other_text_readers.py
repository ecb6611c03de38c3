"""Programs that make text of a .docx, as importers do: each sees every number of an export."""

import importlib
import io
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.table import Table
from jushi.documents import official
from jushi.documents.office import convert_document

_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@pytest.fixture
def sent(report: official.Report) -> bytes:
    """A report with all that a head, a foot and an annex can hold, as it goes out."""
    full = replace(
        report,
        issuer="县司法局、县财政局文件",
        document_number="濮司〔2024〕13号",
        serial="000012",
        secrecy="机密★1年",
        signatories=("张三", "李四"),
        printer="县司法局办公室",
        print_date="2025年7月8日",
    )
    return official.render_docx(full, official.load_layout(), mode="red_head", is_bound=True)


def test_python_docx_sees_every_number(sent: bytes) -> None:
    text = "\n".join(_blocks(docx.Document(io.BytesIO(sent))))

    assert _lacking(sent, text) == Counter()


def _blocks(document: Document) -> Iterator[str]:
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from (cell.text for row in block.rows for cell in row.cells)
        else:
            yield block.text


def test_pandoc_sees_every_number(sent: bytes) -> None:
    pandoc = shutil.which("pandoc")
    if pandoc is None:
        pytest.skip("pandoc is not installed")
    command = [pandoc, "--from=docx", "--to=plain", "--wrap=none"]

    text = subprocess.run(command, input=sent, capture_output=True, check=True).stdout.decode()

    assert _lacking(sent, text) == Counter()


def _by_docx2txt(module: Any, path: Path) -> str:
    return str(module.process(str(path)))


def _by_mammoth(module: Any, path: Path) -> str:
    with path.open("rb") as file:
        return str(module.extract_raw_text(file).value)


def _by_markitdown(module: Any, path: Path) -> str:
    return str(module.MarkItDown().convert(str(path)).text_content)


@pytest.mark.parametrize(
    ("library", "read"),
    [("docx2txt", _by_docx2txt), ("mammoth", _by_mammoth), ("markitdown", _by_markitdown)],
)
def test_libraries_of_others_see_every_number(
    sent: bytes, tmp_path: Path, library: str, read: Callable[[Any, Path], str]
) -> None:
    module = _installed(library)
    path = tmp_path / "a.docx"
    path.write_bytes(sent)

    assert _lacking(sent, read(module, path)) == Counter()


def _installed(library: str) -> Any:
    try:
        return importlib.import_module(library)
    except ImportError:
        pytest.skip(f"{library} is not installed")


@pytest.mark.slow
def test_text_of_libreoffice_lacks_the_imprint_alone(office: str, sent: bytes) -> None:
    """Its text leaves out what floats: the imprint, which no text flows around."""
    made = convert_document(sent, "docx", "txt:Text (encoded):UTF8")
    assert made is not None

    assert _lacking(sent, made.decode("utf-8-sig")) == Counter(("2025", "7", "8"))


def _lacking(content: bytes, text: str) -> Counter[str]:
    """The numbers that stand in the paragraphs of a .docx, and not as often in its text."""
    root = docx.Document(io.BytesIO(content)).element.body
    paragraphs = ("".join(p.xpath(".//w:t/text()")) for p in root.xpath(".//w:p"))
    stand = Counter(number for p in paragraphs for number in _NUMBER.findall(p))
    assert stand.total() > 100
    return stand - Counter(_NUMBER.findall(text))
