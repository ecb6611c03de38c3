"""How a report looks: parameters as data, each with how binding it is."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Literal

from jushi.documents.fonts import is_installed
from jushi.errors import DocumentError
from jushi.resources import resource_yaml

LAYOUT_NAMES = ("gbt9704", "english")
STYLE_NAMES = (
    "body", "title", "addressee", "heading1", "heading2", "heading3", "heading4",
    "attachment_mark", "attachment_title", "issuer", "document_number", "head_mark", "signatory",
    "page_number", "table", "table_header", "caption", "imprint",
)  # fmt: skip

Strength = Literal["standard", "recommended", "practice", "sample"]
Value = str | int | bool | Decimal


@dataclass(frozen=True, slots=True)
class Parameter:
    """One property of a layout."""

    key: str
    value: Value
    strength: Strength
    """`standard`: a clause; `recommended`: 一般 or 推荐; `practice`; `sample`: an office's own."""
    source: str
    """Clause and what it says, or the sample's name."""


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How the text of one element looks. Lengths in twips, indents in hundredths of a character."""

    font: str
    latin: str
    size_half_points: int
    bold: bool
    color: str
    align: str
    first_line_chars: int
    line_twips: int
    line_rule: str
    before_twips: int
    after_twips: int
    spacing_twips: int


@dataclass(frozen=True, slots=True)
class Layout:
    """All parameters of one way to lay reports out."""

    name: str
    language: str
    """As in HTML: zh-CN, en-GB."""
    parameters: tuple[Parameter, ...]

    def value(self, key: str) -> Value:
        """Give a parameter's value; styles take from `body` what they do not say."""
        found = _by_key(self.parameters)
        style, _, last = key.partition(".")
        if key not in found and style in STYLE_NAMES:
            key = f"body.{last}"
        return found[key].value

    def number(self, key: str) -> int:
        return int(self.value(key))

    def words(self, key: str) -> str:
        return str(self.value(key))

    def style(self, name: str) -> TextStyle:
        """Give the look of one element: body, title, heading1, table, page_number, …"""
        return TextStyle(
            font=self.words(f"{name}.font"),
            latin=self.words(f"{name}.latin"),
            size_half_points=int(Decimal(str(self.value(f"{name}.size_pt"))) * 2),
            bold=bool(self.value(f"{name}.bold")),
            color=self.words(f"{name}.color"),
            align=self.words(f"{name}.align"),
            first_line_chars=self.number(f"{name}.first_line_chars"),
            line_twips=self.number(f"{name}.line_twips"),
            line_rule=self.words(f"{name}.line_rule"),
            before_twips=self.number(f"{name}.before_twips"),
            after_twips=self.number(f"{name}.after_twips"),
            spacing_twips=self.number(f"{name}.spacing_twips"),
        )

    @property
    def is_chinese(self) -> bool:
        return self.language.startswith("zh")

    @property
    def text_width_twips(self) -> int:
        """Width between the margins."""
        return (
            self.number("page.width_twips")
            - self.number("page.left_twips")
            - self.number("page.right_twips")
        )

    def with_values(
        self, values: Mapping[str, Value], *, strength: Strength, source: str, name: str = ""
    ) -> "Layout":
        """Give this layout with some parameters replaced; DocumentError for a key of no layout."""
        found = _by_key(self.parameters)
        merged = dict(found)
        for key, value in values.items():
            style, _, last = key.partition(".")
            if key not in found and not (style in STYLE_NAMES and f"body.{last}" in found):
                raise DocumentError("documents.unknown_parameter", place=self.name, key=key)
            merged[key] = Parameter(key, value, strength, source)
        return replace(self, name=name or self.name, parameters=tuple(merged.values()))


def _by_key(parameters: tuple[Parameter, ...]) -> dict[str, Parameter]:
    return {parameter.key: parameter for parameter in parameters}


@cache
def load_layout(name: str = "gbt9704") -> Layout:
    """Give a layout that ships: `gbt9704` for official Chinese documents, or `english`."""
    if name not in LAYOUT_NAMES:
        raise DocumentError(
            "documents.unknown_layout",
            place="layout",
            name=name,
            layout_names=", ".join(LAYOUT_NAMES),
        )
    table = resource_yaml("knowledge", "layouts", f"{name}.yaml")
    parameters = tuple(
        Parameter(key, _exact(row["value"]), row["strength"], row["source"])
        for key, row in table["parameters"].items()
    )
    return Layout(table["name"], table["language"], parameters)


def _exact(value: str | int | bool | float) -> Value:
    """YAML gives 10.5 as a float; sizes are counted in half points and must be exact."""
    return Decimal(str(value)) if isinstance(value, float) else value


def missing_fonts(layout: Layout) -> tuple[str, ...]:
    """Give the layout's fonts that this computer lacks, in the order of their use.

    The exported .docx names them all the same: Word shows them where they are installed. Only
    previews made here use stand-ins.
    """
    fonts = dict.fromkeys(
        name
        for style in STYLE_NAMES
        for name in (layout.style(style).font, layout.style(style).latin)
    )
    return tuple(font for font in fonts if not is_installed(font))
