"""Whether what a browser sends for a handler of the page is what that handler takes.

Gradio looks handlers up and calls them without asking: what no page sends would end as a fault of
the server, with a traceback in its log.
"""

import inspect
from collections.abc import Mapping
from typing import Any

import gradio as gr

from jushi.messages import Message


def event_fault(sent: Any, page: gr.Blocks) -> Message | None:
    """Give what is wrong with an event that was `sent` for a handler of `page`; None if right."""
    if not isinstance(sent, dict):
        return Message("page_events.no_object")
    session, number = sent.get("session_hash"), sent.get("fn_index")
    data, trigger = sent.get("data"), sent.get("trigger_id")
    if not isinstance(session, str) or not session:
        return Message("page_events.no_session")
    if not _is_number(number) or number not in page.fns:
        return Message("page_events.no_handler")
    handler = page.fns[number]
    if not isinstance(data, list) or len(data) < len(handler.inputs):
        return Message("page_events.wrong_data", count=len(handler.inputs))
    if trigger is not None and not _is_number(trigger):
        return Message("page_events.no_trigger")
    for part, value in zip(handler.inputs, data, strict=False):
        if isinstance(part, (gr.File, gr.UploadButton)) and not _is_file(value):
            return Message("page_events.no_file")
    if not _takes_event(handler.fn) or isinstance(sent.get("event_data"), Mapping):
        return None
    return Message("page_events.no_event_data")


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
