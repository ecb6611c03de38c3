"""What the page's library may be asked over HTTP: only what the page needs, and own files only."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import parse_qs

import gradio as gr
from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from jushi.messages import Message as Told
from jushi.web.limits import LARGEST_FILE
from jushi.web.observation import OPEN_PATHS
from jushi.web.page_events import event_fault
from jushi.web.page_sessions import PageSessions, session_in_path
from jushi.web.uploads import Uploads

OwnerOf = Callable[[HTTPConnection], str]
"""Gives the name of the person behind a request."""
_PAGES = ("", "/en")
_LARGEST_EVENT = 8 * 1024 * 1024
"""Bytes of what a handler is given: texts and choices, never a file."""
_OURS = (*OPEN_PATHS, "/files/", "/api/", "/sign-in", "/sign-out")
_EVENTS = "/gradio_api/queue/join"
_CANCEL = "/gradio_api/cancel"
"""It names the session of the event that it ends."""
_NEEDED = {
    "GET": (
        "/assets/",
        "/config",
        "/custom_component/",
        "/favicon.ico",
        # A page whose net was cut asks this until it answers, and then loads anew.
        "/gradio_api/app_id",
        "/gradio_api/custom_component/",
        "/gradio_api/heartbeat/",
        "/gradio_api/info",
        "/gradio_api/queue/data",
        "/gradio_api/startup-events",
        "/gradio_api/theme.css",
        "/manifest.json",
        "/pwa_icon",
        "/static/",
        "/svelte/",
        "/theme.css",
        "/gradio_api/file=",
        "/gradio_api/upload_progress",
    ),
    "POST": (_EVENTS, _CANCEL, "/gradio_api/reset", "/gradio_api/upload"),
}


def add_uploads(app: FastAPI, uploads: Uploads, owner_of: OwnerOf) -> None:
    """Put the routes of files into `app`, before Gradio's own: those ask nobody whose a file is."""

    async def upload(request: Request) -> list[str]:
        owner, kept = owner_of(request), []
        async with request.form() as form:
            for file in form.getlist("files"):
                if isinstance(file, str):
                    raise HTTPException(400)
                if (file.size or 0) > LARGEST_FILE:
                    raise HTTPException(413)
                content = await file.read()
                path = await run_in_threadpool(uploads.keep, owner, file.filename or "", content)
                kept.append(str(path))
        return kept

    def progress() -> Response:
        # Told only as done: how far it is, and its name, would be told to whoever knows its id.
        return PlainTextResponse('data: {"msg": "done"}\n\n', media_type="text/event-stream")

    def file(request: Request, path: str) -> Response:
        found = uploads.find(owner_of(request), path)
        if found is None:
            raise HTTPException(404)
        return FileResponse(found, media_type="application/octet-stream", filename=found.name)

    for page in _PAGES:
        app.add_api_route(f"{page}/gradio_api/upload", upload, methods=["POST"])
        app.add_api_route(f"{page}/gradio_api/upload_progress", progress, methods=["GET"])
        app.add_api_route(f"{page}/gradio_api/file={{path:path}}", file, methods=["GET", "HEAD"])


class PageGuard:
    """Middleware: refuses what Gradio offers and the page does not need.

    A handler is never given the path of a file that the person did not upload: Gradio would read
    whatever file of this machine, or fetch whatever address, is named there. Nor is it called with
    what it does not take. The answers of an open page go to the person who opened it: Gradio gives
    them to whoever knows the name of its session.
    """

    def __init__(
        self, app: ASGIApp, uploads: Uploads, owner_of: OwnerOf, pages: Mapping[str, gr.Blocks]
    ) -> None:
        self._app = app
        self._uploads = uploads
        self._owner_of = owner_of
        self._pages = pages
        """By their addresses, as in `_PAGES`."""
        self._sessions = PageSessions()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] != "http" or path.startswith(_OURS) or path == "/api":
            await self._app(scope, receive, send)
            return
        inner = path.removeprefix("/en") if path.startswith("/en/") or path == "/en" else path
        method = "GET" if scope["method"] == "HEAD" else scope["method"]
        is_needed = inner.startswith(_NEEDED.get(method, ())) and ".." not in inner.split("/")
        if inner not in ("", "/") and not is_needed:
            await _refusal(scope, Told("http.404"), 404)(scope, receive, send)
            return
        asked = session_in_path(inner) or _asked_session(scope)
        if asked and not self._sessions.is_of(asked, self._owner_of(HTTPConnection(scope))):
            await _refusal(scope, Told("http.404"), 404)(scope, receive, send)
            return
        if inner.startswith((_EVENTS, _CANCEL)) and method == "POST":
            page = None
            if inner.startswith(_EVENTS):
                page = self._pages["" if inner == path else "/en"]
            receive, refused = await self._looked_into(scope, receive, page)
            if refused is not None:
                await refused(scope, receive, send)
                return
        await self._app(scope, receive, send)

    async def _looked_into(
        self, scope: Scope, receive: Receive, page: gr.Blocks | None
    ) -> tuple[Receive, Response | None]:
        """The body once more, and the refusal if it is an event for no handler of `page`.

        Refused is, too, what names a file or a session that is not the sender's.
        """
        body = bytearray()
        while True:
            message = await receive()
            if message["type"] != "http.request":
                return receive, _refusal(scope, Told("http.cut_off"), 400)
            body += message.get("body", b"")
            if len(body) > _LARGEST_EVENT:
                return receive, _refusal(scope, Told("http.too_large"), 413)
            if not message.get("more_body", False):
                break
        try:
            sent = json.loads(bytes(body))
        except (ValueError, RecursionError):
            return receive, _refusal(scope, Told("http.no_json"), 400)
        owner = self._owner_of(HTTPConnection(scope))
        if not all(self._uploads.owns(owner, path) for path in _paths_in(sent)):
            return receive, _refusal(scope, Told("page_events.file_of_another"), 403)
        if page is not None and (fault := event_fault(sent, page)) is not None:
            return receive, _refusal(scope, fault, 400)
        session = sent.get("session_hash") if isinstance(sent, dict) else None
        if not isinstance(session, str) or not self._sessions.is_of(session, owner):
            return receive, _refusal(scope, Told("page_events.no_session"), 400)
        return _replayed(bytes(body), receive), None


def _asked_session(scope: Scope) -> str:
    query = str(scope.get("query_string", b""), "latin-1")
    return parse_qs(query).get("session_hash", [""])[0]


def _refusal(scope: Scope, detail: Told, status: int) -> Response:
    """The answer that says `detail`, in the language of the page that it was sent to."""
    language = "en" if str(scope.get("path", "")).startswith("/en/") else "zh"
    return JSONResponse({"detail": detail.render(language)}, status)


def _paths_in(sent: Any) -> Iterator[str]:
    """Every path that Gradio would take for that of a file."""
    waiting = [sent]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            if isinstance(value.get("path"), str):
                yield value["path"]
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value


def _replayed(body: bytes, receive: Receive) -> Receive:
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return waiting.pop() if waiting else await receive()

    return replay
