"""设置: endpoint, model, key, office and language; a try of the model; what is sent where."""

from typing import Any

import gradio as gr

from jushi.characters import NOTHING_TOLD
from jushi.error_telling import tell_error
from jushi.errors import JushiError, RefusalError
from jushi.key_settings import API_KEY, BASE_URL, KEPT_FILE
from jushi.llm import probe_model
from jushi.messages import Language, Message
from jushi.network import host_of
from jushi.services.workspace import BLOCKING
from jushi.settings import Settings
from jushi.web.page_context import PageContext, Place
from jushi.web.page_html import PageHtml
from jushi.web.people_panel import build_people
from jushi.web.setup import Setup
from jushi.web.views import View
from jushi.wiring import destinations

_FIELDS = {
    "OPENAI_BASE_URL": "setup_endpoint",
    "JUSHI_MODEL": "setup_model",
    "OPENAI_API_KEY": "setup_key",
    "JUSHI_OFFICE": "setup_office",
    "JUSHI_LANGUAGE": "setup_language",
    "JUSHI_SIGN_OFF_BLOCKS": "setup_blocks",
}
_SENT = {"model": "revise", "embeddings": "search", "index": "index", "database": "store"}
"""Clients, and the words of what they send."""
_TEMPLATE = """
<section class="sent"><h2>{{value.title}}</h2><p class="only {{value.c}}">{{value.only}}</p>
<table class="grid"><thead><tr>{{#each value.columns}}
<th scope="col">{{this}}</th>{{/each}}</tr></thead><tbody>{{#each value.rows}}<tr>{{#each this}}
<td>{{this}}</td>{{/each}}</tr>{{/each}}</tbody></table>
<p class="key">{{value.key}}</p><p class="hint">{{value.hint}}</p></section>
"""
_RESULT = """<p class="tried {{value.c}}" role="status" aria-live="polite">{{value.text}}</p>"""


def build_setup(context: PageContext) -> Place:
    """Put the parts of 设置 where it is called."""
    words = context.words
    with gr.Column(scale=2, elem_id="setup"):
        gr.Markdown(f"## {words['setup']}")
        fields, forget = _fields(context)
        with gr.Row():
            save = gr.Button(words["setup_save"], variant="primary", elem_id="setup-save")
            probe = gr.Button(words["setup_try"], elem_id="setup-try")
        tried = PageHtml(html_template=_RESULT, value={}, elem_id="setup-tried")
    with gr.Column(scale=3):
        people = build_people(context)
        sent = PageHtml(html_template=_TEMPLATE, elem_id="setup-sent")

    def keep(*typed: Any) -> list[Any]:
        *values, forgets = typed
        chosen = {name: str(v or "") for name, v in zip(_FIELDS, values, strict=True)}
        if not chosen["OPENAI_API_KEY"] and not forgets:
            del chosen["OPENAI_API_KEY"]
        before = context.app_context.setup.settings
        with context.telling():
            _administering(context)
            context.app_context.setup.change(chosen)
        context.tell(words["setup_saved"], duration=3)
        if before.api_key and not context.app_context.setup.settings.api_key and not forgets:
            context.tell(words["setup_key_forgotten"], duration=10, is_warning=True)
        told = _sent_view(context.app_context.setup.settings, words)
        return ["", False, told, {}]

    def attempt() -> View:
        with context.telling():
            _administering(context)
        return _tried_view(context.app_context.setup, context.language, words)

    key = fields["OPENAI_API_KEY"]
    save.click(
        keep, [*fields.values(), forget], [key, forget, sent, tried], api_visibility="private"
    )
    probe.click(attempt, None, tried, api_visibility="private")

    def show() -> list[Any]:
        settings = context.app_context.setup.settings
        kept = (settings.base_url or "", settings.model or "", settings.office, settings.language)
        told = _sent_view(settings, words)
        return [*kept, settings.sign_off_blocks, told, *people.show()]

    shown = (part for name, part in fields.items() if name != API_KEY)
    return Place((*shown, sent, *people.parts), show)


