"""The index of past reports and policy texts: what the rest of Jushi talks to."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Self

import numpy as np

from jushi.disk import make_private_folder, tighten
from jushi.errors import KnowledgeError
from jushi.knowledge.adding import Adding, AddReport
from jushi.knowledge.catalogue import StoredDocument, StoredPassage
from jushi.knowledge.chroma_index import open_embedded, open_server
from jushi.knowledge.embedder import Embedder, Vectors
from jushi.knowledge.faults import told_as_knowledge_error
from jushi.knowledge.folder_lock import lock_folder
from jushi.knowledge.index import VectorIndex
from jushi.knowledge.ingest import Reading, embed_texts, embedded_text
from jushi.knowledge.passage import DocumentRecord, Filters, Hit, Overrides, Passage
from jushi.knowledge.progress import Meter, Progress
from jushi.knowledge.search import Method, Search, passage_of
from jushi.knowledge.shelf import CHROMA, Shelf
from jushi.network import ANYWHERE, NetworkPolicy
from jushi.running import Run, run_here

_NO_FILTERS = Filters()
_QUERIES_AT_HAND = 64
_NO_OVERRIDES = Overrides()


class Knowledge:
    """An open index. Searches may run in any thread, also while documents are added.

    Close it, or use it in `with`: until then no other process can open the folder.
    """

    def __init__(
        self,
        folder: Path,
        *,
        embedder: Embedder,
        open_index: Callable[[str], VectorIndex],
        own_issuer: str = "",
    ) -> None:
        """Open or make the index in `folder`; `open_knowledge` does it with Chroma.

        `open_index` gives the collection of a name, made if it is not there.
        """
        with told_as_knowledge_error(str(folder)):
            make_private_folder(folder)
            tighten(folder.rglob("*"))
        self._folder = folder
        self._embedder = embedder
        self._embed_query = lru_cache(maxsize=_QUERIES_AT_HAND)(embedder.embed_query)
        self._writing = RLock()
        self._lock = lock_folder(folder)
        try:
            self._shelf = Shelf(folder, open_index, embedder.name, own_issuer=own_issuer)
        except BaseException:
            self._lock.release()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let the folder go; the object is of no use afterwards."""
        with self._writing:
            try:
                self._shelf.close()
            finally:
                self._lock.release()

    @property
    def model(self) -> str:
        """Name of the embedder that made the index."""
        return self._shelf.model

    def documents(self) -> tuple[DocumentRecord, ...]:
        """Give all documents in order of name."""
        records = self._shelf.snapshot.records.values()
        return tuple(sorted(records, key=lambda record: record.name))

    def passages_of(self, document_id: str) -> tuple[Passage, ...]:
        """Give a document's passages in order; `KnowledgeError` if there is none of that id."""
        document = self._document(document_id)
        record = self._shelf.snapshot.records[document.number]
        stored = self._shelf.catalogue.passages_of(document.number)
        return tuple(passage_of(passage, record) for passage in stored)

    def passages(self, ids: Sequence[str]) -> tuple[Passage, ...]:
        """Give passages by id, in the order asked for; those that are gone are left out."""
        found = self._shelf.catalogue.passages_by_id(ids)
        records = self._shelf.snapshot.records
        return tuple(
            passage_of(stored, records[stored.document])
            for id_ in ids
            if (stored := found.get(id_)) and stored.document in records
        )

    def search(
        self,
        query: str,
        filters: Filters = _NO_FILTERS,
        limit: int = 8,
        *,
        method: Method = "hybrid",
    ) -> tuple[Hit, ...]:
        """Give the best passages for `query`, best first; none if nothing passes `filters`.

        `KnowledgeError` if another model made the index, `ModelError` if the embedder fails.
        """
        self._refuse_other_model()
        shelf = self._shelf
        search = Search(
            shelf.catalogue, shelf.index, shelf.compact, self._embedder, self._embed_query
        )
        return search.find(self._shelf.snapshot, query, filters, limit=limit, method=method)

    def add(
        self,
        files: Iterable[tuple[str, bytes]],
        *,
        progress: Callable[[Progress], None] = lambda _: None,
        cancelled: Callable[[], bool] = lambda: False,
        overrides: Overrides = _NO_OVERRIDES,
        added_at: str = "",
        run: Run = run_here,
        owner: str = "",
        may_replace: Callable[[str], bool] = lambda _owner: True,
    ) -> AddReport:
        """Add files, or replace what was kept under their names; .zip archives are unpacked.

        Each file is stored whole or not at all, and one that fails does not stop the rest.
        `overrides` hold for every file of the call. New documents are those of `owner`; one that
        is there already stays its owner's, and is refused where `may_replace` of that owner says
        no. `run` runs what reads the files: a server has workers for it. `KnowledgeError` if
        another model made the index.
        """
        with self._writing:
            self._refuse_other_model()
            reading = Reading(added_at, owner)
            meter = Meter(progress, cancelled)
            adding = Adding(
                self._shelf, self._embedder, reading, overrides, meter, run, may_replace
            )
            report = adding.run(files)
            self._shelf.save_postings()
        return report

    def update(self, document_id: str, overrides: Overrides) -> DocumentRecord:
        """Correct what was read of a document; fields that are None stay as they are.

        `KnowledgeError` if there is none of that id.
        """
        with self._writing:
            return self._shelf.correct(self._document(document_id).id, overrides)

    def remove(self, document_id: str) -> None:
        """Remove a document with its passages, terms and vectors.

        `KnowledgeError` if there is none of that id.
        """
        with self._writing:
            self._shelf.remove(self._document(document_id).id)

    def rebuild(self, *, progress: Callable[[Progress], None] = lambda _: None) -> None:
        """Make the vector index and the postings again from the catalogue.

        What the embedder has embedded before is not embedded again. It is also how to change over
        to another embedder; until it is done the old index stays as it is.
        """
        with self._writing:
            meter = Meter(progress, lambda: False)
            meter.files_done = meter.files_total = len(self.documents())
            meter.passages_total = len(self._shelf.snapshot.rows)
            self._shelf.rebuild(lambda passages: self._vectors_again(passages.values(), meter))

    def _vectors_again(self, passages: Iterable[StoredPassage], meter: Meter) -> Vectors:
        titles = self._shelf.read_titles()
        text_by_key = {
            p.vector_key: embedded_text(titles[p.document], p.heading_path, p.text)
            for p in passages
        }
        vectors = embed_texts(
            self._shelf.catalogue,
            self._embedder,
            text_by_key,
            lambda embedded, known: meter.count("", embedded, known),
        )
        assert vectors is not None  # a rebuild is not cancelled
        return np.stack([vectors[passage.vector_key] for passage in passages])

    def _document(self, document_id: str) -> StoredDocument:
        document = self._shelf.document(document_id)
        if document is None:
            raise KnowledgeError("knowledge.unknown_document", place=document_id)
        return document

    def _refuse_other_model(self) -> None:
        if self._shelf.model != self._embedder.name:
            raise KnowledgeError(
                "knowledge.other_embedder",
                place=str(self._folder),
                model=self._shelf.model,
                name=self._embedder.name,
            )


def open_knowledge(
    folder: Path,
    *,
    embedder: Embedder,
    chroma_url: str | None = None,
    own_issuer: str = "",
    network: NetworkPolicy = ANYWHERE,
) -> Knowledge:
    """Open the index in `folder`, or make it: vectors in Chroma, all else in the folder.

    `chroma_url` is that of a Chroma server; without it Chroma is embedded. `own_issuer` is the
    place whose reports count as its own: `禾溪县`. `network` is asked of the server's host.
    `KnowledgeError` if another process has the folder, the server may not or cannot be reached,
    or files are damaged.
    """

    def open_index(collection: str) -> VectorIndex:
        if chroma_url:
            return open_server(chroma_url, collection, network)
        return open_embedded(folder / CHROMA, collection)

    return Knowledge(folder, embedder=embedder, open_index=open_index, own_issuer=own_issuer)
