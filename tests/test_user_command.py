"""`jushi user`: who may sign in, and `serve` that waits for the first of them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from jushi.store import has_password, open_store

from tests.commands import Ran, bare_environ, run_jushi


@pytest.fixture
def jushi(tmp_path: Path) -> Callable[..., Ran]:
    """Run `jushi` with a workspace of its own; `typed` is what comes in a line of its own."""
    environ = bare_environ() | {"JUSHI_HOME": str(tmp_path), "JUSHI_LANGUAGE": "en"}

    def run(*arguments: str, typed: str = "") -> Ran:
        return run_jushi(*arguments, env=environ, cwd=tmp_path, typed=typed)

    return run


def test_a_user_is_added_listed_given_a_new_password_and_shut_out(
    jushi: Callable[..., Ran], tmp_path: Path
) -> None:
    added = jushi("user", "add", "王", "--role", "管理", typed="correct horse\n")
    again = jushi("user", "add", "王", "--role", "起草", typed="correct horse\n")
    changed = jushi("user", "password", "王", typed="battery staple\n")
    removed = jushi("user", "remove", "王")
    listed = jushi("user", "list")

    assert [done.returncode for done in (added, changed, removed, listed)] == [0, 0, 0, 0]
    assert again.returncode != 0
    assert "there is one already" in again.stderr
    assert listed.stdout == "王\t管理 (shut out)\n"
    store = open_store(f"sqlite:///{tmp_path / 'jushi.db'}")
    user = store.load_users("王")[0]
    store.close()
    assert (user.is_active, has_password(user, "correct horse")) == (False, False)


@pytest.mark.parametrize("command", ["remove", "password"])
def test_a_user_that_is_not_there_is_told_in_one_line(
    jushi: Callable[..., Ran], command: str
) -> None:
    done = jushi("user", command, "nobody", typed="correct horse\n")

    assert done.returncode != 0
    assert "user nobody: there is none of that name; see jushi user list" in done.stderr


def test_serving_others_is_refused_while_nobody_could_sign_in(jushi: Callable[..., Ran]) -> None:
    done = jushi("serve", "--host", "0.0.0.0", "--port", "0")

    assert done.returncode != 0
    assert "no user is there to sign in; add one with jushi user add" in done.stderr
