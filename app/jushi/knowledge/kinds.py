"""What a document is, which box it lies in, and whether it is in force."""

from typing import Literal, get_args

DocumentKind = Literal["own_report", "other_report", "policy", "material"]
Box = Literal["facts", "style"]
"""`facts` 事实材料 may be evidence for numbers; `style` 范文政策 gives wording and basis only."""
Status = Literal["effective", "superseded"]

KINDS: tuple[DocumentKind, ...] = get_args(DocumentKind)
BOXES: tuple[Box, ...] = get_args(Box)
STATUSES: tuple[Status, ...] = get_args(Status)
