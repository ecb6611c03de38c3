"""What is typed and not kept yet waits in the browser: a page that loads anew has it again."""

import json
from collections.abc import Callable
from typing import Any

import gradio as gr

from jushi.safe_parsing import load_json

# One entry a section, gone when the tab is shut: others may sit at this computer later. The page
# library tells of keys alone; what is pasted or composed of several keys counts as typed too.
_FIND = """
mark => {
  const watch = event => {
    if (!event.target.matches('#section-text textarea') || !window.jushiBox) return;
    const {at, base} = window.jushiBox;
    sessionStorage.setItem('jushi ' + at, JSON.stringify({at, base, text: event.target.value}));
  };
  if (!mark) return '';
  if (!window.jushiBox) document.addEventListener('input', watch);
  window.jushiBox = JSON.parse(mark);
  if (window.jushiBox.kept) sessionStorage.removeItem('jushi ' + window.jushiBox.at);
  return sessionStorage.getItem('jushi ' + window.jushiBox.at) || '';
}
"""
_FORGET = "mark => { if (mark) sessionStorage.removeItem('jushi ' + JSON.parse(mark).at); }"


def mark_of(report_id: str, key: str, base: int, *, is_kept: bool = False) -> str:
    """What the browser knows of the box: whose text stands in it, made from which version."""
    return json.dumps({"at": f"{report_id}/{key}", "base": base, "kept": is_kept})


def found_text(found: str, report_id: str, key: str) -> tuple[int, str] | None:
    """Number of the version and the text that the browser kept of a section, or None."""
    try:
        entry = load_json(found)
        is_here = entry["at"] == f"{report_id}/{key}"
        return (int(entry["base"]), str(entry["text"])) if is_here else None
    except (ValueError, TypeError, KeyError):
        return None


def keep_unsaved(leave: gr.Button, restore: Callable[..., Any], given: list[Any]) -> gr.Textbox:
    """Give the field for `mark_of`; `restore` gets `given` and what was found, and fills `given`.

    `given` ends in the outputs of `restore`: the state of the box and the box itself.
    """
    mark = gr.Textbox(visible="hidden", elem_id="section-mark")
    found = gr.Textbox(visible="hidden", elem_id="section-found")
    quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    leave.click(None, mark, None, js=_FORGET, **quiet)
    mark.change(None, mark, found, js=_FIND, **quiet)
    found.change(restore, [*given, found], given[-2:], **quiet)
    return mark
