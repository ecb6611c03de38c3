"""`jushi verify`: an exported report held against its receipt; `jushi key`: who signed it."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from jushi.commands.parser import Commands, Console, Help, UsageError
from jushi.commands.workbook_files import load_workbook
from jushi.messages import render

if TYPE_CHECKING:
    from jushi.receipts import Verification

HELP = Help("verify FILE [--figures F] [--key KEY…] [--format text|json]", "verify")
KEY_HELP = Help("key", "key")
_SUFFIXES = (".docx", ".zip")


def register(commands: Commands) -> None:
    parser = commands.add(HELP, run)
    parser.add_argument("file", metavar="FILE", type=Path, help=parser.pick("verify_file"))
    parser.add_argument("--figures", metavar="F", type=Path, help=parser.pick("verify_figures"))
    parser.add_argument(
        "--key", metavar="KEY", action="append", default=[], help=parser.pick("verify_key")
    )
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help=parser.pick("verify_format")
    )
    commands.add(KEY_HELP, run_key)


def run(given: argparse.Namespace, console: Console) -> int:
    """Tell what of FILE is no longer as its receipt says; 1 where there is anything."""
    from jushi.local_files import load_file
    from jushi.receipts import read_public_key, verify_file
    from jushi.services import read_figures

    if given.file.suffix.lower() not in _SUFFIXES:
        raise UsageError(
            "commands.nothing_to_verify", place=str(given.file), suffixes=", ".join(_SUFFIXES)
        )
    own = read_public_key(console.settings.home)
    known = [key.strip() for key in given.key] or ([own] if own else [])
    table = None
    if given.figures is not None:
        table = read_figures(load_workbook(given.figures, console), console.language)
    file = load_file(given.file)
    verified = verify_file(file.name, file.content, known_keys=known, table=table)
    tell = _tell_json if given.format == "json" else _tell
    tell(verified, console)
    return int(not verified.holds)


def run_key(given: argparse.Namespace, console: Console) -> int:
    """Print the public key of the workspace; it is made where there is none yet."""
    from jushi.wiring import build_signer

    console.out.write(build_signer(console.settings).public_key + "\n")
    return 0


def _tell(verified: "Verification", console: Console) -> None:
    for difference in verified.differences:
        label = render(f"receipts.{difference.part}", console.language)
        console.out.write(f"✗ [{label}] {difference.message.render(console.language)}\n")
    if not verified.is_trusted:
        console.say("receipts.unknown_key", key=verified.public_key)
    elif not verified.differences:
        issued, checker = verified.parts["issued"], verified.parts["checker"]
        assert isinstance(issued, dict) and isinstance(checker, dict)
        console.say("receipts.holds", report=issued["report"], version=checker["version"])


def _tell_json(verified: "Verification", console: Console) -> None:
    told = {
        "holds": verified.holds,
        "key": verified.public_key,
        "is_known": verified.is_trusted,
        "differences": [
            {"part": one.part, "message": one.message.render(console.language)}
            for one in verified.differences
        ],
        "receipt": verified.parts,
    }
    console.out.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
