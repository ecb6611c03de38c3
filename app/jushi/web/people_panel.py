"""用户 in 设置: who may sign in, in which role; for 管理 alone."""

from typing import Any, cast

import gradio as gr

from jushi.revision import Role, User
from jushi.web.page_context import PageContext, Place
from jushi.web.page_html import PageHtml
from jushi.web.people import ROLES, Person, keep_person

_PEOPLE = """
<table class="grid"><tbody>{{#each value.rows}}<tr><td>
<button type="button" data-name="{{this.name}}">{{this.name}}</button></td><td>{{this.role}}</td>
<td>{{this.state}}</td></tr>{{/each}}</tbody></table>
{{#unless value.rows}}<p class="hint">{{value.hint}}</p>{{/unless}}
"""
_PICK = """
element.addEventListener('click', event => {
  const button = event.target.closest('button[data-name]');
  if (button) trigger('select', {name: button.dataset.name});
});
"""


def build_people(context: PageContext) -> Place:
    """Put the panel where it is called; it is shown to those alone who may administer."""
    words = context.words
    with gr.Column(visible=False, elem_id="people") as panel:
        gr.Markdown(f"## {words['people']}\n{words['people_what']}")
        listed = PageHtml(html_template=_PEOPLE, js_on_load=_PICK, elem_id="people-list")
        with gr.Row():
            name = gr.Textbox(label=words["people_name"], max_length=60, elem_id="people-name")
            password = gr.Textbox(
                label=words["people_password"],
                type="password",
                max_length=500,
                elem_id="people-password",
            )
        with gr.Row():
            role = gr.Radio(
                list(ROLES), value="起草", label=words["people_role"], elem_id="people-role"
            )
            active = gr.Checkbox(value=True, label=words["people_active"], elem_id="people-active")
        save = gr.Button(words["people_save"], elem_id="people-save")

    def keep(name: str, password: str, role: str, is_active: bool) -> list[Any]:
        with context.telling():
            person = Person(name, cast(Role, role), password, is_active)
            kept = keep_person(context.app_context.store, person, context.app_context.owner())
        context.tell(words["people_saved"].format(name=kept.name), duration=3)
        return [_view(context), "", "", "起草", True]

    def pick(event: gr.EventData) -> list[Any]:
        with context.telling():
            found = context.app_context.store.load_users(str(event.name))
        if not found:
            return [gr.skip()] * 4
        return [found[0].name, "", found[0].role, found[0].is_active]

    fields = [name, password, role, active]
    save.click(keep, fields, [listed, *fields], api_visibility="private")
    listed.select(pick, None, fields, api_visibility="private", show_progress="hidden")

    def show() -> list[Any]:
        may = context.app_context.administers()
        return [gr.Column(visible=may), _view(context) if may else {"rows": []}]

    return Place((panel, listed), show)


def _view(context: PageContext) -> dict[str, Any]:
    words = context.words

    def row(user: User) -> dict[str, str]:
        state = words["people_in" if user.is_active else "people_out"]
        return {"name": user.name, "role": user.role, "state": state}

    rows = [row(user) for user in context.app_context.store.load_users()]
    return {"rows": rows, "hint": words["people_none"]}
