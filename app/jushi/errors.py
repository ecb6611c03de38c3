"""Errors that a user can mend. A wrong number in a report is never one of them: it is a verdict."""

from typing import Any


class JushiError(Exception):
    """Something the user can mend; shown as one line: place, what is wrong, what to do."""

    def __init__(self, place: str, problem: str, remedy: str) -> None:
        super().__init__(f"{place}: {problem}; {remedy}")
        self.place = place
        self.problem = problem
        self.remedy = remedy

    def __reduce__(self) -> tuple[Any, ...]:
        # By default it would be made again of its one line, and its fields would be lost.
        return _again, (type(self), str(self)), self.__dict__


def _again(kind: type[JushiError], told: str) -> JushiError:
    error = kind.__new__(kind, told)
    error.args = (told,)
    return error


class NotFoundError(JushiError):
    """Something named that is not there, or not for the person who asks."""


class InvalidError(JushiError):
    """What was given or asked cannot be used as it is; the same again fails again."""


class ConflictError(JushiError):
    """What was asked does not fit how things stand: nothing was done."""


class RefusalError(JushiError):
    """What this person may not do."""


class UnavailableError(JushiError):
    """Something that is needed cannot be used now; the same may be asked again later."""


class FigureError(InvalidError):
    """A workbook, period or formula that cannot be understood."""


class DocumentError(InvalidError):
    """A document that cannot be read or written."""


class KnowledgeError(InvalidError):
    """A knowledge document or index that cannot be used."""


class ModelError(UnavailableError):
    """A model endpoint that cannot be reached or does not do what was asked."""


class ReplyError(ModelError):
    """A model's reply that does not have the form that was asked for."""


class DraftError(InvalidError):
    """An outline, bound text or draft that cannot be worked on."""


class StoreError(UnavailableError):
    """A workspace, database or backup that cannot be opened, read or written."""


class StoreOutageError(StoreError):
    """A database that cannot be worked with at this moment; the same may be asked again later."""


class SettingsError(InvalidError):
    """A setting that is unknown or has a value that cannot be used."""


class LimitError(InvalidError):
    """A file whose reading takes more time or memory than it is given."""


class BusyError(UnavailableError):
    """Work that cannot begin, because others are waiting for the same."""


class GivenUpError(JushiError):
    """Work that was given up, because nobody waits for it any more."""
