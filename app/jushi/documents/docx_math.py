"""Equations of Word (OMML) as a line of text: a fraction as 128/133, a power as 10^4."""

from collections.abc import Iterator

from jushi.documents.ooxml import OFF, Element, M

Token = tuple[str, Element]
"""Characters, and the text node that holds them; None for those that only join."""
RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_BEFORE = {"den": "/", "sup": "^", "sub": "_"}
"""What parts the number in front from this one: 10 and a raised 4 are not 104."""
_APART = {"e", "mr"}
"""Lines of an array, cells and rows of a matrix, arguments of a delimiter: a blank between two."""


_NUMBERS = {"f", "sSup", "sSubSup", "sPre", "rad"}
"""What is a number of its own beside digits: 1 and a half is not 11/2."""


def equation_tokens(equation: Element) -> Iterator[Token]:
    """Give the characters of an equation in reading order, whatever it is built of."""
    yield from _tokens(equation)


def _tokens(node: Element) -> Iterator[Token]:
    before = last = ""
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
        elif _is_apart(name, before, last, inner[0][0]):
            yield " ", None
        before, last = name, inner[-1][0]
        if _name(child) == "d":
            yield from _fenced(child, inner)
        elif name == "rad":
            yield from _root(child, inner)
        elif name == "nary":
            yield _setting(child, "chr", "∫"), None
            yield from inner
        else:
            yield from inner


def _is_apart(name: str, before: str, last: str, text: str) -> bool:
    """Whether two parts would read as one number or word without a blank between."""
    if name in _APART:
        return before in _APART
    return bool({name, before} & _NUMBERS) and last[-1:].isdigit() and text[:1].isdigit()


def _root(node: Element, inner: list[Token]) -> Iterator[Token]:
    """A root with its degree raised before it: ³√7 is not √37."""
    hiding = node.find(f"{{{M}}}radPr/{{{M}}}degHide")
    is_hidden = hiding is not None and hiding.get(f"{{{M}}}val", "1") not in OFF
    degree, base = node.find(f"{{{M}}}deg"), node.find(f"{{{M}}}e")
    for text, source in () if degree is None or is_hidden else _tokens(degree):
        yield text.translate(RAISED), source
    yield "√", None
    yield from inner if base is None else _tokens(base)


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
