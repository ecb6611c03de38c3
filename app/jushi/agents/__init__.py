"""What agents of other programs call: a server of the Model Context Protocol, and LangChain parts.

Needs the extra `agents`; nothing of it is loaded before it is asked for.
"""

from typing import TYPE_CHECKING

from jushi.lazy_names import lazy_names

if TYPE_CHECKING:
    from jushi.agents.mcp_server import build_mcp, build_mcp_app
    from jushi.agents.tools import AgentTools

__all__ = ["AgentTools", "build_mcp", "build_mcp_app"]

__getattr__ = lazy_names(
    __name__,
    {
        "mcp_server": "build_mcp build_mcp_app",
        "tools": "AgentTools",
    },
)
