"""Pinned connections are still the ones that were asked for: name, certificate, both libraries."""

import asyncio
import json
import os
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import which

import pytest
from jushi.network import (
    ApiKey,
    NetworkPolicy,
    host_of,
    open_async_client,
    open_client,
    open_session,
)

ROOT = Path(__file__).parents[2]
LOCAL = NetworkPolicy(local_only=True)


class _Server(ThreadingHTTPServer):
    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.headers: list[dict[str, str]] = []
        if context is not None:
            self.socket = context.wrap_socket(self.socket, server_side=True)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that does not trust the certificate leaves."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        self.server.headers.append(dict(self.headers))
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *_: object) -> None:
        """Tests print nothing."""


@contextmanager
def serving(context: ssl.SSLContext | None = None) -> Iterator[_Server]:
    server = _Server(context)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


async def _get(url: str, key: ApiKey) -> str:
    async with open_async_client(LOCAL, key=key) as client:
        return (await client.get(url)).text


def test_a_pinned_request_keeps_the_name_that_was_asked_for() -> None:
    with serving() as server:
        url = f"http://localhost:{server.server_port}"
        key = ApiKey("sk-secret", host_of(url))
        with open_client(LOCAL, key=key) as client, open_session(LOCAL) as session:
            replies = [client.get(url), session.get(url)]
        awaited = asyncio.run(_get(url, key))

    assert [(reply.text, str(reply.request.url)) for reply in replies] == [("ok", url)] * 2
    assert awaited == "ok"
    assert {headers["Host"] for headers in server.headers} == {url.removeprefix("http://")}
    sent = [headers.get("Authorization") for headers in server.headers]
    assert sent == ["Bearer sk-secret", None, "Bearer sk-secret"]


_ASK = """
import asyncio, json, sys
from jushi.network import NetworkPolicy, open_async_client, open_client, open_session
local, told = NetworkPolicy(local_only=True), []
async def wait(url):
    async with open_async_client(local, key=None) as client:
        return await client.get(url)
for url in sys.argv[1:]:
    for ask in (open_client(local, key=None).get, open_session(local).get,
                lambda url: asyncio.run(wait(url))):
        try:
            told.append(ask(url).text)
        except Exception as error:
            told.append("CERTIFICATE_VERIFY_FAILED" if "VERIFY" in str(error) else repr(error))
print(json.dumps(told))
"""


@pytest.mark.skipif(which("openssl") is None, reason="openssl is not installed")
def test_the_certificate_must_be_that_of_the_name_not_of_the_address(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"),
            *("-keyout", str(key), "-out", str(certificate)),
        ],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with serving(context) as server:
        # A process of its own: certificates are read once.
        done = subprocess.run(
            [
                *(sys.executable, "-c", _ASK),
                *(f"https://{host}:{server.server_port}" for host in ("localhost", "127.0.0.1")),
            ],
            env=os.environ | {"PYTHONPATH": str(ROOT), "SSL_CERT_FILE": str(certificate)},
            capture_output=True,
            text=True,
            check=True,
        )

    assert json.loads(done.stdout) == ["ok"] * 3 + ["CERTIFICATE_VERIFY_FAILED"] * 3
