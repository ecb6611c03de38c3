"""The outline of an existing report."""

from app.drafting import Outline, outline_of, render_outline
from app.jobs.reading import read_source
from app.jobs.source import SourceFile


def outline_report(report: SourceFile) -> tuple[Outline, str]:
    """Give the outline of a report, and the same as YAML.

    Raises DocumentError for a file that cannot be read.
    """
    outline = outline_of(read_source(report))
    return outline, render_outline(outline)
