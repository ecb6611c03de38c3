"""Passwords of people who sign in: only their argon2 hash is ever kept."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from jushi.errors import InvalidError
from jushi.revision import User

LEAST_PASSWORD_CHARACTERS = 8


def hash_password(password: str) -> str:
    """Give the argon2id hash of `password`, with its salt and parameters in it.

    Raises StoreError for a password of fewer than 8 characters.
    """
    if len(password) < LEAST_PASSWORD_CHARACTERS:
        raise InvalidError(
            "store.password_too_short",
            place="password",
            least_password_characters=LEAST_PASSWORD_CHARACTERS,
        )
    return PasswordHasher().hash(password)


def has_password(user: User | None, password: str) -> bool:
    """Whether `password` is that of `user`; never true for nobody or someone shut out.

    Takes as long for an unknown name as for a wrong password, so that names cannot be probed.
    """
    stored = user.password_hash if user is not None else _NOBODY
    try:
        PasswordHasher().verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False
    return user is not None and user.is_active


_NOBODY = (
    "$argon2id$v=19$m=65536,t=3,p=4$AAAAAAAAAAAAAAAAAAAAAA"
    "$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
)
"""A hash that no password has."""
