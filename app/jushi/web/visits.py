"""Pages that are open, and what they wait for: a page that is closed waits no more."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

import gradio as gr
from gradio.context import LocalContext

from jushi.workers import Cancellation


class Visits:
    """One for a page; `leave` is to be called as one of its visitors closes it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._by_session: defaultdict[str | None, set[Cancellation]] = defaultdict(set)

    @contextmanager
    def waiting(self) -> Iterator[Cancellation]:
        """What is cancelled if the page whose handler runs now is closed while this lasts."""
        request = LocalContext.request.get(None)
        session: str | None = getattr(request, "session_hash", None)
        cancellation = Cancellation()
        with self._lock:
            self._by_session[session].add(cancellation)
        try:
            yield cancellation
        finally:
            with self._lock:
                self._by_session[session].discard(cancellation)
                if not self._by_session[session]:
                    del self._by_session[session]

    def leave(self, request: gr.Request) -> None:
        """Give up all that the page of this request waits for."""
        with self._lock:
            waits = tuple(self._by_session.get(request.session_hash, ()))
        for cancellation in waits:
            cancellation.cancel()
