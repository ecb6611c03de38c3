"""Backups as somebody with a text editor makes them."""

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

Members = dict[str, bytes]


def rewrite(file: Path, edit: Callable[[Members], object]) -> None:
    """Write a backup again with its members changed by `edit`."""
    with zipfile.ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    edit(members)
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)


def sign_again(members: Members, **changed: Any) -> None:
    """Make the manifest list what is there, so that nothing else gives the change away."""
    manifest = json.loads(members.pop("manifest.json"))
    manifest["sha256"] = {n: hashlib.sha256(c).hexdigest() for n, c in members.items()}
    for table in manifest["rows"]:
        content = members.get(f"tables/{table}.jsonl", b"")
        manifest["rows"][table] = content.count(b"\n")
    members["manifest.json"] = json.dumps({**manifest, **changed}).encode()


def rows(members: Members, table: str) -> list[dict[str, Any]]:
    """Give the rows of a table."""
    return [json.loads(line) for line in members[f"tables/{table}.jsonl"].splitlines()]


def put_rows(members: Members, table: str, found: list[Any]) -> None:
    """Set the rows of a table and sign the backup."""
    lines = (json.dumps(row, ensure_ascii=True).encode() + b"\n" for row in found)
    members[f"tables/{table}.jsonl"] = b"".join(lines)
    sign_again(members)
