"""Errors that a user can mend. A wrong number in a report is never one of them: it is a verdict."""

from typing import Any

from jushi.messages import Message, render_value


class JushiError(Exception):
    """Something the user can mend; shown as one line: place, what is wrong, what to do.

    `JushiError("documents.empty", place=name)` is told by that row of the catalogue, whose holes
    hold `parameters`. The place is a name, or a message where it is worded.
    """

    def __init__(self, code: str, *, place: str | Message, **parameters: object) -> None:
        self.code = code
        self.told_place = place
        self.parameters = {
            name: value.message if isinstance(value, JushiError) else value
            for name, value in parameters.items()
        }
        self.place, self.problem, self.remedy = self.parts("en")
        super().__init__(self.render("en"))

    def parts(self, language: str) -> tuple[str, str, str]:
        """Place, problem and remedy in `language`."""
        return (
            str(render_value(self.told_place, language)),
            self.told_problem.render(language),
            self.told_remedy.render(language),
        )

    @property
    def told_problem(self) -> Message:
        """What is wrong."""
        return Message(f"{self.code}#problem", **self.parameters)

    @property
    def told_remedy(self) -> Message:
        """What to do."""
        return Message(f"{self.code}#remedy", **self.parameters)

    @property
    def message(self) -> Message:
        """The whole line, to be told later or as a part of another."""
        return Message(
            "lines.error",
            place=self.told_place,
            problem=self.told_problem,
            remedy=self.told_remedy,
        )

    def render(self, language: str) -> str:
        """The whole line in `language`."""
        return self.message.render(language)

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
