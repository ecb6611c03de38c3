"""Whether the folder of an index is what Jushi leaves, for one that comes from elsewhere."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from functools import partial
from pathlib import Path

import numpy as np

from jushi.errors import KnowledgeError
from jushi.knowledge.catalogue import Catalogue, StoredPassage
from jushi.knowledge.chroma_index import ChromaIndex, open_embedded
from jushi.knowledge.embedder import Vectors
from jushi.knowledge.hnsw_files import HEADER, damaged_graph_file
from jushi.knowledge.lexical_index import (
    Postings,
    build_postings,
    load_postings,
    merge_postings,
)
from jushi.knowledge.shelf import CATALOGUE, CHROMA, POSTINGS, Shelf
from jushi.messages import Message

_CHROMA_FILE = f"{CHROMA}/chroma.sqlite3"
_TABLES = {
    CATALOGUE: {"meta", "document", "passage", "vector"},
    _CHROMA_FILE: {"collections", "segments", "embeddings", "embeddings_queue", "max_seq_id"},
}
_ROWS_A_STEP = 2000
_TRIED = 50
"""Vectors that are looked for in the graph: an approximate search may miss one, not half."""
_SAME = 0.99
"""Cosine of a vector with itself, after what it is packed into and out of."""
_ODD = (KnowledgeError, OSError, ValueError, TypeError, LookupError, ArithmeticError)
"""What reading something else than was expected raises."""


def find_damage(folder: Path) -> Message | None:
    """Give what is wrong with the folder of an index; None if nothing is.

    It is opened and brought up to date as in work: give it a copy. Chroma may end the process on
    files that it never wrote, so call it in one that may end. Raises OSError where the disk fails.
    """
    for name, tables in _TABLES.items():
        file = folder / name
        if name == _CHROMA_FILE and not file.parent.exists():
            # The vectors are on a Chroma server.
            continue
        if damage := _database_damage(file, name, tables):
            return damage
    for header in sorted((folder / CHROMA).rglob(HEADER)):
        if name := damaged_graph_file(header.parent):
            graph = f"{header.parent.relative_to(folder).as_posix()}/{name}"
            return Message("knowledge.unreadable_file", file=graph)
    try:
        model = _read_catalogue(folder)
    except _ODD:
        return Message("knowledge.unreadable_content", file=CATALOGUE)
    if not _are_sound_postings(folder):
        return Message("knowledge.odd_postings", file=POSTINGS)
    if not (folder / CHROMA).exists():
        return None
    try:
        is_sound = _is_sound_index(folder, model)
    except _ODD:
        return Message("knowledge.unreadable_vectors")
    return None if is_sound else Message("knowledge.other_vectors")


def _database_damage(file: Path, name: str, tables: Iterable[str]) -> Message | None:
    if not file.is_file():
        return Message("knowledge.missing_file", file=name)
    try:
        with closing(sqlite3.connect(file)) as database:
            if database.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                return Message("knowledge.unreadable_file", file=name)
            found = {row for (row,) in database.execute("SELECT name FROM sqlite_master")}
    except sqlite3.DatabaseError:
        return Message("knowledge.unreadable_file", file=name)
    is_whole = found.issuperset(tables)
    return None if is_whole else Message("knowledge.missing_tables", file=name)


def _read_catalogue(folder: Path) -> str:
    """Read all that the catalogue holds, and give the model of its vectors; ValueError if odd."""
    with closing(Catalogue(folder / CATALOGUE)) as catalogue:
        model = catalogue.meta("model")
        numbers = {document.number for document in catalogue.documents()}
        layout = catalogue.layout()
        if not numbers.issuperset(layout.documents.tolist()):
            raise ValueError("passages of no document")
        sizes: set[tuple[int, ...]] = set()
        rows = layout.rows.tolist()
        for start in range(0, len(rows), _ROWS_A_STEP):
            step = rows[start : start + _ROWS_A_STEP]
            _refuse_odd(catalogue.passages(step).values())
            vectors = catalogue.vectors_of(step, model)
            sizes |= {vector.shape for vector in vectors.values()}
            if len(vectors) < len(step):
                raise ValueError("passages without a vector")
            if not all(np.isfinite(vector).all() for vector in vectors.values()):
                raise ValueError("a vector of no numbers")
        if len(sizes) > 1:
            raise ValueError("vectors of several lengths")
    return model


def _refuse_odd(passages: Iterable[StoredPassage]) -> None:
    for passage in passages:
        texts = (passage.id, passage.text, *passage.heading_path, *passage.flags)
        if not all(isinstance(text, str) for text in texts):
            raise ValueError("a text that is none")
        if len(passage.terms.terms) != len(passage.terms.counts):
            raise ValueError("terms without their counts")


def _are_sound_postings(folder: Path) -> bool:
    """Whether the postings say what the catalogue does of the passages that both have."""
    if not (folder / POSTINGS).exists():
        return True
    saved = load_postings(folder / POSTINGS)
    if saved is None:
        return False
    with closing(Catalogue(folder / CATALOGUE)) as catalogue:
        rows = np.intersect1d(saved.rows, catalogue.layout().rows)
        right = build_postings(catalogue.term_counts(rows.tolist()))
    try:
        kept = merge_postings([saved], rows)
    except _ODD:
        return False
    return all(
        np.array_equal(getattr(kept, name), getattr(right, name)) for name in Postings.__slots__
    )


def _is_sound_index(folder: Path, model: str) -> bool:
    """Whether the index, once it is opened and mended, holds the vectors of the catalogue."""
    shelf = Shelf(folder, partial(open_embedded, folder / CHROMA), model)
    try:
        index = shelf.index
        assert isinstance(index, ChromaIndex)
        rows = shelf.snapshot.rows.tolist()
        if index.rows() != frozenset(rows):
            return False
        for start in range(0, len(rows), _ROWS_A_STEP):
            step = rows[start : start + _ROWS_A_STEP]
            known, found = shelf.catalogue.vectors_of(step, model), index.vectors(step)
            if not all(_cosine(vector, found[row]) > _SAME for row, vector in known.items()):
                return False
        tried = shelf.catalogue.vectors_of(rows[:: max(len(rows) // _TRIED, 1)], model)
        return 2 * sum(_is_found(shelf, v, model) for v in tried.values()) >= len(tried)
    finally:
        shelf.close()


def _is_found(shelf: Shelf, vector: Vectors, model: str) -> bool:
    # Several passages may have the same text, and so the same vector.
    nearest = shelf.index.nearest(vector, 1).tolist()
    found = shelf.catalogue.vectors_of(nearest, model)
    return any(_cosine(vector, other) > _SAME for other in found.values())


def _cosine(one: Vectors, other: Vectors) -> float:
    lengths = float(np.linalg.norm(one) * np.linalg.norm(other))
    return float(one @ other) / lengths if lengths else float(not one.any() and not other.any())
