"""`jushi eval`: how good it is, measured by what stands in `evals/`."""

import argparse
import sys

from jushi.commands.parser import Commands, Console, Help, UsageError
from jushi.resources import resource_path

HELP = Help("eval NAME …", "evaluate")

_NAMES = {
    "draft": "drafting",
    "fidelity": "fidelity",
    "numbers": "number_suites",
    "retrieval": "retrieval",
    "rounds": "rounds",
    "tables": "tables",
    "word": "word_files",
}
"""What is measured, and the module below `evals` that does it."""


def register(commands: Commands) -> None:
    parser = commands.add(HELP, run)
    parser.add_argument("name", metavar="NAME", choices=_NAMES, help="|".join(_NAMES))
    parser.add_argument(
        "arguments", metavar="…", nargs=argparse.REMAINDER, help=parser.pick("evaluate_arguments")
    )


def run(given: argparse.Namespace, _console: Console) -> int:
    """Run the eval as a program of its own, and give its exit code."""
    folder = resource_path("evals")
    if not folder.is_dir():
        raise UsageError("commands.evals_not_installed", place="jushi eval")
    command = [sys.executable, "-m", f"evals.{_NAMES[given.name]}", *given.arguments]
    import subprocess

    return subprocess.run(command, cwd=folder.parent, check=False).returncode
