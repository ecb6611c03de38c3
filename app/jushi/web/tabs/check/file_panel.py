"""核对其他文件: any report against a workbook, with what came of it to take away."""

from typing import Any, Literal

import gradio as gr

from jushi.error_telling import tell_message
from jushi.errors import DocumentError
from jushi.fidelity import Status
from jushi.figures import render_workbook
from jushi.messages import Language, Message, wordings
from jushi.running import Run
from jushi.services import CheckedReport, SourceFile, check_report, render_check_report
from jushi.services.workspace import OpenReport
from jushi.web.marked_text import verdict_class
from jushi.web.page_context import FILES_AT_ONCE, TAKES_FILES, PageContext
from jushi.web.page_html import PageHtml

_AROUND = 24
_FORMS: tuple[Literal["html", "xlsx", "docx"], ...] = ("html", "xlsx", "docx")
TEMPLATE = """
<section class="filecheck" aria-live="polite">{{#if value.told}}<p class="planhead">{{value.name}}：
{{value.told}}</p><ol class="findings">{{#each value.rows}}<li class="finding {{this.c}}">
<b>{{this.text}}</b><i class="mark">{{this.state}}</i>
<span>{{this.before}}<b>{{this.text}}</b>{{this.after}}</span><span>{{this.why}}</span></li>
{{/each}}{{#unless value.rows}}<li class="hint">{{value.clear}}</li>{{/unless}}</ol>{{else}}
<p class="hint">{{value.hint}}</p>{{/if}}</section>
"""


def build_file_check(context: PageContext) -> None:
    """Put the files' boxes, the button and the findings where it is called."""
    words = context.words
    with gr.Row():
        draft = gr.File(label=words["filecheck_draft"], elem_id="filecheck-draft", height=84)
        figures = gr.File(label=words["filecheck_figures"], elem_id="filecheck-figures", height=84)
        before = gr.File(label=words["filecheck_before"], elem_id="filecheck-before", height=84)
    small: dict[str, Any] = {"size": "sm", "scale": 0, "elem_classes": TAKES_FILES}
    begin = gr.Button(words["filecheck_begin"], elem_id="filecheck", **small)
    told = PageHtml(
        html_template=TEMPLATE, value={"hint": words["filecheck_hint"]}, elem_id="filechecked"
    )
    files = gr.File(
        label=words["filecheck_files"],
        elem_id="filecheck-files",
        file_count="multiple",
        interactive=False,
        visible=False,
    )

    def check(
        report_id: str, draft: str | None, figures: str | None, before: str | None
    ) -> list[Any]:
        with context.telling(), context.running() as run:
            if not draft:
                raise DocumentError("web.no_file_given", place=Message("places.draft"))
            checked = run(
                check_report,
                context.take(draft),
                context.take(figures) if figures else _own_figures(context.find(report_id)),
                previous=context.take(before) if before else None,
                language=context.language,
            )
            made = _rendered(context, checked, run)
        context.drop(draft, figures, before)
        shown = checked_view(checked, context.language)
        return [shown, gr.File(made, visible=True), None, None, None]

    inputs = [context.report, draft, figures, before]
    begin.click(
        check,
        inputs,
        [told, files, draft, figures, before],
        api_visibility="private",
        show_progress="minimal",
        concurrency_limit=FILES_AT_ONCE,
    )


def checked_view(checked: CheckedReport, language: Language) -> dict[str, Any]:
    """Plain values for `TEMPLATE`: what a person should look at, in text order."""
    words, result = wordings("page", language), checked.result
    text, s = result.text, result.summary
    rows = [
        {
            "c": verdict_class(v),
            "text": v.mention.text,
            "state": words[verdict_class(v)],
            "before": text[max(0, v.mention.start - _AROUND) : v.mention.start],
            "after": text[v.mention.end : v.mention.end + _AROUND],
            "why": v.explanation,
        }
        for v in result.verdicts
        if v.status is not Status.OK
    ]
    rows += [
        {"c": f.status.value, "text": words["pass_finding"], "state": "", "why": f.explanation}
        for f in result.findings
        if f.status is not Status.OK
    ]
    rows += [
        {"c": "review", "text": words["filecheck_notice"], "state": "", "why": notice}
        for notice in (tell_message(told, language) for told in checked.notices)
    ]
    counts = {"data": s.data, "ok": s.ok, "review": s.review, "error": s.error}
    return {
        "name": checked.draft.name,
        "told": words["summary"].format(**counts, figures=s.figures, used=s.used),
        "clear": words["pass_clear"],
        "rows": rows,
    }


def _rendered(context: PageContext, checked: CheckedReport, run: Run) -> list[str]:
    """The check report in three forms, as files that the page hands out."""
    return [
        context.hand_out(
            context.words[f"filecheck_{form}"],
            run(render_check_report, checked, form, language=context.language),
        )
        for form in _FORMS
    ]


def _own_figures(opened: OpenReport | None) -> SourceFile:
    if opened is None:
        raise DocumentError("web.no_workbook", place=Message("places.figures"))
    return SourceFile("figures.xlsx", render_workbook(opened.table))
