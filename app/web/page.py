"""The page: home, and the six stops of a report. Thin: every handler calls one job."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import gradio as gr

from app.error_telling import Language
from app.jobs import kept
from app.web import templates, views
from app.web.desk import Desk
from app.web.home import build_home
from app.web.page_words import page_words
from app.web.room import Room, Stop
from app.web.stops import check, draft, export, figures, outline, sources

CSS = (Path(__file__).parent / "page.css").read_text(encoding="utf-8")
THEME = gr.themes.Soft(
    primary_hue="blue", font=["Noto Sans CJK SC", "sans-serif"], font_mono=["monospace"]
)
_POLL_S = 1.0
_STOPS: dict[str, Callable[[Room], Stop]] = {
    "figures": figures.build,
    "outline": outline.build,
    "sources": sources.build,
    "draft": draft.build,
    "check": check.build,
    "export": export.build,
}
_FIRST = "draft"


def build_page(desk: Desk, language: Language) -> gr.Blocks:
    """The page in one language; two of them stand side by side."""
    words = page_words(language)
    with gr.Blocks(title=words["name"], analytics_enabled=False, fill_width=True) as page:
        room = Room(desk, language, words, report=gr.State(""), changed=gr.State(""))
        at = gr.State(_FIRST)
        timer = gr.Timer(_POLL_S, active=False)
        head = gr.HTML(html_template=templates.HEAD, value=views.head_view(language, None))
        with gr.Row(visible=False) as home:
            build_home(room)
        stops: dict[str, Stop] = {}
        tabs: dict[str, gr.Tab] = {}
        with gr.Column(visible=False) as inside, gr.Tabs(selected=_FIRST):
            for name, build in _STOPS.items():
                with gr.Tab(words[f"stop_{name}"], id=name) as tabs[name]:
                    stops[name] = build(room)
        parts = [part for stop in stops.values() for part in stop.parts]

        def show(opened: kept.OpenReport | None, at: str) -> list[Any]:
            """Head, timer, and the stop that is looked at; the others wait until they are."""
            values: list[Any] = [views.head_view(language, opened), gr.Timer(active=_runs(opened))]
            for name, stop in stops.items():
                seen = opened is not None and name == at
                values += stop.show(opened) if opened and seen else [gr.skip()] * len(stop.parts)
            return values

        def arrive(at: str, request: gr.Request) -> list[Any]:
            """Show the report that the address names, or home."""
            name = request.query_params.get("report", "")
            opened = room.open(name) if name else None
            away = opened is None
            return [
                name if opened else "",
                gr.Row(visible=away),
                gr.Column(visible=not away),
                *show(opened, at),
            ]

        def refresh(report_id: str, at: str) -> list[Any]:
            return show(room.open(report_id), at)

        shown = [head, timer, *parts]
        quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
        page.load(arrive, at, [room.report, home, inside, *shown], api_visibility="private")
        timer.tick(refresh, [room.report, at], shown, **quiet)
        room.changed.change(refresh, [room.report, at], shown, **quiet)
        for name, tab in tabs.items():
            tab.select(lambda name=name: name, None, at, **quiet).then(
                refresh, [room.report, at], shown, **quiet
            )
    return page  # type: ignore[no-any-return]


def _runs(opened: kept.OpenReport | None) -> bool:
    return opened is not None and opened.job is not None and not opened.job.is_finished