def _fields(context: PageContext) -> tuple[dict[str, Any], gr.Checkbox]:
    """Give the fields by setting, and the box that asks to forget the key."""
    words, settings = context.words, context.app_context.setup.settings
    origins = dict(settings.origins)
    made: dict[str, Any] = {}
    for name, word in _FIELDS.items():
        fixed = origins[name] not in (KEPT_FILE, "default")
        if name == API_KEY:
            # A key that is fixed belongs to an address: while that can be changed, so can the key.
            fixed = fixed and origins[BASE_URL] not in (KEPT_FILE, "default")
        told = words["setup_fixed"].format(origin=_origin(origins[name], words)) if fixed else ""
        given: dict[str, Any] = {
            "label": words[word],
            "info": told or words[f"{word}_hint"],
            "interactive": not fixed,
            "elem_id": word.replace("_", "-"),
        }
        if name == "OPENAI_API_KEY":
            # The key itself never goes to the browser: the field only takes a new one.
            made[name] = gr.Textbox(type="password", max_length=500, **given)
            forget = gr.Checkbox(
                label=words["setup_forget_key"], interactive=not fixed, elem_id="setup-forget-key"
            )
        elif name == "JUSHI_LANGUAGE":
            choices = [("中文", "zh"), ("English", "en")]
            made[name] = gr.Radio(choices, **given)
        elif name == "JUSHI_SIGN_OFF_BLOCKS":
            choices = [(words[f"blocks_{blocking}"], blocking) for blocking in BLOCKING]
            made[name] = gr.Radio(choices, **given)
        else:
            made[name] = gr.Textbox(max_length=500, **given)
    return made, forget


def _administering(context: PageContext) -> None:
    if not context.app_context.administers():
        raise RefusalError("web.settings_not_changed", place=Message("places.settings"))


def _origin(origin: str, words: dict[str, str]) -> str:
    return words["setup_environment"] if origin == "environment" else origin


def _tried_view(setup: Setup, language: Language, words: dict[str, str]) -> View:
    model = setup.model
    if model is None:
        return {"c": "", "text": words["setup_no_model"]}
    try:
        probe = probe_model(model)
    except JushiError as error:
        return {"c": "error", "text": tell_error(error, language)}
    is_good = probe.kept == probe.asked and probe.is_chinese and not probe.typed_digits
    told = words["setup_tried"].format(
        kept=probe.kept, asked=probe.asked, seconds=f"{probe.seconds:.1f}"
    )
    remedy = words["setup_tried_good" if is_good else "setup_tried_weak"]
    return {"c": "clean" if is_good else "review", "text": f"{told}{remedy}"}


def _sent_view(settings: Settings, words: dict[str, str]) -> View:
    """What leaves this computer, and where it goes, in plain words."""
    here = words["sent_here"]
    rows = [(words["sent_reports"], words["sent_reports_what"], here)]
    for client in destinations(settings):
        word = f"sent_{_SENT[client.client]}"
        is_sent = client.host and client.is_allowed is not False
        what = words[f"{word}_what" if is_sent else "sent_nothing"]
        judged = {True: "", False: words["sent_refused"], None: words["sent_unknown"]}
        rows.append((words[word], what, (client.shown + judged[client.is_allowed]) or here))
    rows.append((words["sent_makers"], words["sent_nothing"], NOTHING_TOLD))
    return {
        "title": words["sent_title"],
        "c": "clean" if settings.local_only else "",
        "only": words["sent_local_only" if settings.local_only else "sent_not_local_only"],
        "key": _key_told(settings, words),
        "columns": [words[f"sent_column_{n}"] for n in ("what_for", "what", "where")],
        "rows": rows,
        "hint": words["sent_hint"].format(file=f"{settings.home.name}/{KEPT_FILE}"),
    }


def _key_told(settings: Settings, words: dict[str, str]) -> str:
    """Whether there is a key, and which host it belongs to."""
    host = host_of(settings.endpoint)
    if settings.api_key:
        return words["setup_key_set"].format(host=host)
    if (key := settings.withheld_key) is not None:
        origin = _origin(key.source, words)
        return words["setup_key_withheld"].format(origin=origin, owner=key.host, host=host)
    return words["setup_key_none"]
