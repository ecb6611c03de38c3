"""LibreOffice reads what anybody uploads: it asks no address that a document names."""

import io
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from jushi.documents import official, to_pdf
from jushi.documents.office import _environment, _run, convert_document, find_office
from jushi.errors import DocumentError
from lxml import etree
from pypdf import PdfReader

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed"),
]

_PICTURE = """
<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
<w:drawing><wp:inline><wp:extent cx="914400" cy="914400"/><wp:docPr id="1" name="p"/>
<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">
<pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="p"/><pic:cNvPicPr/></pic:nvPicPr>
<pic:blipFill><a:blip r:link="LINK"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>
<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="914400" cy="914400"/></a:xfrm>
<a:prstGeom prst="rect"/></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>
</w:r>"""


class _Handler(BaseHTTPRequestHandler):
    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(404)
        self.end_headers()

    def do_OPTIONS(self) -> None:
        self.do_GET()

    def do_HEAD(self) -> None:
        self.do_GET()

    def log_message(self, *_: object) -> None:
        """Tests print nothing."""


@contextmanager
def listening() -> Iterator[tuple[str, list[str]]]:
    """The address of a server, and the paths that it was asked for."""
    asked: list[str] = []
    handler = type("Handler", (_Handler,), {"asked": asked})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def linked_picture(url: str) -> bytes:
    document = Document()
    link = document.part.relate_to(f"{url}/a.png", RELATIONSHIP_TYPE.IMAGE, is_external=True)
    document.add_paragraph("一、总体情况")._p.append(
        etree.fromstring(_PICTURE.replace("LINK", link))
    )
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def web_page(url: str) -> bytes:
    return f'<html><body><img src="{url}/b.png"><p>一、总体情况</p></body></html>'.encode()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("suffix", "make"), [("docx", linked_picture), ("doc", web_page)], ids=["docx", "page as doc"]
)
def test_a_picture_that_a_document_names_by_address_is_not_fetched(
    suffix: str, make: Callable[[str], bytes]
) -> None:
    with listening() as (url, asked):
        try:
            convert_document(make(url), suffix, "pdf")
        except DocumentError:
            assert suffix == "doc"

    assert asked == []


def test_programs_that_read_uploads_are_given_no_secret(tmp_path: Path) -> None:
    secrets = {
        "OPENAI_API_KEY": "sk-1",
        "JUSHI_DATABASE_URL": "postgresql://u:p@h",
        "PGPASSWORD": "p",
    }
    before = dict(os.environ)
    os.environ.update(secrets | {"LC_OF_TEST": "kept"})
    try:
        out = tmp_path / "environment"
        _run(["sh", "-c", f"env > {out}"], 20, _environment())
    finally:
        os.environ.clear()
        os.environ.update(before)

    names = {line.partition("=")[0] for line in out.read_text("utf-8").splitlines()}
    assert {"PATH", "LC_OF_TEST"} <= names
    assert names.isdisjoint(secrets)


def test_a_pdf_is_tagged_and_has_the_headings_as_bookmarks(
    office: str, report: official.Report
) -> None:
    pdf = to_pdf(official.render_docx(report, official.load_layout()))
    assert pdf is not None

    reader = PdfReader(io.BytesIO(pdf))

    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    told = root["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2<" in told
    assert "<pdfuaid:part>1<" in told
    assert str(reader.outline[0]["/Title"]).startswith("一、")
