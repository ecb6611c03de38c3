"""A real HTTP server that speaks the OpenAI protocol and does what a script says."""

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import cycle
from typing import Any, Literal

Kind = Literal[
    "", "cut", "length", "filter", "html", "empty", "silent", "stalled", "error", "junk", "endless",
    "babble", "flood", "packed", "odd", "json", "closed", "headers", "junk head",
]  # fmt: skip
_TOKEN = 2
"""Characters of one token."""
_AT_ONCE = 12
"""Tokens of one event where no speed is asked for: each event costs the client a millisecond."""


@dataclass(frozen=True)
class Trouble:
    """What goes wrong with one request: a status, or a fault of the stream; neither is none."""

    status: int = 200
    kind: Kind = ""
    """`silent` never answers, `stalled` falls silent in mid-stream, `error` tells of a failure
    there, `cut` drops the connection there. `endless` says the answer again and again, `babble`
    sends comments for ever, `flood` large ones; `packed` is compressed; `odd` sends `body` as the
    data of an event; `json` answers in JSON of no protocol. `closed` closes the connection without
    an answer, `headers` sends them without end, `junk head` what is no HTTP."""
    retry_after: str = ""
    location: str = ""
    body: str = '{"error":{"message":"no"}}'


@dataclass
class Script:
    """What the server answers: a text made of the request, unless something goes wrong."""

    answer: Callable[[dict[str, Any]], str] = lambda _request: "好的。"
    trouble: Trouble = Trouble()
    """What goes wrong with every request."""
    first: Sequence[Trouble] = ()
    """What goes wrong with the first requests, in turn, before `trouble` holds."""
    tokens_per_s: float = 0
    """0 is as fast as it can."""
    slots: int = 1000
    """Requests that it answers at once; more have to wait, in silence."""
    comments: int = 0
    """`: keep-alive` lines before the answer and again in its middle, a tenth of a second apart."""
    requests: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    spans: list[tuple[float, float]] = field(default_factory=list)
    """When each answer began and ended, on the monotonic clock."""


def keep_slots(request: dict[str, Any]) -> str:
    """What a good model makes of the probe: one sentence for each slot, in Chinese."""
    rows = request["messages"][-1]["content"].splitlines()
    slots = [row.split("\t")[0] for row in rows if row.startswith("{{")]
    return "".join(f"全年完成{slot}件。" for slot in slots)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, script: Script, port: int) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.script = script
        self.lock = threading.Lock()
        self.free = threading.Semaphore(script.slots)
        self.closing = threading.Event()

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that left is what many of these tests are about."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        script = self.server.script
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with self.server.lock:
            turn = len(script.requests)
            script.requests.append(request)
            script.headers.append(dict(self.headers))
        trouble = script.first[turn] if turn < len(script.first) else script.trouble
        if trouble.status != 200:
            self._plain(trouble, "application/json", trouble.body)
        elif trouble.kind == "html":
            self._plain(trouble, "text/html; charset=utf-8", "<html>portal</html>")
        elif trouble.kind == "json":
            self._plain(trouble, "application/json", '{"role":"assistant","content":"好的。"}')
        elif trouble.kind in ("closed", "headers", "junk head"):
            self._break_head(trouble.kind)
        elif trouble.kind == "silent":
            self.server.closing.wait(60)
        else:
            with self.server.free:
                self._stream(request, trouble)

    def _plain(self, trouble: Trouble, kind: str, body: str) -> None:
        content = body.encode()
        self.send_response(trouble.status)
        self.send_header("Content-Type", kind if body else "text/plain")
        self.send_header("Content-Length", str(len(content)))
        if trouble.retry_after:
            self.send_header("Retry-After", trouble.retry_after)
        if trouble.location:
            self.send_header("Location", trouble.location)
        self.end_headers()
        self.wfile.write(content)

    def _break_head(self, kind: Kind) -> None:
        self.close_connection = True
        if kind == "junk head":
            self.wfile.write(b"garbage\r\n\r\n")
        if kind == "headers":
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            while not self.server.closing.is_set():
                self.wfile.write(b"X-A: " + b"a" * 1000 + b"\r\n")

    def _comment(self) -> None:
        for _ in range(self.server.script.comments):
            self.wfile.write(b": keep-alive\n\n")
            time.sleep(0.1)

    def _stream(self, request: dict[str, Any], trouble: Trouble) -> None:
        kind = trouble.kind
        began = time.monotonic()
        script = self.server.script
        text = "" if kind == "empty" else script.answer(request)
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        if kind == "packed":
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self._comment()
        most = _TOKEN if script.tokens_per_s else _TOKEN * _AT_ONCE
        length = max(_TOKEN, min(most, len(text) // 4))
        pieces = [text[i : i + length] for i in range(0, len(text), length)]
        broken = kind in ("cut", "stalled", "error", "junk")
        sent = pieces[: len(pieces) // 2] if broken else pieces
        for count, piece in enumerate(cycle(sent) if kind == "endless" else sent, 1):
            if script.tokens_per_s:
                time.sleep(max(began + count / script.tokens_per_s - time.monotonic(), 0))
            self._event({"content": piece}, None)
            if count == len(pieces) // 2:
                self._comment()
        while kind in ("babble", "flood"):
            self.wfile.write(b": " + b"." * (2**16 if kind == "flood" else 1) + b"\n\n")
            time.sleep(0 if kind == "flood" else 0.02)
        if kind == "odd":
            self.wfile.write(f"data: {trouble.body}\n\n".encode())
        if broken:
            return self._break(kind)
        self._event({}, {"length": "length", "filter": "content_filter"}.get(kind, "stop"))
        asked = sum(len(turn["content"]) for turn in request["messages"])
        told = -(-len(text) // _TOKEN)
        usage = {"prompt_tokens": asked, "completion_tokens": told,
                 "total_tokens": asked + told}  # fmt: skip
        self._send({"id": "x", "object": "chat.completion.chunk", "created": 0,
                    "model": "m", "choices": [], "usage": usage})  # fmt: skip
        self.wfile.write(b"data: [DONE]\n\n")
        script.spans.append((began, time.monotonic()))
        return None

    def _break(self, kind: Kind) -> None:
        match kind:
            case "stalled":
                self.server.closing.wait(60)
            case "error":
                self._send({"error": {"message": "slot is gone", "code": 500}})
            case "junk":
                self.wfile.write(b'data: {"choices": [{"del\n\n')

    def _event(self, delta: dict[str, str], finish: str | None) -> None:
        choice = {"index": 0, "delta": {"role": "assistant", **delta}, "finish_reason": finish}
        self._send({"id": "x", "object": "chat.completion.chunk", "created": 0, "model": "m",
                    "choices": [choice]})  # fmt: skip

    def _send(self, chunk: dict[str, Any]) -> None:
        self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
        self.wfile.flush()

    def log_message(self, *_: object) -> None:
        """Tests print nothing."""


@contextmanager
def serve(script: Script, port: int = 0) -> Iterator[str]:
    """Serve `script` on a loopback port, a free one unless told; gives the base URL."""
    server = _Server(script, port)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        server.closing.set()
        server.shutdown()
        server.server_close()
