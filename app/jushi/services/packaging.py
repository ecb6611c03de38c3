"""The evidence package: a report with everything that proves it, in one .zip."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from jushi.documents import render_package
from jushi.figures import tables
from jushi.messages import Language
from jushi.receipts import RECEIPT_NAME, Signer, issue_receipt
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
    signer: Signer | None = None,
    issued: dict[str, str] | None = None,
) -> bytes:
    """Give the .zip: report, check report, 核数表, 勘误表, workbook, sources, and a manifest.

    The manifest has the SHA-256 of every file, as `sha256sum -c` reads it, below `notes`. With a
    `signer` a receipt goes with it, which says of each file, sentence, figure and decision what
    it was, and what is `issued`: by whom, when. The same files give the same bytes.
    """
    checked, stem = exported.checked, PurePosixPath(exported.file.name).stem
    files = {exported.file.name: exported.file.content}
    for form in _FORMS:
        files[f"{stem}.{CHECK_FILES[form]}"] = render_check_report(checked, form, language=language)
    workbook_name = ""
    given = [("figures", figures), *(("evidence", file) for file in evidence)]
    if previous is not None:
        given.insert(1, ("previous", previous))
    listed = []
    for folder, file in given:
        name = _free_name(f"{folder}/{_base_name(file.name)}", files)
        workbook_name = workbook_name or name
        files[name] = file.content
        listed.append(f"{name}\t{len(file.content)}\n")
    files[_SOURCES] = "".join(listed).encode()
    if signer is not None:
        told = {"workbook": workbook_name, **(issued or {})}
        files[RECEIPT_NAME] = _receipt(exported, figures, files, signer, told)
    summary = checked.result.summary
    counts = f"{summary.data} numbers, {summary.ok} proven, {summary.review} to review, "
    told = {"report": exported.file.name, "check": f"{counts}{summary.error} wrong"}
    return render_package(files, notes=told | (notes or {}))


def _receipt(
    exported: ExportedReport,
    figures: SourceFile,
    files: Mapping[str, bytes],
    signer: Signer,
    issued: dict[str, str],
) -> bytes:
    receipt = issue_receipt(
        exported.file.name,
        exported.file.content,
        exported.checked.result,
        # As whoever opens the package reads them: a workbook that was written anew has new cells.
        tables.read_corrected(_base_name(figures.name), figures.content, {}),
        signer,
        issued=issued,
        files={name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
    )
    return receipt.render().encode()


def _base_name(name: str) -> str:
    """The name without folders: an archive must not say where on a disk it is unpacked."""
    return PurePosixPath(name.replace("\\", "/")).name or "file"


def _free_name(name: str, taken: dict[str, bytes]) -> str:
    path, number = PurePosixPath(name), 2
    while name in taken:
        name = str(path.with_name(f"{path.stem}-{number}{path.suffix}"))
        number += 1
    return name
