"""What stands beside the paper: one panel is looked at, and that one alone asks the server."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import gradio as gr

from jushi.web.page_context import PageContext

_QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
_AT = "window.jushiSection || ''"
# The browser knows which section is chosen and which panel is looked at: while that is the card,
# which it draws itself, a click in the paper changes nothing that the server is told of.
_TELL_CHOICE = f"""
(old) => {{
  const at = {_AT}, panel = window.jushiPanel || '';
  return [at, panel ? panel + ' ' + at : old];
}}
"""
_TELL_PANEL = f"() => {{{{ window.jushiPanel = '{{name}}'; return '{{name}} ' + ({_AT}); }}}}"
_LEAVE = "() => { window.jushiPanel = ''; return ''; }"


@dataclass(frozen=True, slots=True)
class Panel:
    """A panel that shows something of the chosen section."""

    given: list[Any]
    """Parts whose values `view` takes behind the report's id and the section's key."""
    shown: list[Any]
    """Parts that `view` gives values for, in their order."""
    view: Callable[..., list[Any]]


class Follower:
    """Keeps the panel that is looked at with the section that is chosen in the browser."""

    def __init__(self, context: PageContext) -> None:
        self._context = context
        self.key = gr.Textbox(visible="hidden", elem_id="section-key")
        self._looked_at = gr.Textbox(visible="hidden", elem_id="panel-looked-at")

    def leave(self, tab: gr.Tab) -> None:
        """Nothing is asked for while `tab` is looked at."""
        tab.select(None, None, self._looked_at, js=_LEAVE, **_QUIET)

    def look(self, name: str, tab: gr.Tab) -> None:
        """The panels of `name` are shown while `tab` is looked at."""
        tab.select(None, None, self._looked_at, js=_TELL_PANEL.format(name=name), **_QUIET)

    def choose(self, source: gr.HTML) -> None:
        """A section is chosen in `source`."""
        known = [self.key, self._looked_at]
        source.select(None, self._looked_at, known, js=_TELL_CHOICE, **_QUIET)

    def follow(self, panels: Mapping[str, list[Panel]]) -> None:
        """Have the panels, by the name that they are looked at under, show what is chosen."""
        every = [panel for some in panels.values() for panel in some]
        given = [part for panel in every for part in panel.given]
        shown = [part for panel in every for part in panel.shown]

        def view(report_id: str, looked_at: str, *given: Any) -> list[Any]:
            name, _, key = looked_at.partition(" ")
            return self._view(panels, name, (report_id, key, *given))

        inputs = [self._context.report, self._looked_at, *given]
        self._looked_at.change(view, inputs, shown, **_QUIET)
        self._context.changed.change(view, inputs, shown, **_QUIET)

    @staticmethod
    def _view(
        panels: Mapping[str, list[Panel]], looked_at: str, given: tuple[Any, ...]
    ) -> list[Any]:
        report_id, key, *rest = given
        values: list[Any] = []
        for name, some in panels.items():
            for panel in some:
                own = [rest.pop(0) for _ in panel.given]
                if name == looked_at and report_id:
                    values += panel.view(report_id, key, *own)
                else:
                    values += [gr.skip()] * len(panel.shown)
        return values
