"""Whether what a browser sends for a handler of the page is what that handler takes.

Gradio looks handlers up and calls them without asking: what no page sends would end as a fault of
the server, with a traceback in its log.
"""

import inspect
from collections.abc import Mapping
from typing import Any

import gradio as gr


def event_fault(sent: Any, page: gr.Blocks) -> str:
    """Give what is wrong with an event that was `sent` for a handler of `page`; empty if right."""
    if not isinstance(sent, dict):
        return "an event is an object"
    session, number = sent.get("session_hash"), sent.get("fn_index")
    data, trigger = sent.get("data"), sent.get("trigger_id")
    if not isinstance(session, str) or not session:
        return "session_hash is the name of a page"
    if not _is_number(number) or number not in page.fns:
        return "fn_index is no handler of this page"
    handler = page.fns[number]
    if not isinstance(data, list) or len(data) < len(handler.inputs):
        return f"data is a list of {len(handler.inputs)} values"
    if trigger is not None and not _is_number(trigger):
        return "trigger_id is a number"
    for part, value in zip(handler.inputs, data, strict=False):
        if isinstance(part, (gr.File, gr.UploadButton)) and not _is_file(value):
            return "a file is an object with its path"
    if not _takes_event(handler.fn):
        return ""
    return "" if isinstance(sent.get("event_data"), Mapping) else "event_data is an object"


def _is_file(value: object) -> bool:
    """Whether it is a file, several, or none, as the page sends them."""
    if isinstance(value, list):
        return all(isinstance(one, dict) and _is_file(one) for one in value)
    if isinstance(value, dict):
        return isinstance(value.get("path"), str)
    return value is None


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _takes_event(function: Any) -> bool:
    if function is None:
        return False
    hints = [parameter.annotation for parameter in inspect.signature(function).parameters.values()]
    return any(isinstance(hint, type) and issubclass(hint, gr.EventData) for hint in hints)
