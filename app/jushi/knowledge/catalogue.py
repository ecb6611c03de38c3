"""The catalogue: documents, passages, their terms and vectors in one SQLite file.

It is the source of truth. Vector index and postings are built from it and can be thrown away.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from threading import RLock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jushi.disk import make_private_file
from jushi.errors import KnowledgeError
from jushi.knowledge.describe import Description
from jushi.knowledge.embedder import Vectors
from jushi.knowledge.faults import told_as_knowledge_error
from jushi.knowledge.lexical_index import TermCounts
from jushi.knowledge.passage import Flag, Overrides, Position
from jushi.messages import Message
from jushi.stored_messages import dump_message, load_message

_VERSION = "2"

_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE document (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
    sha256 TEXT NOT NULL, described TEXT NOT NULL, overrides TEXT NOT NULL,
    removed TEXT NOT NULL, notices TEXT NOT NULL, added_at TEXT NOT NULL,
    owner TEXT NOT NULL DEFAULT '');
CREATE TABLE passage (
    row INTEGER PRIMARY KEY AUTOINCREMENT, document INTEGER NOT NULL, id TEXT NOT NULL,
    text TEXT NOT NULL, heading_path TEXT NOT NULL, paragraph INTEGER NOT NULL, page INTEGER,
    flags TEXT NOT NULL, vector_key BLOB NOT NULL, terms BLOB NOT NULL, counts BLOB NOT NULL);
CREATE INDEX passage_of_document ON passage (document);
CREATE INDEX passage_by_id ON passage (id);
CREATE INDEX passage_by_vector ON passage (vector_key);
CREATE TABLE vector (
    key BLOB NOT NULL, model TEXT NOT NULL, numbers BLOB NOT NULL, PRIMARY KEY (key, model));
"""
_UPGRADES = {"1": "ALTER TABLE document ADD COLUMN owner TEXT NOT NULL DEFAULT ''"}
"""What makes a catalogue of an older version one of the next."""
# SQLite refuses more variables in one statement in old builds.
_NAMES_A_CALL = 900


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document as the catalogue keeps it: what was read, and what a person set over it."""

    id: str
    name: str
    sha256: str
    described: Description
    overrides: Overrides
    removed: tuple[str, ...]
    notices: tuple[Message | str, ...]
    """Text where an older version stored it as text."""
    added_at: str
    owner: str = ""
    """Name of the person who added it; empty where nobody was signed in."""
    number: int = 0
    """Given by the catalogue, never twice; 0 before."""
    passages: int = 0
    flagged: int = 0


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage with what search needs of it."""

    id: str
    text: str
    heading_path: tuple[str, ...]
    position: Position
    flags: tuple[Flag, ...]
    vector_key: bytes
    """Hash of the text that was embedded."""
    terms: TermCounts
    document: int = 0
    """Number of its document; 0 before it is stored."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Which passage belongs where; rows ascend."""

    rows: NDArray[np.int64]
    documents: NDArray[np.int64]
    """Number of each passage's document."""
    sections: tuple[str, ...]
    """Each passage's headings, joined."""


