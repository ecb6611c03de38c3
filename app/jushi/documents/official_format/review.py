"""The copy that a person reviews: the report with what the check says of it."""

from collections.abc import Iterable

from jushi.documents.annotation import Annotation
from jushi.documents.docx_annotator import annotate_docx
from jushi.documents.official_format.layout import Layout
from jushi.documents.official_format.report import Report
from jushi.documents.official_format.writer import Mode, render_docx


def render_review_copy(
    report: Report,
    layout: Layout,
    annotations: Iterable[Annotation],
    *,
    mode: Mode = "material",
    date: str | None = None,
) -> bytes:
    """Give the report as .docx with comments, marks and tracked changes.

    Offsets of the annotations are those of `report.text` where the mode prints no head and there is
    no attachment; in general those of `read_document` over `render_docx(report, layout)`. It is
    bound to its figures, so that a returned copy can be tied again.
    """
    content = render_docx(report, layout, mode=mode, is_bound=True)
    return annotate_docx("review.docx", content, annotations, date=date)
