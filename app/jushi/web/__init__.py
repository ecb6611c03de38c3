"""The web page: six tabs of a report, in Chinese and English. Thin: only widgets and calls."""

from jushi.web.app_context import AppContext
from jushi.web.server import build_server, server_config
from jushi.web.session_manager import SessionManager
from jushi.web.setup import Setup

__all__ = ["AppContext", "SessionManager", "Setup", "build_server", "server_config"]
