"""The sign-in page, and the wall that nobody passes without it."""

from collections.abc import Callable
from html import escape
from typing import Annotated
from urllib.parse import urlencode, urlsplit

from fastapi import FastAPI, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from gradio.context import LocalContext
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from jushi.error_telling import tell_error
from jushi.errors import JushiError
from jushi.messages import Language, wordings
from jushi.revision import User
from jushi.settings import is_loopback
from jushi.web import observation
from jushi.web.api import fault, status_of
from jushi.web.limits import LARGEST_REQUEST
from jushi.web.session_manager import COOKIE, SESSION_S, SessionManager, TooManyTriesError

_OPEN_PATHS = ("/sign-in", "/api/v1/token", *observation.OPEN_PATHS)
_PAGES = ("/", "/en", "/en/", "/api", "/api/")
_NOT_SIGNED_IN = 401
_CHANGING = ("POST", "PUT", "PATCH", "DELETE")
_STYLE = (
    "body{font:16px/1.6 'Noto Sans CJK SC',sans-serif;background:#f4f4f1;color:#1c1c1c;"
    "display:grid;place-items:center;min-height:100vh;margin:0}"
    "form{background:#fff;border:1px solid #cfcfc8;padding:2rem;width:20rem}"
    "h1{font-size:1.4rem;margin:0 0 1rem}label{display:block;margin:.8rem 0 .2rem}"
    "input{width:100%;box-sizing:border-box;font:inherit;padding:.45rem;border:1px solid #888}"
    "button{margin-top:1.2rem;width:100%;font:inherit;padding:.55rem;border:0;"
    "background:#1f4e8c;color:#fff}.wrong{color:#a11;margin:.6rem 0 0}a{color:#1f4e8c}"
)


class SignInWall:
    """Middleware: who is not signed in is sent to the sign-in page, or refused.

    What is behind it finds the person as `request.state.user`. Where nobody signs in, too, a page
    of another site that sends something is refused, and so is a request that is too large, or one
    that calls this machine by a name that another site could have pointed at it.
    """

    def __init__(self, app: ASGIApp, session_manager: SessionManager | None) -> None:
        self._app = app
        self._session_manager = session_manager

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            answer = await self._answer(scope)
            if answer is not None:
                await answer(scope, receive, send)
                return
        await self._app(scope, receive, send)

    async def _answer(self, scope: Scope) -> Response | None:
        asked = HTTPConnection(scope)
        refused = _foreign_or_large(asked) if scope["method"] in _CHANGING else None
        path = scope["path"]
        if refused is None and self._session_manager is None:
            refused = _misnamed(asked)
        if refused is not None or self._session_manager is None or path in _OPEN_PATHS:
            return refused
        try:
            user = await self._session_manager.user_of(asked)
        except JushiError as error:
            return _told(asked, status_of(error), error)
        if user is not None:
            asked.state.user = user
            return None
        if scope["method"] == "GET" and path in _PAGES:
            language = "en" if path.startswith("/en") else "zh"
            asked_for = {"language": language, "report": asked.query_params.get("report", "")}
            return RedirectResponse(f"/sign-in?{urlencode(asked_for)}", 303)
        return _refusal(asked, 401, "web.not_signed_in")


def _foreign_or_large(asked: HTTPConnection) -> Response | None:
    origin = asked.headers.get("origin", "")
    if origin and origin.partition("://")[2] != asked.headers.get("host", ""):
        return _refusal(asked, 403, "web.foreign_page")
    if "transfer-encoding" in asked.headers:
        return _refusal(asked, 411, "web.no_length")
    if int(asked.headers.get("content-length", "0") or 0) > LARGEST_REQUEST:
        return _refusal(asked, 413, "web.request_too_large")
    return None


def _misnamed(asked: HTTPConnection) -> Response | None:
    try:
        name = urlsplit(f"//{asked.headers.get('host', '')}").hostname or ""
    except ValueError:
        name = ""
    if is_loopback(name):
        return None
    return _refusal(asked, 421, "web.other_host_name")


def _refusal(asked: HTTPConnection, status: int, code: str) -> Response:
    answer = _told(asked, status, JushiError(code, place=asked.url.path))
    if status == _NOT_SIGNED_IN:
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def _told(asked: HTTPConnection, status: int, error: JushiError) -> Response:
    language: Language = "en" if asked.query_params.get("language") == "en" else "zh"
    return fault(status, error, language)


def signed_in(asked: HTTPConnection) -> User | None:
    """The person that the wall let through with this request."""
    return getattr(asked.state, "user", None)


def page_user(session_manager: SessionManager) -> Callable[[], User | None]:
    """Who sits at the page whose handler runs now; None outside a handler."""

    def who() -> User | None:
        request = LocalContext.request.get(None)
        name = getattr(request, "username", None)
        return session_manager.named(name) if name else None

    return who


def add_sign_in(app: FastAPI, session_manager: SessionManager) -> None:
    """Put the sign-in page and the way out into `app`."""

    @app.get("/sign-in")
    def form(language: Language = "zh", report: str = "") -> HTMLResponse:
        return _form(language, "", report)

    @app.post("/sign-in")
    async def enter(
        request: Request,
        name: Annotated[str, Form(max_length=120)],
        password: Annotated[str, Form(max_length=1000)],
        language: Annotated[Language, Form()] = "zh",
        report: Annotated[str, Form(max_length=120)] = "",
    ) -> Response:
        address = request.client.host if request.client else ""
        try:
            token = await session_manager.sign_in(name, password, address)
        except JushiError as error:
            answer: Response = _form(
                language, tell_error(error, language), report, status_of(error)
            )
            if isinstance(error, TooManyTriesError):
                answer.headers["Retry-After"] = str(error.seconds)
            return answer
        home = "/en/" if language == "en" else "/"
        query = f"?{urlencode({'report': report})}" if report else ""
        answer = RedirectResponse(home + query, 303)
        answer.set_cookie(
            COOKIE,
            token,
            max_age=SESSION_S,
            httponly=True,
            samesite="lax",
            secure=request.url.scheme == "https",
        )
        return answer

    @app.post("/sign-out")
    def leave(request: Request) -> Response:
        session_manager.sign_out(request.cookies.get(COOKIE, ""))
        answer = RedirectResponse("/sign-in", 303)
        answer.delete_cookie(COOKIE)
        return answer


def _form(language: Language, wrong: str, report: str = "", status: int = 200) -> HTMLResponse:
    words = wordings("page", language)
    other = "en" if language == "zh" else "zh"
    told = f'<p class="wrong" role="alert">{escape(wrong)}</p>' if wrong else ""
    elsewhere = urlencode({"language": other, "report": report})
    lang = "zh-CN" if language == "zh" else "en"
    page = (
        f'<!doctype html><html lang="{lang}"><meta charset="utf-8"><link rel="icon" href="data:,">'
        f"<title>{words['name']}</title>"
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style>'
        f'<form method="post" action="/sign-in"><h1>{words["name"]} · {words["sign_in"]}</h1>'
        f'<input type="hidden" name="language" value="{language}">'
        f'<input type="hidden" name="report" value="{escape(report)}">'
        f'<label for="name">{words["user_name"]}</label>'
        '<input id="name" name="name" autocomplete="username" required autofocus>'
        f'<label for="password">{words["password"]}</label><input id="password" name="password" '
        'type="password" autocomplete="current-password" required>'
        f"{told}<button>{words['sign_in']}</button>"
        f'<p><a href="/sign-in?{escape(elsewhere)}">{words["other_language"]}</a></p></form></html>'
    )
    return HTMLResponse(page, status, {"Cache-Control": "no-store"})
