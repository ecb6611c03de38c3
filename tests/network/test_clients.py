"""Every place of the code that can open a connection or start a program is known and has its test.

A new one fails here until it goes through jushi.network and is tried in `outside.py`.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.network import outside

APP = Path(__file__).parents[2] / "app" / "jushi"

LIBRARIES = frozenset(
    (
        "aiohttp",
        "anyio",
        "asyncio",
        "boto3",
        "chromadb",
        "fsspec",
        "ftplib",
        "gradio_client",
        "grpc",
        "http",
        "httpcore",
        "httpcore2",
        "httpx",
        "httpx2",
        "huggingface_hub",
        "imaplib",
        "langchain",
        "langchain_openai",
        "langsmith",
        "openai",
        "opentelemetry",
        "paramiko",
        "poplib",
        "posthog",
        "psycopg",
        "pycurl",
        "redis",
        "requests",
        "safehttpx",
        "smtplib",
        "socket",
        "socketserver",
        "subprocess",
        "telnetlib",
        "urllib",
        "urllib3",
        "uvicorn",
        "webbrowser",
        "websocket",
        "websockets",
        "xmlrpc",
    )
)
"""Libraries that connect, listen or start programs."""
ONE_FUNCTION = {
    "sqlalchemy": {"create_engine", "create_async_engine", "engine_from_config"},
    "gradio": {"load", "launch", "Client", "networking"},
    "os": {"system", "popen", "execv", "execvp", "spawnv", "posix_spawn", "startfile"},
    "pandas": {"read_csv", "read_excel", "read_html", "read_json", "read_xml"},
    "importlib": {"import_module"},
    "builtins": {"__import__", "exec", "eval"},
}
"""Of other libraries, the functions that do."""
HARMLESS = frozenset(
    (
        "anyio.CapacityLimiter",
        "anyio.run_sync",
        "asyncio.create_task",
        "asyncio.ensure_future",
        "asyncio.run",
        "asyncio.to_thread",
        "asyncio.wait",
        "chromadb.Settings",
        "http.HTTPStatus",
        "httpx2.AsyncByteStream",
        "httpx2.Timeout",
        "socket.gaierror",
        "urllib.parse_qs",
        "urllib.quote",
        "urllib.urlencode",
        "urllib.urlsplit",
    )
)
"""What sends nothing, of libraries that do."""

THE_PLACE = "network"
"""jushi.network: what decides."""
LISTENS, LOCAL_FILE, NO_NETWORK = "listens", "a file", "kept from the network by test_office"
CLIENTS = {
    "commands/diagnosis.py": {"subprocess.run": NO_NETWORK},
    "commands/evaluate.py": {"subprocess.run": LOCAL_FILE},
    "commands/mcp.py": {"uvicorn.Server": LISTENS},
    "commands/serve.py": {"socket.create_server": LISTENS, "uvicorn.Server": LISTENS},
    "documents/fonts.py": {"subprocess.run": NO_NETWORK},
    "documents/office.py": {"subprocess.Popen": NO_NETWORK},
    "knowledge/chroma_index.py": {
        "chromadb.Client": "index",
        "chromadb.PersistentClient": LOCAL_FILE,
    },
    "knowledge/openai_embedder.py": {"openai.OpenAI": "embeddings"},
    "knowledge/usem3_embedder.py": {"importlib.import_module": LOCAL_FILE},
    "lazy_names.py": {"importlib.import_module": LOCAL_FILE},
    "llm/openai_model.py": {"langchain_openai.ChatOpenAI": "model"},
    "network/addresses.py": {"socket.inet_aton": LOCAL_FILE},
    "network/http.py": {
        "httpx.Client": THE_PLACE,
        "httpx2.AsyncClient": THE_PLACE,
        "httpx2.Client": THE_PLACE,
        "importlib.import_module": THE_PLACE,
    },
    "network/policy.py": {
        "socket.create_connection": THE_PLACE,
        "socket.getaddrinfo": THE_PLACE,
    },
    "network/postgres.py": {"psycopg.get_defaults": THE_PLACE},
    "store/database.py": {"sqlalchemy.create_engine": "database"},
    "store/restore.py": {"sqlalchemy.create_engine": LOCAL_FILE},
    "web/http_faults.py": {"uvicorn.AutoHTTPProtocol": LISTENS},
    "web/server.py": {"uvicorn.Config": LISTENS},
    "workers/process.py": {"importlib.import_module": LOCAL_FILE},
}
"""What each file builds or calls, and the attempt in `outside.py` that shows it to be refused."""


def _names(tree: ast.Module) -> dict[str, str]:
    """What each imported name stands for: library, and the name in it."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                names[alias.asname or alias.name.partition(".")[0]] = alias.name.partition(".")[0]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                names[alias.asname or alias.name] = f"{node.module.partition('.')[0]}.{alias.name}"
    return names


def _used(tree: ast.Module) -> Iterator[str]:
    """Calls and base classes of the libraries above: `httpx.Client`."""
    names = _names(tree)
    for node in ast.walk(tree):
        used = (
            [node.func]
            if isinstance(node, ast.Call)
            else node.bases
            if isinstance(node, ast.ClassDef)
            else []
        )
        for expression in used:
            first, *rest = ast.unparse(expression).split("(")[0].split(".")
            library, _, name = names.get(first, f"builtins.{first}").partition(".")
            last = rest[-1] if rest else name
            called = f"{library}.{last}"
            if called not in HARMLESS and (
                library in LIBRARIES or last in ONE_FUNCTION.get(library, ())
            ):
                yield called


def _found() -> dict[str, set[str]]:
    found = {
        path.relative_to(APP).as_posix(): set(_used(ast.parse(path.read_text("utf-8"))))
        for path in sorted(APP.rglob("*.py"))
    }
    return {path: used for path, used in found.items() if used}


def test_no_client_is_built_that_has_no_test() -> None:
    assert _found() == {path: set(used) for path, used in CLIENTS.items()}


def test_every_client_is_tried_against_a_public_address() -> None:
    kinds = {kind for used in CLIENTS.values() for kind in used.values()}

    assert kinds - {THE_PLACE, LISTENS, LOCAL_FILE, NO_NETWORK} == set(outside.CLIENTS)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import httpx\nhttpx.get('http://a')", {"httpx.get"}),
        ("def f():\n    from httpx import Client as C\n    return C()", {"httpx.Client"}),
        ("import urllib.request\nurllib.request.urlopen(u)", {"urllib.urlopen"}),
        ("import socket as s\ns.socket().connect(a)", {"socket.socket"}),
        ("from chromadb.api.client import Client\nclass A(Client): ...", {"chromadb.Client"}),
        ("import os\nos.system('curl a')", {"os.system"}),
        ("import asyncio\nasyncio.open_connection('a', 1)", {"asyncio.open_connection"}),
        ("from urllib.parse import urlsplit\nurlsplit(u)", set()),
        ("class A:\n    def get(self): return self.get()", set()),
    ],
)
def test_the_scan_sees_a_client_however_it_is_imported(source: str, expected: set[str]) -> None:
    assert set(_used(ast.parse(source))) == expected
