"""A report with all its evidence in one .zip, and the digest of every file."""

import hashlib
from collections.abc import Mapping

from jushi.documents.zip_writer import render_zip

MANIFEST_NAME = "manifest-sha256.txt"


def render_package(files: Mapping[str, bytes], *, notes: Mapping[str, str] | None = None) -> bytes:
    """Give a .zip of the files and a manifest that `sha256sum -c` understands.

    `notes` are lines of the manifest's head, by name: who exported, from which version. The same
    files and notes give the same bytes.
    """
    head = "".join(f"# {key}: {' '.join(value.split())}\n" for key, value in (notes or {}).items())
    lines = "".join(
        f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files.items()
    )
    return render_zip({**files, MANIFEST_NAME: (head + lines).encode()})
