"""Files of lines NAME=value: `.env`, and what is kept in the workspace."""

import re
from pathlib import Path

from jushi.errors import SettingsError

_NAME = re.compile(r"(?:JUSHI|OPENAI)_[A-Z_]{1,20}")


def read_env_file(path: Path) -> dict[str, str]:
    """Lines `NAME=value`, also `export NAME="value"`; `#` starts a comment line.

    Empty where there is no such file. Raises SettingsError for a line of another form.
    """
    if not path.is_file():
        return {}
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            str(path), "cannot be read as UTF-8 text", "save it as UTF-8 or remove it"
        ) from error
    found = {}
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.strip().removeprefix("export ").strip()
        if not line or line.startswith("#"):
            continue
        name, equals, value = line.partition("=")
        if not equals or not name.strip():
            # A key pasted on a line of its own must not be repeated on a screen or in a log.
            shown = repr(line) if _NAME.fullmatch(line) else "what stands there"
            raise SettingsError(f"{path}, line {number}", f"{shown} is not NAME=value", "mend it")
        found[name.strip()] = _unquoted(value.strip())
    return found


def _unquoted(value: str) -> str:
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value
