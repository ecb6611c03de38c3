"""A receipt as a value: its parts in the clear, a digest of each, one signature over the digests.

The digests are signed instead of the parts, so that of a receipt somebody wrote in it can be told
which part, and which decision, is no longer what was signed.
"""

import hashlib
import json
from dataclasses import dataclass

from jushi.errors import InvalidError
from jushi.receipts.keys import Signer, is_signed
from jushi.safe_parsing import load_json

FORMAT = 1
_PREFIX = b"jushi receipt 1\n"
"""So that no signature of anything else passes for one of a receipt."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """Parts by name; `decisions` is a list, each of which has a digest of its own."""

    parts: dict[str, object]
    digests: dict[str, object]
    """Of each part, hexadecimal SHA-256; of `decisions` a list of them."""
    key: str
    signature: str

    def render(self) -> str:
        """Give it as JSON, the same text for the same receipt."""
        told = {
            "format": FORMAT,
            "parts": self.parts,
            "signed": self.digests,
            "key": self.key,
            "signature": self.signature,
        }
        return json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1)

    @property
    def is_signed(self) -> bool:
        """Whether the digests are those that the owner of `key` signed."""
        return is_signed(_PREFIX + canonical(self.digests), self.signature, self.key)

    def changed_parts(self) -> tuple[tuple[str, int | None], ...]:
        """Give the parts that are not what their digests say, decisions with their number from 1.

        A part that was taken out or put in is changed, too.
        """
        now = digests_of(self.parts)
        names = sorted({*now, *self.digests} - {"decisions"})
        changed: list[tuple[str, int | None]] = [
            (name, None) for name in names if now.get(name) != self.digests.get(name)
        ]
        before, after = _listed(self.digests), _listed(now)
        for number in range(max(len(before), len(after))):
            if before[number : number + 1] != after[number : number + 1]:
                changed.append(("decisions", number + 1))
        return tuple(changed)


def sign_receipt(parts: dict[str, object], signer: Signer) -> Receipt:
    """Give the receipt of `parts`, signed; the same parts and key give the same receipt."""
    digests = digests_of(parts)
    signature = signer.sign(_PREFIX + canonical(digests))
    return Receipt(parts, digests, signer.public_key, signature)


def parse_receipt(text: str | bytes, place: str) -> Receipt:
    """Read what `Receipt.render` gave; InvalidError, which names `place`, for anything else."""
    try:
        told = load_json(text if isinstance(text, bytes) else text.encode())
        fields = told["parts"], told["signed"], told["key"], told["signature"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise InvalidError("receipts.no_receipt", place=place) from error
    if told.get("format") != FORMAT:
        raise InvalidError("receipts.other_format", place=place, found=told.get("format"))
    if not all(isinstance(value, kind) for value, kind in zip(fields, _KINDS, strict=True)):
        raise InvalidError("receipts.no_receipt", place=place)
    return Receipt(*fields)


_KINDS = (dict, dict, str, str)


def digests_of(parts: dict[str, object]) -> dict[str, object]:
    """Give the digest of each part, of `decisions` those of its members."""
    return {
        name: [digest(one) for one in part]
        if name == "decisions" and isinstance(part, list)
        else digest(part)
        for name, part in parts.items()
    }


def digest(value: object) -> str:
    """Give the SHA-256 of a JSON value, hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()


def canonical(value: object) -> bytes:
    """Give a JSON value as bytes, the same however it was written before."""
    told = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return told.encode("utf-8", "surrogatepass")


def _listed(digests: dict[str, object]) -> list[object]:
    found = digests.get("decisions", [])
    return found if isinstance(found, list) else [found]
