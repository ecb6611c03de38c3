"""What people read, by code and parameters: the catalogue `knowledge/messages/`.

Each file is one subject; its rows give a code, the Chinese and the English. A code is written with
its subject, as `page.home`. A hole `{cell}` of a wording holds the parameter of that name.
"""

from collections.abc import Mapping, Sequence
from functools import cache, reduce
from types import MappingProxyType
from typing import Literal

from jushi.resources import resource_rows

Language = Literal["zh", "en"]


def render(code: str, language: str, /, **parameters: object) -> str:
    """The wording of `code` in `language`, with `parameters` in its holes.

    Raises `KeyError` where there is no such code, or a hole has no parameter.
    """
    subject, _, name = code.partition(".")
    return wordings(subject, language)[name].format_map(parameters)


def render_list(texts: Sequence[str], language: str, *, code: str = "lists.items") -> str:
    """`texts` in one line, two at a time joined as `code` says; empty without any."""
    # Whole pairs stand in the catalogue: a lone ", " would lose its space to an editor.
    first, *others = texts or ("",)
    return reduce(lambda left, right: render(code, language, left=left, right=right), others, first)


@cache
def wordings(subject: str, language: str) -> Mapping[str, str]:
    """The wordings of `subject` by code without it, their holes unfilled, in the file's order."""
    rows = resource_rows("knowledge", "messages", f"{subject}.tsv")
    column = 1 if language == "zh" else 2
    return MappingProxyType({row[0]: row[column] for row in rows})
