"""Who asks, and what they send."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Annotated

from fastapi import Depends, Request, UploadFile

from jushi.kept_readings import with_kept_readings
from jushi.messages import Language
from jushi.running import Run
from jushi.services import SourceFile
from jushi.services.workspace import Workspace
from jushi.sheets import WORKBOOK_SUFFIXES
from jushi.web.api.faults import FileKindError, LargeFileError
from jushi.web.app_context import AppContext
from jushi.web.limits import LARGEST_FILE
from jushi.workers import Cancellation

OUTLINES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Caller:
    """The person or system behind a request."""

    app_context: AppContext
    """Its store gives this person only what is theirs."""
    language: Language
    cancellation: Cancellation
    """Cancelled where the caller hangs up before the answer."""

    @property
    def run(self) -> Run:
        """Runs work on files that the caller sent, until they hang up."""
        return self.app_context.runner(self.cancellation)

    def workbook(self, upload: UploadFile) -> SourceFile:
        """A workbook that was sent, to be read as was chosen for tables of its forms."""
        file = take(upload, WORKBOOK_SUFFIXES)
        return with_kept_readings(file, self.app_context.setup.settings.home)

    def workspace(self, report_id: str) -> Workspace:
        """A stored report, as the caller may see and change it."""
        return self.app_context.workspace(report_id, self.language)


async def _cancellation(request: Request) -> AsyncIterator[Cancellation]:
    cancellation = Cancellation()

    async def watch() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            continue
        # To end a worker may take a moment: not on the loop.
        await asyncio.to_thread(cancellation.cancel)

    watching = asyncio.create_task(watch())
    try:
        yield cancellation
    finally:
        watching.cancel()


def _caller(
    request: Request,
    cancellation: Annotated[Cancellation, Depends(_cancellation)],
    language: Language = "zh",
) -> Caller:
    app_context: AppContext = request.app.state.app_context
    if request.app.state.signs_in:
        user = getattr(request.state, "user", None)
        app_context = app_context.seen_by(lambda: user)
    return Caller(app_context, language, cancellation)


Asking = Annotated[Caller, Depends(_caller)]


def take(upload: UploadFile, kinds: Sequence[str]) -> SourceFile:
    """Give the file that was sent. Raises FileKindError for another kind, else LargeFileError."""
    name = PurePath((upload.filename or "").replace("\\", "/")).name
    if PurePath(name).suffix.lower() not in kinds:
        known = ", ".join(kinds)
        raise FileKindError("web.file_kind_not_taken", place=name or "file", known=known)
    content = upload.file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise LargeFileError("web.file_too_large", place=name)
    return SourceFile(name, content)


def take_all(uploads: Sequence[UploadFile], kinds: Sequence[str]) -> list[SourceFile]:
    """Give the files that were sent; see `take`."""
    return [take(upload, kinds) for upload in uploads]


def take_one(upload: UploadFile | None, kinds: Sequence[str]) -> SourceFile | None:
    """Give the file that was sent, None where none was; see `take`."""
    return None if upload is None else take(upload, kinds)
