"""Whose an open page is: what its events and their answers are named by is one person's alone."""

import re
import threading
from collections import OrderedDict

_MOST = 100_000
"""Open pages that are remembered; who opens more forgets those that were used longest ago."""
_LONGEST = 100
_IN_PATH = re.compile(r"/gradio_api/heartbeat/([^/]+)")


class PageSessions:
    """The person behind each page session; the first who uses its name."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._owner_of: OrderedDict[str, str] = OrderedDict()
        self._lock = threading.Lock()

    def is_of(self, name: str, owner: str) -> bool:
        """Whether the session `name` is that of `owner`; one that nobody used becomes theirs."""
        if len(name) > _LONGEST:
            return False
        with self._lock:
            known = self._owner_of.setdefault(name, owner)
            self._owner_of.move_to_end(name)
            if len(self._owner_of) > self._most:
                self._owner_of.popitem(last=False)
        return known == owner


def session_in_path(path: str) -> str:
    """The session that an address below a page names; empty where it names none."""
    found = _IN_PATH.fullmatch(path)
    return found[1] if found else ""
