"""What a server tells of itself: counts for Prometheus, whether it is ready, a line a request."""

import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from fastapi import FastAPI, Response
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from jushi.errors import StoreError
from jushi.revision import Store, User
from jushi.web.clock import now

Role = Literal["serve", "mcp"]
OPEN_PATHS = ("/healthz", "/readyz", "/metrics")
"""Asked by machines that have no password; what they tell names nobody and no report."""
_PARTS = ("api", "files", "gradio_api", "mcp", "sign-in", "sign-out", *(p[1:] for p in OPEN_PATHS))
"""First parts of addresses that are counted apart; made-up ones must not fill the memory."""
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
_SECONDS = (0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 60.0)
_OPEN_STATES = ("queued", "running")
_LONGEST_PATH = 200


def print_line(line: str) -> None:
    """Put a line of the log where a service manager gathers it."""
    print(line, file=sys.stderr, flush=True)


@dataclass(frozen=True, slots=True)
class Observer:
    """Counts the requests of one server."""

    store: Store
    """The whole: jobs are counted whoever's they are."""
    role: Role
    is_working: Callable[[], bool] = lambda: True
    """Whether what goes on beside the requests is alive."""
    log: Callable[[str], None] | None = None
    """Takes a line of JSON for each request; None writes none."""
    registry: CollectorRegistry = field(default_factory=CollectorRegistry)
    _requests: Counter = field(init=False)
    _seconds: Histogram = field(init=False)
    _jobs: Gauge = field(init=False)

    def __post_init__(self) -> None:
        labels = ["role", "part", "method", "status"]
        made = {
            "_requests": Counter("jushi_requests", "Requests.", labels, registry=self.registry),
            "_seconds": Histogram(
                "jushi_request_seconds",
                "Seconds until the answer began.",
                ["role", "part"],
                registry=self.registry,
                buckets=_SECONDS,
            ),
            "_jobs": Gauge("jushi_jobs", "Open draftings.", ["state"], registry=self.registry),
        }
        for name, metric in made.items():
            object.__setattr__(self, name, metric)

    def metrics(self) -> bytes:
        """Give the counts in the text form of Prometheus. Raises StoreError."""
        jobs = self.store.list_jobs(is_open=True)
        for state in _OPEN_STATES:
            self._jobs.labels(state).set(sum(job.state == state for job in jobs))
        return generate_latest(self.registry)

    def is_ready(self) -> bool:
        """Whether the store answers and what works beside the requests is alive."""
        try:
            self.store.load_users("")
        except StoreError:
            return False
        return self.is_working()

    def note(self, scope: Scope, status: int, seconds: float) -> None:
        """Count an answered request, and write its line: neither query nor body is in it."""
        first = scope["path"].split("/")[1] if "/" in scope["path"] else ""
        part = first if first in _PARTS else "page"
        method = scope["method"] if scope["method"] in _METHODS else "other"
        self._requests.labels(self.role, part, method, str(status)).inc()
        self._seconds.labels(self.role, part).observe(seconds)
        if self.log is not None:
            user = scope.get("state", {}).get("user")
            self.log(
                json.dumps(
                    {
                        "time": now().isoformat(timespec="milliseconds"),
                        "role": self.role,
                        "method": method,
                        "path": scope["path"][:_LONGEST_PATH],
                        "status": status,
                        "ms": round(seconds * 1000, 1),
                        "user": user.name if isinstance(user, User) else "",
                    },
                    ensure_ascii=False,
                )
            )


class Observed:
    """Middleware, the outermost: every request is counted, refused ones too."""

    def __init__(self, app: ASGIApp, observer: Observer) -> None:
        self._app = app
        self._observer = observer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope.setdefault("state", {})
        began = time.perf_counter()

        async def noted(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._observer.note(scope, message["status"], time.perf_counter() - began)
            await send(message)

        await self._app(scope, receive, noted)


def add_observation(app: FastAPI, observer: Observer) -> None:
    """Put `/healthz`, `/readyz` and `/metrics` into `app`; `Observed` is added by who wraps it."""

    @app.get("/healthz")
    def health() -> dict[str, str]:
        return {"status": "ok", "role": observer.role}

    @app.get("/readyz")
    def ready(response: Response) -> dict[str, str]:
        is_ready = observer.is_ready()
        response.status_code = 200 if is_ready else 503
        return {"status": "ready" if is_ready else "not ready", "role": observer.role}

    @app.get("/metrics")
    def metrics() -> Response:
        try:
            return Response(observer.metrics(), media_type=CONTENT_TYPE_PLAIN_0_0_4)
        except StoreError:
            return Response(status_code=503)
