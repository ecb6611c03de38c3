"""`jushi export`: a report laid out as it goes on a desk, checked once more."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from jushi.commands.parser import Commands, Console, Help, Parser, UsageError

if TYPE_CHECKING:
    from jushi.services import export

HELP = Help(
    "export DRAFT --figures F [--mode M] [--template T] [--annex] [--chart FIGURE…]"
    " -o OUT.docx|.pdf|.png|.zip",
    "按公文格式导出并再核对一遍",
    "lay a report out in the official format and check it once more",
)

_SUFFIXES = (".docx", ".pdf", ".png", ".zip")
_MODES = {
    "material": "material",
    "document": "document",
    "red_head": "red_head",
    "普通材料": "material",
    "不盖章公文": "document",
    "预留红头": "red_head",
}
_WORDS = (
    ("--issuer", "发文机关标志", "the office in the red head"),
    ("--number", "发文字号", "the document number"),
    ("--addressee", "主送机关", "whom it is addressed to"),
    ("--signature", "署名", "who signs it"),
    ("--date", "成文日期，如 2025年3月5日", "the date that it bears"),
    ("--note", "附注，如 此件公开发布", "the note below the date"),
    ("--copies", "抄送机关", "who gets a copy"),
    ("--printer", "印发机关", "who prints it"),
    ("--print-date", "印发日期", "when it is printed"),
)


def register(commands: Commands) -> None:
    parser = commands.add(HELP, run)
    parser.add_argument("draft", metavar="DRAFT", type=Path, help=parser.pick("报告", "the report"))
    _add_files(parser)
    _add_looks(parser)
    parser.add_argument(
        "-o",
        dest="out",
        metavar="OUT",
        type=Path,
        required=True,
        help=parser.pick(
            "导出到这里：.docx 报告、.pdf 或 .png 预览、.zip 证据包",
            "where it goes: .docx, .pdf or .png for a look, .zip with all the evidence",
        ),
    )


def _add_looks(parser: Parser) -> None:
    parser.add_argument(
        "--mode",
        metavar="M",
        choices=tuple(_MODES),
        default="material",
        help=parser.pick(
            "普通材料 material（默认）、不盖章公文 document、预留红头 red_head",
            "material (no head), document (unsealed), red_head (room for head and seal)",
        ),
    )
    parser.add_argument(
        "--template",
        metavar="T",
        type=Path,
        help=parser.pick(
            "本单位的范本 .docx，沿用它的页面、字体、字号和行距",
            "an office's own .docx, whose page, fonts, sizes and spacing are taken over",
        ),
    )
    parser.add_argument(
        "--annex",
        action="store_true",
        help=parser.pick("附上主要数据表", "add a table of the figures"),
    )
    parser.add_argument(
        "--chart",
        metavar="FIGURE",
        nargs="+",
        action="append",
        default=[],
        help=parser.pick(
            "附上这些指标（同一单位）的对比图；可以多次",
            "add a chart of these figures of one unit; may be given again",
        ),
    )
    for option, zh, en in _WORDS:
        parser.add_argument(option, default="", metavar="…", help=parser.pick(zh, en))


def _add_files(parser: Parser) -> None:
    parser.add_argument(
        "--figures",
        metavar="F",
        type=Path,
        required=True,
        help=parser.pick("数据表", "the workbook"),
    )
    parser.add_argument(
        "--previous",
        metavar="F0",
        type=Path,
        help=parser.pick("上年的数据表或报告", "last year's workbook or report"),
    )
    parser.add_argument(
        "--evidence",
        metavar="PATH",
        type=Path,
        nargs="+",
        action="extend",
        default=[],
        help=parser.pick(
            "可以作为数字依据的文件或文件夹", "files or folders that numbers may be quoted from"
        ),
    )


def run(given: argparse.Namespace, console: Console) -> int:
    """Write the report in the form that OUT's ending names; 1 if a number of it is wrong."""
    from jushi.local_files import load_file, load_files
    from jushi.services import export

    if given.out.suffix.lower() not in _SUFFIXES:
        raise UsageError(
            "commands.unknown_export_suffix",
            place="jushi export",
            out=given.out,
            suffixes=", ".join(_SUFFIXES),
        )
    figures = load_file(given.figures)
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
    if given.out.suffix.lower() == ".zip":
        content = export.package_report(
            exported, figures, previous=previous, evidence=evidence, language=console.language
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
        mode=_MODES[given.mode],  # type: ignore[arg-type]
        template=None if given.template is None else load_file(given.template),
        has_annex=given.annex,
        charts=tuple(tuple(names) for names in given.chart),
        issuer=given.issuer,
        document_number=given.number,
        addressee=given.addressee,
        signature=given.signature,
        date=given.date,
        note=given.note,
        copied_to=given.copies,
        printer=given.printer,
        print_date=given.print_date,
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
    console.say(f"导出：{path}", f"exported: {path}")


def _say_what_it_holds(exported: "export.ExportedReport", console: Console) -> None:
    from jushi.fidelity import Status

    results = (exported.checked.result, *exported.charts)
    data, ok, wrong = (
        sum(getattr(result.summary, name) for result in results) for name in ("data", "ok", "error")
    )
    console.say(
        f"数字 {data} 处（含附表和图）：有据 {ok}，待核 {data - ok - wrong}，有误 {wrong}",
        f"{data} numbers, tables and charts included: {ok} proven, {data - ok - wrong} to review, "
        f"{wrong} wrong",
    )
    for result in results:
        for verdict in result.verdicts:
            if verdict.status is Status.ERROR:
                console.say(f"有误：{verdict.explanation}", f"wrong: {verdict.explanation}")
    if exported.lost_pictures:
        console.say(
            f"原稿中的 {exported.lost_pictures} 张图片没有带入，请在导出的文件中补上",
            f"{exported.lost_pictures} pictures of the draft were not taken over; add them again",
        )
    if exported.missing_fonts:
        console.say(
            f"本机没有字体 {'、'.join(exported.missing_fonts)}：文件仍用这些字体，"
            "预览以相近字体代替",
            f"fonts missing here: {', '.join(exported.missing_fonts)}; the file names them all the "
            "same, previews use stand-ins",
        )
