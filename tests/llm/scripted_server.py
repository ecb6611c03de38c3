"""A real HTTP server that speaks the OpenAI protocol and does what a script says."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal

Fault = Literal["", "cut", "length", "html", "empty"]


@dataclass
class Script:
    """What the server answers: a text made of the request, or a status, or a fault."""

    answer: Callable[[dict[str, Any]], str] = lambda _request: "好的。"
    status: int = 200
    fault: Fault = ""
    requests: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)


def keep_slots(request: dict[str, Any]) -> str:
    """What a good model makes of the probe: one sentence for each slot, in Chinese."""
    rows = request["messages"][-1]["content"].splitlines()
    slots = [row.split("\t")[0] for row in rows if row.startswith("{{")]
    return "".join(f"全年完成{slot}件。" for slot in slots)


@contextmanager
def serve(script: Script) -> Iterator[str]:
    """Serve `script` on a loopback port; gives the base URL."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            request = json.loads(self.rfile.read(length))
            script.requests.append(request)
            script.headers.append(dict(self.headers))
            if script.status != 200:
                return self._plain(script.status, "application/json", '{"error":{"message":"no"}}')
            if script.fault == "html":
                return self._plain(200, "text/html", "<html>portal</html>")
            return self._stream(request)

        def _plain(self, status: int, kind: str, body: str) -> None:
            content = body.encode()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def _stream(self, request: dict[str, Any]) -> None:
            text = "" if script.fault == "empty" else script.answer(request)
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            pieces = [text[i : i + 7] for i in range(0, len(text), 7)]
            if script.fault == "cut":
                pieces = pieces[: len(pieces) // 2]
            for piece in pieces:
                self._event({"content": piece}, None)
            if script.fault == "cut":
                return
            self._event({}, "length" if script.fault == "length" else "stop")
            usage = {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}
            self._send({"id": "x", "object": "chat.completion.chunk", "created": 0,
                        "model": "m", "choices": [], "usage": usage})  # fmt: skip
            self.wfile.write(b"data: [DONE]\n\n")

        def _event(self, delta: dict[str, str], finish: str | None) -> None:
            choice = {"index": 0, "delta": {"role": "assistant", **delta}, "finish_reason": finish}
            self._send({"id": "x", "object": "chat.completion.chunk", "created": 0, "model": "m",
                        "choices": [choice]})  # fmt: skip

        def _send(self, chunk: dict[str, Any]) -> None:
            self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
            self.wfile.flush()

        def log_message(self, *_: object) -> None:
            """Tests print nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        server.shutdown()
        server.server_close()
