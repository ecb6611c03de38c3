"""`jushi user`: the people who may sign in where the page can be reached by others."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from jushi.commands.parser import Commands, Console, Help
from jushi.errors import ConflictError, NotFoundError
from jushi.messages import Message

if TYPE_CHECKING:
    from jushi.revision import User

GROUP = Help("user add|list|remove|password", "登录用户", "the people who may sign in")
ADD = Help("add NAME --role 管理|起草|审核", "新增用户", "a new user")
LIST = Help("list", "列出用户", "all users")
REMOVE = Help("remove NAME", "停用用户，其报告保留", "shut a user out; their reports stay")
PASSWORD = Help("password NAME", "更改密码", "a new password")
_ACTOR = "jushi user"
_ROLES = ("管理", "起草", "审核")


def register(commands: Commands) -> None:
    group = commands.add(GROUP)
    below = Commands(group, group.pick("命令", "commands"))
    add = below.add(ADD, run_add)
    add.add_argument(
        "--role",
        choices=_ROLES,
        default="起草",
        help=add.pick(
            "角色：管理看全部，起草看自己的，审核看请其审核的",
            "role: 管理 sees all, 起草 their own, 审核 what they are asked to review",
        ),
    )
    below.add(LIST, run_list)
    remove = below.add(REMOVE, run_remove)
    password = below.add(PASSWORD, run_password)
    for parser in (add, remove, password):
        parser.add_argument("name", metavar="NAME", help=parser.pick("用户名", "name of the user"))


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
    console.say(f"已新增：{user.name}（{user.role}）", f"added: {user.name} ({user.role})")
    return 0


def run_list(_given: argparse.Namespace, console: Console) -> int:
    """Print a line for each user: name, role and whether they may sign in."""
    from jushi.wiring import open_store

    for user in open_store(console.settings).load_users():
        out = ("", "") if user.is_active else ("（已停用）", " (shut out)")
        console.say(f"{user.name}\t{user.role}{out[0]}", f"{user.name}\t{user.role}{out[1]}")
    return 0


def run_remove(given: argparse.Namespace, console: Console) -> int:
    """Shut a user out; the log and the reports still name them."""
    from jushi.wiring import open_store

    store = open_store(console.settings)
    user = _known(store.load_users(given.name), given.name)
    store.save_user(replace(user, is_active=False), _ACTOR, datetime.now(UTC))
    console.say(f"已停用：{user.name}", f"shut out: {user.name}")
    return 0


def run_password(given: argparse.Namespace, console: Console) -> int:
    """Give a user a new password; their sessions end."""
    from jushi.store import hash_password
    from jushi.wiring import open_store

    store = open_store(console.settings)
    user = _known(store.load_users(given.name), given.name)
    changed = replace(user, password_hash=hash_password(_ask(console)))
    store.save_user(changed, _ACTOR, datetime.now(UTC))
    console.say(f"密码已更改：{user.name}", f"new password: {user.name}")
    return 0


def _known(found: Sequence["User"], name: str) -> "User":
    if not found:
        raise NotFoundError("commands.unknown_user", place=Message("places.user", name=name))
    return found[0]


def _ask(console: Console) -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    from getpass import getpass

    return getpass("密码：" if console.language == "zh" else "password: ")
