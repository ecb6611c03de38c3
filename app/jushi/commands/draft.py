"""`jushi draft`: a report from figures and past reports, checked."""

import argparse
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from jushi.commands.parser import Commands, Console, Help, UsageError

if TYPE_CHECKING:
    from jushi.drafting import writing
    from jushi.errors import ModelError
    from jushi.services import DraftedReport

HELP = Help(
    "draft --figures F [--outline O] [--knowledge PATH…] -o DRAFT.docx|.md",
    "起草报告并核对每个数字",
    "draft a report and check every number",
)

_SUFFIXES = (".docx", ".md")


def register(commands: Commands) -> None:
    parser = commands.add(HELP, run)
    parser.add_argument(
        "--figures",
        metavar="F",
        type=Path,
        required=True,
        help=parser.pick("本年数据表", "this year's workbook"),
    )
    parser.add_argument(
        "--outline",
        metavar="O",
        type=Path,
        help=parser.pick(
            "提纲 .yaml；不给则沿用上年报告的",
            "an outline .yaml; last year's report's if not given",
        ),
    )
    parser.add_argument(
        "--knowledge",
        metavar="PATH",
        type=Path,
        nargs="+",
        action="extend",
        default=[],
        help=parser.pick(
            "往年报告和政策文件，或它们的文件夹",
            "past reports and policy texts, or folders of them",
        ),
    )
    parser.add_argument(
        "-o",
        dest="out",
        metavar="DRAFT",
        type=Path,
        required=True,
        help=parser.pick("报告写到这里：.docx 或 .md", "where the report goes: .docx or .md"),
    )


def run(given: argparse.Namespace, console: Console) -> int:
    """Write draft and check report side by side; 1 if a number of the draft is wrong."""
    from jushi.local_files import load_file, load_files
    from jushi.services import draft_report
    from jushi.wiring import build_model, passing_knowledge

    if given.out.suffix.lower() not in _SUFFIXES:
        raise UsageError("commands.unknown_suffix", place="jushi draft", out=given.out)
    model = build_model(console.settings)
    if model and given.knowledge:
        console.say("正在读参考材料……", "reading the reference documents …")
    with passing_knowledge(console.settings) if model else nullcontext() as index:
        drafted = draft_report(
            load_file(given.figures),
            given.out.name,
            outline=None if given.outline is None else load_file(given.outline),
            knowledge=load_files(given.knowledge, console.warn),
            language=console.language,
            model=model,
            index=index,
            at_once=console.settings.sections_at_once,
            on_section=lambda *told: _say_section(*told, console=console),
        )
    write_drafted(drafted, given.out, console)
    return int(drafted.checked.result.has_errors)


def _say_section(
    heading: str,
    told: "writing.WritingNotes | ModelError",
    spending: "writing.Spending",
    *,
    console: Console,
) -> None:
    """A line for each section as it gets done, and what all have cost."""
    from jushi.error_telling import tell_error
    from jushi.errors import ModelError

    error = told if isinstance(told, ModelError) else told.given_up
    if error is not None:
        console.say(
            f"  {heading} 模型没有写成，用套写：{tell_error(error, 'zh')}",
            f"  {heading} stays the composer's: {tell_error(error, 'en')}",
        )
    if isinstance(told, ModelError):
        return
    begin_zh, begin_en = ("    ", "   ") if error else (f"  {heading} 写完：", f"  {heading} done:")
    console.say(
        f"{begin_zh}问 {told.calls} 次，{told.tokens} 个词元，{told.seconds:.1f} 秒；"
        f"毛病 {len(told.faults)} 处，模型改好 {told.repaired} 处，换掉 {len(told.replaced)} 句",
        f"{begin_en} {told.calls} calls, {told.tokens} tokens, {told.seconds:.1f} s; "
        f"{len(told.faults)} faults, {told.repaired} mended by the model, "
        f"{len(told.replaced)} sentences replaced",
    )
    for remark in told.remarks:
        console.say(f"    请看一看：{remark.explanation}", f"    look at this: {remark.subject}")
    if not spending.left:
        return
    console.say(
        f"    已用 {spending.tokens} 个词元；还有 {spending.left} 节，"
        f"约 {spending.tokens_left} 个词元、{spending.wait_s} 秒",
        f"    {spending.tokens} tokens so far; {spending.left} sections left, "
        f"about {spending.tokens_left} tokens and {spending.wait_s} s",
    )


def write_drafted(drafted: "DraftedReport", out: Path, console: Console) -> None:
    """Write the draft to `out` and its check report beside it, and say what they hold."""
    from jushi.local_files import write_file
    from jushi.services import render_check_report

    write_file(out, drafted.file.content)
    page, record = out.with_suffix(".check.html"), out.with_suffix(".check.json")
    review = out.with_suffix(".review.docx")
    write_file(page, render_check_report(drafted.checked, "html", language=console.language))
    write_file(record, render_check_report(drafted.checked, "json", language=console.language))
    write_file(review, drafted.review)
    _say_what_it_is(drafted, console)
    console.say(f"报告：      {out}", f"report:        {out}")
    console.say(f"审阅本：    {review}", f"review copy:   {review}")
    console.say(f"核数报告：  {page}", f"check report:  {page}")
    console.say(f"核数记录：  {record}", f"check record:  {record}")


def _say_what_it_is(drafted: "DraftedReport", console: Console) -> None:
    draft, summary = drafted.draft, drafted.checked.result.summary
    sentences = [sentence for section in draft for sentence in section.sentences]
    marked = sum(sentence.is_carried_over for sentence in sentences)
    unvouched = sum(bool(sentence.unvouched_marks) for sentence in sentences)
    sections = sum(bool(section.title) for section in draft)
    console.say(
        f"{draft.title.replace(chr(10), '')}：{sections} 节，{len(sentences)} 句，"
        f"其中 {marked} 句只有往年报告可以佐证（沿用），请人工过目",
        f"{draft.title.replace(chr(10), '')}: {sections} sections, {len(sentences)} sentences; "
        f"{marked} rest on the past report alone (沿用) and want a look",
    )
    if unvouched:
        console.say(
            f"另有 {unvouched} 句在数据、往年报告和材料里找不到出处，请核实（审阅本里有批注）",
            f"{unvouched} more say what no figure, past report or material says: please verify"
            " (comments in the review copy)",
        )
    console.say(
        f"数字 {summary.data} 处：有据 {summary.ok}，待核 {summary.review}，有误 {summary.error}；"
        f"数据 {summary.figures} 个，用到 {summary.used} 个",
        f"{summary.data} numbers: {summary.ok} proven, {summary.review} to review, "
        f"{summary.error} wrong; {summary.used} of {summary.figures} figures used",
    )
    if drafted.failed:
        headings = [heading for heading, _ in drafted.failed]
        console.say(
            f"模型没有写成、用套写的有 {len(headings)} 节：{'、'.join(headings)}",
            f"{len(headings)} sections stay the composer's: {', '.join(headings)}",
        )
    for missing in draft.missing:
        console.say(f"待补：{missing.indicator}", f"missing: {missing.indicator}")
