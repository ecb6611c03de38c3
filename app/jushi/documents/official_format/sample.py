"""An office's own sample document: its page, fonts, sizes and spacing taken over."""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from jushi.documents.document import Document
from jushi.documents.docx_reader import PositionedDocx, read_docx_with_positions
from jushi.documents.official_format.layout import Layout, Value, load_layout
from jushi.documents.official_format.report_reading import body_range
from jushi.documents.ooxml import Element, w
from jushi.documents.structure import numbered_level
from jushi.errors import DocumentError

_PAGE_ATTRIBUTES = {
    "pgSz": {"w": "width_twips", "h": "height_twips"},
    "pgMar": {
        "top": "top_twips", "bottom": "bottom_twips", "left": "left_twips",
        "right": "right_twips", "header": "header_twips", "footer": "footer_twips",
    },
    "docGrid": {"linePitch": "grid_line_twips", "charSpace": "grid_character", "type": "grid"},
}  # fmt: skip
_RUN_KEYS = {"font", "latin", "size_pt", "bold", "color", "spacing_twips"}
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


@dataclass
class _Votes:
    """How many characters of one element have each look."""

    by_look: Counter[tuple[tuple[str, Value], ...]] = field(default_factory=Counter)

    def add(self, look: dict[str, Value], weight: int) -> None:
        self.by_look[tuple(sorted(look.items()))] += weight

    def winner(self) -> dict[str, Value]:
        """The look of most characters, whole: font of one style and size of another are none."""
        return dict(self.by_look.most_common(1)[0][0])


def layout_from_sample(name: str, content: bytes, *, base: str = "gbt9704") -> Layout:
    """Give a layout that looks like a sample .docx; what it does not show is as in `base`.

    A paragraph is title, heading or body by where it stands and how it is numbered, whatever its
    style is called: offices set titles in Heading 1. For each element the look of most of its
    characters is taken as one; signature, date, imprint and attachments have no say.
    """
    positioned = read_docx_with_positions(name, content)
    values = _page_values(positioned)
    votes: dict[str, _Votes] = {}
    reader = _LookReader(positioned)
    document = positioned.assembly.document
    elements = _elements(document)
    for element, block, pieces in zip(
        elements, document.blocks, positioned.assembly.pieces, strict=True
    ):
        for piece in pieces:
            if element and piece.node.tag == w("t"):
                look = reader.look(piece.node)
                if block.run_in:
                    # The paragraph around a run-in heading is body text, not the heading's own.
                    look = {key: value for key, value in look.items() if key in _RUN_KEYS}
                votes.setdefault(element, _Votes()).add(look, piece.length)
    if "body" not in votes:
        raise DocumentError("documents.sample_without_text", place=name)
    for element, counted in votes.items():
        values |= {f"{element}.{key}": value for key, value in counted.winner().items()}
    return load_layout(base).with_values(values, strength="sample", source=name, name=name)


def _elements(document: Document) -> list[str]:
    """The element of the layout that each block shows; empty for one that shows none."""
    blocks, inside = document.blocks, body_range(document)
    first = next((n for n, b in enumerate(blocks) if b.kind in ("title", "heading")), 0)
    levels = [b.level for b in blocks if b.kind == "heading"]
    # One heading of its level, the first of all and without a number, is the title.
    is_title = (
        bool(blocks)
        and blocks[first].kind == "heading"
        and not numbered_level(blocks[first].text)
        and levels.count(blocks[first].level) == 1
        and blocks[first].level == min(levels)
        and len(levels) > 1
    )
    plain = [b.level for n, b in enumerate(blocks) if b.kind == "heading" and n != first]
    ranks = {level: rank for rank, level in enumerate(sorted(set(plain)), start=1)}
    found = []
    for number, block in enumerate(blocks):
        if block.kind == "title" or (is_title and number == first):
            found.append("title")
        elif block.kind == "heading":
            level = block.level if not is_title else ranks[block.level]
            found.append(f"heading{numbered_level(block.text) or level}")
        else:
            found.append("body" if block.kind == "paragraph" and number in inside else "")
    return found


def _page_values(positioned: PositionedDocx) -> dict[str, Value]:
    body = positioned.trees[positioned.package.main_part].find(w("body"))
    sections = list(body.iter(w("sectPr")))
    values: dict[str, Value] = {}
    if not sections:
        return values
    for tag, names in _PAGE_ATTRIBUTES.items():
        node = sections[-1].find(w(tag))
        for attribute, key in names.items():
            value = None if node is None else node.get(w(attribute))
            if value is not None:
                number = _whole(value)
                values[f"page.{key}"] = value if key == "grid" else number or 0
    return values


