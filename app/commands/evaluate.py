"""`jushi eval`: how good it is, measured by what stands in `evals/`."""

import argparse
import runpy
import sys
from pathlib import Path

from app.commands.parser import Commands, Console, Help, UsageError

HELP = Help("eval NAME …", "运行评测", "the evals")

_NAMES = {
    "draft": "drafting",
    "fidelity": "fidelity",
    "numbers": "number_suites",
    "retrieval": "retrieval",
}
"""What is measured, and the module below `evals` that does it."""


def register(commands: Commands) -> None:
    parser = commands.add(HELP, run)
    parser.add_argument("name", metavar="NAME", choices=_NAMES, help="|".join(_NAMES))
    parser.add_argument(
        "arguments",
        metavar="…",
        nargs=argparse.REMAINDER,
        help=parser.pick("评测自己的参数，见 NAME --help", "its own arguments, see NAME --help"),
    )


def run(given: argparse.Namespace, _console: Console) -> int:
    """Run the eval as a program of its own, and give its exit code."""
    folder = Path(__file__).parents[2] / "evals"
    if not folder.is_dir():
        raise UsageError("jushi eval", "the evals are not installed", "run it in a checkout")
    # The drafting eval plays scripted models, which stand with the tests of the checkout.
    sys.path.insert(0, str(folder.parent))
    sys.argv = [f"jushi eval {given.name}", *given.arguments]
    try:
        runpy.run_module(f"evals.{_NAMES[given.name]}", run_name="__main__")
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    return 0
