"""Adds files one by one: each whole or not at all, and none stops the others."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass

import numpy as np

from jushi.disk import is_disk_full
from jushi.errors import GivenUpError, JushiError, KnowledgeError, ModelError
from jushi.knowledge.embedder import Embedder
from jushi.knowledge.ingest import (
    FileOutcome,
    Outcome,
    ReadFile,
    Reading,
    clean_name,
    content_hash,
    document_id,
    embed_texts,
    unpacked,
)
from jushi.knowledge.passage import Overrides
from jushi.knowledge.progress import Meter
from jushi.knowledge.shelf import Shelf
from jushi.messages import Message
from jushi.running import Run

_UNREAD = Message("knowledge.stopped_unread")


@dataclass(frozen=True, slots=True)
class AddReport:
    """What became of each file, in the order given."""

    outcomes: tuple[FileOutcome, ...]
    is_cancelled: bool
    embedded: int
    """Passages that the embedder was asked for."""
    known: int
    """Passages whose vectors were known from before."""


@dataclass(frozen=True, slots=True)
class Adding:
    """One call of `add`: all files are read first, so that the remaining time can be told."""

    shelf: Shelf
    embedder: Embedder
    reading: Reading
    overrides: Overrides
    meter: Meter
    run_reading: Run
    """Runs what parses the files."""
    may_replace: Callable[[str], bool]
    """Whether documents of an owner may be replaced or corrected."""

    def run(self, files: Iterable[tuple[str, bytes]]) -> AddReport:
        plans = list(self._plans(files))
        self.meter.files_total, self.meter.files_done = len(plans), 0
        outcomes = []
        trouble: JushiError | None = None
        for plan in plans:
            if isinstance(plan, ReadFile):
                try:
                    outcome = self._refused_file(plan, trouble) if trouble else self._store(plan)
                except JushiError as error:
                    # A model or disk that fails one file fails them all: do not wait for each.
                    if isinstance(error, ModelError) or is_disk_full(error):
                        trouble = error
                    outcome = self._refused_file(plan, error)
            else:
                outcome = plan
            outcomes.append(outcome)
            self.meter.files_done += 1
        is_cancelled = any(outcome.outcome == "cancelled" for outcome in outcomes)
        if not is_cancelled:
            # Only tidying, which the next call does as well: what was added is to be told.
            with suppress(KnowledgeError):
                self.shelf.catalogue.drop_orphan_vectors()
        return AddReport(tuple(outcomes), is_cancelled, self.meter.embedded, self.meter.known)

    def _plans(self, files: Iterable[tuple[str, bytes]]) -> Iterator[ReadFile | FileOutcome]:
        """Give for each file what is to be stored, or at once what became of it."""
        name_by_hash: dict[str, str] = {}
        names: set[str] = set()
        for name, content in unpacked(files, self.run_reading):
            label = clean_name(name)
            if self.meter.is_cancelled():
                yield _outcome(label, "cancelled", _UNREAD)
                continue
            self.meter.tell("reading", label)
            if isinstance(content, GivenUpError):
                yield _outcome(label, "cancelled", _UNREAD)
            elif isinstance(content, JushiError):
                yield _outcome(label, "refused", content.message)
            elif label in names:
                error = KnowledgeError("knowledge.same_name_added", place=label)
                yield _outcome(label, "refused", error.message)
            else:
                names.add(label)
                yield self._plan(label, content, name_by_hash)
            self.meter.files_done += 1

    def _plan(
        self, name: str, content: bytes, name_by_hash: dict[str, str]
    ) -> ReadFile | FileOutcome:
        sha256 = content_hash(content)
        former = self.shelf.document(document_id(name))
        is_same = former is not None and former.sha256 == sha256
        leaves_it = is_same and self.overrides == Overrides()
        if former and not leaves_it and not self.may_replace(former.owner):
            error = KnowledgeError("knowledge.document_of_another", place=name)
            return _outcome(name, "refused", error.message)
        if former and is_same:
            if self.overrides != Overrides():
                self.shelf.correct(former.id, self.overrides)
            name_by_hash[sha256] = name
            return FileOutcome(name, "unchanged", former.id, former.passages)
        twin = self.shelf.same_content(sha256)
        twin_name = twin.name if twin else name_by_hash.get(sha256)
        if twin_name:
            return _outcome(name, "duplicate", Message("knowledge.same_content", name=twin_name))
        try:
            file = self.run_reading(self.reading.read, name, content, self.overrides)
        except GivenUpError:
            return _outcome(name, "cancelled", _UNREAD)
        except JushiError as error:
            return _outcome(name, "refused", error.message)
        name_by_hash[sha256] = name
        self.meter.passages_total += len({passage.vector_key for passage in file.passages})
        return file

    def _store(self, file: ReadFile) -> FileOutcome:
        name = file.document.name
        keys = [passage.vector_key for passage in file.passages]
        vectors = None
        if not self.meter.is_cancelled():
            vectors = embed_texts(
                self.shelf.catalogue,
                self.embedder,
                dict(zip(keys, file.texts, strict=True)),
                lambda embedded, known: self.meter.count(name, embedded, known),
            )
        if vectors is None:
            return _outcome(name, "cancelled", Message("knowledge.stopped_unstored"))
        is_new = self.shelf.document(file.document.id) is None
        stored = self.shelf.put(file, np.stack([vectors[key] for key in keys]))
        return FileOutcome(
            name=name,
            outcome="added" if is_new else "replaced",
            document_id=stored.id,
            passages=stored.passages,
            notices=stored.notices,
            removed=stored.removed,
            flagged=stored.flagged,
        )

    def _refused_file(self, file: ReadFile, error: JushiError) -> FileOutcome:
        name = file.document.name
        former = self.shelf.document(file.document.id)
        code = "knowledge.not_added_former_stays" if former else "knowledge.not_added"
        return _outcome(name, "refused", Message(code, name=name, error=error.message))


def _outcome(name: str, outcome: Outcome, message: Message) -> FileOutcome:
    return FileOutcome(name, outcome, "", 0, message)
