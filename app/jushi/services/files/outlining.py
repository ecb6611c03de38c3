"""The outline of an existing report."""

from jushi.drafting import Outline, outline_of, render_outline
from jushi.services.reading import read_source
from jushi.services.source import SourceFile


def outline_report(report: SourceFile) -> tuple[Outline, str]:
    """Give the outline of a report, and the same as YAML.

    Raises DocumentError for a file that cannot be read.
    """
    outline = outline_of(read_source(report))
    return outline, render_outline(outline)
