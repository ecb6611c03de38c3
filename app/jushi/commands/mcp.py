"""`jushi mcp`: the tools for agents, over standard streams or HTTP."""

import argparse
from importlib.util import find_spec
from typing import TYPE_CHECKING

from jushi.commands.parser import Commands, Console, Help
from jushi.errors import NotFoundError, SettingsError
from jushi.messages import Message
from jushi.settings import is_loopback

if TYPE_CHECKING:
    from jushi.store import SqlStore
    from jushi.web import AppContext

HELP = Help("mcp [--user NAME] | mcp --http [--host --port] [--proxy ADDRESS] [--log]", "mcp")
_HOST, _PORT = "127.0.0.1", 7862


def register(commands: Commands) -> None:
    parser = commands.add(HELP, run)
    parser.add_argument("--user", metavar="NAME", help=parser.pick("mcp_user"))
    parser.add_argument("--http", action="store_true", help=parser.pick("mcp_http"))
    parser.add_argument("--host", default=_HOST, help=parser.pick("serve_host"))
    parser.add_argument("--port", type=int, default=_PORT, help=parser.pick("mcp_port"))
    parser.add_argument(
        "--proxy", action="append", default=[], metavar="ADDRESS", help=parser.pick("serve_proxy")
    )
    parser.add_argument("--log", action="store_true", help=parser.pick("serve_log"))


def run(given: argparse.Namespace, console: Console) -> int:
    """Serve the tools until the other side closes, or until Ctrl+C.

    Over standard streams they act for the person of this computer, or for --user; over HTTP at an
    address that others can reach everybody signs in. Raises SettingsError where the extra is not
    installed, or while there is nobody who could sign in.
    """
    from jushi.wiring import open_store

    if find_spec("fastmcp") is None:
        raise SettingsError("agents.not_installed", place="jushi mcp", extra="agents")
    store = open_store(console.settings)
    serve = _serve_http if given.http else _serve_streams
    serve(given, console, store)
    return 0


def _serve_streams(given: argparse.Namespace, console: Console, store: "SqlStore") -> None:
    from jushi.agents import AgentTools, build_mcp

    context = _context_for(store, console, given.user)
    # Standard output belongs to the protocol: whatever else is printed would break it.
    build_mcp(AgentTools(lambda: context, console.language)).run(
        transport="stdio", show_banner=False, log_level="WARNING"
    )


def _context_for(store: "SqlStore", console: Console, name: str | None) -> "AppContext":
    """What the person called `name` sees; of None, all of it, as on a page without sign-in."""
    from jushi.web import AppContext, Setup

    context = AppContext(store, Setup(console.settings))
    if name is None:
        return context
    found = [user for user in store.load_users(name) if user.is_active]
    if not found:
        raise NotFoundError("commands.unknown_user", place=Message("places.user", name=name))
    return context.seen_by(lambda: found[0])


def _serve_http(given: argparse.Namespace, console: Console, store: "SqlStore") -> None:
    is_open = bool(given.proxy) or not is_loopback(given.host)
    if is_open and not any(user.is_active for user in store.load_users()):
        raise SettingsError("commands.no_user_to_sign_in", place="--host", host=given.host)
    import uvicorn

    from jushi.agents import build_mcp_app
    from jushi.commands.serve import listen
    from jushi.web import AppContext, SessionManager, Setup, print_line, server_config

    context = AppContext(store, Setup(console.settings))
    manager = SessionManager(store) if is_open else None
    log = print_line if given.log else None
    app = build_mcp_app(context, manager, console.language, log=log)
    listener = listen(given.host, given.port)
    console.say(
        "console.mcp_address", address=f"http://{given.host}:{listener.getsockname()[1]}/mcp"
    )
    console.out.flush()
    config = server_config(app, given.proxy, local_only=console.settings.local_only)
    uvicorn.Server(config).run(sockets=[listener])
