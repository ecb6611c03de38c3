"""The evidence package: a report with everything that proves it, in one .zip."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from jushi.documents import render_package
from jushi.messages import Language
from jushi.services.check_formats import CHECK_FILES, CheckFormat
from jushi.services.files.check_rendering import render_check_report
from jushi.services.files.exporting import ExportedReport
from jushi.services.source import SourceFile

_FORMS: tuple[CheckFormat, ...] = ("html", "xlsx", "json", "docx", "errata")
_SOURCES = "sources.txt"


def package_report(
    exported: ExportedReport,
    figures: SourceFile,
    *,
    previous: SourceFile | None = None,
    evidence: Sequence[SourceFile] = (),
    notes: dict[str, str] | None = None,
    language: Language = "zh",
) -> bytes:
    """Give the .zip: report, check report, 核数表, 勘误表, workbook, sources, and a manifest.

    The manifest has the SHA-256 of every file, as `sha256sum -c` reads it, below `notes`. The
    same files give the same bytes.
    """
    checked, stem = exported.checked, PurePosixPath(exported.file.name).stem
    files = {exported.file.name: exported.file.content}
    for form in _FORMS:
        files[f"{stem}.{CHECK_FILES[form]}"] = render_check_report(checked, form, language=language)
    given = [("figures", figures), *(("evidence", file) for file in evidence)]
    if previous is not None:
        given.insert(1, ("previous", previous))
    listed = []
    for folder, file in given:
        name = _free_name(f"{folder}/{_base_name(file.name)}", files)
        files[name] = file.content
        listed.append(f"{name}\t{len(file.content)}\n")
    files[_SOURCES] = "".join(listed).encode()
    summary = checked.result.summary
    counts = f"{summary.data} numbers, {summary.ok} proven, {summary.review} to review, "
    told = {"report": exported.file.name, "check": f"{counts}{summary.error} wrong"}
    return render_package(files, notes=told | (notes or {}))


def _base_name(name: str) -> str:
    """The name without folders: an archive must not say where on a disk it is unpacked."""
    return PurePosixPath(name.replace("\\", "/")).name or "file"


def _free_name(name: str, taken: dict[str, bytes]) -> str:
    path, number = PurePosixPath(name), 2
    while name in taken:
        name = str(path.with_name(f"{path.stem}-{number}{path.suffix}"))
        number += 1
    return name
