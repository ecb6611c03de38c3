"""`jushi export`: a report laid out as it goes on a desk, checked once more."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from jushi.commands.parser import Commands, Console, Help, Parser, UsageError
from jushi.commands.workbook_files import load_workbook
from jushi.messages import list_messages

if TYPE_CHECKING:
    from jushi.services import export

HELP = Help(
    "export DRAFT --figures F [--mode M] [--template T] [--annex] [--chart FIGURE…]"
    " [--no-anchors] -o OUT.docx|.pdf|.png|.zip",
    "export",
)

_SUFFIXES = (".docx", ".pdf", ".png", ".zip")
_MODES: dict[str, "export.Mode"] = {
    "material": "material",
    "document": "document",
    "red_head": "red_head",
    "普通材料": "material",
    "不盖章公文": "document",
    "预留红头": "red_head",
}
_WORDS = (
    "issuer",
    "number",
    "addressee",
    "signature",
    "date",
    "note",
    "copies",
    "printer",
    "print-date",
    "serial",
    "secrecy",
    "urgency",
    "signatories",
    "attachments",
)


def register(commands: Commands) -> None:
    parser = commands.add(HELP, run)
    parser.add_argument("draft", metavar="DRAFT", type=Path, help=parser.pick("export_draft"))
    _add_files(parser)
    _add_looks(parser)
    parser.add_argument(
        "-o", dest="out", metavar="OUT", type=Path, required=True, help=parser.pick("export_out")
    )


def _add_looks(parser: Parser) -> None:
    parser.add_argument(
        "--mode",
        metavar="M",
        choices=tuple(_MODES),
        default="material",
        help=parser.pick("export_mode"),
    )
    parser.add_argument("--template", metavar="T", type=Path, help=parser.pick("export_template"))
    parser.add_argument("--annex", action="store_true", help=parser.pick("export_annex"))
    parser.add_argument(
        "--chart",
        metavar="FIGURE",
        nargs="+",
        action="append",
        default=[],
        help=parser.pick("export_chart"),
    )
    parser.add_argument("--duplex", action="store_true", help=parser.pick("export_duplex"))
    parser.add_argument("--no-anchors", action="store_true", help=parser.pick("export_no_anchors"))
    for name in _WORDS:
        told = parser.pick(f"export_{name.replace('-', '_')}")
        parser.add_argument(f"--{name}", default="", metavar="…", help=told)


def _add_files(parser: Parser) -> None:
    parser.add_argument(
        "--figures", metavar="F", type=Path, required=True, help=parser.pick("export_figures")
    )
    parser.add_argument("--previous", metavar="F0", type=Path, help=parser.pick("export_previous"))
    parser.add_argument(
        "--evidence",
        metavar="PATH",
        type=Path,
        nargs="+",
        action="extend",
        default=[],
        help=parser.pick("export_evidence"),
    )


def run(given: argparse.Namespace, console: Console) -> int:
    """Write the report in the form that OUT's ending names; 1 if a number of it is wrong."""
    from jushi.local_files import load_file, load_files
    from jushi.services import export
    from jushi.wiring import build_signer

    if given.out.suffix.lower() not in _SUFFIXES:
        raise UsageError(
            "commands.unknown_export_suffix",
            place="jushi export",
            out=given.out,
            suffixes=", ".join(_SUFFIXES),
        )
    figures = load_workbook(given.figures, console)
    previous = None if given.previous is None else load_file(given.previous)
    evidence = load_files(given.evidence, console.warn)
    exported = export.export_report(
        load_file(given.draft),
        figures,
        f"{given.out.stem}.docx",
        form=_form(given),
        previous=previous,
        evidence=evidence,
        language=console.language,
    )
    signer = build_signer(console.settings)
    if not given.no_anchors:
        exported = export.seal_report(exported, signer)
    if given.out.suffix.lower() == ".zip":
        content = export.package_report(
            exported,
            figures,
            previous=previous,
            evidence=evidence,
            language=console.language,
            signer=signer,
        )
        _write(given.out, content, console)
    else:
        _write_report(exported, given.out, console)
    _say_what_it_holds(exported, console)
    return int(exported.has_errors)


def _form(given: argparse.Namespace) -> "export.ExportForm":
    from jushi.local_files import load_file
    from jushi.services import export

    return export.ExportForm(
        mode=_MODES[given.mode],
        template=None if given.template is None else load_file(given.template),
        has_annex=given.annex,
        charts=tuple(tuple(names) for names in given.chart),
        has_anchors=not given.no_anchors,
        issuer=given.issuer,
        document_number=given.number,
        addressee=given.addressee,
        signature=given.signature,
        date=given.date,
        note=given.note,
        copied_to=given.copies,
        printer=given.printer,
        print_date=given.print_date,
        serial=given.serial,
        secrecy=given.secrecy,
        urgency=given.urgency,
        signatories=given.signatories,
        attachment_names=given.attachments,
        is_duplex=given.duplex,
    )


def _write_report(exported: "export.ExportedReport", out: Path, console: Console) -> None:
    from jushi.services import export

    match out.suffix.lower():
        case ".docx":
            _write(out, exported.file.content, console)
        case ".pdf":
            _write(out, export.preview_pdf(exported.file), console)
        case _:
            for number, page in enumerate(export.preview_pages(exported.file), start=1):
                _write(out.with_stem(f"{out.stem}-{number}"), page, console)


def _write(path: Path, content: bytes, console: Console) -> None:
    from jushi.local_files import write_file

    write_file(path, content)
    console.say("console.exported", path=path)


def _say_what_it_holds(exported: "export.ExportedReport", console: Console) -> None:
    from jushi.fidelity import Status

    results = (exported.checked.result, *exported.charts)
    data, ok, wrong = (
        sum(getattr(result.summary, name) for result in results) for name in ("data", "ok", "error")
    )
    console.say("console.export_checked", data=data, ok=ok, review=data - ok - wrong, wrong=wrong)
    for result in results:
        for verdict in result.verdicts:
            if verdict.status is Status.ERROR:
                console.say("console.export_wrong", explanation=verdict.explanation)
    if exported.lost_pictures:
        console.say("console.pictures_lost", count=exported.lost_pictures)
    if exported.missing_fonts:
        console.say("console.fonts_missing", fonts=list_messages(exported.missing_fonts))
