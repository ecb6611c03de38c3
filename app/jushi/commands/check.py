"""`jushi check`: every number of a report against its figures."""

import argparse
import sys
from contextlib import closing
from pathlib import Path
from typing import get_args

from jushi.commands.parser import Commands, Console, Help, Parser, UsageError
from jushi.commands.workbook_files import add_readings, load_workbook
from jushi.services import CHECK_FILES, CheckFormat, is_binary

_NAMED_BY_ENDING: tuple[CheckFormat, ...] = ("json", "html", "xlsx", "docx", "errata")
_FORMATS = get_args(CheckFormat)
HELP = Help(
    "check DRAFT [--figures F] [--year Y] [--previous F0] [--evidence PATH…]"
    f" [--usage-off RULE…] [--format {'|'.join(_FORMATS)}] [--strict] [-o OUT]"
    " | --batch CASES.jsonl [--workers N]",
    "check",
)


def register(commands: Commands) -> None:
    parser = commands.add(HELP, run)
    parser.add_argument(
        "draft", metavar="DRAFT", type=Path, nargs="?", help=parser.pick("check_draft")
    )
    parser.add_argument("--figures", metavar="F", type=Path, help=parser.pick("check_figures"))
    parser.add_argument("--previous", metavar="F0", type=Path, help=parser.pick("check_previous"))
    parser.add_argument(
        "--evidence",
        metavar="PATH",
        type=Path,
        nargs="+",
        action="extend",
        default=[],
        help=parser.pick("check_evidence"),
    )
    parser.add_argument("--year", metavar="Y", type=int, help=parser.pick("check_year"))
    add_readings(parser)
    _add_batch(parser)
    _add_output(parser)


def _add_batch(parser: Parser) -> None:
    parser.add_argument(
        "--batch", metavar="CASES.jsonl", type=Path, help=parser.pick("check_batch")
    )
    parser.add_argument("--workers", metavar="N", type=int, help=parser.pick("check_workers"))


def _add_output(parser: Parser) -> None:
    parser.add_argument(
        "--usage-off",
        metavar="RULE",
        nargs="+",
        action="extend",
        default=[],
        help=parser.pick("check_usage_off"),
    )
    parser.add_argument(
        "--format", choices=_FORMATS, metavar="|".join(_FORMATS), help=parser.pick("check_format")
    )
    parser.add_argument("--strict", action="store_true", help=parser.pick("check_strict"))
    parser.add_argument("-o", dest="out", metavar="OUT", type=Path, help=parser.pick("check_out"))


def run(given: argparse.Namespace, console: Console) -> int:
    """Print or write the check report; 1 if a number is wrong."""
    if given.batch is not None:
        return _run_batch(given, console)
    if given.draft is None:
        raise UsageError("commands.draft_missing", place="jushi check")
    return _run_one(given, console)


def _run_one(given: argparse.Namespace, console: Console) -> int:
    from jushi.fidelity import Code
    from jushi.local_files import load_file, load_files, write_file
    from jushi.services import REPORT_YEARS, check_report, render_check_report

    form: CheckFormat = given.format or _form_of(given.out)
    if given.workers is not None:
        raise UsageError("commands.workers_without_batch", place="jushi check")
    if given.year is not None and given.year not in REPORT_YEARS:
        raise UsageError("commands.not_a_year", place="jushi check", year=given.year)
    if given.out is None and is_binary(form):
        raise UsageError("commands.not_for_a_terminal", place="jushi check", form=form)
    try:
        checked = check_report(
            load_file(given.draft),
            None if given.figures is None else load_workbook(given.figures, console, given),
            previous=None if given.previous is None else load_file(given.previous),
            evidence=load_files(given.evidence, console.warn),
            report_year=given.year,
            usage_off=given.usage_off,
            is_strict=given.strict,
            language=console.language,
            on_progress=lambda share: console.show("console.checked_share", share=share),
        )
    finally:
        console.show()
    for finding in checked.result.findings:
        if finding.code is Code.UNREAD_ROW:
            print(finding.explanation, file=sys.stderr)
    content = render_check_report(checked, form, language=console.language)
    if given.out is not None:
        path = _with_ending(given.out, form)
        write_file(path, content)
        console.say("console.check_report", path=path)
    else:
        console.out.write(content.decode("utf-8", "backslashreplace"))
    return int(checked.result.has_errors)


def _form_of(out: Path | None) -> CheckFormat:
    """The form that the ending of OUT names where no other is asked for: x.html, x.errata."""
    ending = "" if out is None else out.suffix.lower().lstrip(".")
    return next((form for form in _NAMED_BY_ENDING if form == ending), "text")


def _with_ending(out: Path, form: CheckFormat) -> Path:
    """OUT with the ending of its kind of file: no program opens x.errata, or a .docx called x."""
    ending = Path(CHECK_FILES[form]).suffix
    wants = is_binary(form) or out.suffix.lower() == ".errata"
    return out.with_suffix(ending) if wants and out.suffix.lower() != ending else out


def _run_batch(given: argparse.Namespace, console: Console) -> int:
    """Print an answer for each line, as soon as all before it are known; 1 if one is not clean."""
    from jushi.commands.batch import BatchOptions, check_batch

    alone = {
        "DRAFT": given.draft,
        "--figures": given.figures,
        "--year": given.year,
        "--previous": given.previous,
        "--evidence": given.evidence,
        "-o": given.out,
    }
    for name, value in alone.items():
        if value:
            raise UsageError("commands.not_with_batch", place="jushi check", name=name)
    if given.format not in (None, "json"):
        raise UsageError("commands.batch_format", place="jushi check")
    if given.workers is not None and given.workers < 1:
        raise UsageError("commands.too_few_workers", place="jushi check")
    options = BatchOptions(tuple(given.usage_off), given.strict, console.language)
    is_clean = True
    # Closed at once where the reader of our output goes away: workers must not go on for nobody.
    with closing(check_batch(given.batch, options, workers=given.workers)) as answers:
        for answer in answers:
            is_clean = answer.is_clean and is_clean
            print(answer.line, file=console.out, flush=True)
    return int(not is_clean)
