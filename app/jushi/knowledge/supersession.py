"""What a document is once a person's corrections and all its neighbours are counted in."""

from collections.abc import Sequence
from dataclasses import replace

from jushi.knowledge.catalogue import StoredDocument
from jushi.knowledge.describe import box_of, edition_key, is_of_office
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
    policies = [
        (record, document.described.repeals)
        for record, document in zip(records, documents, strict=True)
        if record.kind == "policy"
    ]
    return tuple(
        _with_status(record, document, policies)
        for record, document in zip(records, documents, strict=True)
    )


def _record(document: StoredDocument, own_issuer: str) -> DocumentRecord:
    read, set_by_hand = document.described, document.overrides
    issuer = set_by_hand.issuer if set_by_hand.issuer is not None else read.issuer
    kind = set_by_hand.kind or read.kind
    if not set_by_hand.kind and read.kind in ("own_report", "other_report"):
        kind = "own_report" if is_of_office(issuer, own_issuer) else "other_report"
    return DocumentRecord(
        id=document.id,
        name=document.name,
        sha256=document.sha256,
        kind=kind,
        box=set_by_hand.box or (box_of(kind) if set_by_hand.kind else read.box),
        year=set_by_hand.year if set_by_hand.year is not None else read.year,
        issuer=issuer,
        title=set_by_hand.title or read.title,
        status="effective",
        superseded_by="",
        passages=document.passages,
        flagged=document.flagged,
        removed=document.removed,
        notices=document.notices,
        added_at=document.added_at,
        owner=document.owner,
    )


def _with_status(
    record: DocumentRecord,
    document: StoredDocument,
    policies: Sequence[tuple[DocumentRecord, tuple[str, ...]]],
) -> DocumentRecord:
    if document.overrides.status:
        return replace(record, status=document.overrides.status)
    successor = _successor(record, policies) if record.kind == "policy" else None
    status: Status = (
        "superseded" if successor or document.described.is_marked_superseded else "effective"
    )
    return replace(record, status=status, superseded_by=_edition_name(successor))


def _successor(
    record: DocumentRecord, policies: Sequence[tuple[DocumentRecord, tuple[str, ...]]]
) -> DocumentRecord | None:
    key = edition_key(record.title)
    found = [
        other
        for other, repeals in policies
        if other.id != record.id
        and (
            (edition_key(other.title) == key and (other.year or 0) > (record.year or 0))
            or (
                any(edition_key(title) == key for title in repeals)
                and edition_key(other.title) != key
                and (other.year or 0) >= (record.year or 0)
            )
        )
    ]
    return max(found, key=lambda other: (other.year or 0, other.name), default=None)


def _edition_name(record: DocumentRecord | None) -> str:
    if record is None:
        return ""
    return f"{record.title}（{record.year}）" if record.year else record.title
