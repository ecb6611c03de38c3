"""Runs `jushi` commands, each in a forked process of its own, with the imports done once.

A command of the store imports for two seconds what it needs; the suite runs some 250 of them.
What a command does is the same: its own process, folder, environment, files and exit code.
`tests/commands.py` starts this and speaks to it.
"""

import gc
import importlib
import json
import os
import signal
import socket
import sys
from typing import Any

_HEAVY = (
    "chromadb",
    "sqlalchemy",
    "alembic.command",
    "langchain_openai",
    "openpyxl",
    "docx",
    "numpy",
    "jinja2",
    "jushi.api",
    "jushi.services",
    "jushi.wiring",
)


def serve(channel: socket.socket) -> int:
    """Answer each line on `channel`, a job, by the exit code of its process; ends with them.

    In the process of a job it gives the exit code of the command.
    """
    from jushi.cli import main
    from jushi.wiring import silence_libraries

    silence_libraries()
    for name in _HEAVY:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()
    for line in channel.makefile("r", encoding="utf-8"):
        job: dict[str, Any] = json.loads(line)
        child = os.fork()
        if not child:
            channel.close()
            _become(job)
            return main(job["arguments"])
        _, status = os.waitpid(child, 0)
        code = os.waitstatus_to_exitcode(status)
        channel.sendall(f"{code}\n".encode())
    return 0


def _become(job: dict[str, Any]) -> None:
    """Take folder, environment and files of the job, as a process that was started for it."""
    signal.alarm(job["timeout"])
    os.environ.clear()
    os.environ.update(job["env"])
    os.chdir(job["cwd"])
    for number, (name, mode) in enumerate(zip(("stdin", "stdout", "stderr"), "rww", strict=True)):
        flags = os.O_RDONLY if mode == "r" else os.O_WRONLY
        file = os.open(job[name], flags)
        os.dup2(file, number)
        os.close(file)
        setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115
    sys.argv = ["jushi", *job["arguments"]]


if __name__ == "__main__":
    sys.exit(serve(socket.socket(fileno=int(sys.argv[1]))))
