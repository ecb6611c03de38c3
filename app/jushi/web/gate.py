"""What stands before every application that others can reach."""

from fastapi import FastAPI

from jushi.web.api import build_token_api
from jushi.web.headers import SafeHeaders
from jushi.web.observation import Observed, Observer, add_observation
from jushi.web.session_manager import SessionManager
from jushi.web.sign_in import SignInWall


def put_behind_gate(
    app: FastAPI, session_manager: SessionManager | None, observer: Observer
) -> None:
    """Let nobody pass to `app` without signing in, by token or password; see `SignInWall`.

    Tokens are given at `/api/v1/token`, as the page's own server gives them. Without a manager
    nobody signs in, and only requests that name this machine pass. `observer` counts them.
    """
    add_observation(app, observer)
    if session_manager is not None:
        app.mount("/api", build_token_api(session_manager))
    app.add_middleware(SignInWall, session_manager=session_manager)
    app.add_middleware(SafeHeaders)
    app.add_middleware(Observed, observer=observer)
