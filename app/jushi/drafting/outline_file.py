"""Outlines as YAML, in the form that the head of `law-based-government.yaml` tells."""

from collections.abc import Callable, Mapping, Sequence
from typing import NoReturn, TypeVar

import yaml

from jushi.drafting.outline import (
    Basis,
    ContentItem,
    Outline,
    OutlineSection,
    Passage,
    numbered,
)
from jushi.errors import DraftError
from jushi.safe_parsing import MalformedError, load_yaml, plain_values

_SECTION_KEYS = (
    "key",
    "title",
    "level",
    "run_in",
    "guidance",
    "target_chars",
    "queries",
    "figures",
    "required_items",
    "indicators",
    "sections",
)
_OUTLINE_KEYS = ("name", "title_template", "basis", "content_items", "lead", "sections", "closing")
_MAX_LEVEL = 4
_MOST_CHARS = 2_000_000
_MOST_VALUES = 50_000
"""Of one outline, which Python reads value by value; the longest that is shipped has 700."""

T = TypeVar("T")


def parse_outline(text: str, name: str = "outline.yaml") -> Outline:
    """Read an outline from YAML; `name` is the file that errors speak of.

    Headings are numbered by their place. Raises DraftError for what is no YAML or far larger than
    an outline, for unknown or missing keys, keys told twice, levels that do not fit their place,
    and items nobody defined.
    """
    if len(text) > _MOST_CHARS:
        raise DraftError("drafting.outline_too_long", place=name, most_chars=_MOST_CHARS)
    try:
        loaded = load_yaml(text, plain_values(yaml.SafeLoader), most_values=_MOST_VALUES)
    except MalformedError as error:
        place = f"{name}, line {error.line}" if error.line is not None else name
        raise DraftError("drafting.broken_outline", place=place, problem=error.problem) from error
    reader = _Reader(name)
    outline = reader.outline(loaded)
    reader.check(outline)
    return outline


def render_outline(outline: Outline) -> str:
    """Write an outline as YAML that `parse_outline` reads back to the same outline."""
    tree = {
        "name": outline.name,
        "title_template": outline.title_template,
        "basis": [_filled(title=b.title, number=b.number, issuer=b.issuer) for b in outline.basis],
        "content_items": [
            _filled(key=i.key, text=i.text, basis=i.basis, words=list(i.words))
            for i in outline.items
        ],
        "lead": _passage_tree(outline.lead),
        "sections": [_section_tree(section) for section in outline.sections],
        "closing": _passage_tree(outline.closing),
    }
    kept = {key: value for key, value in tree.items() if value or key == "sections"}
    return yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=100)


def _section_tree(section: OutlineSection) -> dict[str, object]:
    return _filled(
        key=section.key,
        title=section.title,
        level=section.level,
        run_in=section.run_in,
        guidance=section.guidance,
        target_chars=section.target_chars,
        queries=list(section.queries),
        figures=list(section.figures),
        required_items=list(section.required_items),
        indicators=list(section.indicators),
        sections=[_section_tree(child) for child in section.children],
    )


def _passage_tree(passage: Passage) -> dict[str, object]:
    return _filled(
        template=passage.template, guidance=passage.guidance, target_chars=passage.target_chars
    )


def _filled(**entries: object) -> dict[str, object]:
    return {key: value for key, value in entries.items() if value}


