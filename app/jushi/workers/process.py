"""One worker process: the server's end of it, and its own."""

import importlib
import math
import os
import pickle
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnContext, SpawnProcess
from multiprocessing.process import parent_process
from pathlib import Path
from threading import Lock, Thread
from typing import Any, Literal

from jushi.errors import JushiError
from jushi.running import listen

_MB = 1024 * 1024
_MOST_CALLS = 100
"""After as many a worker is replaced: what libraries leak goes with it."""
_LARGE_RSS_MB = 512
"""A worker that grew to this is replaced, too: freed memory rarely goes back to the system."""
_START_S = 60.0
"""For a new worker to load what it preloads, on a busy machine."""

Kind = Literal[
    "ready",
    "begun",
    "file",
    "program",
    "result",
    "error",
    "bug",
    "memory",
    "depth",
    "time",
    "broken",
]
"""What a worker tells, and how a call ends; the last two are seen by the server alone."""


@dataclass(slots=True, eq=False)
class Worker:
    """The server's end of one worker process."""

    process: SpawnProcess
    connection: "Connection[Any, Any]"
    file: str = ""
    """What it works on."""
    _program: int = 0
    """Leader of the process group of a program that it waits for; 0 where there is none."""
    _calls: int = 0
    _has_begun: bool = False
    """Whether it told that it took up the call."""
    _lock: Lock = field(default_factory=Lock)

    @classmethod
    def start(cls, preload: Sequence[str]) -> "Worker":
        """Give a worker that is ready. Raises RuntimeError where none can be started."""
        # Never fork: a child of a server with threads may hang in its first call of a library.
        context = SpawnContext()
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, tuple(preload)), daemon=True)
        process.start()
        theirs.close()
        worker = cls(process, ours)
        kind, _, _ = worker._hear(time.monotonic() + _START_S)
        if kind != "ready":
            worker.kill()
            raise RuntimeError(f"a worker cannot be started: {kind}")
        return worker

    @property
    def pid(self) -> int:
        return self.process.pid or 0

    @property
    def is_alive(self) -> bool:
        return self.process.is_alive()

    def work(self, work: bytes, until: float) -> tuple[Kind, Any, bool]:
        """Give how the call ended, with what, and whether the worker can take another."""
        self.file, self._calls, self._has_begun = "", self._calls + 1, False
        try:
            self.connection.send_bytes(work)
        except OSError:
            return "broken", None, False
        kind, value, is_large = self._hear(until)
        is_whole = kind in ("result", "error", "bug", "depth")
        return kind, value, is_whole and not is_large and self._calls < _MOST_CALLS

    def was_ended_idle(self, kind: Kind) -> bool:
        """Whether somebody ended it while it waited: it takes up a call by telling so."""
        return kind == "broken" and self._calls > 1 and not self._has_begun

    def _hear(self, until: float) -> tuple[Kind, Any, bool]:
        """What the worker tells last, until then: how it ended, with what, whether it is large."""
        try:
            while self.connection.poll(max(until - time.monotonic(), 0)):
                kind, value, is_large = pickle.loads(self.connection.recv_bytes())
                if kind == "begun":
                    self._has_begun = True
                elif kind == "file":
                    self.file = value
                elif kind == "program":
                    self._program = value
                else:
                    return kind, value, is_large
        except (EOFError, OSError):
            return "broken", None, False
        return "time", None, False

    def kill(self) -> None:
        """End it, and the program that it waits for, at once."""
        with self._lock:
            _end_groups(self._program, self.pid)
            self.process.kill()
            self.process.join()


def _end_groups(*leaders: int) -> None:
    for leader in leaders:
        if leader and hasattr(os, "killpg"):
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(leader, signal.SIGKILL)


