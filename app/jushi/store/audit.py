"""The log as a chain: each line holds the digest of all lines up to it.

Who changes, adds or takes out a line by hand breaks the chain there. That lines at the end were
taken out shows only to who noted a digest of one of them: see `prove_log`.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, text

from jushi.store.tables import EventRow

_COLUMNS = ("report_id", "actor", "time", "action", "detail")
_LOCK_KEY = 0x6C6F67  # "log": PostgreSQL's advisory lock for its last line
_ROWS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class LogProof:
    """What came of going through the log."""

    lines: int
    head: str
    """Digest of the newest line, to be noted elsewhere; empty for an empty log."""
    broken: int | None
    """Number of the first line that is not what it was when it was written; None if all are."""
    has_noted: bool
    """Whether the digest that was noted is that of a line that still stands."""

    @property
    def holds(self) -> bool:
        return self.broken is None and self.has_noted


def write_event(connection: Connection, row: Mapping[str, str]) -> None:
    """Add a line to the log, the last thing of its transaction: nobody else can until that ends.

    `row` has `report_id`, `actor`, `time`, `action` and `detail`.
    """
    if connection.dialect.name == "postgresql":
        # Lines are chained in the order of their numbers: two may not read the same last one.
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK_KEY})
    newest = select(EventRow.digest).order_by(EventRow.number.desc()).limit(1)
    before = connection.execute(newest).scalar() or ""
    connection.execute(insert(EventRow), {**row, "digest": _digest(before, row)})


def prove_log(connection: Connection, noted: str = "") -> LogProof:
    """Go through the whole log; `noted` is a digest that `LogProof.head` once was."""
    columns = (EventRow.number, EventRow.digest, *(getattr(EventRow, name) for name in _COLUMNS))
    query = select(*columns).order_by(EventRow.number)
    found = connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(query)
    lines, digest, broken, has_noted = 0, "", None, not noted
    for row in found.mappings():
        lines += 1
        if broken is None and row["digest"] != _digest(
            digest, {name: row[name] for name in _COLUMNS}
        ):
            broken = row["number"]
        digest = row["digest"]
        has_noted = has_noted or digest == noted
    return LogProof(lines, digest, broken, has_noted)


def _digest(before: str, row: Mapping[str, str]) -> str:
    told = json.dumps([before, *(row[name] for name in _COLUMNS)], ensure_ascii=True)
    return hashlib.sha256(told.encode()).hexdigest()
