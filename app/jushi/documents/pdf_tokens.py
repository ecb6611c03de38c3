"""Content streams of PDF pages taken apart quickly; what is unusual is left to pypdf."""

import re
from typing import Any

_TOKEN = re.compile(
    rb"\s*(?:"
    rb"(?P<number>[-+]?(?:\d+\.?\d*|\.\d+)(?=[\s\[\]<(/]|$))"
    rb"|<(?P<hex>[0-9A-Fa-f]*)>"
    rb"|\((?P<literal>[^()\\\r]*)\)"
    rb"|(?P<name>/[A-Za-z0-9_.+-]+)"
    rb"|(?P<open>\[)|(?P<close>\])"
    rb"|(?P<operator>(?!BI\b|true\b|false\b|null\b)[A-Za-z'\"][A-Za-z0-9*]{0,2}(?=[\s\[<(/]|$))"
    rb")"
)

# Less than a tenth of the letters' size between two strings is kerning and never a blank.
_KERNING = re.compile(rb"(?<=[0-9A-Fa-f]{2})>\s*-?\d{1,2}(?:\.\d*)?\s*<(?=[0-9A-Fa-f]{2})")
_ODD_STRING = re.compile(rb"<(?:[0-9A-Fa-f]{2})*[0-9A-Fa-f]>")


def read_operations(data: bytes) -> list[tuple[list[Any], bytes]] | None:
    """Give operands and operator of each operation of a content stream, as pypdf has them.

    Strings that only kerning parts become one, for each costs pypdf as much as a word does.
    None where it holds more than numbers, plain strings, names and arrays of them (inline images,
    dictionaries, comments, escapes): pypdf reads those, more slowly.
    """
    from pypdf.generic import ArrayObject, ByteStringObject, FloatObject, NameObject

    if b"(" not in data and not _ODD_STRING.search(data):
        data = _KERNING.sub(b"", data)
    operations: list[tuple[list[Any], bytes]] = []
    operands: list[Any] = []
    outer: list[Any] | None = None
    position, end = 0, len(data.rstrip())
    while position < end:
        match = _TOKEN.match(data, position)
        if match is None:
            return None
        position = match.end()
        kind, text = match.lastgroup, match[match.lastgroup or 0]
        if kind == "operator":
            if outer is not None:
                return None
            operations.append((operands, text))
            operands = []
        elif kind == "number":
            operands.append(FloatObject(text.decode()))
        elif kind == "hex":
            digits = text.decode()
            operands.append(ByteStringObject(bytes.fromhex(digits + "0" * (len(digits) % 2))))
        elif kind == "literal":
            operands.append(ByteStringObject(text))
        elif kind == "name":
            operands.append(NameObject(text.decode()))
        elif kind == "open" and outer is None:
            outer, operands = operands, ArrayObject()
        elif kind == "close" and outer is not None:
            operands = [*outer, operands]
            outer = None
        else:
            return None
    return None if outer is not None else operations