class _LookReader:
    """Works out the look of characters from direct formatting, styles and defaults."""

    def __init__(self, positioned: PositionedDocx) -> None:
        package = positioned.package
        part = package.related(package.main_part, "styles")
        root = package.tree(part) if part else None
        theme = package.related(package.main_part, "theme")
        self._theme = _theme_fonts(package.tree(theme) if theme else None)
        self._styles = (
            {} if root is None else {s.get(w("styleId")): s for s in root.iter(w("style"))}
        )
        self._default = next(
            (
                style
                for style in self._styles.values()
                if style.get(w("type")) == "paragraph" and style.get(w("default")) == "1"
            ),
            None,
        )
        self._defaults = None if root is None else root.find(w("docDefaults"))

    def look(self, node: Element) -> dict[str, Value]:
        """Give the properties of a text node by their names in a layout."""
        run = node.getparent()
        paragraph = next(node.iterancestors(w("p")))
        runs, paragraphs = self._layers(run, paragraph)
        look: dict[str, Value] = {"bold": False, "spacing_twips": 0, "first_line_chars": 0}
        for properties in paragraphs:
            look |= _paragraph_look(properties)
        for properties in runs:
            look |= self._run_look(properties)
        if "size_pt" not in look:
            look["size_pt"] = 10
        return look

    def _layers(self, run: Element, paragraph: Element) -> tuple[list[Element], list[Element]]:
        """Give run and paragraph properties, from the most general to the nearest."""
        runs: list[Element] = []
        paragraphs: list[Element] = []
        if self._defaults is not None:
            runs += self._defaults.iter(w("rPr"))
            paragraphs += self._defaults.iter(w("pPr"))
        own = paragraph.find(w("pPr"))
        for style in self._chain(own, "pStyle", self._default):
            paragraphs += style.findall(w("pPr"))
            runs += style.findall(w("rPr"))
        direct = run.find(w("rPr"))
        for style in self._chain(direct, "rStyle", None):
            runs += style.findall(w("rPr"))
        paragraphs += [own] if own is not None else []
        runs += [direct] if direct is not None else []
        return runs, paragraphs

    def _chain(self, properties: Element, name: str, default: Element) -> list[Element]:
        """Give a style and those it is based on, the most general first."""
        node = None if properties is None else properties.find(w(name))
        style = default if node is None else self._styles.get(node.get(w("val")))
        chain: list[Element] = []
        while style is not None and len(chain) < 12:
            chain.insert(0, style)
            based_on = style.find(w("basedOn"))
            style = None if based_on is None else self._styles.get(based_on.get(w("val")))
        return chain

    def _run_look(self, properties: Element) -> dict[str, Value]:
        look: dict[str, Value] = {}
        fonts = properties.find(w("rFonts"))
        if fonts is not None:
            for key, slot in (("font", "eastAsia"), ("latin", "ascii")):
                theme = self._theme.get(fonts.get(w(f"{slot}Theme"), ""))
                font = theme or fonts.get(w(slot))
                if font:
                    look[key] = font
        size = _whole(_value(properties, "sz"))
        if size:
            look["size_pt"] = Decimal(size) / 2
        bold = properties.find(w("b"))
        if bold is not None:
            look["bold"] = bold.get(w("val"), "1") not in ("0", "false")
        color = _value(properties, "color")
        if color and color != "auto":
            look["color"] = color
        spacing = _whole(_value(properties, "spacing"))
        if spacing is not None:
            look["spacing_twips"] = spacing
        return look


def _paragraph_look(properties: Element) -> dict[str, Value]:
    look: dict[str, Value] = {}
    spacing = properties.find(w("spacing"))
    if spacing is not None:
        for key, attribute in (
            ("before_twips", "before"), ("after_twips", "after"), ("line_twips", "line"),
        ):  # fmt: skip
            number = _whole(spacing.get(w(attribute)))
            if number is not None:
                look[key] = number
        if "line_twips" in look:
            look["line_rule"] = spacing.get(w("lineRule"), "auto")
    indent = properties.find(w("ind"))
    if indent is not None:
        chars = _whole(indent.get(w("firstLineChars")))
        twips = _whole(indent.get(w("firstLine")))
        if chars is not None:
            look["first_line_chars"] = chars
        elif twips is not None:
            # Two characters of 16 pt are 640 twips.
            look["first_line_chars"] = round(twips / 320) * 100
    align = _value(properties, "jc")
    if align:
        look["align"] = {"start": "left", "end": "right"}.get(align, align)
    return look


def _theme_fonts(root: Element) -> dict[str, str]:
    """Give the fonts that theme names stand for: minorEastAsia, majorHAnsi, …"""
    fonts: dict[str, str] = {}
    if root is None:
        return fonts
    for kind in ("major", "minor"):
        scheme = next(root.iter(f"{_DRAWING}{kind}Font"), None)
        if scheme is None:
            continue
        latin = scheme.find(f"{_DRAWING}latin")
        chinese = next((n for n in scheme if n.get("script") == "Hans"), None)
        east_asian = scheme.find(f"{_DRAWING}ea")
        found = (
            ("Ascii", latin), ("HAnsi", latin), ("EastAsia", east_asian), ("EastAsia", chinese),
        )  # fmt: skip
        for slot, node in found:
            if node is not None and node.get("typeface"):
                fonts[f"{kind}{slot}"] = node.get("typeface")
    return fonts


def _value(node: Element, child: str) -> str | None:
    found = node.find(w(child))
    return None if found is None else found.get(w("val"))


def _whole(text: str | None) -> int | None:
    """Twips as a number; files in the wild also write 312.5 and 12pt."""
    if text is None:
        return None
    try:
        return int(float(text))
    except ValueError:
        return None