class Catalogue:
    """Open for one process at a time; its methods may be called from any thread."""

    def __init__(self, path: Path) -> None:
        """Open the file, or make it. `KnowledgeError` if it is no catalogue of this version."""
        self._lock = RLock()
        self._path = path
        with told_as_knowledge_error(str(path)):
            # SQLite gives the rights of this file to those that it makes beside it.
            make_private_file(path)
            self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
            # Removed text must not linger in free pages.
            self._connection.executescript(
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;"
            )
        self._prepare()

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    def meta(self, name: str) -> str:
        """Give what was set under `name`; empty if nothing was."""
        found = self._one("SELECT value FROM meta WHERE name = ?", name)
        return str(found[0]) if found else ""

    def set_meta(self, name: str, value: str) -> None:
        with self._transaction() as db:
            db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def documents(self) -> tuple[StoredDocument, ...]:
        """Give all documents in order of name."""
        with self._reading():
            rows = self._connection.execute(
                "SELECT d.*, (SELECT count(*) FROM passage p WHERE p.document = d.number),"
                " (SELECT count(*) FROM passage p WHERE p.document = d.number AND p.flags != '[]')"
                " FROM document d ORDER BY d.name"
            ).fetchall()
        return tuple(_document(row) for row in rows)

    def replace(
        self,
        document: StoredDocument,
        passages: Sequence[StoredPassage],
        before_commit: Callable[[list[int]], None],
    ) -> tuple[StoredDocument, list[int], list[int]]:
        """Put `document` in the place of its former state, in one step.

        Gives it with its number, the new rows and those that are gone. `before_commit` is handed
        the new rows; if it raises, nothing has changed.
        """
        with self._transaction() as db:
            gone = self._drop(db, document.id)
            number = db.execute(
                "INSERT INTO document VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                _document_row(document),
            ).lastrowid
            assert number is not None
            rows = [_insert_passage(db, number, passage) for passage in passages]
            before_commit(rows)
        flagged = sum(bool(passage.flags) for passage in passages)
        stored = replace(document, number=number, passages=len(rows), flagged=flagged)
        return stored, rows, gone

    def remove(self, document_id: str) -> list[int]:
        """Remove a document with all that was kept of it; give the rows that are gone."""
        with self._transaction() as db:
            gone = self._drop(db, document_id)
            _drop_orphans(db)
        # Where the disk is too full for it, closing the catalogue does the same.
        with suppress(KnowledgeError), self._reading():
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return gone

    def set_overrides(self, document_id: str, overrides: Overrides) -> None:
        with self._transaction() as db:
            db.execute(
                "UPDATE document SET overrides = ? WHERE id = ?",
                (_json(asdict(overrides)), document_id),
            )

    def passages(self, rows: Sequence[int]) -> dict[int, StoredPassage]:
        """Give passages by row; rows that are gone are left out."""
        return dict(self._passages("row", rows))

    def passages_by_id(self, ids: Sequence[str]) -> dict[str, StoredPassage]:
        """Give passages by id; ids that are gone are left out."""
        return {passage.id: passage for _, passage in self._passages("id", ids)}

    def passages_of(self, number: int) -> tuple[StoredPassage, ...]:
        """Give the passages of a document in order."""
        return tuple(passage for _, passage in self._passages("document", [number]))

    def layout(self) -> Layout:
        with self._reading():
            found = self._connection.execute(
                "SELECT row, document, heading_path FROM passage ORDER BY row"
            ).fetchall()
        return Layout(
            np.array([row for row, _, _ in found], dtype=np.int64),
            np.array([document for _, document, _ in found], dtype=np.int64),
            tuple(section_of(json.loads(path)) for _, _, path in found),
        )

    def term_counts(self, rows: Sequence[int]) -> list[TermCounts]:
        """Give the terms of passages in ascending order of rows."""
        found = self._in("SELECT row, terms, counts FROM passage WHERE row IN", sorted(rows))
        return sorted((_terms(*entry) for entry in found), key=lambda terms: terms.row)

    def known_vectors(self, keys: Sequence[bytes], model: str) -> dict[bytes, Vectors]:
        """Give the vectors that `model` has made before, by key."""
        unique = list(dict.fromkeys(keys))
        with self._lock:
            found = (
                (key, self._one("SELECT numbers FROM vector WHERE key=? AND model=?", key, model))
                for key in unique
            )
            return {key: np.frombuffer(row[0], dtype=np.float32) for key, row in found if row}

    def keep_vectors(self, keys: Sequence[bytes], model: str, vectors: Vectors) -> None:
        with self._transaction() as db:
            db.executemany(
                "INSERT OR REPLACE INTO vector VALUES (?, ?, ?)",
                [
                    (key, model, np.ascontiguousarray(row, dtype=np.float32).tobytes())
                    for key, row in zip(keys, vectors, strict=True)
                ],
            )

    def vectors_of(self, rows: Sequence[int], model: str) -> dict[int, Vectors]:
        """Give the vectors of passages by row; those that `model` never made are left out."""
        found = self._in(
            "SELECT p.row, v.numbers FROM passage p JOIN vector v"
            " ON v.key = p.vector_key AND v.model = ? WHERE p.row IN",
            rows,
            model,
        )
        return {row: np.frombuffer(numbers, dtype=np.float32) for row, numbers in found}

    def drop_orphan_vectors(self) -> None:
        """Forget the vectors of texts that no passage has."""
        with self._transaction() as db:
            _drop_orphans(db)

    def _prepare(self) -> None:
        tables = self._one("SELECT count(*) FROM sqlite_master WHERE name = 'meta'")
        if tables is None or not tables[0]:
            with self._transaction() as db:
                for statement in _SCHEMA.split(";"):
                    db.execute(statement)
                db.execute("INSERT INTO meta VALUES ('version', ?)", (_VERSION,))
            return
        while change := _UPGRADES.get(version := self.meta("version")):
            with self._transaction() as db:
                db.execute(change)
                newer = str(int(version) + 1)
                db.execute("UPDATE meta SET value = ? WHERE name = 'version'", (newer,))
        if version != _VERSION:
            raise KnowledgeError(
                "knowledge.other_version",
                place=str(self._path),
                version=version,
                version_2=_VERSION,
            )

    def _passages(self, column: str, values: Sequence[Any]) -> Iterator[tuple[int, StoredPassage]]:
        found = self._in(f"SELECT * FROM passage WHERE {column} IN", values)
        for row in sorted(found):
            yield row[0], _passage(row)

    def _in(self, statement: str, values: Sequence[Any], *before: Any) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = []
        with self._reading():
            for start in range(0, len(values), _NAMES_A_CALL):
                part = values[start : start + _NAMES_A_CALL]
                marks = ", ".join("?" * len(part))
                found += self._connection.execute(f"{statement} ({marks})", (*before, *part))
        return found

    def _one(self, statement: str, *values: Any) -> tuple[Any, ...] | None:
        with self._reading():
            row: tuple[Any, ...] | None = self._connection.execute(statement, values).fetchone()
        return row

    def _drop(self, db: sqlite3.Connection, document_id: str) -> list[int]:
        found = db.execute("SELECT number FROM document WHERE id = ?", (document_id,)).fetchone()
        if not found:
            return []
        rows = db.execute("SELECT row FROM passage WHERE document = ? ORDER BY row", found)
        gone = [row for (row,) in rows]
        db.execute("DELETE FROM passage WHERE document = ?", found)
        db.execute("DELETE FROM document WHERE number = ?", found)
        return gone

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._reading():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                # On a full disk SQLite may have taken it back by itself.
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with self._lock, told_as_knowledge_error(str(self._path)):
            yield


