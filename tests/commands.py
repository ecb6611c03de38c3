"""Runs `jushi` as a command, in a process of its own."""

import atexit
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TextIO

ROOT = Path(__file__).parents[1]
Ran = subprocess.CompletedProcess[str]


def bare_environ() -> dict[str, str]:
    """The environment without settings of ours."""
    return {k: v for k, v in os.environ.items() if not k.startswith(("JUSHI_", "OPENAI_"))}


def run_jushi(
    *arguments: object,
    cwd: Path = ROOT,
    env: Mapping[str, str] | None = None,
    typed: str = "",
    timeout: int = 300,
    anew: bool = False,
) -> Ran:
    """Run one command in folder `cwd` and give exit code and output.

    `typed` is its standard input. Its process is forked from one that has done the imports;
    `anew` starts Python for it, for what the start itself does.
    """
    environ = {**(os.environ if env is None else env), "PYTHONPATH": str(ROOT / "app")}
    if anew:
        return subprocess.run(
            [sys.executable, "-m", "jushi.cli", *map(str, arguments)],
            cwd=cwd,
            env=environ,
            input=typed,
            capture_output=True,
            encoding="utf-8",
            timeout=timeout,
            check=False,
        )
    with tempfile.TemporaryDirectory() as folder:
        files = {name: Path(folder, name) for name in ("stdin", "stdout", "stderr")}
        for name, path in files.items():
            path.write_text(typed if name == "stdin" else "", "utf-8")
        job = {
            "arguments": [str(argument) for argument in arguments],
            "cwd": str(cwd),
            "env": environ,
            "timeout": timeout,
            **{name: str(path) for name, path in files.items()},
        }
        code = _server().run(job)
        out, err = (files[name].read_text("utf-8") for name in ("stdout", "stderr"))
    return Ran(["jushi", *job["arguments"]], code, out, err)


class _Server:
    """The process that forks one for each command; one command at a time."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, str(Path(__file__).with_name("command_server.py")),
                 str(theirs.fileno())],
                env={**os.environ, "PYTHONPATH": str(ROOT / "app")},
                pass_fds=[theirs.fileno()],
            )  # fmt: skip
        self._channel = ours
        self._answers: TextIO = ours.makefile("r", encoding="utf-8")
        atexit.register(self.close)

    def run(self, job: Mapping[str, object]) -> int:
        with self._turn:
            self._channel.sendall((json.dumps(job) + "\n").encode())
            return int(self._answers.readline())

    def close(self) -> None:
        self._answers.close()
        self._channel.close()
        self._process.wait()


@cache
def _server() -> _Server:
    return _Server()
