"""What a document is once a person's corrections and all its neighbours are counted in."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from jushi.knowledge.catalogue import StoredDocument
from jushi.knowledge.describe import (
    box_of,
    edition_key,
    fields_to_ask,
    is_of_another_place,
    report_kind,
)
from jushi.knowledge.kinds import Status
from jushi.knowledge.passage import DocumentRecord


def document_records(
    documents: Sequence[StoredDocument], own_issuer: str = ""
) -> tuple[DocumentRecord, ...]:
    """Give the documents as they are seen, in the order given.

    What a person set wins over what was read. Reports of `own_issuer` are own ones, whoever was
    read or set as their issuer. A policy is superseded by one of the same title
    (state and edition marks aside) and a later year, or by one of the same year or later that
    declares it void; other documents never are.
    """
    records = [_record(document, own_issuer) for document in documents]
    policies = _Policies(records, documents)
    return tuple(
        _with_status(record, document, policies)
        for record, document in zip(records, documents, strict=True)
    )


class _Policies:
    """The policies of an index by what they are editions of, and by what they declare void."""

    def __init__(
        self, records: Sequence[DocumentRecord], documents: Sequence[StoredDocument]
    ) -> None:
        self._editions: dict[str, list[DocumentRecord]] = defaultdict(list)
        self._voiding: dict[str, list[DocumentRecord]] = defaultdict(list)
        for record, document in zip(records, documents, strict=True):
            if record.kind != "policy":
                continue
            own = edition_key(record.title)
            self._editions[own].append(record)
            for key in {edition_key(title) for title in document.described.repeals} - {own}:
                self._voiding[key].append(record)

    def successor(self, record: DocumentRecord) -> DocumentRecord | None:
        """The newest that took the place of `record`; None while it is in force."""
        key, year = edition_key(record.title), record.year or 0
        found = [other for other in self._editions[key] if (other.year or 0) > year]
        found += [o for o in self._voiding[key] if o.id != record.id and (o.year or 0) >= year]
        return max(found, key=lambda other: (other.year or 0, other.name), default=None)


def _record(document: StoredDocument, own_issuer: str) -> DocumentRecord:
    read, set_by_hand = document.described, document.overrides
    issuer = set_by_hand.issuer if set_by_hand.issuer is not None else read.issuer
    title = set_by_hand.title or read.title
    year = set_by_hand.year if set_by_hand.year is not None else read.year
    kind = set_by_hand.kind or read.kind
    if not set_by_hand.kind and read.kind in ("own_report", "other_report"):
        kind = report_kind(issuer, own_issuer, title)
    box = set_by_hand.box or box_of(kind)
    if not (set_by_hand.box or set_by_hand.kind) and is_of_another_place(issuer, own_issuer):
        # A number of another office is no evidence for this one's.
        box = "unsorted" if box == "facts" else box
    return DocumentRecord(
        id=document.id,
        name=document.name,
        sha256=document.sha256,
        kind=kind,
        box=box,
        year=year,
        issuer=issuer,
        title=title,
        status="effective",
        superseded_by="",
        passages=document.passages,
        flagged=document.flagged,
        removed=document.removed,
        notices=document.notices,
        added_at=document.added_at,
        owner=document.owner,
        asked=fields_to_ask(kind, box, year, issuer),
    )


def _with_status(
    record: DocumentRecord, document: StoredDocument, policies: _Policies
) -> DocumentRecord:
    if document.overrides.status:
        return replace(record, status=document.overrides.status)
    successor = policies.successor(record) if record.kind == "policy" else None
    status: Status = (
        "superseded" if successor or document.described.is_marked_superseded else "effective"
    )
    return replace(record, status=status, superseded_by=_edition_name(successor))


def _edition_name(record: DocumentRecord | None) -> str:
    if record is None:
        return ""
    return f"{record.title}（{record.year}）" if record.year else record.title
