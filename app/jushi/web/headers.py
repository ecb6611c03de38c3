"""Headers that tell a browser what a page of Jushi may do: nothing that it does not need."""

import re
from base64 import b64encode
from hashlib import sha256

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # An address holds the id of a report. Not no-referrer: forms would be sent without an origin.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_NOTHING = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"
PLAIN_HEADERS = {**_ALWAYS, "Content-Security-Policy": _NOTHING}
"""Of a response that is no page."""
_PLAIN = f"{_NOTHING}; form-action 'self'; img-src data:; style-src 'unsafe-inline'"
"""Of the pages without scripts: they hold one style sheet and an empty icon."""
_SCRIPTED = (
    "default-src 'none'; base-uri 'self'; frame-ancestors 'none'; form-action 'self'; "
    # Gradio makes its templates and the handlers that are given as text into functions.
    "script-src 'self' 'unsafe-eval'{hashes}; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self'; manifest-src 'self'"
)
_PAGES = ("/", "/en", "/en/")
"""Where Gradio's page is."""
_SCRIPT = re.compile(rb"<script[^>]*>(?P<text>.*?)</script>", re.DOTALL)


class SafeHeaders:
    """Middleware: every response says that it is framed by nobody and runs only what is its own.

    Scripts that stand in a page itself are named by their hashes: one that was smuggled into it
    later, by whatever text, does not run.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_page = scope["path"] in _PAGES
        answer = _Answer(send, is_page=is_page)
        if is_page:
            # What is compressed cannot be looked into.
            kept = [(n, v) for n, v in scope["headers"] if n.lower() != b"accept-encoding"]
            scope = {**scope, "headers": kept}
        await self._app(scope, receive, answer.send)


class _Answer:
    """Sends on a response with its headers; Gradio's page waits until it is whole."""

    def __init__(self, send: Send, *, is_page: bool) -> None:
        self._send = send
        self._is_page = is_page
        self._start: Message | None = None
        self._page = bytearray()

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=message["headers"])
            for name, value in _ALWAYS.items():
                headers[name] = value
            is_html = headers.get("content-type", "").startswith("text/html")
            if is_html and self._is_page:
                self._start = message
                return
            headers["Content-Security-Policy"] = _PLAIN if is_html else _NOTHING
        elif self._start is not None:
            self._page += message.get("body", b"")
            if message.get("more_body", False):
                return
            headers = MutableHeaders(raw=self._start["headers"])
            headers["Content-Security-Policy"] = policy_of(bytes(self._page))
            await self._send(self._start)
            self._start, message = None, {**message, "body": bytes(self._page)}
        await self._send(message)


def policy_of(page: bytes) -> str:
    """The Content-Security-Policy of Gradio's page: its own scripts, and files of this server."""
    hashes = [
        f" 'sha256-{b64encode(sha256(found['text']).digest()).decode()}'"
        for found in _SCRIPT.finditer(page)
        if found["text"].strip()
    ]
    return _SCRIPTED.format(hashes="".join(hashes))
