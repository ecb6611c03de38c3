"""What people read, by code and parameters: the catalogue `knowledge/messages/`.

Each file is one subject; its rows give a code, the Chinese and the English. A code is written with
its subject, as `page.home`. A hole `{cell}` of a wording holds the parameter of that name. A row of
an error is a problem and its remedy; `files.unreadable#problem` is the code of the first alone.
"""

from collections.abc import Sequence
from functools import cache, reduce
from typing import Literal

from jushi.library_words import tell_library_words
from jushi.resources import resource_rows

Language = Literal["zh", "en"]

REMEDY_MARK = " | "
"""Separates problem and remedy in rows of errors."""


class Message:
    """A code with its parameters: what is told, before it is known in which language.

    A parameter may be a message itself, or `LibraryWords`.
    """

    __slots__ = ("code", "parameters")

    def __init__(self, code: str, /, **parameters: object) -> None:
        self.code = code
        self.parameters = parameters

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Message):
            return NotImplemented
        return (self.code, self.parameters) == (other.code, other.parameters)

    def __hash__(self) -> int:
        return hash((self.code, tuple(map(str, self.parameters.items()))))

    def __repr__(self) -> str:
        return f"Message({self.code!r}, **{self.parameters!r})"

    def render(self, language: str) -> str:
        """It in `language`."""
        return render(self.code, language, **self.parameters)

    def __str__(self) -> str:
        return self.render("en")


class LibraryWords(str):
    """What a library or the system says of a fault, in its English words."""

    __slots__ = ()


def render(code: str, language: str, /, **parameters: object) -> str:
    """The wording of `code` in `language`, with `parameters` in its holes.

    Raises `KeyError` where there is no such code, or a hole has no parameter.
    """
    return fill(wording(code, language), language, parameters)


def wording(code: str, language: str) -> str:
    """The wording of `code`, its holes unfilled."""
    subject, _, name = code.partition(".")
    name, _, part = name.partition("#")
    whole = wordings(subject, language)[name]
    if not part:
        return whole
    problem, _, remedy = whole.partition(REMEDY_MARK)
    return {"problem": problem, "remedy": remedy}[part]


def fill(wording: str, language: str, parameters: dict[str, object]) -> str:
    """`wording` with `parameters` in its holes, each in `language` where it depends on one."""
    told = {name: render_value(value, language) for name, value in parameters.items()}
    return wording.format_map(told)


def render_value(value: object, language: str) -> object:
    """A parameter as it is told in `language`; what depends on no language as it is."""
    if isinstance(value, Message):
        return value.render(language)
    if isinstance(value, LibraryWords) and language == "zh":
        return tell_library_words(value)
    return value


def render_list(texts: Sequence[str], language: str, *, code: str = "lists.items") -> str:
    """`texts` in one line, two at a time joined as `code` says; empty without any."""
    # Whole pairs stand in the catalogue: a lone ", " would lose its space to an editor.
    first, *others = texts or ("",)
    return reduce(lambda left, right: render(code, language, left=left, right=right), others, first)


def list_messages(
    parts: Sequence["Message | str"], *, code: str = "lists.items"
) -> "Message | str":
    """The same, told later: `parts` two at a time joined as `code` says; empty without any."""
    first, *others = parts or ("",)
    return reduce(lambda left, right: Message(code, left=left, right=right), others, first)


@cache
def wordings(subject: str, language: str) -> dict[str, str]:
    """The wordings of `subject` by code without it, their holes unfilled, in the file's order."""
    rows = resource_rows("knowledge", "messages", f"{subject}.tsv")
    column = 1 if language == "zh" else 2
    return {row[0]: row[column] for row in rows}
