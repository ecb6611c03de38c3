"""Every client that Jushi can build, in a network in which 8.8.8.8 is this machine.

Run by test_outside.py in a network namespace: `python outside.py FOLDER 0|1`. Prints, as JSON,
what each attempt was told and how many connections arrived at 8.8.8.8.
"""

import json
import os
import socket
import struct
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from jushi.error_telling import tell_error
from jushi.errors import JushiError
from jushi.llm import Message
from jushi.settings import load_settings
from jushi.wiring import (
    build_embedder,
    build_model,
    open_knowledge,
    open_store,
    watch_connections,
)

PUBLIC = "8.8.8.8"
NAMES = {"outside.example": (PUBLIC,), "both.example": ("127.0.0.1", PUBLIC)}
"""Names of /etc/hosts, and the addresses they stand for."""
SHIFTING = "shifting.example"
"""Stands for 127.0.0.1 at first, and for 8.8.8.8 after some look-ups."""
ASK = (Message("user", "写一句。"),)
REFUSAL = (
    b"HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\nContent-Length: 2\r\n"
    b"Connection: close\r\n\r\n{}"
)


class Listener:
    """Counts the connections to 8.8.8.8; answers each that nobody may come in."""

    def __init__(self) -> None:
        self._server = socket.create_server((PUBLIC, 0))
        self.port = self._server.getsockname()[1]
        self.count = 0
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            connection, _ = self._server.accept()
            self.count += 1
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection:
            connection.recv(65536)
            connection.sendall(REFUSAL)


class NameServer:
    """Answers for `shifting.example` on 127.0.0.1:53; nobody else is known to it."""

    def __init__(self) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 53))
        self.left = 0
        """Look-ups that are still answered with 127.0.0.1."""
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            query, client = self._socket.recvfrom(512)
            end = query.index(b"\0", 12) + 5
            question, kind = query[12:end], struct.unpack("!H", query[end - 4 : end - 2])[0]
            answers = b""
            if kind == 1 and SHIFTING.split(".")[0].encode() in question:
                address = "127.0.0.1" if self.left > 0 else PUBLIC
                self.left -= 1
                answers = b"\xc0\x0c" + struct.pack("!HHIH", 1, 1, 0, 4) + socket.inet_aton(address)
            head = query[:2] + struct.pack("!HHHHH", 0x8180, 1, bool(answers), 0, 0)
            self._socket.sendto(head + question + answers, client)


class _Elsewhere(BaseHTTPRequestHandler):
    """Sends whoever asks to 8.8.8.8."""

    port = 0

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(307)
        self.send_header("Location", f"http://{PUBLIC}:{self.port}/v1")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_GET(self) -> None:
        self.do_POST()

    def log_message(self, *_: object) -> None:
        """Tests print nothing."""


def ask_model(url: str, **more: str) -> None:
    settings = load_settings(_environ(JUSHI_MODEL="m", OPENAI_BASE_URL=url, **more))
    model = build_model(settings)
    assert model is not None
    model.write(ASK)


def ask_embeddings(url: str, **more: str) -> None:
    settings = load_settings(_environ(JUSHI_EMBEDDINGS="openai:m", OPENAI_BASE_URL=url, **more))
    build_embedder(settings).embed_query("复议")


def open_index(url: str, **more: str) -> None:
    open_knowledge(
        load_settings(_environ(JUSHI_CHROMA_URL=url.removesuffix("/v1"), **more))
    ).close()


def open_database(url: str, **more: str) -> None:
    address = url.removeprefix("http://").removesuffix("/v1")
    settings = load_settings(_environ(JUSHI_DATABASE_URL=f"postgresql://u:p@{address}/d", **more))
    open_store(settings).close()


def open_database_named(query: str) -> None:
    open_store(load_settings(_environ(JUSHI_DATABASE_URL=f"postgresql://u:p@/d{query}"))).close()