def _serve(connection: "Connection[Any, Any]", preload: Sequence[str]) -> None:
    """Take calls until the server is gone: the life of a worker process."""
    # Ctrl+C is for the server; a group of its own can be ended whole.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "setsid"):
        os.setsid()
    # A call is the work of one thread, and each thread of these libraries reserves memory.
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
        os.environ[name] = "1"
    for module in preload:
        importlib.import_module(module)
    teller = _Teller(connection)
    listen(teller)
    Thread(target=teller.end_with_server, daemon=True).start()
    with suppress(EOFError, OSError):
        teller.tell("ready")
        while True:
            call, memory_mb, seconds = pickle.loads(connection.recv_bytes())
            teller.tell("begun")
            with _bounded(memory_mb, seconds) as took_too_much:
                told = _outcome(call)
                if took_too_much():
                    told = _told("memory")
            connection.send_bytes(told)


@dataclass(slots=True)
class _Teller:
    """Tells the server what the work is at."""

    connection: "Connection[Any, Any]"
    _program: int = 0

    def file(self, name: str) -> None:
        self.tell("file", name)

    def program(self, pid: int) -> None:
        self._program = pid
        self.tell("program", pid)

    def end_with_server(self) -> None:
        """Wait for the end of the server, and end then, whatever the work is at."""
        server = parent_process()
        if server is not None:
            server.join()
            _end_groups(self._program, os.getpid())
            os._exit(1)

    def tell(self, kind: Kind, value: Any = None) -> None:
        self.connection.send_bytes(_told(kind, value))


def _outcome(call: Callable[[], Any]) -> bytes:
    """Call, and give what is to be told of it."""
    try:
        return _told("result", call())
    except MemoryError:
        return _told("memory")
    except RecursionError:
        return _told("depth")
    except JushiError as error:
        return _told("error", error)
    except Exception:
        return _told("bug", traceback.format_exc())


def _told(kind: Kind, value: Any = None) -> bytes:
    return pickle.dumps((kind, value, _is_large()), pickle.HIGHEST_PROTOCOL)


if sys.platform == "linux":
    import resource

    def _is_large() -> bool:
        # Not ru_maxrss: across the start of a process it keeps what the server took.
        return _memory("VmHWM") > _LARGE_RSS_MB * _MB

    @contextmanager
    def _bounded(memory_mb: int, seconds: float) -> Iterator[Callable[[], bool]]:
        """Bound memory by an error, and processor time by a signal.

        The error comes an eighth later than asked for, and what is given tells whether more was
        taken than asked for: a library may swallow the error, and leave out what it could not
        read, or tell another.
        """
        size, peak = _memory("VmSize"), _memory("VmPeak")
        most = size + memory_mb * _MB
        used = resource.getrusage(resource.RUSAGE_SELF)
        cpu_s = math.ceil(used.ru_utime + used.ru_stime + seconds) + 1
        bounds = {
            resource.RLIMIT_AS: most + memory_mb * _MB // 8,
            resource.RLIMIT_CPU: cpu_s,
        }
        before = {kind: resource.getrlimit(kind) for kind in bounds}
        for kind, bound in bounds.items():
            # A bound that stands already is never widened.
            resource.setrlimit(kind, (_smaller(bound, before[kind][0]), before[kind][1]))
        try:
            yield lambda: _memory("VmPeak") > max(most, peak)
        finally:
            for kind, limits in before.items():
                resource.setrlimit(kind, limits)

    def _memory(name: str) -> int:
        """Bytes, by a name of proc(5): of address space (VmSize) or of memory (VmHWM), …"""
        lines = Path("/proc/self/status").read_text().splitlines()
        line = next(line for line in lines if line.startswith(f"{name}:"))
        return int(line.split()[1]) * 1024

    def _smaller(bound: int, standing: int) -> int:
        return bound if standing == resource.RLIM_INFINITY else min(bound, standing)

else:

    def _is_large() -> bool:
        return False

    @contextmanager
    def _bounded(memory_mb: int, seconds: float) -> Iterator[Callable[[], bool]]:
        yield lambda: False
