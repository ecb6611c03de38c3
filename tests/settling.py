"""Waiting for what another thread or process does."""

import time
from collections.abc import Callable

_LONGEST_S = 120.0


def wait_until(is_so: Callable[[], bool]) -> None:
    """Come back as soon as `is_so`; fails after two minutes."""
    end = time.monotonic() + _LONGEST_S
    while not is_so():
        assert time.monotonic() < end, "it never came to be"
        time.sleep(0.05)
