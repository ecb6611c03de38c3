"""Receipts: what a report was when it went out, signed, and what of it is no longer so."""

from jushi.receipts.difference import Difference, Verification
from jushi.receipts.issuing import issue_receipt
from jushi.receipts.keys import Signer, load_signer, read_public_key
from jushi.receipts.receipt import Receipt, parse_receipt
from jushi.receipts.verification import RECEIPT_NAME, verify_file

__all__ = [
    "RECEIPT_NAME",
    "Difference",
    "Receipt",
    "Signer",
    "Verification",
    "issue_receipt",
    "load_signer",
    "parse_receipt",
    "read_public_key",
    "verify_file",
]
