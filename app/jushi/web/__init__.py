"""The web page: six tabs of a report, in Chinese and English. Thin: only widgets and calls."""

from typing import TYPE_CHECKING

from jushi.lazy_names import lazy_names

if TYPE_CHECKING:
    from jushi.web.app_context import AppContext
    from jushi.web.gate import put_behind_gate
    from jushi.web.observation import Observer, print_line
    from jushi.web.server import build_server, server_config
    from jushi.web.session_manager import SessionManager
    from jushi.web.setup import Setup

__all__ = [
    "AppContext",
    "Observer",
    "SessionManager",
    "Setup",
    "build_server",
    "print_line",
    "put_behind_gate",
    "server_config",
]

# Agents need reports and people and no page: Gradio takes seconds to load.
__getattr__ = lazy_names(
    __name__,
    {
        "app_context": "AppContext",
        "gate": "put_behind_gate",
        "observation": "Observer print_line",
        "server": "build_server server_config",
        "session_manager": "SessionManager",
        "setup": "Setup",
    },
)
