"""`jushi audit`: whether the log is what it was when it was written."""

import argparse

from jushi.characters import NOTHING_TOLD
from jushi.commands.parser import Commands, Console, Help

HELP = Help("audit [--noted DIGEST]", "audit")


def register(commands: Commands) -> None:
    parser = commands.add(HELP, run)
    parser.add_argument("--noted", metavar="DIGEST", default="", help=parser.pick("audit_noted"))


def run(given: argparse.Namespace, console: Console) -> int:
    """Tell the first line that was changed, else the digest to note; 1 where there is one."""
    from jushi.wiring import open_store

    store = open_store(console.settings)
    try:
        proof = store.prove_log(given.noted.strip())
    finally:
        store.close()
    if proof.broken is not None:
        console.say("console.log_broken", number=proof.broken, lines=proof.lines)
    elif not proof.has_noted:
        console.say("console.log_shortened", lines=proof.lines)
    else:
        console.say("console.log_holds", lines=proof.lines, head=proof.head or NOTHING_TOLD)
    return int(not proof.holds)
