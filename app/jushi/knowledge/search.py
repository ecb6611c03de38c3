"""Finds passages: filters first, then meaning and words, fused, and why each hit came."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from jushi.knowledge.catalogue import Catalogue, StoredPassage, section_of
from jushi.knowledge.compact_vectors import CompactVectors
from jushi.knowledge.embedder import Embedder, Vectors
from jushi.knowledge.fusion import Ranked, fuse_rankings
from jushi.knowledge.index import VectorIndex
from jushi.knowledge.passage import DocumentRecord, Filters, Hit, Passage, Why
from jushi.knowledge.query_synonyms import Reworded, reworded
from jushi.knowledge.snapshot import Mask, Snapshot
from jushi.knowledge.words import terms_of, words_of

Method = Literal["hybrid", "dense", "lexical"]

_LONGEST_QUERY = 2000
# Words that the query does not have itself must not outvote those it has.
_OFFICIAL_WEIGHT = 0.5
# What the first few have in common tells what was meant (pseudo relevance feedback): recall at
# five rose by .01 to .02 on all three sets of queries; with a weight of 1 it fell.
_BEST = 3
_BEST_WEIGHT = 0.3
# An older edition says nearly the same as the one in force, and who asks means the latter.
_SUPERSEDED = 0.4
# Ranks beyond this add less to a fused score than the gap between neighbours at the top.
_CANDIDATES = 50


@dataclass(frozen=True, slots=True)
class Search:
    """What a search needs at hand."""

    catalogue: Catalogue
    index: VectorIndex
    compact: CompactVectors
    embedder: Embedder
    embed_query: Callable[[str], Vectors]
    """The embedder's, with what was asked lately at hand: a section asks each kind of document."""

    def find(
        self, snapshot: Snapshot, query: str, filters: Filters, *, limit: int, method: Method
    ) -> tuple[Hit, ...]:
        """Give the best hits for `query`; none for an empty query or where no passage passes.

        `method` is hybrid for users; the other two are there to be measured against.
        """
        query = " ".join(query.replace("\0", " ").split())[:_LONGEST_QUERY]
        mask = snapshot.mask(filters)
        if not query or not len(snapshot.rows) or (mask is not None and not mask.any()):
            return ()
        candidates = max(_CANDIDATES, limit)
        official = reworded(query)
        vector = self.embed_query(official.text)
        dense = [] if method == "lexical" else self._nearest(snapshot, vector, candidates, mask)
        lexical, coverage = (
            ([], 0.0)
            if method == "dense"
            else snapshot.best_by_terms(self._query_terms(query, official), candidates, mask)
        )
        ranked = fuse_rankings(dense, lexical, coverage)
        if dense:
            dense = self._like_the_best(dense, ranked, vector)
            ranked = fuse_rankings(dense, lexical, coverage)
        ranked = _in_force_first(snapshot, ranked)
        words = dict.fromkeys((*words_of(query), *official.words))
        asked = _Asked(tuple(words), vector, str(filters))
        return self._hits(snapshot, ranked[:limit], asked)

    def _query_terms(self, query: str, official: Reworded) -> dict[int, float]:
        added = " ".join(official.words)
        weights = {int(term): _OFFICIAL_WEIGHT for term in terms_of(added)[0]}
        return weights | {int(term): 1.0 for term in terms_of(query)[0]}

    def _like_the_best(
        self, dense: Sequence[int], ranked: Sequence[Ranked], vector: Vectors
    ) -> list[int]:
        """Give `dense` anew, by what the query and the best of all so far mean together."""
        vectors = self.catalogue.vectors_of(
            list({*dense, *(entry.row for entry in ranked[:_BEST])}), self.embedder.name
        )
        best = [vectors[entry.row] for entry in ranked[:_BEST] if entry.row in vectors]
        known = [row for row in dense if row in vectors]
        if not known:
            return []
        both = vector + _BEST_WEIGHT * np.mean(best, axis=0)
        order = np.argsort(-(np.stack([vectors[row] for row in known]) @ both), kind="stable")
        return [known[place] for place in order]

    def _nearest(
        self, snapshot: Snapshot, vector: Vectors, limit: int, mask: Mask | None
    ) -> list[int]:
        if mask is None or mask.all():
            # Some of the nearest may be on their way out: ask for a few more.
            found = self.index.nearest(vector, limit + 10)
            return [int(row) for row in found[snapshot.contains(found)][:limit]]
        return self.compact.nearest(vector, snapshot.rows[mask], snapshot.rows, limit)

    def _hits(
        self, snapshot: Snapshot, ranked: Sequence[Ranked], asked: "_Asked"
    ) -> tuple[Hit, ...]:
        rows = [entry.row for entry in ranked]
        passages = self.catalogue.passages(rows)
        vectors = self.catalogue.vectors_of(rows, self.embedder.name)
        hits: list[Hit] = []
        for entry in ranked:
            stored = passages.get(entry.row)
            record = snapshot.records.get(stored.document) if stored else None
            if stored is None or record is None:
                continue  # removed since the snapshot was taken
            passage = passage_of(stored, record)
            why = Why(
                words=_words_in(passage, asked.words),
                similarity=_similarity(vectors.get(entry.row), asked.vector),
                dense_rank=entry.dense_rank,
                lexical_rank=entry.lexical_rank,
                filters=asked.filters,
            )
            hits.append(Hit(passage, len(hits) + 1, entry.score, why))
        return tuple(hits)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A query as it was put: what each hit is explained by."""

    words: tuple[str, ...]
    vector: Vectors
    filters: str


def _in_force_first(snapshot: Snapshot, ranked: Sequence[Ranked]) -> tuple[Ranked, ...]:
    records = snapshot.records_of([entry.row for entry in ranked])
    weighed = [
        entry if record.status == "effective" else replace(entry, score=entry.score * _SUPERSEDED)
        for entry, record in zip(ranked, records, strict=True)
    ]
    return tuple(sorted(weighed, key=lambda entry: (-entry.score, entry.row)))


def passage_of(stored: StoredPassage, record: DocumentRecord) -> Passage:
    """Give a stored passage as others see it, with what is known of its document today."""
    return Passage(
        id=stored.id,
        document_id=record.id,
        document_name=record.name,
        title=record.title,
        text=stored.text,
        heading_path=stored.heading_path,
        kind=record.kind,
        box=record.box,
        year=record.year,
        issuer=record.issuer,
        status=record.status,
        position=stored.position,
        flags=stored.flags,
    )


def _words_in(passage: Passage, words: Sequence[str]) -> tuple[str, ...]:
    seen = f"{passage.title} {section_of(passage.heading_path)} {passage.text}".lower()
    return tuple(word for word in words if word in seen)


def _similarity(stored: Vectors | None, query: Vectors) -> float | None:
    return None if stored is None else round(float(stored @ query), 4)
