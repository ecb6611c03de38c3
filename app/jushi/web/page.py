"""The page: home, and the six tabs of a report. Thin: every handler calls one job."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import gradio as gr

from jushi.errors import NotFoundError, UnavailableError
from jushi.messages import Language, wordings
from jushi.services.workspace import OpenReport
from jushi.web import templates, views
from jushi.web.app_context import AppContext
from jushi.web.home import build_home
from jushi.web.page_context import PageContext, Place, Tab
from jushi.web.page_html import PageHtml
from jushi.web.setup_page import build_setup
from jushi.web.tabs import check, draft, export, figures, outline, sources
from jushi.web.uploads import Uploads

CSS = (Path(__file__).parent / "page.css").read_text(encoding="utf-8")
_POLL_S = 1.0
_TABS: dict[str, Callable[[PageContext], Tab]] = {
    "figures": figures.build,
    "outline": outline.build,
    "sources": sources.build,
    "draft": draft.build,
    "check": check.build,
    "export": export.build,
}
_FIRST = "draft"


@dataclass(frozen=True, slots=True)
class _Frame:
    """What stands on the page besides the tabs' own parts."""

    context: PageContext
    at: gr.State
    """Name of the tab that is looked at."""
    timer: gr.Timer
    head: PageHtml
    places: tuple[tuple[gr.Row, Place], ...]
    """Home and 设置, each in its row."""
    inside: gr.Column
    headers: dict[str, gr.Tab]
    tabs: dict[str, Tab]

    def show(self, opened: OpenReport | None, at: str) -> list[Any]:
        """Values of `shown`: the tab that is looked at; the others wait until they are."""
        values = self._frame(opened)
        for name, tab in self.tabs.items():
            seen = opened is not None and name == at
            values += tab.show(opened) if opened and seen else _skipped(tab)
        return values

    def shown(self) -> list[Any]:
        """The parts that `show` gives values for."""
        return [self.head, self.timer, *(p for tab in self.tabs.values() for p in tab.parts)]

    def show_only(self, opened: OpenReport | None, at: str) -> list[Any]:
        """Values of `shown_only`: the fewer they are, the sooner the browser is done with them."""
        tab = self.tabs[at]
        return [*self._frame(opened), *(tab.show(opened) if opened else _skipped(tab))]

    def shown_only(self, at: str) -> list[Any]:
        """The parts that `show_only` gives values for."""
        return [self.head, self.timer, *self.tabs[at].parts]

    def _frame(self, opened: OpenReport | None) -> list[Any]:
        runs = opened is not None and opened.job is not None and not opened.job.is_finished
        app_context = self.context.app_context
        state = ("", "")
        if opened:
            state = views.report_state(self.context.workspace(opened.report.id), opened)
        user = app_context.owner() if app_context.signs_in else ""
        head = views.head_view(self.context.language, opened, state, user)
        return [head, gr.Timer(active=runs)]


def _skipped(place: Tab | Place) -> list[Any]:
    return [gr.skip()] * len(place.parts)


def build_page(app_context: AppContext, language: Language, uploads: Uploads) -> gr.Blocks:
    """The page in one language; two of them stand side by side."""
    words = wordings("page", language)
    with gr.Blocks(title=words["name"], analytics_enabled=False, fill_width=True) as page:
        context = PageContext(
            app_context, language, words, uploads, report=gr.State(""), changed=gr.State("")
        )
        _connect(page, _lay_out(context))
    return page  # type: ignore[no-any-return]


def _lay_out(context: PageContext) -> _Frame:
    language, words = context.language, context.words
    at = gr.State(_FIRST)
    timer = gr.Timer(_POLL_S, active=False)
    head = PageHtml(
        html_template=templates.HEAD,
        js_on_load=templates.HEAD_SCRIPT,
        value=views.head_view(language, None),
    )
    places: list[tuple[gr.Row, Place]] = []
    for place in (build_home, build_setup):
        with gr.Row(visible=False) as row:
            places.append((row, place(context)))
    headers: dict[str, gr.Tab] = {}
    tabs: dict[str, Tab] = {}
    with gr.Column(visible=False) as inside, gr.Tabs(selected=_FIRST, elem_id="tabs"):
        for name, build in _TABS.items():
            with gr.Tab(words[f"tab_{name}"], id=name) as headers[name]:
                tabs[name] = build(context)
    return _Frame(context, at, timer, head, tuple(places), inside, headers, tabs)


def _connect(page: gr.Blocks, frame: _Frame) -> None:
    context, at, shown = frame.context, frame.at, frame.shown()
    quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}

    def arrive(request: gr.Request) -> list[Any]:
        """Show what the address names: a report, 设置, or home."""
        name = request.query_params.get("report", "")
        opened = context.find(name) if name else None
        sets_up = opened is None and "setup" in request.query_params
        values: list[Any] = [name if opened else "", gr.Column(visible=opened is not None)]
        for is_asked, (_, place) in zip((not sets_up, sets_up), frame.places, strict=True):
            is_seen = is_asked and opened is None
            values += [gr.Row(visible=is_seen), *(place.show() if is_seen else _skipped(place))]
        return [*values, *frame.show_only(opened, _FIRST)]

    def poll(report_id: str, at: str) -> list[Any]:
        """What goes on by itself; what is shown stays while the store does not answer."""
        try:
            opened = context.workspace(report_id).open()
            return frame.show(opened, at)
        except NotFoundError:
            return frame.show(None, at)
        except UnavailableError:
            return [gr.skip()] * len(shown)

    def refresh(report_id: str, at: str) -> list[Any]:
        return frame.show(context.find(report_id), at)

    def enter(name: str, report_id: str) -> list[Any]:
        return [name, *frame.show_only(context.find(report_id), name)]

    page.unload(context.visits.leave)
    places = [part for row, place in frame.places for part in (row, *place.parts)]
    first = [context.report, frame.inside, *places, *frame.shown_only(_FIRST)]
    page.load(arrive, None, first, api_visibility="private")
    frame.timer.tick(poll, [context.report, at], shown, **quiet)
    context.changed.change(refresh, [context.report, at], shown, **quiet)
    for name, header in frame.headers.items():
        parts = [at, *frame.shown_only(name)]
        header.select(partial(enter, name), context.report, parts, **quiet)
