"""唱校: two people read the report aloud, one key to tick a number, kept as they go."""

from typing import Any

import gradio as gr

from jushi.characters import NOTHING_TOLD
from jushi.messages import Language, wordings
from jushi.services.workspace import OpenReport, ReadingPair, two_readers
from jushi.web.page_context import PageContext
from jushi.web.page_html import PageHtml
from jushi.web.tabs.check.reading_template import READING, READING_SCRIPT

_SHUT: dict[str, Any] = {"pairs": []}


def build_reading(context: PageContext) -> None:
    """Put the readers' names, the button and the full screen where it is called."""
    words = context.words
    with gr.Row(elem_id="reading-begin"):
        reader = gr.Textbox(label=words["reading_reader"], elem_id="reader", max_length=20)
        other = gr.Textbox(label=words["reading_other"], elem_id="other-reader", max_length=20)
        begin = gr.Button(words["reading_begin"], elem_id="begin-reading", size="sm", scale=0)
    screen = PageHtml(
        html_template=READING, js_on_load=READING_SCRIPT, value=_SHUT, elem_id="reading"
    )

    def open_screen(report_id: str, reader: str, other: str) -> dict[str, Any]:
        opened = context.open(report_id)
        with context.telling():
            two_readers((reader or "", other or ""))
        return _view(context, opened)

    def act(report_id: str, reader: str, other: str, event: gr.EventData) -> dict[str, Any]:
        if event.verb == "shut":
            return _SHUT
        with context.telling():
            context.workspace(report_id).readings.mark(
                str(event.item),
                event.verb,
                readers=(reader or "", other or ""),
                note=str(event.note or ""),
            )
        return _view(context, context.open(report_id))

    quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    names = [context.report, reader, other]
    begin.click(open_screen, names, screen, **quiet)
    # Each key press counts, also one that comes while the mark before it is being kept.
    screen.select(act, names, screen, trigger_mode="multiple", **quiet)


def _view(context: PageContext, opened: OpenReport) -> dict[str, Any]:
    return reading_view(
        context.workspace(opened.report.id).readings.pairs(opened), context.language
    )


def reading_view(pairs: tuple[ReadingPair, ...], language: Language) -> dict[str, Any]:
    """Plain values for `READING`."""
    words = wordings("page", language)
    marks = [pair.mark.kind for pair in pairs if pair.mark is not None]
    progress = words["reading_progress"].format(
        done=len(marks), all=len(pairs), disputed=marks.count("disputed")
    )
    names = (
        "reading", "reading_keys", "reading_tick", "reading_dispute", "reading_undo",
        "reading_shut", "reading_note", "this_year", "last_year", "reading_source",
    )  # fmt: skip
    return {
        "words": {name: words[name] for name in names},
        "progress": progress,
        "done": len(marks),
        "all": len(pairs),
        "pairs": [_pair(pair, words) for pair in pairs],
    }


def _pair(pair: ReadingPair, words: dict[str, str]) -> dict[str, Any]:
    mark = pair.mark
    told = ""
    if mark is not None:
        when = mark.time.astimezone().strftime("%m-%d %H:%M")
        judged = words[f"reading_{mark.kind}"]
        told = f"{judged} {mark.who} {when} {mark.reason}".strip()
    return {
        "id": pair.item.id,
        "c": mark.kind if mark is not None else "unread",
        "told": told,
        "before": pair.before,
        "text": pair.item.text,
        "after": pair.after,
        "rows": [
            {
                "indicator": row.indicator,
                "cell": str(row.cell),
                "now": row.tell_value(),
                "last": row.tell_previous() or NOTHING_TOLD,
            }
            for row in pair.rows
        ],
        "why": "" if pair.rows else pair.item.explanation,
    }
