"""提纲: the tree of sections, what each tells, and what the rules ask; edited step by step."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, get_args

import gradio as gr

from jushi.drafting import Outline, Way
from jushi.services.workspace import template_outlines
from jushi.web.page_context import PageContext, Tab
from jushi.web.page_html import PageHtml
from jushi.web.tabs.outline import templates
from jushi.web.tabs.outline.plan_panel import build_plan
from jushi.web.tabs.outline.views import plan_view, section_choices

_QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
_MOST_UNDONE = 30
_LAST_YEAR = "last year"
_STEPS = get_args(Way)

_Edit = Callable[[Outline, str], Outline]


@dataclass(frozen=True, slots=True)
class _Fields:
    """What can be changed of the chosen section."""

    title: gr.Textbox
    length: gr.Number
    guidance: gr.Textbox
    figures: gr.Dropdown
    items: gr.Dropdown

    def all(self) -> list[Any]:
        return [self.title, self.length, self.guidance, self.figures, self.items]


def build(context: PageContext) -> Tab:
    """Put the tab's parts where it is called: the tree on the left, the chosen section beside."""
    words, work = context.words, _Work(context)
    key, before = gr.State(""), gr.State(())
    with gr.Row(elem_id="outline-actions"):
        source = gr.Dropdown(
            [(words["outline_last_year"], _LAST_YEAR), *((n, n) for n in template_outlines())],
            value=_LAST_YEAR,
            label=words["outline_source"],
            elem_id="outline-source",
            scale=3,
        )
        load = gr.Button(words["outline_load"], elem_id="outline-load", size="sm", scale=1)
        undo = gr.Button(words["outline_undo"], elem_id="outline-undo", size="sm", scale=1)
    with gr.Row(elem_id="outlining"):
        with gr.Column(scale=7, min_width=460):
            tree = PageHtml(
                html_template=templates.TREE, js_on_load=templates.TREE_SCRIPT, elem_id="outline"
            )
        with gr.Column(scale=4, min_width=300):
            fields, panel = _build_section(context, work, key, before)
    build_plan(context)
    shown = [tree, undo]
    changed = [key, before, context.changed]
    load.click(work.load, [context.report, before, source], changed, api_visibility="private")
    undo.click(work.undo, [context.report, before], changed, api_visibility="private")
    chosen = [key, panel, *fields.all()]
    tree.select(work.choose, context.report, chosen, **_QUIET)
    return Tab(tuple(shown), lambda opened: work.show(opened.report.id))


def _build_section(
    context: PageContext, work: "_Work", key: gr.State, before: gr.State
) -> tuple[_Fields, gr.Column]:
    words = context.words
    gr.Markdown(words["outline_choose_hint"], elem_id="outline-hint")
    with gr.Column(visible=False, elem_id="outline-section") as panel:
        fields = _Fields(
            title=gr.Textbox(label=words["heading"], elem_id="section-title"),
            length=gr.Number(label=words["outline_length"], precision=0, elem_id="section-length"),
            guidance=gr.Textbox(
                label=words["outline_guidance"], lines=3, elem_id="section-guidance"
            ),
            figures=gr.Dropdown(
                [], multiselect=True, label=words["outline_figures"], elem_id="section-figures"
            ),
            items=gr.Dropdown(
                [], multiselect=True, label=words["outline_items"], elem_id="section-items"
            ),
        )
        save = gr.Button(
            words["outline_save"], variant="primary", elem_id="outline-save", size="sm"
        )
        with gr.Row(elem_id="outline-steps"):
            steps = [
                gr.Button(words[f"outline_{step}"], elem_id=f"outline-{step}", size="sm")
                for step in _STEPS
            ]
        with gr.Row():
            new = gr.Button(words["outline_new"], elem_id="outline-new", size="sm")
            out = gr.Button(words["outline_remove"], elem_id="outline-remove", size="sm")
    inputs, changed = [context.report, key, before], [key, before, context.changed]
    save.click(work.save, [*inputs, *fields.all()], changed, api_visibility="private")
    for step, button in zip(_STEPS, steps, strict=True):
        button.click(work.edit(_moving(step)), inputs, changed, api_visibility="private")
    title = words["outline_new_title"]
    new.click(work.edit(lambda o, k: o.with_new(k, title)), inputs, changed, **_QUIET)
    removed = out.click(work.edit(lambda o, k: o.without(k)), inputs, changed, **_QUIET)
    removed.then(lambda: gr.Column(visible=False), None, panel, **_QUIET)
    return fields, panel


def _moving(step: Any) -> _Edit:
    return lambda outline, key: outline.moved(key, step)


@dataclass(frozen=True, slots=True)
class _Work:
    """What the parts of the tab do. `before` holds the outlines to go back to, oldest first."""

    context: PageContext

    def show(self, report_id: str) -> list[Any]:
        store = self.context.app_context.store
        with self.context.telling():
            plan = self.context.workspace(report_id).outline.plan()
        table = store.load_figures(report_id)
        return [plan_view(plan, table, self.context.language), gr.Button()]

    def choose(self, report_id: str, event: gr.EventData) -> list[Any]:
        store, key = self.context.app_context.store, str(event.key)
        plan = self.context.workspace(report_id).outline.plan()
        section = next((s for s in plan.outline if s.key == key), None)
        if section is None:
            return [gr.skip()] * 7
        figures, items = section_choices(plan, store.load_figures(report_id))
        return [
            key,
            gr.Column(visible=True),
            section.title,
            section.target_chars,
            section.guidance,
            gr.Dropdown(figures, value=list(section.figures)),
            gr.Dropdown(items, value=list(section.required_items), visible=bool(items)),
        ]

    def save(self, report_id: str, key: str, before: Sequence[Outline], *typed: Any) -> list[Any]:
        title, length, guidance, figures, items = typed
        return self._keep(
            report_id,
            key,
            before,
            lambda outline, chosen: outline.edited(
                chosen,
                title=str(title).strip(),
                target_chars=max(int(length or 0), 0),
                guidance=str(guidance).strip(),
                figures=tuple(figures or ()),
                required_items=tuple(items or ()),
            ),
        )

    def edit(self, change: _Edit) -> Callable[..., list[Any]]:
        return lambda report_id, key, before: self._keep(report_id, key, before, change)

    def load(self, report_id: str, before: Sequence[Outline], source: str) -> list[Any]:
        def loaded(_outline: Outline, _key: str) -> Outline:
            if source == _LAST_YEAR:
                return self.context.workspace(report_id).outline.past()
            return template_outlines()[source]

        return self._keep(report_id, "", before, loaded)

    def undo(self, report_id: str, before: Sequence[Outline]) -> list[Any]:
        if not before:
            self.context.tell(self.context.words["outline_nothing_to_undo"], duration=3)
            return [gr.skip()] * 3
        with self.context.telling():
            self.context.workspace(report_id).outline.keep(before[-1])
        return [gr.skip(), tuple(before[:-1]), self.context.change()]

    def _keep(
        self, report_id: str, key: str, before: Sequence[Outline], change: _Edit
    ) -> list[Any]:
        outline = self.context.workspace(report_id).outline
        with self.context.telling():
            old = outline.current()
            new = change(old, key)
            if new == old:
                return [gr.skip()] * 3
            outline.keep(new)
        return [gr.skip(), (*before, old)[-_MOST_UNDONE:], self.context.change()]
