"""`jushi user`: the people who may sign in where the page can be reached by others."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, get_args

from jushi.commands.parser import Commands, Console, Help
from jushi.errors import ConflictError, NotFoundError
from jushi.messages import Message, render
from jushi.revision import Role

if TYPE_CHECKING:
    from jushi.revision import User

_ROLES = get_args(Role)
GROUP = Help("user add|list|remove|password", "user")
ADD = Help(f"add NAME --role {'|'.join(_ROLES)}", "user_add")
LIST = Help("list", "user_list")
REMOVE = Help("remove NAME", "user_remove")
PASSWORD = Help("password NAME", "user_password")
_ACTOR = "jushi user"


def register(commands: Commands) -> None:
    group = commands.add(GROUP)
    below = Commands(group, group.pick("commands"))
    add = below.add(ADD, run_add)
    add.add_argument("--role", choices=_ROLES, default="起草", help=add.pick("user_add_role"))
    below.add(LIST, run_list)
    remove = below.add(REMOVE, run_remove)
    password = below.add(PASSWORD, run_password)
    for parser in (add, remove, password):
        parser.add_argument("name", metavar="NAME", help=parser.pick("user_name"))


def run_add(given: argparse.Namespace, console: Console) -> int:
    """Keep a new user; the password is asked for, or read as a line where nobody types."""
    from jushi.revision import User
    from jushi.store import hash_password
    from jushi.wiring import open_store

    store, now = open_store(console.settings), datetime.now(UTC)
    found = store.load_users(given.name)
    if found and found[0].is_active:
        raise ConflictError("store.exists_already", place=Message("places.user", name=given.name))
    user = User(given.name, given.role, hash_password(_ask(console)), now)
    store.save_user(user, _ACTOR, now)
    console.say("console.user_added", name=user.name, role=user.role)
    return 0


def run_list(_given: argparse.Namespace, console: Console) -> int:
    """Print a line for each user: name, role and whether they may sign in."""
    from jushi.wiring import open_store

    for user in open_store(console.settings).load_users():
        out = "" if user.is_active else render("console.user_is_out", console.language)
        console.out.write(f"{user.name}\t{user.role}{out}\n")
    return 0


def run_remove(given: argparse.Namespace, console: Console) -> int:
    """Shut a user out; the log and the reports still name them."""
    from jushi.wiring import open_store

    store = open_store(console.settings)
    user = _known(store.load_users(given.name), given.name)
    store.save_user(replace(user, is_active=False), _ACTOR, datetime.now(UTC))
    console.say("console.user_shut_out", name=user.name)
    return 0


def run_password(given: argparse.Namespace, console: Console) -> int:
    """Give a user a new password; their sessions end."""
    from jushi.store import hash_password
    from jushi.wiring import open_store

    store = open_store(console.settings)
    user = _known(store.load_users(given.name), given.name)
    changed = replace(user, password_hash=hash_password(_ask(console)))
    store.save_user(changed, _ACTOR, datetime.now(UTC))
    console.say("console.user_password_changed", name=user.name)
    return 0


def _known(found: Sequence["User"], name: str) -> "User":
    if not found:
        raise NotFoundError("commands.unknown_user", place=Message("places.user", name=name))
    return found[0]


def _ask(console: Console) -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    from getpass import getpass

    return getpass(render("console.password", console.language))
