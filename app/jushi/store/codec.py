"""Values to JSON text and back, by the types of their fields."""

import json
import re
import typing
from collections.abc import Hashable
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

T = TypeVar("T")

_LARGEST, _MOST_DIGITS = 2**63, 100
"""Of whole numbers, and digits before or after the point of decimals, that are believed."""
# Strict: what was stored has its type already, and anything else is damage.
_CONFIG = ConfigDict(extra="forbid", strict=True)
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


class UnreadableValueError(ValueError):
    """A stored text that is no value of its type: damaged, or of another version."""


def encode(value: object) -> str:
    """Give `value`, a frozen dataclass, as JSON text that any database can hold.

    Fields that stand at their default are left out. Decimals are strings, times ISO 8601 with
    their zone; NUL and lone surrogates are escaped, since PostgreSQL refuses both.
    Raises ValueError for a time without a zone, and for text in the place of a number and the
    like: it could not be read back.
    """
    _refuse_naive_times(value)
    adapter = _adapter(typing.cast(Hashable, type(value)))
    try:
        return adapter.dump_json(value, exclude_defaults=True, warnings="error").decode()
    except ValueError:
        # A lone surrogate, which UTF-8 cannot hold; what is wrong otherwise is raised again.
        plain = adapter.dump_python(value, mode="json", exclude_defaults=True, warnings="error")
        return json.dumps(plain, separators=(",", ":"))


def decode(cls: type[T], text: str) -> T:
    """Give back what `encode` was given; fields that are missing take their default.

    Raises UnreadableValueError where the text is not of that type.
    """
    adapter: TypeAdapter[T | None] = _adapter(typing.cast(Hashable, cls))
    try:
        if _SURROGATE.search(text):
            # pydantic's own reader of JSON refuses lone surrogates. What this one gives has lists
            # for tuples and text for numbers, which strict mode takes from JSON alone.
            value = adapter.validate_python(json.loads(text), strict=False)
        else:
            value = adapter.validate_json(text)
        if value is None:
            raise ValueError("null")
        _refuse_naive_times(value)
    except ValidationError as error:
        place = ".".join((cls.__name__, *map(str, error.errors()[0]["loc"])))
        raise UnreadableValueError(place) from error
    except ValueError as error:
        raise UnreadableValueError(cls.__name__) from error
    return value


def decode_checked(cls: type[T], text: str) -> T:
    """As `decode`, for text that somebody else may have written: no number is beyond belief.

    Raises ValueError, UnreadableValueError where the text is not of that type.
    """
    value = decode(cls, text)
    _refuse_absurd_numbers(value)
    return value


def format_time(time: datetime) -> str:
    """Give an aware time as UTC text whose order is the order of time."""
    if time.tzinfo is None:
        raise ValueError(f"a time without a zone: {time!r}")
    return time.astimezone(UTC).isoformat(timespec="microseconds")


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    # pydantic hands a configuration to standard dataclasses only through a type around them.
    return TypeAdapter(kind | None, config=_CONFIG)


def _refuse_naive_times(value: object) -> None:
    """All times of what is stored are fields of the outermost value."""
    if is_dataclass(value):
        for field in fields(value):
            part = getattr(value, field.name)
            if isinstance(part, datetime) and part.tzinfo is None:
                raise ValueError(f"{field.name} is a time without a zone: {part!r}")


def _refuse_absurd_numbers(value: object) -> None:
    """A number of a million digits costs time without end wherever it is reckoned with."""
    if is_dataclass(value):
        for field in fields(value):
            _refuse_absurd_numbers(getattr(value, field.name))
    elif isinstance(value, tuple):
        for part in value:
            _refuse_absurd_numbers(part)
    elif isinstance(value, Decimal):
        if not value.is_finite() or abs(value.adjusted()) > _MOST_DIGITS:
            raise ValueError("a number that nothing has")
    elif isinstance(value, int) and abs(value) > _LARGEST:
        raise ValueError("a number that nothing has")
