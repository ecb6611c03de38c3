"""Who is signed in: sessions, wrong passwords counted, and the person behind a request."""

import base64
import binascii
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from starlette.requests import HTTPConnection

from app.errors import StoreError
from app.revision import Store, User
from app.store import has_password

COOKIE = "jushi_session"
SESSION_S = 12 * 3600
"""A session ends after a working day."""
_WRONG_ALLOWED, _WRONG_WINDOW_S = 5, 300


@dataclass(frozen=True, slots=True)
class _Session:
    name: str
    password_hash: str
    """As it was at sign-in: a new password ends every session."""
    until: float


@dataclass(frozen=True, slots=True)
class Gate:
    """Asks everybody for a password; sessions live as long as the server."""

    store: Store
    clock: Callable[[], float] = time.monotonic
    """Seconds; only differences count."""
    sessions: dict[str, _Session] = field(default_factory=dict)
    wrong: dict[str, list[float]] = field(default_factory=dict)
    """When wrong passwords came in, by name and by address."""
    lock: Lock = field(default_factory=Lock)

    def sign_in(self, name: str, password: str, address: str) -> str:
        """Give the token of a new session.

        Raises StoreError for a wrong name or password, in the same words, and after five wrong
        ones of a name or an address within five minutes.
        """
        user = self._proven(name, password, address)
        token = secrets.token_urlsafe(32)
        now = self.clock()
        with self.lock:
            for old in [t for t, s in self.sessions.items() if s.until < now]:
                del self.sessions[old]
            self.sessions[token] = _Session(user.name, user.password_hash, now + SESSION_S)
        return token

    def sign_out(self, token: str) -> None:
        """End a session; one that is not there is none."""
        with self.lock:
            self.sessions.pop(token, None)

    def user_of(self, request: HTTPConnection) -> User | None:
        """The person behind a request: by session cookie, Bearer token or Basic password."""
        kind, _, given = request.headers.get("authorization", "").partition(" ")
        if kind.lower() == "basic":
            return self._basic(given, request.client.host if request.client else "")
        bearer = given if kind.lower() == "bearer" else ""
        return self._of_session(bearer or request.cookies.get(COOKIE, ""))

    def named(self, name: str) -> User | None:
        """The person of that name who may sign in."""
        found = self.store.load_users(name)
        return found[0] if found and found[0].is_active else None

    def _of_session(self, token: str) -> User | None:
        session = self.sessions.get(token)
        if session is None or session.until < self.clock():
            return None
        user = self.named(session.name)
        return user if user and user.password_hash == session.password_hash else None

    def _basic(self, given: str, address: str) -> User | None:
        try:
            name, _, password = base64.b64decode(given, validate=True).decode().partition(":")
            return self._proven(name, password, address)
        except (binascii.Error, UnicodeDecodeError, StoreError):
            return None

    def _proven(self, name: str, password: str, address: str) -> User:
        keys = (f"name {name}", f"address {address}")
        now = self.clock()
        with self.lock:
            for key in keys:
                recent = [t for t in self.wrong.get(key, ()) if now - t < _WRONG_WINDOW_S]
                if len(recent) >= _WRONG_ALLOWED:
                    raise StoreError("sign-in", "too many wrong passwords", "wait five minutes")
                self.wrong[key] = recent
            # Counted before it is looked at: many tries at once cannot slip past the limit.
            for key in keys:
                self.wrong[key].append(now)
        found = self.store.load_users(name)
        user = found[0] if found else None
        if user is None or not has_password(user, password):
            raise StoreError("sign-in", "name or password is wrong", "try again")
        with self.lock:
            for key in keys:
                self.wrong.pop(key, None)
        return user
