"""Home: the reports that are kept, and a new one."""

from pathlib import Path

import gradio as gr

from app.errors import SettingsError
from app.jobs import SourceFile
from app.web import templates, views
from app.web.room import Room

_GO = "(id) => { if (id) window.location.search = '?report=' + id; }"


def build_home(room: Room) -> None:
    """Put the parts of home where it is called."""
    words = room.words
    with gr.Column(scale=3):
        gr.Markdown(f"## {words['home']}")
        gr.HTML(
            html_template=templates.HOME,
            value=lambda: views.home_view(room.desk.reports(), room.language),
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
        with room.telling():
            sources = [_file(path) for path in [*(past or []), *(policies or [])]]
            if figures is None:
                raise SettingsError("figures", "no workbook was given", "choose the workbook")
            return room.desk.make(_file(figures), sources, room.language).id

    def make_sample() -> str:
        with room.telling():
            return room.desk.sample(room.language).id

    for button, work, inputs in (
        (create, make, [figures, past, policies]),
        (sample, make_sample, None),
    ):
        button.click(work, inputs, made, api_visibility="private").success(
            None, made, None, js=_GO, api_visibility="private"
        )


def _file(path: str) -> SourceFile:
    return SourceFile(Path(path).name, Path(path).read_bytes())
