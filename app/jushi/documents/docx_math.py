"""Equations of Word (OMML) as a line of text: a fraction as 128/133, a power as 10^4."""

from collections.abc import Iterator

from jushi.documents.ooxml import Element, M

Token = tuple[str, Element]
"""Characters, and the text node that holds them; None for those that only join."""
_BEFORE = {"den": "/", "sup": "^", "sub": "_"}
"""What parts the number in front from this one: 10 and a raised 4 are not 104."""
_APART = {"e", "mr"}
"""Lines of an array, cells and rows of a matrix, arguments of a delimiter: a blank between two."""


def equation_tokens(equation: Element) -> Iterator[Token]:
    """Give the characters of an equation in reading order, whatever it is built of."""
    yield from _tokens(equation)


def _tokens(node: Element) -> Iterator[Token]:
    before = ""
    for child in node:
        name = _name(child)
        if name.endswith("Pr"):
            continue
        if name == "t":
            yield child.text or "", child
            continue
        inner = list(_tokens(child))
        if not inner:
            continue
        if name in _BEFORE:
            yield _BEFORE[name], None
        elif name in _APART and before in _APART:
            yield " ", None
        before = name
        if _name(child) == "d":
            yield from _fenced(child, inner)
        elif name == "rad":
            yield "√", None
            yield from inner
        elif name == "nary":
            yield _setting(child, "chr", "∫"), None
            yield from inner
        else:
            yield from inner


def _fenced(node: Element, inner: list[Token]) -> Iterator[Token]:
    yield _setting(node, "begChr", "("), None
    yield from inner
    yield _setting(node, "endChr", ")"), None


def _setting(node: Element, name: str, default: str) -> str:
    found = node.find(f"{{{M}}}{_name(node)}Pr/{{{M}}}{name}")
    return default if found is None else str(found.get(f"{{{M}}}val", default))


def _name(node: Element) -> str:
    """The local name of an element of equations, and of those that Word wraps runs in there."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else "Pr"
