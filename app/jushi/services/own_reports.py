"""Which of the documents given are the office's own past reports: one rule for every job."""

from collections.abc import Sequence
from dataclasses import replace

from jushi.documents import Document
from jushi.errors import DraftError
from jushi.figures import FigureTable
from jushi.knowledge import Description, is_of_office
from jushi.messages import Message

Described = tuple[Document, Description]


def with_own_reports(described: Sequence[Described], table: FigureTable) -> tuple[Described, ...]:
    """Give the documents in order, the reports of the office that the figures are of as own ones.

    Reports of one office only are its own. Where there are several offices, the figures' 主体
    says which; `DraftError` names them if it does not.
    """
    reports = [told for _, told in described if told.kind in ("own_report", "other_report")]
    issuers = list(dict.fromkeys(told.issuer for told in reports))
    if len(issuers) > 1:
        subjects = {figure.subject for figure in table if figure.subject}
        own = [name for name in issuers if any(is_of_office(name, s) for s in subjects)]
        if len(own) != 1:
            names = "、".join(sorted({told.issuer or told.title for told in reports}))
            raise DraftError(
                "services.several_offices", place=Message("places.past_reports"), names=names
            )
        issuers = own
    return tuple((document, _told(told, issuers)) for document, told in described)


def own_reports(described: Sequence[Described]) -> tuple[Document, ...]:
    """The own reports among the documents, newest first."""
    own = [pair for pair in described if pair[1].kind == "own_report"]
    own.sort(key=lambda pair: -(pair[1].year or 0))
    return tuple(document for document, _ in own)


def _told(told: Description, own_issuers: Sequence[str]) -> Description:
    if told.kind not in ("own_report", "other_report"):
        return told
    return replace(told, kind="own_report" if told.issuer in own_issuers else "other_report")
