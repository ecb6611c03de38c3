"""LibreOffice and poppler, called as programs: conversions, PDF, pictures of pages."""

import io
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from jushi.documents.fonts import preview_configuration
from jushi.errors import DocumentError
from jushi.running import telling_program

CONVERSION_TIMEOUT_S = 120.0


_TAGGED_PDF = "pdf:writer_pdf_Export:" + json.dumps(
    {
        name: {"type": "long" if isinstance(value, int) and not isinstance(value, bool)
               else "boolean", "value": str(value).lower()}
        for name, value in {
            "SelectPdfVersion": 2,
            "PDFUACompliance": True,
            "UseTaggedPDF": True,
            "ExportBookmarks": True,
        }.items()
    }
)  # fmt: skip
"""A PDF for archives and for readers who cannot see; options as LibreOffice has them since 7.4."""
_SECRET = re.compile(r"JUSHI_|OPENAI_|PG|.*(KEY|TOKEN|SECRET|PASSWORD|CREDENTIAL)", re.IGNORECASE)


def _setting(path: str, name: str, value: str) -> str:
    return (
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
    )


_OFFLINE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    # A document may name pictures and parts by address: who uploads it would make this machine
    # ask there. Such links are not followed; what asks nevertheless meets a proxy that is none.
    + _setting("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true")
    + _setting("Inet/Settings", "ooInetProxyType", "2")
    + _setting("Inet/Settings", "ooInetNoProxy", "")
    + "".join(
        _setting("Inet/Settings", f"ooInet{kind}Proxy{name}", value)
        for kind in ("HTTP", "HTTPS")
        for name, value in (("Name", "127.0.0.1"), ("Port", "9"))
    )
    + "</oor:items>\n"
)


def find_office() -> str | None:
    """Give the path of LibreOffice's program; None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def to_pdf(content: bytes, *, timeout_s: float = CONVERSION_TIMEOUT_S) -> bytes | None:
    """Give a .docx as PDF/A-2b and PDF/UA, its headings as bookmarks; None without LibreOffice.

    Official fonts that are missing here are shown by stand-ins. Raises DocumentError where
    the conversion fails.
    """
    return convert_document(content, "docx", _TAGGED_PDF, timeout_s=timeout_s)


def count_pages(content: bytes, *, timeout_s: float = CONVERSION_TIMEOUT_S) -> int | None:
    """Give the number of pages of a .docx; None where LibreOffice is not installed."""
    pdf = to_pdf(content, timeout_s=timeout_s)
    if pdf is None:
        return None
    from pypdf import PdfReader

    return len(PdfReader(io.BytesIO(pdf)).pages)


def to_page_images(
    content: bytes, *, dpi: int = 80, timeout_s: float = CONVERSION_TIMEOUT_S
) -> tuple[bytes, ...] | None:
    """Give each page of a .docx as PNG; None where LibreOffice or pdftoppm is not installed."""
    if shutil.which("pdftoppm") is None:
        return None
    pdf = to_pdf(content, timeout_s=timeout_s)
    if pdf is None:
        return None
    with tempfile.TemporaryDirectory(prefix="jushi-") as folder:
        source = Path(folder) / "pages.pdf"
        source.write_bytes(pdf)
        command = ["pdftoppm", "-r", str(dpi), "-png", str(source), str(Path(folder) / "page")]
        _run(command, timeout_s, _environment())
        return tuple(path.read_bytes() for path in sorted(Path(folder).glob("page*.png")))


def convert_document(
    content: bytes,
    suffix: str,
    target: str,
    *,
    timeout_s: float = CONVERSION_TIMEOUT_S,
    place: str = "",
) -> bytes | None:
    """Convert a document with LibreOffice; None where it is not installed.

    `suffix` is what the content is, `target` what is wanted: docx, doc, pdf. Each run has a
    profile of its own, because two runs on one profile wait for each other or fail. Raises
    DocumentError, with the file's name `place`, where LibreOffice makes nothing of it.
    """
    program = find_office()
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="jushi-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        source = home / f"document.{suffix}"
        source.write_bytes(content)
        fonts = home / "fonts.conf"
        fonts.write_text(preview_configuration(), encoding="utf-8")
        settings = home / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_OFFLINE, encoding="utf-8")
        output = home / "out"
        command = [
            program,
            f"-env:UserInstallation={(home / 'profile').as_uri()}",
            *("--headless", "--norestore", "--nolockcheck", "--convert-to", target),
            *("--outdir", str(output), str(source)),
        ]
        environment = {**_environment(), "FONTCONFIG_FILE": str(fonts), "HOME": folder}
        _run(command, timeout_s, environment)
        result = output / f"document.{target.partition(':')[0]}"
        if not result.is_file():
            raise DocumentError(
                "documents.not_converted", place=place or f"document.{suffix}", target=target
            )
        return result.read_bytes()


def _environment() -> dict[str, str]:
    """The environment without keys and passwords: a program that reads uploads needs none."""
    return {name: value for name, value in os.environ.items() if not _SECRET.match(name)}


def _run(command: list[str], timeout_s: float, environment: dict[str, str]) -> None:
    """Run a program to its end; on timeout it and its children are ended."""
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    ) as process:
        try:
            with telling_program(process.pid):
                process.wait(timeout_s)
        except subprocess.TimeoutExpired as error:
            _end(process)
            name = Path(command[0]).name
            raise DocumentError(
                "documents.not_finished", place=name, timeout_s=timeout_s
            ) from error


def _end(process: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
