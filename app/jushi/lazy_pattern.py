"""Regular expressions that are compiled when they are first asked.

A check of one text uses half of those that the packages below it hold, and to compile them all
takes longer than to read the text.
"""

import re
from typing import cast


class _Lazy:
    """Stands for a compiled expression; what was asked for once costs no detour again."""

    def __init__(self, pattern: str, flags: re.RegexFlag) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        found: object = getattr(re.compile(self.pattern, self._flags), name)
        setattr(self, name, found)
        return found


def lazy_pattern(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """Give what `re.compile` gives, but compile it at the first call of a method.

    A mistake in `pattern` raises then. The functions of `re` do not take the result as their first
    argument: call its methods.
    """
    return cast(re.Pattern[str], _Lazy(pattern, flags))
