"""The key that a workspace signs with: Ed25519, in a file that its owner alone may read."""

import base64
import binascii
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from jushi.disk import make_private_folder, tighten
from jushi.errors import InvalidError

KEY_FILE = "receipts.key"
_BYTES = 32


@dataclass(frozen=True, slots=True)
class Signer:
    """A private key; `public_key` is what others need to know of it, as base64."""

    seed: bytes = field(repr=False)
    public_key: str

    def sign(self, message: bytes) -> str:
        """Give the signature of `message`, 64 bytes as base64."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return _text(Ed25519PrivateKey.from_private_bytes(self.seed).sign(message))


def load_signer(home: Path) -> Signer:
    """Give the signer of the workspace in folder `home`; its key is made where there is none yet.

    Raises InvalidError for a key file that holds no key, OSError where it cannot be had.
    """
    path = home / KEY_FILE
    if not path.exists():
        _make_key(path)
    tighten([path])
    return _signer(read_key(path.read_text("ascii", "replace"), str(path)))


def read_public_key(home: Path) -> str | None:
    """Give the public key of the workspace in `home`; None where it has signed nothing yet."""
    path = home / KEY_FILE
    return load_signer(home).public_key if path.exists() else None


def read_key(text: str, place: str) -> bytes:
    """Give the 32 bytes of a key in base64; InvalidError, with `place`, for anything else."""
    with suppress(binascii.Error, ValueError):
        found = base64.b64decode(text.strip(), validate=True)
        if len(found) == _BYTES:
            return found
    raise InvalidError("receipts.no_key", place=place)


def is_signed(message: bytes, signature: str, public_key: str) -> bool:
    """Whether `signature` is that of `message` by the owner of `public_key`; both are base64."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key, validate=True))
        key.verify(base64.b64decode(signature, validate=True), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _signer(seed: bytes) -> Signer:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    public = Ed25519PrivateKey.from_private_bytes(seed).public_key()
    return Signer(seed, _text(public.public_bytes_raw()))


def _make_key(path: Path) -> None:
    """Make a key; of two programs that make one at the same moment, one's stays for both."""
    make_private_folder(path.parent)
    made = path.with_name(f"{KEY_FILE}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(_text(secrets.token_bytes(_BYTES)) + "\n")
    try:
        # A link is refused where the name is taken; a rename would throw the other's key away.
        with suppress(FileExistsError):
            path.hardlink_to(made)
    finally:
        made.unlink()


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")
