"""What search keeps in memory of the catalogue: who owns which row, and the postings."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from jushi.knowledge.catalogue import Layout
from jushi.knowledge.lexical_index import (
    Postings,
    TermCounts,
    TermScores,
    build_postings,
    merge_postings,
    score_terms,
)
from jushi.knowledge.passage import DocumentRecord, Filters

Mask = NDArray[np.bool_]
# A segment is merged into the one before it once it has a quarter of its size: few segments for
# a query to visit, and each passage is merged only some log4(n) times.
_MERGE_RATIO = 4


@dataclass(frozen=True, slots=True)
class Segment:
    """Postings with, for each of their passages, its place in the snapshot."""

    postings: Postings
    places: NDArray[np.int64]
    alive: Mask
    """False for passages that are gone since the postings were built."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One state of the index. Immutable, so that searches run while documents are added."""

    rows: NDArray[np.int64]
    """Ascending."""
    documents: NDArray[np.int64]
    """Number of each row's document."""
    sections: NDArray[np.int32]
    """Of each row the place of its headings in `section_names`."""
    section_names: tuple[str, ...]
    records: dict[int, DocumentRecord]
    """By number."""
    segments: tuple[Segment, ...]

    @classmethod
    def of(
        cls, layout: Layout, records: dict[int, DocumentRecord], postings: Sequence[Postings]
    ) -> Self:
        """Give the snapshot of a whole catalogue."""
        names, sections = _interned((), layout.sections)
        return cls(
            rows=layout.rows,
            documents=layout.documents,
            sections=sections,
            section_names=names,
            records=records,
            segments=_segments(layout.rows, postings),
        )

    def with_records(self, records: dict[int, DocumentRecord]) -> "Snapshot":
        return replace(self, records=records)

    def with_changes(
        self, gone: Sequence[int], added: Sequence[TermCounts], number: int, sections: Sequence[str]
    ) -> "Snapshot":
        """Give the snapshot without the rows `gone` and with `added` ones of one document.

        New rows are higher than all that were there before.
        """
        stays = ~np.isin(self.rows, np.array(gone, dtype=np.int64))
        names, places = _interned(self.section_names, sections)
        new_rows = np.array([terms.row for terms in added], dtype=np.int64)
        rows = np.concatenate((self.rows[stays], new_rows))
        postings = [segment.postings for segment in self.segments]
        if added:
            postings.append(build_postings(added))
        return Snapshot(
            rows=rows,
            documents=np.concatenate(
                (self.documents[stays], np.full(len(added), number, dtype=np.int64))
            ),
            sections=np.concatenate((self.sections[stays], places)),
            section_names=names,
            records=self.records,
            segments=_segments(rows, _merged_tail(postings, rows)),
        )

    def compacted(self) -> Postings:
        """Give the postings of all rows that are there, in one piece."""
        return merge_postings([segment.postings for segment in self.segments], self.rows)

    def mask(self, filters: Filters) -> Mask | None:
        """Tell for each row whether it passes `filters`; None if all do because none is set."""
        if filters == Filters():
            return None
        numbers = [n for n, record in self.records.items() if _passes(record, filters)]
        mask = np.isin(self.documents, np.array(numbers, dtype=np.int64), kind="table")
        if filters.section:
            wanted = [n for n, name in enumerate(self.section_names) if filters.section in name]
            mask &= np.isin(self.sections, np.array(wanted, dtype=np.int32), kind="table")
        return mask

    def best_by_terms(
        self, weight_by_term: Mapping[int, float], limit: int, mask: Mask | None
    ) -> tuple[list[int], float]:
        """Give rows that hold some of the terms, best first by BM25, equals in order of rows.

        Also the share of the terms, rare ones counting more, that the best one holds.
        """
        found = score_terms(
            weight_by_term,
            [segment.postings for segment in self.segments],
            [segment.alive for segment in self.segments],
        )
        scores = np.zeros(len(self.rows), dtype=np.float32)
        for segment, part in zip(self.segments, found.scores, strict=True):
            scores[segment.places[segment.alive]] = part[segment.alive]
        if mask is not None:
            scores[~mask] = 0
        top = min(limit, int(np.count_nonzero(scores)))
        if not top:
            return [], 0.0
        best = np.argpartition(-scores, top - 1)[:top]
        order = np.lexsort((self.rows[best], -scores[best]))
        rows = [int(row) for row in self.rows[best[order]]]
        return rows, self._coverage(found, rows[0])

    def _coverage(self, found: TermScores, row: int) -> float:
        for segment in self.segments:
            place = int(np.searchsorted(segment.postings.rows, row))
            if place < len(segment.postings.rows) and segment.postings.rows[place] == row:
                return found.coverage(segment.postings, place)
        raise AssertionError(f"row {row} was scored, so a segment holds it")

    def records_of(self, rows: Sequence[int]) -> list[DocumentRecord]:
        """Give the document of each of `rows`, all of which are there."""
        places = np.searchsorted(self.rows, np.array(rows, dtype=np.int64))
        return [self.records[int(number)] for number in self.documents[places]]

    def contains(self, rows: NDArray[np.int64]) -> Mask:
        """Tell for each of `rows` whether it is there."""
        if not len(self.rows):
            return np.zeros(len(rows), dtype=np.bool_)
        places = np.minimum(np.searchsorted(self.rows, rows), len(self.rows) - 1)
        there: Mask = self.rows[places] == rows
        return there


def _passes(record: DocumentRecord, filters: Filters) -> bool:
    return (
        (not filters.kinds or record.kind in filters.kinds)
        and (filters.box is None or record.box == filters.box)
        and (not filters.years or record.year in filters.years)
        and (not filters.issuers or any(name in record.issuer for name in filters.issuers))
        and (filters.status is None or record.status == filters.status)
        and (not filters.documents or record.id in filters.documents)
    )


def _interned(
    known: tuple[str, ...], sections: Iterable[str]
) -> tuple[tuple[str, ...], NDArray[np.int32]]:
    place_by_name = {name: n for n, name in enumerate(known)}
    places = [place_by_name.setdefault(name, len(place_by_name)) for name in sections]
    return tuple(place_by_name), np.array(places, dtype=np.int32)


def _merged_tail(postings: list[Postings], alive_rows: NDArray[np.int64]) -> list[Postings]:
    while len(postings) > 1 and len(postings[-1].rows) * _MERGE_RATIO >= len(postings[-2].rows):
        postings[-2:] = [merge_postings(postings[-2:], alive_rows)]
    return postings


def _segments(rows: NDArray[np.int64], postings: Iterable[Postings]) -> tuple[Segment, ...]:
    segments = []
    for entry in postings:
        places = np.searchsorted(rows, entry.rows)
        alive = np.zeros(len(entry.rows), dtype=np.bool_)
        if len(rows):
            alive = rows[np.minimum(places, len(rows) - 1)] == entry.rows
        segments.append(Segment(entry, places, alive))
    return tuple(segments)
