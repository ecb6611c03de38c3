"""Calls for workers; a worker imports them by name."""

import os
import subprocess
import sys
from pathlib import Path

from jushi.errors import DocumentError
from jushi.running import tell_file, telling_program

_ENDLESS = "while True: pass"


def add(a: int, b: int) -> int:
    return a + b


def pid() -> int:
    return os.getpid()


def refuse(name: str) -> None:
    raise DocumentError("documents.empty", place=name)


def fail() -> None:
    raise ZeroDivisionError("of our own making")


def loop(name: str, started: Path | None = None) -> None:
    """Never ends; `started` is written as it begins."""
    tell_file(name)
    if started:
        started.write_text(str(os.getpid()))
    while True:
        pass


def parse_yaml(name: str, text: str) -> object:
    """With the parser in C: a text that is nested too deeply overflows its stack."""
    import yaml

    tell_file(name)
    return yaml.load(text, Loader=yaml.CSafeLoader)


def multiply(name: str, text: str, times: int) -> int:
    tell_file(name)
    return len(text * times)


def swallow(name: str) -> str:
    """Leave out what there is no memory for, as some libraries do."""
    tell_file(name)
    kept = ""
    try:
        while True:
            kept += "年" * 1_000_000
    except MemoryError:
        return kept[:10]


def nest(name: str) -> object:
    tell_file(name)
    return nest(name)


def run_program(name: str, started: Path) -> None:
    """Wait for a program in a process group of its own, whose process id `started` tells."""
    tell_file(name)
    with (
        subprocess.Popen([sys.executable, "-c", _ENDLESS], start_new_session=True) as program,
        telling_program(program.pid),
    ):
        started.write_text(str(program.pid))
        program.wait()


def give_lambda() -> object:
    return lambda: None
