"""What every tab of the page is given, and what it gives back."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from types import TracebackType
from typing import Any

import gradio as gr

from jushi.error_telling import tell_error
from jushi.errors import JushiError, NotFoundError
from jushi.kept_readings import with_kept_readings
from jushi.messages import Language, render
from jushi.running import Run
from jushi.services import SourceFile
from jushi.services.workspace import OpenReport, Workspace
from jushi.web.app_context import AppContext
from jushi.web.uploads import Uploads
from jushi.web.visits import Visits

FILES_AT_ONCE = 16
"""Handlers of one button that work on files at once: Gradio's own limit of one would let a slow
file of one person keep all others waiting. Workers are what bounds the work."""

TAKES_FILES = "takes-files"
"""Class of a button that works with chosen files; it waits until they have arrived."""


@dataclass(frozen=True, slots=True)
class PageContext:
    """The open report, as the handlers of the tabs see it."""

    app_context: AppContext
    language: Language
    words: dict[str, str]
    uploads: Uploads
    report: gr.State
    """Id of the open report; empty at home."""
    changed: gr.State
    """A handler that changed the report gives `change()` to it, and the page shows anew."""
    visits: Visits = field(default_factory=Visits)
    """What the pages that are open wait for."""

    def workspace(self, report_id: str) -> Workspace:
        """The report of that id, for the person at the page."""
        return self.app_context.workspace(report_id, self.language)

    def open(self, report_id: str) -> OpenReport:
        """The report as it stands, for a handler that works with it.

        What can be mended is told by the page, also that there is no such report.
        """
        with self.telling():
            return self.workspace(report_id).open()

    def find(self, report_id: str) -> OpenReport | None:
        """The report as it stands, for what is only shown; None where there is none of that id.

        All else that can be mended is told by the page.
        """
        with self.telling():
            try:
                return self.workspace(report_id).open()
            except NotFoundError:
                return None

    @contextmanager
    def running(self, *, seconds: float | None = None) -> Iterator[Run]:
        """What runs work on files that were chosen, until the page is closed.

        `seconds` stands in place of the limit of a call.
        """
        with self.visits.waiting() as cancellation:
            yield self.app_context.runner(cancellation, seconds=seconds)

    def take(self, path: str) -> SourceFile:
        """An uploaded file of the person at the page. Raises DocumentError if it is not there."""
        return self.uploads.take(self.app_context.owner(), path)

    @property
    def home(self) -> Path:
        """The folder of the workspace."""
        return self.app_context.setup.settings.home

    def take_workbook(self, path: str) -> SourceFile:
        """The same of a workbook, to be read as was chosen for tables of its forms."""
        return with_kept_readings(self.take(path), self.home)

    def drop(self, *paths: str | None) -> None:
        """Remove uploaded files that were taken over; None is none."""
        self.uploads.drop(self.app_context.owner(), [path for path in paths if path])

    def hand_out(self, name: str, content: bytes) -> str:
        """A file for the person at the page alone; gives what a `gr.File` shows."""
        return str(self.uploads.keep(self.app_context.owner(), name, content))

    def telling(self) -> "Telling":
        """A context in which what a user can mend becomes the page's own message."""
        return Telling(self.language)

    def tell(self, told: str, *, duration: float = 3, is_warning: bool = False) -> None:
        """Show a message that goes by itself, after `duration` seconds; Gradio's title is English.

        The page shows it as HTML, and what a user typed may stand in it.
        """
        title = self.words["toast_warning" if is_warning else "toast_info"]
        show = gr.Warning if is_warning else gr.Info
        show(escape(told, quote=False), title=title, duration=duration)

    @staticmethod
    def change() -> str:
        """A value that was never given to `changed` before."""
        return secrets.token_hex(8)


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the tabs: its parts on the page and the values that they show."""

    parts: tuple[Any, ...]
    show: Callable[[OpenReport], list[Any]]
    """A value for each part, in their order."""


@dataclass(frozen=True, slots=True)
class Place:
    """What is shown while no report is open: its parts and the values that they show."""

    parts: tuple[Any, ...]
    show: Callable[[], list[Any]]
    """A value for each part, in their order."""


@dataclass(frozen=True, slots=True)
class Telling:
    """Turns what a user can mend into the page's own message, one line."""

    language: Language

    def __enter__(self) -> None:
        return None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if isinstance(error, JushiError):
            # The page shows a message as HTML, and what a user typed may stand in it.
            told = escape(tell_error(error, self.language), quote=False)
            title = render("page.toast_error", self.language)
            raise gr.Error(told, title=title, print_exception=False) from error
