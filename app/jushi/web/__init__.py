"""The web page: six stops of a report, in Chinese and English. Thin: only widgets and calls."""

from jushi.web.app_context import Desk
from jushi.web.server import build_server, server_config
from jushi.web.session_manager import Gate
from jushi.web.setup import Setup

__all__ = ["Desk", "Gate", "Setup", "build_server", "server_config"]