def section_of(heading_path: Sequence[str]) -> str:
    """The headings of a passage as one string, for filters."""
    return " / ".join(heading_path)


def _drop_orphans(db: sqlite3.Connection) -> None:
    db.execute(
        "DELETE FROM vector WHERE NOT EXISTS"
        " (SELECT 1 FROM passage WHERE passage.vector_key = vector.key)"
    )


def _insert_passage(db: sqlite3.Connection, number: int, passage: StoredPassage) -> int:
    row = db.execute(
        "INSERT INTO passage VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            number,
            passage.id,
            passage.text,
            _json(passage.heading_path),
            passage.position.paragraph,
            passage.position.page,
            _json(passage.flags),
            passage.vector_key,
            passage.terms.terms.tobytes(),
            passage.terms.counts.tobytes(),
        ),
    ).lastrowid
    assert row is not None
    return row


def _passage(row: tuple[Any, ...]) -> StoredPassage:
    number, document, id_, text, path, paragraph, page, flags, key, terms, counts = row
    return StoredPassage(
        id=id_,
        text=text,
        heading_path=tuple(json.loads(path)),
        position=Position(paragraph, page),
        flags=tuple(json.loads(flags)),
        vector_key=key,
        terms=_terms(number, terms, counts),
        document=document,
    )


def _terms(row: int, terms: bytes, counts: bytes) -> TermCounts:
    return TermCounts(
        row, np.frombuffer(terms, dtype=np.uint32), np.frombuffer(counts, dtype=np.uint8)
    )


def _document_row(document: StoredDocument) -> tuple[str, ...]:
    return (
        document.id,
        document.name,
        document.sha256,
        _json(asdict(document.described)),
        _json(asdict(document.overrides)),
        _json(document.removed),
        _json(list(map(dump_message, document.notices))),
        document.added_at,
        document.owner,
    )


def _document(row: tuple[Any, ...]) -> StoredDocument:
    number, id_, name, sha256, described, overrides, removed, notices, added_at, owner, *counts = (
        row
    )
    fields = json.loads(described)
    return StoredDocument(
        id=id_,
        name=name,
        sha256=sha256,
        described=Description(**{**fields, "repeals": tuple(fields["repeals"])}),
        overrides=Overrides(**json.loads(overrides)),
        removed=tuple(json.loads(removed)),
        notices=tuple(load_message(str(notice)) for notice in json.loads(notices)),
        added_at=added_at,
        owner=owner,
        number=number,
        passages=counts[0],
        flagged=counts[1],
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