HTTP_CLIENTS: dict[str, Callable[[str], None]] = {
    "model": ask_model,
    "embeddings": ask_embeddings,
    "index": open_index,
}
CLIENTS: dict[str, Callable[[str], None]] = HTTP_CLIENTS | {"database": open_database}
DATABASES = {
    "host in the query": ("?host=outside.example&port={port}", {}),
    "second host": ("?host=/nowhere:{port}&host=outside.example:{port}", {}),
    "address beside a local name": ("?host=localhost&hostaddr=8.8.8.8&port={port}", {}),
    "PGHOST": ("?port={port}", {"PGHOST": "outside.example"}),
    "PGHOSTADDR": ("?port={port}", {"PGHOSTADDR": PUBLIC}),
}


def _environ(**more: str) -> dict[str, str]:
    folder, local_only = sys.argv[1:]
    return (
        {"JUSHI_HOME": f"{folder}/{time.monotonic_ns()}", "JUSHI_LOCAL_ONLY": local_only}
        | {"JUSHI_LANGUAGE": "en"}
        | more
    )


@contextmanager
def environment(**names: str) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.update(names)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def attempts(outside: Listener, names: NameServer) -> Iterator[tuple[str, Callable[[], object]]]:
    """What is tried, by name; each is tried before the next is made."""
    port = outside.port
    for client, ask in CLIENTS.items():
        for host in (*NAMES, "134744072"):  # 8.8.8.8, as one number
            yield f"{client} at {host}", partial(ask, f"http://{host}:{port}/v1")
        for names.left in (0, 1, 2, 3):
            name = f"{client} at a name that shifts after {names.left} looks"
            yield name, partial(ask, f"http://{SHIFTING}:{port}/v1")
    for name, (query, environ) in DATABASES.items():
        with environment(**environ):
            yield f"database by {name}", partial(open_database_named, query.format(port=port))
    with socket.create_server(("127.0.0.1", 0)) as probe:
        closed = f"http://127.0.0.1:{probe.getsockname()[1]}/v1"
    elsewhere = ThreadingHTTPServer(("127.0.0.1", 0), _Elsewhere)
    _Elsewhere.port = port
    threading.Thread(target=elsewhere.serve_forever, daemon=True).start()
    proxy = f"http://{PUBLIC}:{port}"
    for client, ask in HTTP_CLIENTS.items():
        with environment(HTTP_PROXY=proxy, http_proxy=proxy, ALL_PROXY=proxy):
            yield f"{client} past a proxy", partial(ask, closed)
        url = f"http://127.0.0.1:{elsewhere.server_port}/v1"
        yield f"{client} led elsewhere", partial(ask, url)
    url = f"http://outside.example:{port}"
    yield "page", partial(fetch_by_page, f"{url}/x.txt")
    yield "doctor", partial(run_doctor, url)
    # Last: what watches the process would hide a client that asks nobody.
    watch_connections(load_settings(_environ()))
    yield "library", partial(_fetch, url)


def _fetch(url: str) -> str:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(url, timeout=20) as reply:
        return str(reply.read())


def fetch_by_page(url: str) -> None:
    """The page's library fetches an address that a browser names."""
    command = [sys.executable, "-m", "jushi.cli", "serve", "--port", "0"]
    with subprocess.Popen(
        command, env=os.environ | _environ(), stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        try:
            page = server.stdout.readline().split()[-1]
            _fetch(f"{page}gradio_api/file={url}")
        finally:
            server.terminate()


def run_doctor(url: str) -> None:
    asked = {"JUSHI_MODEL": "m", "OPENAI_BASE_URL": f"{url}/v1", "JUSHI_CHROMA_URL": url}
    done = subprocess.run(
        [sys.executable, "-m", "jushi.cli", "doctor"],
        env=os.environ | _environ(**asked),
        capture_output=True,
        text=True,
        check=False,
    )
    raise AssertionError(done.stdout + done.stderr)


def main() -> None:
    outside, names = Listener(), NameServer()
    results = {}
    for name, attempt in attempts(outside, names):
        before, began = outside.count, time.monotonic()
        told = {"zh": "", "en": ""}
        try:
            attempt()
        except JushiError as error:
            told = {"zh": tell_error(error, "zh"), "en": tell_error(error, "en")}
        except Exception as error:
            told["en"] = f"{type(error).__name__}: {error}"
        seconds = round(time.monotonic() - began, 2)
        results[name] = {"connections": outside.count - before, "seconds": seconds, **told}
    Path(sys.argv[1], "results.json").write_text(json.dumps(results), "utf-8")


if __name__ == "__main__":
    main()
