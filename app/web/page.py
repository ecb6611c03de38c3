"""The page: home, and the six stops of a report. Thin: every handler calls one job."""

from pathlib import Path
from typing import Any

import gradio as gr

from app.error_telling import Language, tell_error
from app.errors import JushiError, SettingsError
from app.jobs import SourceFile, kept
from app.web import templates, views
from app.web.desk import Desk
from app.web.page_words import page_words
from app.web.painting import card

CSS = (Path(__file__).parent / "page.css").read_text(encoding="utf-8")
THEME = gr.themes.Soft(
    primary_hue="blue", font=["Noto Sans CJK SC", "sans-serif"], font_mono=["monospace"]
)
_GO = "(id) => { if (id) window.location.search = '?report=' + id; }"
_POLL_S = 1.0


def build_page(desk: Desk, language: Language) -> gr.Blocks:
    """The page in one language; two of them stand side by side."""
    words = page_words(language)
    with gr.Blocks(title=words["name"], analytics_enabled=False, fill_width=True) as page:
        head = gr.HTML(html_template=templates.HEAD, value=views.head_view(language, None))
        chosen = gr.State("")
        with gr.Row(visible=False) as home:
            _build_home(desk, language, words)
        with gr.Column(visible=False) as room:
            shown, timer = _build_room(desk, language, words, chosen)

        def arrive(request: gr.Request) -> list[Any]:
            """Show the report that the address names, or home."""
            name = request.query_params.get("report", "")
            opened = _open(desk, name, language) if name else None
            running = opened is not None and opened.job is not None and not opened.job.is_finished
            return [
                views.head_view(language, opened),
                name if opened else "",
                gr.update(visible=opened is None),
                gr.update(visible=opened is not None),
                gr.update(active=running),
                *_show(opened, language),
            ]

        def poll(name: str) -> list[Any]:
            """Follow the drafting until it is done."""
            opened = _open(desk, name, language)
            running = opened is not None and opened.job is not None and not opened.job.is_finished
            return [
                views.head_view(language, opened),
                gr.update(active=running),
                *_show(opened, language),
            ]

        page.load(arrive, None, [head, chosen, home, room, timer, *shown], api_visibility="private")
        timer.tick(
            poll, chosen, [head, timer, *shown], api_visibility="private", show_progress="hidden"
        )
    return page  # type: ignore[no-any-return]


def _build_home(desk: Desk, language: Language, words: dict[str, str]) -> None:
    with gr.Column(scale=3):
        gr.Markdown(f"## {words['home']}")
        gr.HTML(
            html_template=templates.HOME,
            value=lambda: views.home_view(desk.reports(), language),
            elem_id="reports",
        )
        sample = gr.Button(words["open_sample"], elem_id="sample")
    with gr.Column(scale=2):
        gr.Markdown(f"## {words['new_report']}")
        figures = gr.File(label=words["figures_file"], elem_id="figures-file", height=120)
        past = gr.File(
            label=words["past_files"], file_count="multiple", elem_id="past-files", height=120
        )
        policies = gr.File(
            label=words["policy_files"], file_count="multiple", elem_id="policy-files", height=120
        )
        create = gr.Button(words["create"], variant="primary", elem_id="create")
    made = gr.Textbox(visible=False)

    def make(figures: str | None, past: list[str] | None, policies: list[str] | None) -> str:
        with _Told(language):
            sources = [_file(path) for path in [*(past or []), *(policies or [])]]
            if figures is None:
                raise SettingsError("figures", "no workbook was given", "choose the workbook")
            return desk.make(_file(figures), sources, language).id

    def make_sample() -> str:
        with _Told(language):
            return desk.sample(language).id

    for button, work, inputs in (
        (create, make, [figures, past, policies]),
        (sample, make_sample, None),
    ):
        button.click(work, inputs, made, api_visibility="private").success(
            None, made, None, js=_GO, api_visibility="private"
        )


def _build_room(
    desk: Desk, language: Language, words: dict[str, str], chosen: gr.State
) -> tuple[list[Any], gr.Timer]:
    timer = gr.Timer(_POLL_S, active=False)
    with gr.Tabs(selected="draft"):
        with gr.Tab(words["stop_figures"], id="figures"):
            figures = gr.HTML(html_template=templates.TABLE, elem_id="figures")
        with gr.Tab(words["stop_outline"], id="outline"):
            outline = gr.HTML(html_template=templates.TABLE, elem_id="outline")
        with gr.Tab(words["stop_sources"], id="sources"):
            sources = gr.HTML(html_template=templates.TABLE, elem_id="sources")
        with gr.Tab(words["stop_draft"], id="draft"):
            progress, draft, paper, told = _build_draft(words)
        with gr.Tab(words["stop_check"], id="check"):
            summary = gr.Markdown(elem_id="summary")
            check = gr.HTML(html_template=templates.TABLE, elem_id="check")
        with gr.Tab(words["stop_export"], id="export"):
            exports = gr.HTML(html_template=templates.EXPORTS, elem_id="exports")

    def start(name: str) -> Any:
        with _Told(language):
            desk.draft(name)
        return gr.update(active=True)

    def pick(name: str, event: gr.EventData) -> dict[str, object]:
        opened = _open(desk, name, language)
        if opened is None or opened.result is None:
            return {"hint": words["choose_number"], "c": "", "text": ""}
        return card(opened.result.verdicts[event.number], opened.table, language)

    draft.click(start, chosen, timer, api_visibility="private")
    paper.select(pick, chosen, told, api_visibility="private", show_progress="hidden")
    return [figures, outline, sources, progress, paper, summary, check, exports], timer


def _build_draft(words: dict[str, str]) -> tuple[gr.HTML, gr.Button, gr.HTML, gr.HTML]:
    """Progress and button above, the text and the card of the chosen number below."""
    with gr.Row():
        progress = gr.HTML(html_template=templates.PROGRESS, elem_id="progress")
        draft = gr.Button(
            words["draft_all"],
            variant="primary",
            elem_id="draft-all",
            scale=0,
            min_width=160,
        )
    with gr.Row():
        with gr.Column(scale=7):
            paper = gr.HTML(
                html_template=templates.PAPER,
                js_on_load=templates.PAPER_SCRIPT,
                elem_id="paper",
            )
        with gr.Column(scale=3, min_width=260):
            told = gr.HTML(
                html_template=templates.CARD,
                value={"hint": words["choose_number"], "c": "", "text": ""},
                elem_id="card",
            )
    return progress, draft, paper, told


def _show(opened: kept.OpenReport | None, language: Language) -> list[Any]:
    """The values of the stops' parts; nothing is touched where no report is open."""
    if opened is None:
        return [gr.skip()] * 8
    return [
        views.figures_view(opened, language),
        views.outline_view(opened, language),
        views.sources_view(opened, language),
        views.progress_view(opened, language),
        views.paper_view(opened, language),
        views.summary_text(opened, language),
        views.check_view(opened, language),
        views.exports_view(opened, language),
    ]


def _open(desk: Desk, name: str, language: Language) -> kept.OpenReport | None:
    try:
        return desk.open(name, language)
    except JushiError:
        return None


def _file(path: str) -> SourceFile:
    return SourceFile(Path(path).name, Path(path).read_bytes())


class _Told:
    """Turns what a user can mend into the page's own message, one line."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, JushiError):
            raise gr.Error(tell_error(error, self.language), print_exception=False) from error
