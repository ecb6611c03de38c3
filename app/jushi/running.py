"""How work on a file is run: here, or by whoever is handed it; and what it tells meanwhile."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ParamSpec, Protocol, TypeVar

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Run(Protocol):
    """Calls a function and gives what it gives; where it runs is for the one who made this."""

    def __call__(
        self, function: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs
    ) -> _T: ...


def run_here(function: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
    """Call the function in this process: a command is its user's own."""
    return function(*args, **kwargs)


class Listener(Protocol):
    """Hears of the work that this process does."""

    def file(self, name: str) -> None: ...

    def program(self, pid: int) -> None: ...


_listeners: list[Listener] = []
"""At most one: a worker process has one to tell, every other process none."""


def listen(listener: Listener) -> None:
    """Have `listener` told from now on; for a worker process, at its start."""
    _listeners[:] = [listener]


def tell_file(name: str) -> None:
    """Tell that the file `name` is worked on from now on: it is to blame for what happens."""
    for listener in _listeners:
        listener.file(name)


@contextmanager
def telling_program(pid: int) -> Iterator[None]:
    """Tell that the program `pid`, leader of a process group, runs for the work as long as this."""
    for listener in _listeners:
        listener.program(pid)
    try:
        yield
    finally:
        for listener in _listeners:
            listener.program(0)
