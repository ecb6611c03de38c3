"""送审签发: the report sent to its reviewers and approver, commented on, passed and approved."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import gradio as gr

from jushi.messages import Language, wordings
from jushi.services.workspace import OpenReport, SignOffState, Workspace
from jushi.web.page_context import PageContext
from jushi.web.page_html import PageHtml
from jushi.web.tabs.check import templates

_QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
_CHOICE_CHARS = 48
"""Of a sentence, in the list that a comment's sentence is chosen from."""
_MARK = " "
"""Between section key and sentence id of a choice; neither holds a blank."""
View = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SignOffPanel:
    """The parts of the panel."""

    context: PageContext
    frame: gr.Accordion
    told: PageHtml
    commenting: gr.Column
    sentence: gr.Dropdown
    mention: gr.Textbox
    buttons: tuple[gr.Button, ...]
    """送审, 撤回, 通过, 退回, 签发."""
    noting: gr.Column

    def parts(self) -> tuple[Any, ...]:
        """What `show` gives values for."""
        return self.frame, self.told, self.commenting, self.sentence, self.noting, *self.buttons

    def show(self, opened: OpenReport) -> list[Any]:
        """Values of `parts`: only what the person at the page may do is there."""
        context, app_context = self.context, self.context.app_context
        state = context.workspace(opened.report.id).sign_off.state(opened)
        stage = context.words[f"signoff_{state.stage}"]
        label = context.words["signoff_label"].format(stage=stage)
        acts = app_context.signs_in and state.may_act(app_context.owner())
        writes = app_context.signs_in and app_context.asks_reviewers(opened.report)
        is_out = state.stage in ("reviewing", "approving")
        seen = (
            writes and not is_out and state.stage != "approved",
            writes and is_out,
            acts and state.stage == "reviewing",
            acts,
            acts and state.stage == "approving",
        )
        return [
            gr.Accordion(label=label, open=True) if acts else gr.Accordion(label=label),
            sign_off_view(state, opened, context.language, signs_in=app_context.signs_in),
            gr.Column(visible=acts),
            gr.Dropdown(choices=_sentences(opened, context.words)) if acts else gr.skip(),
            gr.Column(visible=any(seen)),
            *(gr.Button(visible=one) for one in seen),
        ]

    def target(self, report_id: str, event: gr.EventData) -> list[Any]:
        """The sentence and number of the item that was chosen in the check."""
        opened = self.context.find(report_id)
        if opened is None:
            return [gr.skip(), gr.skip()]
        passes = self.context.workspace(report_id).check.passes(opened)
        item = next((i for p in passes for i in p.items if i.id == str(event.item)), None)
        if item is None or not item.section:
            return [None, ""]
        return [f"{item.section}{_MARK}{item.subject.identity.sentence}", item.text]


def build_sign_off(context: PageContext) -> SignOffPanel:
    """Put the panel where it is called."""
    words = context.words
    with gr.Accordion(words["signoff"], open=False, elem_id="sign-off") as frame:
        told = PageHtml(html_template=templates.SIGN_OFF, elem_id="sign-off-told")
        with gr.Column(visible=False) as commenting:
            with gr.Row():
                sentence = gr.Dropdown([], label=words["signoff_sentence"], elem_id="comment-on")
                mention = gr.Textbox(label=words["signoff_mention"], elem_id="comment-number")
            with gr.Row():
                comment = gr.Textbox(label=words["signoff_comment"], elem_id="comment-words")
                add = gr.Button(words["signoff_comment_do"], elem_id="comment-do", scale=0)
        with gr.Column(visible=False) as noting:
            note = gr.Textbox(label=words["signoff_note"], elem_id="sign-off-note")
            with gr.Row():
                buttons = tuple(
                    gr.Button(
                        words[f"signoff_do_{act}"],
                        elem_id=f"sign-off-{act}",
                        variant="primary" if act in ("send", "pass", "approve") else "secondary",
                        visible=False,
                    )
                    for act in _WORK
                )
    panel = SignOffPanel(context, frame, told, commenting, sentence, mention, buttons, noting)
    for button, work in zip(buttons, _WORK.values(), strict=True):
        button.click(
            _acting(context, work),
            [context.report, note],
            [note, context.changed],
            api_visibility="private",
        )

    def say(report_id: str, where: str | None, number: str, said: str) -> list[Any]:
        section, _, sentence_id = (where or "").partition(_MARK)
        with context.telling():
            context.workspace(report_id).sign_off.comment(
                said, section=section, sentence=sentence_id, mention=number if where else ""
            )
        return [None, "", "", context.change()]

    given = [sentence, mention, comment]
    add.click(say, [context.report, *given], [*given, context.changed], api_visibility="private")
    return panel


