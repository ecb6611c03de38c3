"""Which of two readings a person chose for tables of one form, kept in the workspace's folder.

Next year's table of the same form is then read the same way.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from threading import Lock

from jushi.disk import make_private_folder
from jushi.errors import StoreError
from jushi.messages import LibraryWords
from jushi.safe_parsing import MalformedError, load_json
from jushi.services import SourceFile

KEPT_READINGS = "readings.json"
_READINGS = ("first", "other")
_WRITING = Lock()


def with_kept_readings(
    workbook: SourceFile, home: Path, chosen: Mapping[str, str] | None = None
) -> SourceFile:
    """Give a workbook to be read as was chosen for its tables before, and now.

    `chosen` says first or other of a sheet, by its name, or of a form. A file that holds no such
    choices, or was damaged, is none: the table is asked about again.
    """
    readings = {**load_readings(home), **(chosen or {})}
    return replace(workbook, readings=tuple(readings.items())) if readings else workbook


def load_readings(home: Path) -> dict[str, str]:
    """Give what was chosen, first or other, by `tables.form_key`."""
    try:
        kept = load_json((home / KEPT_READINGS).read_bytes())
    except (OSError, MalformedError, ValueError):
        return {}
    if not isinstance(kept, dict):
        return {}
    return {key: value for key, value in kept.items() if value in _READINGS}


def keep_readings(home: Path, chosen: Mapping[str, str]) -> None:
    """Keep choices by `tables.form_key`, each in place of an older one.

    Raises StoreError where the folder cannot be written.
    """
    from jushi.documents import write_atomically

    try:
        with _WRITING:
            kept = {**load_readings(home), **chosen}
            make_private_folder(home)
            text = json.dumps(kept, indent=1, sort_keys=True)
            write_atomically(home / KEPT_READINGS, text.encode(), mode=0o600)
    except OSError as error:
        reason = LibraryWords(error.strerror or str(error))
        raise StoreError("knowledge.unusable", place=str(home), reason=reason) from error
