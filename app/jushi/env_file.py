"""Files of lines `NAME=value`, such as `.env`, read and written as other programs do it."""

import re
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from jushi.errors import SettingsError
from jushi.messages import Message

if TYPE_CHECKING:
    from dotenv.parser import Binding

_NAME = re.compile(r"(?:JUSHI|OPENAI)_[A-Z_]{1,20}")


@dataclass(frozen=True, slots=True)
class EnvLine:
    """What one line sets."""

    name: str
    value: str
    number: int
    """Of the line, from 1."""


def read_env_file(path: Path) -> tuple[EnvLine, ...]:
    """Give what `path` sets, in its order; nothing where there is no such file.

    Quotes, escapes, comments and `export` are those of python-dotenv. `${NAME}` stays as it is,
    because a key or a password may hold it. Raises SettingsError that names the line.
    """
    if not path.is_file():
        return ()
    # Not before there is a file to read: `jushi --help` would wait for it.
    from dotenv.parser import parse_stream

    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError("settings.unknown_encoding", place=str(path)) from error
    bindings = parse_stream(StringIO(text))
    return tuple(_line_of(path, b) for b in bindings if b.error or b.key is not None)


def render_env_line(name: str, value: str) -> str:
    """Give the line that sets `name` to `value`, whatever characters it has."""
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"{name}='{escaped}'\n"


def _line_of(path: Path, binding: "Binding") -> EnvLine:
    # A statement holds the empty lines before it, and its number is that of the first of them.
    written = binding.original.string.lstrip()
    blank = binding.original.string[: -len(written)]
    number = binding.original.line + len(blank.splitlines())
    place = f"{path}, line {number}"
    name, equals, _ = written.removeprefix("export ").partition("=")
    if binding.error and equals and (name := name.strip()):
        # The value itself is not told: it may be a key.
        raise SettingsError("settings.value_does_not_end", place=place, name=name)
    if binding.key is None or binding.value is None:
        # A key pasted on a line of its own must not be repeated on a screen or in a log.
        line = written.strip()
        shown = repr(line) if _NAME.fullmatch(line) else Message("settings.what_stands_there")
        raise SettingsError("settings.not_an_assignment", place=place, shown=shown)
    return EnvLine(binding.key, binding.value, number)
