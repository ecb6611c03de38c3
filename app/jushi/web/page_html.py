"""HTML of the page from a template and values, where every value shows as the text that it is."""

import re
from abc import ABCMeta
from typing import Any

import gradio as gr

_LITERAL = re.compile(r"[\\$]")


class _Meta(type(gr.HTML)):  # type: ignore[misc]
    """Makes the class as any other: Gradio's own way writes a `.pyi` beside the module."""

    def __new__(cls, name: str, bases: tuple[type, ...], attributes: dict[str, Any]) -> Any:
        return ABCMeta.__new__(cls, name, bases, attributes)


class PageHtml(gr.HTML, metaclass=_Meta):
    """A `gr.HTML` with a handlebars template that a value cannot break out of.

    The browser puts what handlebars made between backticks and runs it as a template of
    JavaScript: a report that tells of `${fetch(…)}` would have it called by whoever opens it.
    """

    def postprocess(self, value: Any) -> Any:
        """The value as the browser is sent it: `$` and the backslash are escaped in every text.

        What the template does not show is data for the part's script, and stays as it is.
        """
        given = super().postprocess(value)
        return _escaped(given) if "value" in self.html_template else given


def _escaped(value: Any) -> Any:
    if isinstance(value, str):
        # Handlebars escapes the backtick itself.
        return _LITERAL.sub(r"\\\g<0>", value)
    if isinstance(value, dict):
        return {key: _escaped(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_escaped(one) for one in value]
    return value
