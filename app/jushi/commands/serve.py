"""`jushi serve`: the web page."""

import argparse
import gc
from typing import TYPE_CHECKING

from jushi.commands.parser import Commands, Console, Help
from jushi.errors import SettingsError
from jushi.settings import is_loopback

if TYPE_CHECKING:
    from socket import socket

HELP = Help("serve [--host --port] [--proxy ADDRESS] [--log] [--sample]", "serve")
_HOST, _PORT = "127.0.0.1", 7861
_PORTS_TRIED = 20


def register(commands: Commands) -> None:
    parser = commands.add(HELP, run)
    parser.add_argument("--host", default=_HOST, help=parser.pick("serve_host"))
    parser.add_argument("--port", type=int, default=_PORT, help=parser.pick("serve_port"))
    parser.add_argument(
        "--proxy", action="append", default=[], metavar="ADDRESS", help=parser.pick("serve_proxy")
    )
    parser.add_argument("--log", action="store_true", help=parser.pick("serve_log"))
    parser.add_argument("--sample", action="store_true", help=parser.pick("serve_sample"))


def run(given: argparse.Namespace, console: Console) -> int:
    """Serve the page until Ctrl+C; with --sample the address opens the sample's report.

    A port that is taken moves on to the next; port 0 takes any that is free. At an address that
    others can reach everybody signs in; raises SettingsError while there is nobody who could.
    """
    from jushi.wiring import open_store

    store = open_store(console.settings)
    is_open = bool(given.proxy) or not is_loopback(given.host)
    if is_open and not any(user.is_active for user in store.load_users()):
        raise SettingsError("commands.no_user_to_sign_in", place="--host", host=given.host)
    # The page takes seconds to load: a refusal should not wait for it.
    import uvicorn

    from jushi.knowledge import load_chroma
    from jushi.web import AppContext, SessionManager, Setup, build_server, print_line, server_config

    load_chroma()
    app_context = AppContext(store, Setup(console.settings))
    manager = SessionManager(store) if is_open else None
    application = build_server(app_context, manager, log=print_line if given.log else None)
    query = f"?report={app_context.sample(console.language).id}" if given.sample else ""
    listener = listen(given.host, given.port)
    address = f"http://{given.host}:{listener.getsockname()[1]}/{query}"
    console.say("console.page_address", address=address)
    console.say("console.page_end")
    console.out.flush()
    # What is loaded stays to the end: a full collection need not look it all over, 0.2 s each time.
    gc.collect()
    gc.freeze()
    config = server_config(application, given.proxy, local_only=console.settings.local_only)
    uvicorn.Server(config).run(sockets=[listener])
    return 0


def listen(host: str, port: int) -> "socket":
    """A socket that listens: a port only looked at could be another program's a moment later."""
    from socket import create_server

    for candidate in range(port, port + _PORTS_TRIED) if port else (0,):
        try:
            return create_server((host, candidate))
        except OSError:
            continue
    raise SettingsError("commands.ports_taken", place="--port", port=port, number=_PORTS_TRIED - 1)
