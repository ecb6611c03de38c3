"""The tools as a server of the Model Context Protocol, over standard streams or HTTP."""

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from fastmcp import FastMCP
from fastmcp.exceptions import ResourceError, ToolError
from fastmcp.server.dependencies import get_http_request

from jushi.agents.tools import AgentTools
from jushi.error_telling import tell_error
from jushi.errors import JushiError
from jushi.messages import Language, render
from jushi.revision import User
from jushi.web import AppContext, Observer, SessionManager, put_behind_gate

if TYPE_CHECKING:
    from fastapi import FastAPI

TOOLS = (
    "check_text",
    "read_figures",
    "draft_section",
    "revise_section",
    "search_documents",
    "explain_number",
    "export",
)
"""Methods of `AgentTools` that are tools; `agents.NAME` says to an agent what each does."""
_READ_ONLY = frozenset({"check_text", "read_figures", "search_documents", "explain_number"})
_RESOURCES = (
    ("jushi://reports", "list_reports", "application/json"),
    ("jushi://reports/{report}", "report_text", "text/plain"),
    ("jushi://reports/{report}/check", "report_check", "application/json"),
)


def build_mcp(tools: AgentTools) -> FastMCP:
    """Give the server of `tools`; what an agent can mend is told to it in one line."""
    language = tools.language
    mcp: FastMCP = FastMCP(
        "jushi", instructions=render("agents.instructions", language), mask_error_details=True
    )
    for name in TOOLS:
        mcp.tool(
            _told(getattr(tools, name), ToolError, language),
            name=name,
            description=render(f"agents.{name}", language),
            annotations={"readOnlyHint": name in _READ_ONLY},
        )
    for address, name, kind in _RESOURCES:
        mcp.resource(
            address,
            name=name,
            description=render(f"agents.{name}", language),
            mime_type=kind,
        )(_told(getattr(tools, name), ResourceError, language))
    return mcp


def build_mcp_app(
    app_context: AppContext,
    session_manager: SessionManager | None,
    language: Language,
    *,
    log: Callable[[str], None] | None = None,
) -> "FastAPI":
    """Give the application that serves the tools at `/mcp` over HTTP.

    With a manager everybody signs in, with a token or a password, and has the rights that they
    have on the page; without one only requests that name this machine are answered. `log` takes a
    line for each request.
    """
    from fastapi import FastAPI

    context = app_context if session_manager is None else app_context.seen_by(_asking)
    served = build_mcp(AgentTools(lambda: context.as_asked(), language)).http_app(
        path="/mcp", stateless_http=True, host_origin_protection=False
    )
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=served.lifespan)
    put_behind_gate(app, session_manager, Observer(app_context.store, "mcp", log=log))
    app.mount("/", served)
    return app


def _asking() -> User | None:
    """Who sent the request that a tool answers now; nobody outside of one."""
    try:
        found = getattr(get_http_request().state, "user", None)
    except RuntimeError:
        return None
    return found if isinstance(found, User) else None


def _told(
    call: Callable[..., Any], kind: type[ToolError | ResourceError], language: Language
) -> Callable[..., Any]:
    """The call with errors that the agent reads, in place of ours."""

    @functools.wraps(call)
    def told(*arguments: Any, **named: Any) -> Any:
        try:
            return call(*arguments, **named)
        except JushiError as error:
            raise kind(tell_error(error, language)) from error

    return told
