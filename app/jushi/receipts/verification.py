"""Holds a file against the receipt that it carries; needs no network and no workspace."""

import hashlib
from collections.abc import Collection, Iterator
from pathlib import PurePosixPath

from jushi.documents import official, read_archive
from jushi.errors import InvalidError
from jushi.figures import FigureTable, tables
from jushi.messages import Message
from jushi.receipts.content import (
    decision_differences,
    decision_row,
    text_differences,
    workbook_differences,
)
from jushi.receipts.difference import Difference, Verification
from jushi.receipts.receipt import Receipt, parse_receipt
from jushi.safe_parsing import load_json

RECEIPT_NAME = "receipt.json"
_CHECK = ".json"
_LISTS = "manifest-sha256.txt"
"""The list of digests of a package, which `sha256sum` reads: it names the receipt as well."""


def verify_file(
    name: str,
    content: bytes,
    *,
    known_keys: Collection[str] = (),
    table: FigureTable | None = None,
) -> Verification:
    """Hold an exported .docx or an evidence package (.zip) against its receipt.

    `known_keys` are the public keys that the caller trusts; `table` the figures of a workbook
    that a .docx is held against. Raises InvalidError for a file without a receipt, and
    DocumentError for one that cannot be read.
    """
    if PurePosixPath(name).suffix.lower() == ".zip":
        files = dict(read_archive(name, content))
        receipt = parse_receipt(_receipt_of(files, name), f"{name}:{RECEIPT_NAME}")
        found = _package_differences(receipt, files)
    else:
        told = official.read_receipt(name, content)
        if told is None:
            raise InvalidError("receipts.no_receipt", place=name)
        receipt = parse_receipt(told, name)
        found = _report_differences(receipt, name, content, table)
    differences = (*_own_differences(receipt), *found)
    return Verification(receipt.key, receipt.key in known_keys, differences, receipt.parts)


def _receipt_of(files: dict[str, bytes], name: str) -> bytes:
    if RECEIPT_NAME not in files:
        raise InvalidError("receipts.no_receipt", place=name)
    return files[RECEIPT_NAME]


def _own_differences(receipt: Receipt) -> Iterator[Difference]:
    """What of the receipt itself is not what was signed."""
    if not receipt.is_signed:
        yield Difference("signature", Message("receipts.signature_wrong"))
    for part, number in receipt.changed_parts():
        if number is None:
            yield Difference("receipt", Message("receipts.part_changed", part=part))
        else:
            message = Message("receipts.signed_decision_changed", number=number)
            yield Difference("decision", message)


def _report_differences(
    receipt: Receipt, name: str, content: bytes, table: FigureTable | None
) -> Iterator[Difference]:
    yield from text_differences(_part(receipt, "text"), name, content)
    if table is not None:
        yield from workbook_differences(_part(receipt, "workbook"), table)


def _package_differences(receipt: Receipt, files: dict[str, bytes]) -> Iterator[Difference]:
    told = _part(receipt, "files")
    for name in sorted({*told, *files} - {RECEIPT_NAME, _LISTS}):
        if name not in files:
            yield Difference("file", Message("receipts.file_gone", name=name))
        elif name not in told:
            yield Difference("file", Message("receipts.file_added", name=name))
        elif hashlib.sha256(files[name]).hexdigest() != told[name]:
            yield Difference("file", Message("receipts.file_changed", name=name))
            yield from _inside(receipt, name, files[name])


def _inside(receipt: Receipt, name: str, content: bytes) -> Iterator[Difference]:
    """What differs within a file of a package: sentences, figures or decisions."""
    issued = _part(receipt, "issued")
    if name == issued.get("report"):
        yield from text_differences(_part(receipt, "text"), name, content)
    elif name == issued.get("workbook"):
        yield from workbook_differences(_part(receipt, "workbook"), figures_in(name, content))
    elif PurePosixPath(name).suffix == _CHECK:
        told = receipt.parts.get("decisions")
        yield from decision_differences(told if isinstance(told, list) else [], _decided(content))


def figures_in(name: str, content: bytes) -> FigureTable:
    """Give the figures of a workbook of a package, as the receipt was made of them."""
    return tables.read_corrected(PurePosixPath(name).name, content, {})


def _decided(content: bytes) -> list[dict[str, object]]:
    """The decisions of a check as JSON; none where it is no such file any more."""
    try:
        check = load_json(content)
        rows = [(row["text"], row["decision"]) for row in check["mentions"]]
        rows += [(row["explanation"], row["decision"]) for row in check["findings"]]
        return [
            decision_row(about, *(told[name] for name in ("kind", "who", "time", "reason")))
            for about, told in rows
            if told
        ]
    except (ValueError, KeyError, TypeError, RecursionError):
        return []


def _part(receipt: Receipt, name: str) -> dict[str, object]:
    found = receipt.parts.get(name)
    return found if isinstance(found, dict) else {}
