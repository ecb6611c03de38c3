"""Passwords: only hashes are kept, and nothing in the database gives one away."""

import ast
from pathlib import Path
from typing import get_args

import jushi
import pytest
from jushi.errors import InvalidError
from jushi.records import Report
from jushi.revision import User
from jushi.revision.user import Action, ReportAction, Role
from jushi.store import has_password, hash_password, open_store

from tests.store.databases import sqlite_url
from tests.store.samples import at, report


def _user(password: str, *, is_active: bool = True) -> User:
    return User("wang", "审核", hash_password(password), at(0), is_active)


def test_the_right_password_opens_and_a_wrong_one_does_not() -> None:
    wang = _user("correct horse")
    assert has_password(wang, "correct horse")
    assert not has_password(wang, "correct horsf")


def test_nobody_and_a_person_shut_out_have_no_password() -> None:
    assert not has_password(None, "correct horse")
    assert not has_password(_user("correct horse", is_active=False), "correct horse")


def test_a_hash_that_is_none_opens_nothing() -> None:
    assert not has_password(User("wang", "审核", "plain", at(0)), "plain")


def test_one_password_gives_two_hashes() -> None:
    assert hash_password("correct horse") != hash_password("correct horse")


def test_a_short_password_is_refused() -> None:
    with pytest.raises(InvalidError) as caught:
        hash_password("1234567")
    assert str(caught.value) == "password: it has fewer than 8 characters; choose a longer one"


def test_no_file_of_the_database_holds_the_password(tmp_path: Path) -> None:
    store = open_store(sqlite_url(tmp_path))
    store.save_user(_user("correct horse"), "root", at(0))
    written = b"".join(p.read_bytes() for p in tmp_path.glob("jushi.db*"))
    store.close()
    assert b"argon2id" in written
    assert b"correct horse" not in written


@pytest.mark.parametrize(
    ("name", "role", "allowed"),
    [
        ("boss", "管理", {"read", "write", "review", "administer", "draft", "approve"}),
        ("zhang", "起草", {"read", "write", "review", "draft"}),
        ("li", "起草", {"draft"}),
        ("wang", "审核", {"read", "review", "be_asked", "approve"}),
        ("zhao", "审核", {"be_asked", "approve"}),
    ],
    ids=["admin", "owner", "other-drafter", "asked-reviewer", "other-reviewer"],
)
def test_who_may_do_what(name: str, role: str, allowed: set[str]) -> None:
    from dataclasses import replace

    user = User(name, role, "", at(0))  # type: ignore[arg-type]
    ours = replace(report(), reviewers=("wang",))
    assert _allowed(user, ours) == allowed
    assert _allowed(replace(user, is_active=False), ours) == set()


def _allowed(user: User, ours: Report) -> set[str]:
    to_report: tuple[ReportAction, ...] = get_args(ReportAction)
    actions: tuple[Action, ...] = get_args(Action)
    return {a for a in to_report if user.may(a, ours)} | {a for a in actions if user.may(a)}


def test_roles_are_compared_where_they_are_known_and_nowhere_else() -> None:
    app = Path(jushi.__file__).parent
    compares = {
        path.relative_to(app).as_posix()
        for path in app.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Compare | ast.MatchValue)
        and any(
            isinstance(part, ast.Constant) and part.value in get_args(Role)
            for part in ast.walk(node)
        )
    }

    assert compares == {"revision/user.py"}