def sign_off_view(
    state: SignOffState, opened: OpenReport, language: Language, *, signs_in: bool
) -> View:
    """How the sign-off stands: whose turn it is, what voided it, every step and comment."""
    words = wordings("page", language)
    titles = {v.key: f"{v.text.number}{v.text.title}" for v in opened.versions}
    waiting = words["signoff_waiting"].format(names="、".join(state.waiting))
    return {
        "c": {"approved": "clean", "void": "error", "returned": "review"}.get(state.stage, ""),
        "stage": words[f"signoff_{state.stage}"],
        "waiting": waiting if state.waiting else "",
        "hint": "" if signs_in else words["signoff_needs_people"],
        "reasons": [reason.render(language) for reason in state.reasons],
        "digest": words["signoff_digest"].format(digest=state.digest) if state.steps else "",
        "steps": [
            {
                "when": step.time.astimezone().strftime("%Y-%m-%d %H:%M"),
                "who": step.who,
                "what": words[f"signoff_did_{step.act}"],
                "note": step.note,
                "open": words["signoff_open"].format(n=step.still_open) if step.still_open else "",
            }
            for step in state.steps
        ],
        "comments": [
            {
                "who": one.who,
                "words": one.words,
                "where": titles.get(one.section, "") or words["pass_finding"],
                "text": one.text,
                "mention": one.mention,
                "c": "done" if is_changed else "",
                "state": words["signoff_comment_changed" if is_changed else "signoff_comment_open"],
            }
            for one, is_changed in state.comments
        ],
        "comments_title": words["signoff_comments"] if state.comments else "",
    }


def _sentences(opened: OpenReport, words: dict[str, str]) -> list[tuple[str, str]]:
    return [
        (
            f"{version.text.title or words['draft_lead']}：{sentence.text.strip()[:_CHOICE_CHARS]}",
            f"{version.key}{_MARK}{sentence.id}",
        )
        for version in opened.versions
        for sentence in version.text
    ]


def _acting(
    context: PageContext, work: Callable[[PageContext, Workspace, str], object]
) -> Callable[..., list[Any]]:
    def act(report_id: str, note: str) -> list[Any]:
        with context.telling():
            work(context, context.workspace(report_id), note or "")
        context.tell(context.words["signoff_kept"], duration=2)
        return ["", context.change()]

    return act


def _send(context: PageContext, workspace: Workspace, note: str) -> None:
    workspace.sign_off.send(blocking=context.app_context.setup.settings.sign_off_blocks, note=note)


def _withdraw(_: PageContext, workspace: Workspace, note: str) -> None:
    workspace.sign_off.withdraw(note=note)


def _pass(_: PageContext, workspace: Workspace, note: str) -> None:
    workspace.sign_off.pass_on(note=note)


def _return(_: PageContext, workspace: Workspace, note: str) -> None:
    workspace.sign_off.send_back(note=note)


def _approve(context: PageContext, workspace: Workspace, note: str) -> None:
    workspace.sign_off.approve(
        blocking=context.app_context.setup.settings.sign_off_blocks, note=note
    )


_WORK: dict[str, Callable[[PageContext, Workspace, str], object]] = {
    "send": _send,
    "withdraw": _withdraw,
    "pass": _pass,
    "return": _return,
    "approve": _approve,
}
