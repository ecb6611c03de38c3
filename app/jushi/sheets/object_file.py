"""JSON and YAML to records: a list of objects, or an object with such a list under `figures`."""

from collections.abc import Hashable
from decimal import Decimal
from typing import Any, NoReturn

from jushi.errors import FigureError
from jushi.messages import Message
from jushi.safe_parsing import MalformedError, load_json, load_yaml, mend_surrogates
from jushi.sheets.csv_file import decode_text
from jushi.sheets.sheet import MOST_ROWS, FaultCell, RawValue, Record, Records

_LIST_KEYS = ("figures", "数据", "数据表")
_YAML_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})


def read_json(name: str, content: bytes) -> Records:
    """Read the objects of a JSON file, numbers as the Decimals that they are written as.

    Raises FigureError where it is no JSON, names a key twice in one object, is nested too deeply
    or too large, or holds no list.
    """
    try:
        root = load_json(
            decode_text(name, content),
            parse_float=Decimal,
            parse_int=Decimal,
            parse_constant=_refuse_constant,
            object_pairs_hook=_unique_keys,
        )
    except MalformedError as error:
        raise FigureError("figures.invalid_json", place=name, error=error.told) from error
    return _records(name, root, is_yaml=False)


def read_yaml(name: str, content: bytes) -> Records:
    """Read the objects of a YAML file; every scalar is the text that was written, 8210.50 too.

    Raises FigureError where it is no YAML, names a key twice in one object, is nested too deeply
    or too large, or holds no list.
    """
    import yaml

    base: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

    class Loader(base):  # type: ignore[misc]  # which of the two is for the platform to say
        def construct_mapping(self, node: Any, deep: bool = False) -> dict[Hashable, Any]:
            pairs = [
                (self.construct_object(key, deep=True), self.construct_object(value, deep=True))
                for key, value in node.value
            ]
            return _unique_keys([(str(key), value) for key, value in pairs])

    try:
        root = load_yaml(decode_text(name, content), Loader)
    except MalformedError as error:
        raise FigureError("figures.invalid_yaml", place=name, error=error.told) from error
    return _records(name, root, is_yaml=True)


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[Hashable, Any]:
    found: dict[Hashable, Any] = {}
    for key, value in pairs:
        if key in found:
            raise MalformedError(Message("parsing.key_twice", name=repr(key)))
        found[key] = value
    return found


def _refuse_constant(text: str) -> NoReturn:
    raise MalformedError(Message("parsing.not_a_number", text=text))


def _records(name: str, root: Any, *, is_yaml: bool) -> Records:
    prefix = ""
    if isinstance(root, dict):
        prefix = next((key for key in _LIST_KEYS if key in root), "")
        root = root.get(prefix)
    if not isinstance(root, list):
        raise FigureError("figures.no_list", place=name)
    if len(root) > MOST_ROWS:
        raise FigureError("figures.too_many_figures", place=name, most_rows=MOST_ROWS)
    records = []
    for index, entry in enumerate(root):
        path = f"{prefix}[{index}]"
        if not isinstance(entry, dict):
            raise FigureError("figures.not_an_object", place=name, path=path)
        pairs = [
            (mend_surrogates(str(key))[0], _raw_value(value, is_yaml=is_yaml))
            for key, value in entry.items()
        ]
        records.append(Record(path, tuple(pairs)))
    return Records(tuple(records))


def _raw_value(value: Any, *, is_yaml: bool) -> RawValue:
    if value is None or (is_yaml and isinstance(value, str) and value in _YAML_NOTHING):
        return None
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        value = "；".join(value)  # aliases are naturally a list
    if isinstance(value, str):
        return mend_surrogates(value)[0]
    if isinstance(value, bool | Decimal):
        return value
    return FaultCell("nested_value", "…")
