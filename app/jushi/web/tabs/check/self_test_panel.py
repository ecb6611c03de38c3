"""自测: what the check finds of errors planted in copies of this report."""

import secrets
from collections.abc import Iterator
from typing import Any

import gradio as gr

from jushi.messages import Language, wordings
from jushi.services.workspace import SelfTest
from jushi.web.page_context import PageContext
from jushi.web.page_html import PageHtml

_PLANTED = 36
TEMPLATE = """
<section class="selftest" aria-live="polite">{{#if value.told}}
<p class="planhead">{{value.told}}</p>
<progress max="{{value.asked}}" value="{{value.done}}" aria-label="{{value.label}}"></progress>
<table class="grid"><thead><tr>{{#each value.columns}}<th scope="col">{{this}}</th>{{/each}}
</tr></thead><tbody>{{#each value.rows}}<tr class="{{this.c}}"><th scope="row">{{this.name}}</th>
<td>{{this.planted}}</td><td>{{this.found}}</td></tr>{{/each}}</tbody></table>
{{#if value.missed}}<h3>{{value.missed_label}}</h3><ul>{{#each value.missed}}
<li><b>{{this.change}}</b> {{this.sentence}}</li>{{/each}}</ul>{{/if}}
{{else}}<p class="hint">{{value.hint}}</p>{{/if}}</section>
"""


def build_self_test(context: PageContext) -> None:
    """Put the button and what came of it where it is called."""
    words = context.words
    begin = gr.Button(words["selftest_begin"], elem_id="self-test", size="sm", scale=0)
    told = PageHtml(
        html_template=TEMPLATE, value={"hint": words["selftest_hint"]}, elem_id="self-tested"
    )

    def run(report_id: str) -> Iterator[Any]:
        with context.telling():
            seed = secrets.randbelow(1 << 32)
            for state in context.workspace(report_id).self_test.run(most=_PLANTED, seed=seed):
                yield self_test_view(state, context.language)

    event: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    begin.click(run, context.report, told, **event)


def self_test_view(state: SelfTest, language: Language) -> dict[str, Any]:
    """Plain values for `TEMPLATE`."""
    words = wordings("page", language)
    done = len(state.planted)
    key = "selftest_done" if state.is_finished else "selftest_runs"
    return {
        "told": words[key].format(found=state.found, done=done, all=state.asked),
        "label": words["selftest"],
        "asked": state.asked,
        "done": done,
        "columns": [words[f"selftest_{name}"] for name in ("family", "planted", "found")],
        "rows": [
            {
                "name": words[f"selftest_{family}"],
                "planted": planted,
                "found": found,
                "c": "" if found == planted else "missed",
            }
            for family, (found, planted) in state.by_family().items()
        ],
        "missed_label": words["selftest_missed"],
        "missed": [
            {"change": f"{one.before} → {one.after}", "sentence": one.sentence}
            for one in state.missed
        ],
    }
