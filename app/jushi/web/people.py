"""The people who may sign in, as 管理 changes them."""

from dataclasses import dataclass, replace
from typing import get_args

from jushi.errors import ConflictError, InvalidError
from jushi.messages import Message
from jushi.revision import Role, Store, User
from jushi.store import hash_password
from jushi.web.clock import now

ROLES: tuple[Role, ...] = get_args(Role)
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Person:
    """A person as typed."""

    name: str
    role: Role
    password: str = ""
    """Empty leaves the one of somebody known."""
    is_active: bool = True


def keep_person(store: Store, person: Person, actor: str) -> User:
    """Keep a new user, or a known one's role, password and leave to sign in.

    Raises InvalidError for a name or password that cannot be used, ConflictError where nobody of
    role 管理 would be left.
    """
    name = person.name.strip()
    if not 0 < len(name) <= _LONGEST_NAME or not name.isprintable():
        raise InvalidError("web.people_without_name", place=Message("places.user", name=name))
    users = {user.name: user for user in store.load_users()}
    known = users.get(name)
    if known is None and not person.password:
        raise InvalidError("web.people_without_password", place=Message("places.user", name=name))
    time = now()
    made = known or User(name, person.role, "", time)
    made = replace(made, role=person.role, is_active=person.is_active)
    if person.password:
        made = replace(made, password_hash=hash_password(person.password))
    left = {**users, name: made}.values()
    was = any(user.may("administer") for user in users.values())
    if was and not any(user.may("administer") for user in left):
        raise ConflictError("web.last_administrator", place=Message("places.user", name=name))
    store.save_user(made, actor, time)
    return made
