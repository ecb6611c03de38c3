"""The web page: six stops of a report, in Chinese and English. Thin: only widgets and calls."""

from app.web.desk import Desk
from app.web.gate import Gate
from app.web.server import build_server, server_config
from app.web.setup import Setup

__all__ = ["Desk", "Gate", "Setup", "build_server", "server_config"]
