"""Workbooks that commands name, read as was chosen where their tables fit two readings."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from jushi.commands.parser import Console, Parser

if TYPE_CHECKING:
    from jushi.services import SourceFile


def add_readings(parser: Parser) -> None:
    """Put the options that choose a reading into the parser of a command."""
    for option, name in (("--other-reading", "other"), ("--first-reading", "first")):
        parser.add_argument(
            option,
            dest=name,
            metavar="SHEET",
            action="append",
            default=[],
            help=parser.pick(f"figures_read_{name}"),
        )


def load_workbook(
    path: Path, console: Console, given: argparse.Namespace | None = None
) -> "SourceFile":
    """Give the workbook at `path`, to be read as was chosen before, and now with `given`.

    Raises as `load_file` does.
    """
    from jushi.kept_readings import with_kept_readings
    from jushi.local_files import load_file

    chosen = {} if given is None else chosen_readings(given)
    return with_kept_readings(load_file(path), console.settings.home, chosen)


def chosen_readings(given: argparse.Namespace) -> dict[str, str]:
    """Give what the options say, first or other, by sheet."""
    return {sheet: name for name in ("first", "other") for sheet in getattr(given, name)}
