"""Catalogue, vector index and snapshot, kept in step: each change is whole or did not happen.

The catalogue's commit is the moment of change. New vectors are put into the index before it and
old ones dropped after it; what a crash leaves over in the index is mended on the next opening.
"""

import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np

from jushi.disk import is_disk_full
from jushi.errors import KnowledgeError
from jushi.knowledge.catalogue import Catalogue, StoredDocument, StoredPassage, section_of
from jushi.knowledge.compact_vectors import CompactVectors
from jushi.knowledge.embedder import Vectors
from jushi.knowledge.faults import told_as_knowledge_error
from jushi.knowledge.index import VectorIndex
from jushi.knowledge.ingest import ReadFile
from jushi.knowledge.lexical_index import TermCounts, build_postings, load_postings, save_postings
from jushi.knowledge.passage import DocumentRecord, Overrides
from jushi.knowledge.snapshot import Snapshot
from jushi.knowledge.supersession import document_records

CATALOGUE, POSTINGS, CHROMA = "catalogue.db", "words.npz", "chroma"
"""What the folder of an index holds; the last where Chroma is embedded."""
# Postings on disk may lag behind by this share: the rest is read from the catalogue on opening.
_UNSAVED_SHARE = 0.1
_ROWS_A_STEP = 2000


class Shelf:
    """What is stored, and the snapshot of it that searches use. One writer at a time."""

    def __init__(
        self,
        folder: Path,
        open_index: Callable[[str], VectorIndex],
        model: str,
        *,
        own_issuer: str = "",
    ) -> None:
        """Open what `folder` holds, or begin; `model` names the embedder in use.

        `open_index` gives the collection of a name, made if it is not there. Reports of
        `own_issuer` are own ones.
        """
        self._open_index = open_index
        self._embedder_name = model
        self._own_issuer = own_issuer
        self._postings_file = folder / POSTINGS
        self.catalogue = Catalogue(folder / CATALOGUE)
        if not self.catalogue.meta("index"):
            self.catalogue.set_meta("index", secrets.token_hex(8))
        self._documents = {d.id: d for d in self.catalogue.documents()}
        self.index = open_index(self._collection(self._generation))
        self.compact = self._nothing_compact()
        self._saved_rows = 0
        self.snapshot = self._loaded_snapshot()
        if self.model == model:
            self._mend_index()

    @property
    def model(self) -> str:
        """Name of the embedder that made the index; of the one in use while it holds nothing."""
        return self.catalogue.meta("model") if self._documents else self._embedder_name

    def document(self, document_id: str) -> StoredDocument | None:
        return self._documents.get(document_id)

    def read_titles(self) -> dict[int, str]:
        """Give the titles that were read, by number of document; what is embedded bears them."""
        return {d.number: d.described.title for d in self._documents.values()}

    def same_content(self, sha256: str) -> StoredDocument | None:
        """Give the document with these bytes, under whatever name."""
        return next((d for d in self._documents.values() if d.sha256 == sha256), None)

    def put(self, file: ReadFile, vectors: Vectors) -> StoredDocument:
        """Store a document in the place of its former state; corrections by hand are kept."""
        former = self._documents.get(file.document.id)
        document = file.document
        if former:
            merged = merged_overrides(former.overrides, document.overrides)
            # Who replaces a document does not take it from its owner.
            document = replace(document, overrides=merged, owner=former.owner)
        if not self._documents:
            self._begin()
        stored, rows, gone = self.catalogue.replace(
            document, file.passages, lambda rows: self.index.put(rows, vectors)
        )
        self._documents[stored.id] = stored
        terms = [
            TermCounts(row, passage.terms.terms, passage.terms.counts)
            for row, passage in zip(rows, file.passages, strict=True)
        ]
        sections = [section_of(passage.heading_path) for passage in file.passages]
        self._change(gone, terms, stored.number, sections)
        self._forget(gone)
        return stored

    def remove(self, document_id: str) -> None:
        """Remove a document that is there, with all that was kept of it."""
        gone = self.catalogue.remove(document_id)
        del self._documents[document_id]
        self._change(gone, [], 0, [])
        self.save_postings(unsaved_share=0)
        self._forget(gone)

    def correct(self, document_id: str, overrides: Overrides) -> DocumentRecord:
        """Set what a person knows better of a document that is there."""
        document = self._documents[document_id]
        merged = merged_overrides(document.overrides, overrides)
        self.catalogue.set_overrides(document_id, merged)
        self._documents[document_id] = replace(document, overrides=merged)
        self.snapshot = self.snapshot.with_records(self._records())
        return self.snapshot.records[document.number]

    def rebuild(self, vectors_of: Callable[[Mapping[int, StoredPassage]], Vectors]) -> None:
        """Make index and postings again; `vectors_of` gives the vectors of passages in order.

        The old index stays in use until the new one is whole.
        """
        generation = self._generation + 1
        # A rebuild that was killed may have left half a collection of this name.
        self._open_index(self._collection(generation)).destroy()
        index = self._open_index(self._collection(generation))
        for rows in self._steps(self.catalogue.layout().rows.tolist()):
            index.put(rows, vectors_of(self.catalogue.passages(rows)))
        self.catalogue.set_meta("model", self._embedder_name)
        self.catalogue.set_meta("generation", str(generation))
        old, self.index = self.index, index
        self.compact = self._nothing_compact()
        self._postings_file.unlink(missing_ok=True)
        self.snapshot = self._loaded_snapshot()
        self.save_postings(unsaved_share=0)
        old.destroy()

    def save_postings(self, unsaved_share: float = _UNSAVED_SHARE) -> None:
        """Write the postings if more than this share of them is not on disk as it is.

        Where the disk is full there are none on disk: the next opening makes them again.
        """
        rows = len(self.snapshot.rows)
        if abs(rows - self._saved_rows) > unsaved_share * rows or not unsaved_share:
            try:
                save_postings(self.snapshot.compacted(), self._postings_file)
            except OSError as error:
                if not is_disk_full(error):
                    raise
                # What stood there may hold words of a document that was removed.
                self._postings_file.unlink(missing_ok=True)
                rows = 0
            self._saved_rows = rows

    def close(self) -> None:
        try:
            with told_as_knowledge_error(str(self._postings_file)):
                self.save_postings()
        finally:
            self.index.close()
            self.catalogue.close()

    @property
    def _generation(self) -> int:
        return int(self.catalogue.meta("generation") or "0")

    def _collection(self, generation: int) -> str:
        # Servers are shared: the name keeps workspaces apart.
        return f"jushi-{self.catalogue.meta('index')}-{generation}"

    def _begin(self) -> None:
        """Tie the empty index to the embedder in use; a collection has one dimension for ever."""
        if self.catalogue.meta("model") not in ("", self._embedder_name):
            self.index.destroy()
            self.index = self._open_index(self._collection(self._generation))
        self.catalogue.set_meta("model", self._embedder_name)

    def _change(
        self, gone: list[int], added: list[TermCounts], number: int, sections: list[str]
    ) -> None:
        changed = self.snapshot.with_changes(gone, added, number, sections)
        self.snapshot = changed.with_records(self._records())

    def _forget(self, gone: list[int]) -> None:
        # The change is made: what stays over in the index is dropped on the next opening.
        with suppress(KnowledgeError):
            self.index.drop(gone)

    def _records(self) -> dict[int, DocumentRecord]:
        documents = tuple(self._documents.values())
        records = document_records(documents, self._own_issuer)
        return {d.number: record for d, record in zip(documents, records, strict=True)}

    def _nothing_compact(self) -> CompactVectors:
        return CompactVectors(partial(self.catalogue.vectors_of, model=self._embedder_name))

    def _loaded_snapshot(self) -> Snapshot:
        layout = self.catalogue.layout()
        parts = []
        saved = load_postings(self._postings_file)
        missing = layout.rows
        self._saved_rows = 0
        if saved is not None:
            parts.append(saved)
            missing = np.setdiff1d(layout.rows, saved.rows, assume_unique=True)
            self._saved_rows = len(saved.rows)
        if len(missing):
            parts.append(build_postings(self.catalogue.term_counts(missing.tolist())))
        return Snapshot.of(layout, self._records(), parts)

    def _mend_index(self) -> None:
        """Drop from the index what the catalogue does not have, and put what it lacks."""
        rows = frozenset(self.snapshot.rows.tolist())
        there = self.index.rows()
        self.index.drop(sorted(there - rows))
        for step in self._steps(sorted(rows - there)):
            vectors = self.catalogue.vectors_of(step, self._embedder_name)
            if len(vectors) < len(step):
                raise KnowledgeError(
                    "knowledge.missing_vectors",
                    place=str(self._postings_file.parent),
                    number=len(step) - len(vectors),
                )
            self.index.put(step, np.stack([vectors[row] for row in step]))

    def _steps(self, rows: list[int]) -> Iterator[list[int]]:
        for start in range(0, len(rows), _ROWS_A_STEP):
            yield rows[start : start + _ROWS_A_STEP]


def merged_overrides(former: Overrides, newer: Overrides) -> Overrides:
    """Give both together; where both say something, the newer counts."""
    set_now = {
        name: value for name in Overrides.__slots__ if (value := getattr(newer, name)) is not None
    }
    return replace(former, **set_now)