class _Reader:
    """Turns loaded YAML into an outline; every fault names the file and the entry."""

    def __init__(self, name: str) -> None:
        self._name = name

    def outline(self, loaded: object) -> Outline:
        tree = self._mapping(loaded, "")
        self._only(tree, _OUTLINE_KEYS, "")
        sections = self._each(
            tree, "sections", "", lambda entry, place: self._section(entry, place, 1)
        )
        if not sections:
            self._fail("", "outline_without_sections")
        return Outline(
            name=self._text(tree, "name", "") or self._name,
            title_template=self._text(tree, "title_template", ""),
            sections=numbered(sections),
            lead=self._passage(tree, "lead"),
            closing=self._passage(tree, "closing"),
            basis=self._each(tree, "basis", "", self._basis),
            items=self._each(tree, "content_items", "", self._item),
        )

    def check(self, outline: Outline) -> None:
        seen: set[str] = set()
        items = {item.key for item in outline.items}
        for section in outline:
            if section.key in seen:
                self._fail("", "key_twice", key=section.key)
            seen.add(section.key)
            unknown = [key for key in section.required_items if key not in items]
            if unknown and items:
                self._fail(
                    f"section {section.key}",
                    "unknown_item",
                    item=unknown[0],
                    items=", ".join(sorted(items)),
                )

    def _section(self, loaded: object, place: str, level: int) -> OutlineSection:
        tree = self._mapping(loaded, place)
        self._only(tree, _SECTION_KEYS, place)
        told = self._count(tree, "level", place) or level
        if not level <= told <= _MAX_LEVEL:
            self._fail(place, "wrong_level", told=told, level=level)
        title = self._text(tree, "title", place)
        if not title:
            self._fail(place, "no_title")
        return OutlineSection(
            key=self._text(tree, "key", place) or place.replace("sections", "s"),
            title=title,
            level=told,
            run_in=bool(tree.get("run_in", False)),
            guidance=self._text(tree, "guidance", place),
            target_chars=self._count(tree, "target_chars", place),
            queries=self._texts(tree, "queries", place),
            figures=self._texts(tree, "figures", place),
            required_items=self._texts(tree, "required_items", place),
            indicators=self._texts(tree, "indicators", place),
            children=self._each(
                tree, "sections", place, lambda entry, below: self._section(entry, below, told + 1)
            ),
        )

    def _basis(self, loaded: object, place: str) -> Basis:
        tree = self._mapping(loaded, place)
        self._only(tree, ("title", "number", "issuer"), place)
        return Basis(*(self._text(tree, key, place) for key in ("title", "number", "issuer")))

    def _item(self, loaded: object, place: str) -> ContentItem:
        tree = self._mapping(loaded, place)
        self._only(tree, ("key", "text", "basis", "words"), place)
        key, text, basis = (self._text(tree, key, place) for key in ("key", "text", "basis"))
        if not key:
            self._fail(place, "no_key")
        return ContentItem(key, text, basis, self._texts(tree, "words", place))

    def _passage(self, tree: Mapping[str, object], key: str) -> Passage:
        if tree.get(key) is None:
            return Passage()
        below = self._mapping(tree[key], key)
        self._only(below, ("template", "guidance", "target_chars"), key)
        return Passage(
            self._text(below, "template", key),
            self._text(below, "guidance", key),
            self._count(below, "target_chars", key),
        )

    def _each(
        self, tree: Mapping[str, object], key: str, place: str, read: Callable[[object, str], T]
    ) -> tuple[T, ...]:
        loaded = tree.get(key)
        if loaded is None:
            return ()
        if isinstance(loaded, str) or not isinstance(loaded, Sequence):
            self._fail(f"{place} {key}".strip(), "not_a_list")
        return tuple(read(entry, f"{place} {key}[{n}]".strip()) for n, entry in enumerate(loaded))

    def _texts(self, tree: Mapping[str, object], key: str, place: str) -> tuple[str, ...]:
        return self._each(tree, key, place, lambda entry, _: str(entry))

    def _text(self, tree: Mapping[str, object], key: str, place: str) -> str:
        value = tree.get(key)
        if isinstance(value, dict | list):
            self._fail(f"{place} {key}".strip(), "not_a_text")
        return "" if value is None else str(value).strip()

    def _count(self, tree: Mapping[str, object], key: str, place: str) -> int:
        value = tree.get(key, 0)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            self._fail(f"{place} {key}".strip(), "not_a_count", value=value)
        return value

    def _mapping(self, loaded: object, place: str) -> Mapping[str, object]:
        if not isinstance(loaded, dict):
            self._fail(place, "not_a_mapping")
        return {str(key): value for key, value in loaded.items()}

    def _only(self, tree: Mapping[str, object], known: Sequence[str], place: str) -> None:
        unknown = [key for key in tree if key not in known]
        if unknown:
            self._fail(place, "unknown_key", key=unknown[0], known=", ".join(known))

    def _fail(self, place: str, name: str, **parameters: object) -> NoReturn:
        where = f"{self._name}, {place}" if place else self._name
        raise DraftError(f"drafting.{name}", place=where, **parameters)
