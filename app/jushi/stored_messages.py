"""Messages as they are stored: as codes and parameters, never as the words of one language."""

import json
import re
from typing import get_args

from jushi.messages import Language, LibraryWords, Message
from jushi.safe_parsing import load_json

_CODE = re.compile(r"[a-z0-9_]+\.[a-z0-9_]+(#problem|#remedy)?")
"""A subject is the name of a file: what somebody else stored is to name no other."""

_LONGEST, _DEEPEST = 20_000, 8
"""Characters, and messages within messages: a wording may hold a parameter several times, so that
what somebody else stored could grow with every level."""


def dump_message(message: Message | str) -> str:
    """`message` as JSON, for `load_message`; a text as it is."""
    return json.dumps(_plain(message)) if isinstance(message, Message) else message


def load_message(stored: str) -> Message | str:
    """What `dump_message` was given; the text itself where it holds no message.

    Older versions stored what they had told. A message that only another version can tell is
    such a text too.
    """
    if not stored.startswith("{") or len(stored) > _LONGEST:
        return stored
    try:
        message = _value(load_json(stored))
        if isinstance(message, Message):
            for language in get_args(Language):
                message.render(language)
            return message
    except (LookupError, ValueError, TypeError, OSError):
        pass
    return stored


def _plain(value: object) -> object:
    """A message, or a parameter of one, as values that JSON has."""
    if isinstance(value, Message):
        parameters = {name: _plain(each) for name, each in value.parameters.items()}
        return {"code": value.code, "parameters": parameters}
    if isinstance(value, LibraryWords):
        return {"library": str(value)}
    return value if isinstance(value, (str, int, float)) else str(value)


def _value(plain: object, depth: int = 0) -> object:
    """What `_plain` was given. Raises ValueError for anything that it does not give."""
    match plain:
        case {"code": str(code), "parameters": dict(held)} if depth < _DEEPEST:
            if not _CODE.fullmatch(code):
                raise ValueError("no code")
            parameters = {name: _value(each, depth + 1) for name, each in held.items()}
            return Message(code, **parameters)
        case {"library": str(words)}:
            return LibraryWords(words)
        case str() | int() | float():
            return plain
        case _:
            raise ValueError("no message")
