"""What agents of other programs call: a server of the Model Context Protocol, and LangChain parts.

The server needs the extra `agents`; nothing is loaded before it is asked for.
"""

from typing import TYPE_CHECKING

from jushi.lazy_names import lazy_names

if TYPE_CHECKING:
    from jushi.agents.langchain_parts import (
        CheckedText,
        JushiRetriever,
        UnprovenTextError,
        check_text,
        guard,
    )
    from jushi.agents.mcp_server import build_mcp, build_mcp_app
    from jushi.agents.tools import AgentTools

__all__ = [
    "AgentTools",
    "CheckedText",
    "JushiRetriever",
    "UnprovenTextError",
    "build_mcp",
    "build_mcp_app",
    "check_text",
    "guard",
]

__getattr__ = lazy_names(
    __name__,
    {
        "langchain_parts": "CheckedText JushiRetriever UnprovenTextError check_text guard",
        "mcp_server": "build_mcp build_mcp_app",
        "tools": "AgentTools",
    },
)
