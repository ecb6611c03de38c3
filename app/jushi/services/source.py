"""A file as a job is handed it: opening it was the caller's."""

from dataclasses import dataclass
from pathlib import PurePath


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file's name without folders, and its bytes."""

    name: str
    content: bytes
    readings: tuple[tuple[str, str], ...] = ()
    """Of a workbook: which way its tables with two readings are read, first or other, by sheet,
    empty for that of a .csv, or by `tables.form_key`."""

    @property
    def suffix(self) -> str:
        """Its extension in small letters with the dot: `.docx`; empty if it has none."""
        return PurePath(self.name).suffix.lower()
