"""Who is signed in: sessions, wrong passwords slowed down, and the person behind a request."""

import base64
import binascii
import math
import secrets
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from threading import Lock

import anyio
from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from starlette.requests import HTTPConnection

from jushi.errors import RefusalError, UnavailableError
from jushi.messages import Message
from jushi.revision import Store, User
from jushi.store import has_password
from jushi.web.throttle import Throttle

COOKIE = "jushi_session"
SESSION_S = 12 * 3600
"""A session ends after a working day."""
_MOST_SESSIONS = 50
"""Of one person; the oldest ends where there are more."""
_PROVED_AT_ONCE = 2
"""Passwords: each takes 64 MiB and a processor. The others wait, in the order they came."""


class TooManyTriesError(UnavailableError):
    """A try at a password that cannot even wait for its turn."""

    def __init__(self, seconds: float) -> None:
        self.seconds = math.ceil(seconds)
        """After these another try may have more luck."""
        place = Message("places.sign_in")
        super().__init__("web.too_many_tries", place=place, seconds=self.seconds)


@dataclass(frozen=True, slots=True)
class _Session:
    name: str
    password_hash: str
    """As it was at sign-in, like the role: a new password or role ends every session."""
    role: str
    until: float

    def is_of(self, user: User) -> bool:
        return (self.password_hash, self.role) == (user.password_hash, user.role)


@dataclass(frozen=True, slots=True)
class SessionManager:
    """Asks everybody for a password; sessions live as long as the server."""

    store: Store
    clock: Callable[[], float] = time.monotonic
    """Seconds; only differences count."""
    pause: Callable[[float], Awaitable[None]] = anyio.sleep
    """Waits so many seconds."""
    sessions: dict[str, _Session] = field(default_factory=dict)
    provers: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(_PROVED_AT_ONCE))
    lock: Lock = field(default_factory=Lock)
    throttle: Throttle = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "throttle", Throttle(self.clock))

    async def sign_in(self, name: str, password: str, address: str) -> str:
        """Give the token of a new session; takes the longer, the more wrong passwords came before.

        Raises RefusalError for a wrong name or password, in the same words and after the same time,
        and TooManyTriesError where too many tries of the address wait already.
        """
        user = await self._proven(name, password, address)
        token = secrets.token_urlsafe(32)
        now = self.clock()
        with self.lock:
            for old in [t for t, s in self.sessions.items() if s.until < now]:
                del self.sessions[old]
            own = [t for t, s in self.sessions.items() if s.name == user.name]
            for old in own[: max(0, len(own) + 1 - _MOST_SESSIONS)]:
                del self.sessions[old]
            self.sessions[token] = _Session(
                user.name, user.password_hash, user.role, now + SESSION_S
            )
        return token

    def sign_out(self, token: str) -> None:
        """End a session; one that is not there is none."""
        with self.lock:
            self.sessions.pop(token, None)

    async def user_of(self, request: HTTPConnection) -> User | None:
        """The person behind a request: by session cookie, Bearer token or Basic password.

        Raises TooManyTriesError, see `sign_in`.
        """
        kind, _, given = request.headers.get("authorization", "").partition(" ")
        if kind.lower() == "basic":
            return await self._basic(given, request.client.host if request.client else "")
        bearer = given if kind.lower() == "bearer" else ""
        return await run_sync(self._of_session, bearer or request.cookies.get(COOKIE, ""))

    def named(self, name: str) -> User | None:
        """The person of that name who may sign in."""
        found = self.store.load_users(name)
        return found[0] if found and found[0].is_active else None

    def _of_session(self, token: str) -> User | None:
        session = self.sessions.get(token)
        if session is None or session.until < self.clock():
            return None
        user = self.named(session.name)
        return user if user and session.is_of(user) else None

    async def _basic(self, given: str, address: str) -> User | None:
        try:
            name, _, password = base64.b64decode(given, validate=True).decode().partition(":")
            return await self._proven(name, password, address)
        except (binascii.Error, UnicodeDecodeError, RefusalError):
            return None

    async def _proven(self, name: str, password: str, address: str) -> User:
        waited = 0.0
        while True:
            # Asked for again when the turn comes: of many tries at once the first may be wrong.
            found = await run_sync(
                self._prove, name, password, address, waited, limiter=self.provers
            )
            if isinstance(found, User):
                return found
            with self.throttle.place(name, address) as has_place:
                if not has_place:
                    raise TooManyTriesError(found)
                await self.pause(found - waited)
            waited = found

    def _prove(self, name: str, password: str, address: str, waited: float) -> User | float:
        """The person whose password it is, or the seconds that the try has to wait first."""
        seconds = self.throttle.seconds(name, address)
        if seconds > waited:
            return seconds
        found = self.store.load_users(name)
        user = found[0] if found else None
        # In this order: a name that nobody has costs the same work.
        if not has_password(user, password) or user is None:
            self.throttle.count(name, address)
            raise RefusalError("web.wrong_password", place=Message("places.sign_in"))
        return user
