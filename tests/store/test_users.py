"""Passwords: only hashes are kept, and nothing in the database gives one away."""

from pathlib import Path

import pytest
from jushi.errors import StoreError
from jushi.revision import User
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
    with pytest.raises(StoreError) as caught:
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
        ("boss", "管理", {"read", "write", "review", "administer"}),
        ("zhang", "起草", {"read", "write", "review"}),
        ("li", "起草", set()),
        ("wang", "审核", {"read", "review"}),
        ("zhao", "审核", set()),
    ],
    ids=["admin", "owner", "other-drafter", "asked-reviewer", "other-reviewer"],
)
def test_who_may_do_what(name: str, role: str, allowed: set[str]) -> None:
    from dataclasses import replace

    user = User(name, role, "", at(0))  # type: ignore[arg-type]
    ours = replace(report(), reviewers=("wang",))
    actions = ("read", "write", "review", "administer")
    assert {a for a in actions if user.may(a, ours)} == allowed
    assert not replace(user, is_active=False).may("read", ours)
