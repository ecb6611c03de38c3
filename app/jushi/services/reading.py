"""What files hold, as every job understands it."""

from pathlib import PurePath
from typing import TYPE_CHECKING

from jushi.documents import read_plain_text
from jushi.errors import FigureError
from jushi.figures import FigureTable, Problem, SourceCell, message_parts, tables
from jushi.messages import Language, Message
from jushi.running import tell_file
from jushi.services.source import SourceFile

if TYPE_CHECKING:
    from jushi.documents import Document


def read_draft(file: SourceFile) -> str:
    """The text of a report; offsets of a check refer to it.

    A .txt file is its own text, character for character; of other files it is the text of
    their blocks. Raises DocumentError for what cannot be read.
    """
    return read_draft_with_notices(file)[0]


def read_draft_with_notices(file: SourceFile) -> tuple[str, tuple[Message, ...]]:
    """The same, with what its reader left out or mended."""
    if file.suffix == ".txt":
        tell_file(file.name)
        text = read_plain_text(file.content, file.name)
        return text, read_source(file).notices if "\ufffd" in text else ()
    document = read_source(file)
    return document.text, document.notices


def read_source(file: SourceFile) -> "Document":
    """The document in `file`; raises DocumentError for what cannot be read."""
    # A plain text is checked without it, and it loads what reads .docx and .pdf.
    from jushi.documents import read_document

    tell_file(file.name)
    return read_document(file.name, file.content)


def corrections_of(
    file: SourceFile, corrections: tables.Corrections | None = None
) -> tables.Corrections:
    """Give which readings were chosen for a workbook together with what else is said of it."""
    name = PurePath(file.name.replace("\\", "/")).name
    chosen = {
        key if key.startswith(tables.form_key("")) else str(SourceCell(name, key, "")): {
            "reading": reading
        }
        for key, reading in file.readings
    }
    return {**chosen, **(corrections or {})}


def read_figures(
    file: SourceFile,
    language: Language,
    *,
    is_strict: bool = False,
    corrections: tables.Corrections | None = None,
) -> FigureTable:
    """The figures of a workbook that holds together, with what a person corrected of its cells.

    Raises FigureError that tells the first error in `language` and counts the others; if it
    `is_strict`, a row that is no figure is one.
    """
    tell_file(file.name)
    table = tables.read_corrected(file.name, file.content, corrections_of(file, corrections))
    errors = [p for p in table.problems if p.is_error or (is_strict and p.is_unread_row)]
    if errors:
        raise _unusable(errors)
    return table


def _unusable(errors: list[Problem]) -> FigureError:
    place, problem = message_parts(errors[0])
    if len(errors) == 1:
        return FigureError("services.figure_problem", place=place, problem=problem)
    others = len(errors) - 1
    return FigureError("services.figure_problems", place=place, problem=problem, others=others)
