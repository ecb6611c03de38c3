"""`jushi check`: every number of a report against its figures."""

import argparse
from pathlib import Path

from jushi.commands.parser import Commands, Console, Help, Parser, UsageError

HELP = Help(
    "check DRAFT --figures F [--previous F0] [--evidence PATH…]"
    " [--usage-off RULE…] [--format text|json|html|xlsx|docx|junit|errata] [-o OUT]",
    "逐个核对报告中的数字",
    "check every number of a report against its figures",
)

_BINARY_FORMATS = ("xlsx", "docx", "errata")
_FORMATS = ("text", "json", "html", "xlsx", "docx", "junit", "errata")


def register(commands: Commands) -> None:
    parser = commands.add(HELP, run)
    parser.add_argument(
        "draft",
        metavar="DRAFT",
        type=Path,
        help=parser.pick("报告：.txt .md .docx .pdf", "the report: .txt .md .docx .pdf"),
    )
    parser.add_argument(
        "--figures",
        metavar="F",
        type=Path,
        required=True,
        help=parser.pick("数据表：.xlsx .csv .json .yaml", "the workbook: .xlsx .csv .json .yaml"),
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
    _add_output(parser)


def _add_output(parser: Parser) -> None:
    parser.add_argument(
        "--usage-off",
        metavar="RULE",
        nargs="+",
        action="extend",
        default=[],
        help=parser.pick("不查的用法规则，如 N19", "rules of usage not to ask, such as N19"),
    )
    parser.add_argument(
        "--format",
        choices=_FORMATS,
        default="text",
        metavar="|".join(_FORMATS),
        help=parser.pick(
            "核数报告的格式；docx 是审阅本，errata 是勘误表（.docx）",
            "form of the check report; docx is a review copy, errata a table of errors (.docx)",
        ),
    )
    parser.add_argument(
        "-o", dest="out", metavar="OUT", type=Path, help=parser.pick("写入文件", "write to a file")
    )


def run(given: argparse.Namespace, console: Console) -> int:
    """Print or write the check report; 1 if a number is wrong."""
    from jushi.local_files import load_file, load_files, write_file
    from jushi.services import check_report, render_check_report

    if given.out is None and given.format in _BINARY_FORMATS:
        raise UsageError("jushi check", f"{given.format} is not for a terminal", "add -o OUT")
    checked = check_report(
        load_file(given.draft),
        load_file(given.figures),
        previous=None if given.previous is None else load_file(given.previous),
        evidence=load_files(given.evidence),
        usage_off=given.usage_off,
        language=console.language,
    )
    content = render_check_report(checked, given.format, language=console.language)
    if given.out is not None:
        write_file(given.out, content)
        console.say(f"核数报告：{given.out}", f"check report: {given.out}")
    else:
        console.out.write(content.decode("utf-8", "backslashreplace"))
    return int(checked.result.has_errors)
