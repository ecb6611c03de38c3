"""BM25 over terms, kept as postings so that a document comes or goes without a rebuild.

Scores are those of bm25s (method lucene, k1 1.5, b 0.75), to which a test holds them. bm25s itself
stores finished scores: every added document changes them all, 10 s and 1.2 GB at 100,000 passages.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from jushi.knowledge.words import Terms

Rows = NDArray[np.int64]
_Scalar = TypeVar("_Scalar", bound=np.generic)
_K1 = 1.5
_B = 0.75


@dataclass(frozen=True, slots=True)
class TermCounts:
    """What lexical search knows of one passage."""

    row: int
    terms: Terms
    counts: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Postings:
    """Passages by term. Immutable; rows ascend."""

    rows: Rows
    lengths: NDArray[np.float32]
    """Terms of each passage, repeats counted."""
    vocabulary: Terms
    """Ascending; one entry a term."""
    starts: NDArray[np.int64]
    """Where the entries of each term begin; one more than terms."""
    places: NDArray[np.int32]
    """Of each entry the place of its passage in `rows`."""
    counts: NDArray[np.uint8]

    def entries(self, term: int) -> tuple[NDArray[np.int32], NDArray[np.uint8]]:
        """Give places and counts of the passages that hold `term`."""
        at = int(np.searchsorted(self.vocabulary, np.uint32(term)))
        if at == len(self.vocabulary) or self.vocabulary[at] != term:
            return self.places[:0], self.counts[:0]
        span = slice(self.starts[at], self.starts[at + 1])
        return self.places[span], self.counts[span]


def build_postings(passages: Sequence[TermCounts]) -> Postings:
    """Give the postings of `passages`, which come in ascending order of rows."""
    sizes = np.array([len(p.terms) for p in passages], dtype=np.int64)
    terms = _joined([p.terms for p in passages], np.uint32)
    counts = _joined([p.counts for p in passages], np.uint8)
    places = np.repeat(np.arange(len(passages), dtype=np.int32), sizes)
    lengths = np.array([p.counts.sum(dtype=np.int64) for p in passages], dtype=np.float32)
    rows = np.array([p.row for p in passages], dtype=np.int64)
    return _in_order_of_terms(terms, places, counts, rows, lengths)


def merge_postings(parts: Sequence[Postings], alive: Rows) -> Postings:
    """Give one piece made of `parts`, without the passages whose rows are not `alive`.

    Rows of a later part are higher than those of an earlier one.
    """
    rows = _joined([part.rows for part in parts], np.int64)
    keeps = np.isin(rows, alive)
    new_place = np.cumsum(keeps) - 1
    offsets = np.cumsum([0, *(len(part.rows) for part in parts)])
    places = _joined(
        [part.places + np.int32(at) for part, at in zip(parts, offsets, strict=False)], np.int32
    )
    terms = _joined([np.repeat(part.vocabulary, np.diff(part.starts)) for part in parts], np.uint32)
    counts = _joined([part.counts for part in parts], np.uint8)
    stays = keeps[places]
    return _in_order_of_terms(
        terms[stays],
        new_place[places[stays]].astype(np.int32),
        counts[stays],
        rows[keeps],
        _joined([part.lengths for part in parts], np.float32)[keeps],
    )


def save_postings(postings: Postings, path: Path) -> None:
    """Write `postings`; what stood at `path` stays until the new file is whole."""
    unfinished = path.with_suffix(".part")
    try:
        with unfinished.open("wb") as stream:
            np.savez(stream, **{name: getattr(postings, name) for name in Postings.__slots__})
        unfinished.replace(path)
    except OSError:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise


def load_postings(path: Path) -> Postings | None:
    """Read what `save_postings` wrote; None if there is none or it is damaged."""
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
            return Postings(**{name: arrays[name] for name in Postings.__slots__})
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return None


@dataclass(frozen=True, slots=True)
class TermScores:
    """What the terms of a query say of every passage."""

    scores: tuple[NDArray[np.float32], ...]
    """BM25 of each passage of each segment."""
    rarity: dict[int, float]
    """Inverse document frequency of each term."""

    def coverage(self, postings: Postings, place: int) -> float:
        """Give the share of the query, rare terms counting more, that one passage holds: 0 to 1."""
        held = sum(rarity for term, rarity in self.rarity.items() if _holds(postings, term, place))
        return held / max(sum(self.rarity.values()), 1e-9)


def score_terms(
    weight_by_term: Mapping[int, float],
    segments: Sequence[Postings],
    alive: Sequence[NDArray[np.bool_]],
) -> TermScores:
    """Give the BM25 scores of all passages; the share of each term is multiplied by its weight.

    Passages that are not `alive` are scored as well, but count for nothing else than, until the
    segment is merged, the frequency of their terms.
    """
    number = sum(int(mask.sum()) for mask in alive)
    scores = tuple(np.zeros(len(s.rows), dtype=np.float32) for s in segments)
    rarity: dict[int, float] = {}
    if not number:
        return TermScores(scores, rarity)
    pairs = list(zip(segments, alive, strict=True))
    mean = float(sum(s.lengths[mask].sum() for s, mask in pairs)) / number
    norms = [(_K1 * (1 - _B + _B * s.lengths / mean)).astype(np.float32) for s in segments]
    for term, weight in weight_by_term.items():
        found = [segment.entries(term) for segment in segments]
        holding = min(sum(len(places) for places, _ in found), number)
        rarity[term] = float(np.log(1 + (number - holding + 0.5) / (holding + 0.5)))
        share = np.float32(weight * rarity[term])
        for (places, counts), norm, score in zip(found, norms, scores, strict=True):
            # A passage stands at most once under a term, so plain indexing adds rightly.
            score[places] += share * counts / (counts + norm[places])
    return TermScores(scores, rarity)


def _holds(postings: Postings, term: int, place: int) -> bool:
    places, _ = postings.entries(term)
    at = int(np.searchsorted(places, place))
    return at < len(places) and int(places[at]) == place


def _in_order_of_terms(
    terms: Terms,
    places: NDArray[np.int32],
    counts: NDArray[np.uint8],
    rows: Rows,
    lengths: NDArray[np.float32],
) -> Postings:
    # Stable: under each term places stay in order. Fast on parts that are sorted already.
    order = np.argsort(terms, kind="stable")
    vocabulary, first = np.unique(terms[order], return_index=True)
    return Postings(
        rows=rows,
        lengths=lengths,
        vocabulary=vocabulary,
        starts=np.append(first, len(terms)).astype(np.int64),
        places=places[order],
        counts=counts[order],
    )


def _joined(parts: Sequence[NDArray[_Scalar]], dtype: type[_Scalar]) -> NDArray[_Scalar]:
    return np.concatenate(parts) if parts else np.empty(0, dtype=dtype)
