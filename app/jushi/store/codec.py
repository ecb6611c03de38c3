"""Values to JSON text and back, by the types of their fields."""

import dataclasses
import json
import types
import typing
from collections.abc import Callable, Hashable
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")
Reader = Callable[[Any], Any]
_LARGEST, _MOST_DIGITS = 2**63, 100
"""Of whole numbers, and digits before or after the point of decimals, that are believed."""


def encode(value: object) -> str:
    """Give `value`, a frozen dataclass, as JSON text that any database can hold.

    Fields that stand at their default are left out. Decimals are strings, times ISO 8601 with
    their zone; NUL and lone surrogates are escaped, since PostgreSQL refuses both.
    """
    text = json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))
    try:
        text.encode()
    except UnicodeEncodeError:
        text = json.dumps(_plain(value), separators=(",", ":"))
    return text


def decode(cls: type[T], text: str) -> T:
    """Give back what `encode` was given; fields that are missing take their default.

    Raises ValueError, TypeError or KeyError where the text is not of that type.
    """
    value = _reader(typing.cast(Hashable, cls))(json.loads(text))
    if not isinstance(value, cls):
        raise TypeError(f"not a {cls.__name__}: {text[:80]!r}")
    return value


def decode_checked(cls: type[T], text: str) -> T:
    """As `decode`, for text that somebody else may have written: every field has its type.

    Raises also RecursionError, and ArithmeticError for numbers that cannot be reckoned with.
    """
    value = decode(cls, text)
    _check(cls, value)
    return value


def format_time(time: datetime) -> str:
    """Give an aware time as UTC text whose order is the order of time."""
    if time.tzinfo is None:
        raise ValueError(f"a time without a zone: {time!r}")
    return time.astimezone(UTC).isoformat(timespec="microseconds")


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: _plain(part)
            for field in dataclasses.fields(value)
            if (part := getattr(value, field.name)) != field.default
        }
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, datetime):
        return format_time(value)
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, str | int | bool):
        return value
    raise TypeError(f"cannot be stored: {value!r}")


def _check(kind: Any, value: object) -> None:
    """Raise TypeError or ValueError where `value` is not of the type that a field declares."""
    origin, parts = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        if value is not None or types.NoneType not in parts:
            _check(next(part for part in parts if part is not types.NoneType), value)
    elif origin is typing.Literal:
        if value not in parts or isinstance(value, bool):
            raise ValueError(f"not one of {parts}")
    elif origin is tuple:
        _check_tuple(parts, value)
    elif not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise TypeError(f"not a {kind.__name__}")
    elif dataclasses.is_dataclass(kind):
        for name, hint in _hints(typing.cast(Hashable, kind)).items():
            _check(hint, getattr(value, name))
    else:
        _check_scalar(value)


def _check_tuple(parts: tuple[Any, ...], value: object) -> None:
    if not isinstance(value, tuple):
        raise TypeError("not a list")
    kinds = [parts[0]] * len(value) if parts[-1] is Ellipsis else parts
    for part, one in zip(kinds, value, strict=True):
        _check(part, one)


def _check_scalar(value: object) -> None:
    if isinstance(value, datetime) and value.tzinfo is None:
        raise ValueError("a time without a zone")
    if isinstance(value, Decimal) and abs(value.adjusted()) > _MOST_DIGITS:
        raise ValueError("a number that nothing has")
    if isinstance(value, Decimal) and not value.is_finite():
        raise ValueError("no number")
    if isinstance(value, int) and abs(value) > _LARGEST:
        raise ValueError("a number that nothing has")


@cache
def _hints(kind: Any) -> dict[str, Any]:
    hints = typing.get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind)}


def _same(value: Any) -> Any:
    return value


@cache
def _reader(kind: Any) -> Reader:
    """Give the function that reads one JSON value as `kind`; made once for each type."""
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        inner = _reader(next(a for a in typing.get_args(kind) if a is not type(None)))
        return lambda raw: None if raw is None else inner(raw)
    if origin is tuple:
        return _tuple_reader(typing.get_args(kind))
    if isinstance(kind, type):
        if dataclasses.is_dataclass(kind):
            return _dataclass_reader(kind)
        if issubclass(kind, Enum | Decimal):
            return kind
        if issubclass(kind, datetime | date):
            return kind.fromisoformat
    return _same


def _tuple_reader(parts: tuple[Any, ...]) -> Reader:
    if parts[-1] is Ellipsis:
        one = _reader(parts[0])
        return tuple if one is _same else lambda raw: tuple([one(part) for part in raw])
    readers = [_reader(part) for part in parts]
    return lambda raw: tuple([read(p) for read, p in zip(readers, raw, strict=True)])


def _dataclass_reader(kind: type[Any]) -> Reader:
    hints = typing.get_type_hints(kind)
    # Strings and numbers are most of a report; reading only the rest halves the time of opening.
    readers = {
        field.name: reader
        for field in dataclasses.fields(kind)
        if (reader := _reader(hints[field.name])) is not _same
    }

    def read(raw: dict[str, Any]) -> Any:
        return kind(**{k: readers[k](v) if k in readers else v for k, v in raw.items()})

    return read
