"""What a knowledge document can be: closed sets that commands, page and catalogue share."""

from typing import Literal, get_args

DocumentKind = Literal["own_report", "other_report", "policy", "material", "unknown"]
"""`unknown`: nothing in the document or its name tells; a person has to say."""
Box = Literal["facts", "style", "unsorted"]
"""`facts` 事实材料 may be evidence for numbers; `style` 范文政策 gives wording and basis only;
`unsorted` 待确认 is used for neither until a person says what it is."""
Status = Literal["effective", "superseded"]
Field = Literal["kind", "box", "year", "issuer"]
"""What may be asked of a document that was added."""

KINDS: tuple[DocumentKind, ...] = get_args(DocumentKind)
BOXES: tuple[Box, ...] = get_args(Box)
STATUSES: tuple[Status, ...] = get_args(Status)
