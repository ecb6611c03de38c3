"""What the styles of a .docx say of a paragraph: heading level, title, numbering, alignment."""

import re
from dataclasses import dataclass

from jushi.documents.ooxml import Element, small_number, w

_HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_TITLE_NAMES = {"title", "标题", "公文标题", "大标题"}
_BODY_TEXT_LEVEL = 9
_DEEPEST_LEVEL = 4


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """What style and direct formatting together say of a paragraph."""

    level: int = 0
    """1 to 4 for headings by style or outline level, 0 for the rest."""
    is_title: bool = False
    is_contents: bool = False
    """A line of the table of contents."""
    is_centred: bool = False
    num_id: str | None = None
    num_level: int = 0


class StyleTable:
    """The paragraph styles of one document, with what they inherit."""

    def __init__(self, root: Element) -> None:
        self._styles: dict[str, Element] = {}
        self._default = ""
        self._look_by_style: dict[str, ParagraphLook] = {}
        if root is None:
            return
        for style in root.iter(w("style")):
            if style.get(w("type")) == "paragraph":
                style_id = style.get(w("styleId"), "")
                self._styles[style_id] = style
                if style.get(w("default")) in ("1", "true"):
                    self._default = style_id

    def look(self, properties: Element) -> ParagraphLook:
        """Give the look of a paragraph from its w:pPr, which may be None."""
        if properties is None:
            return self._of_style(self._default)
        style = properties.find(w("pStyle"))
        base = self._of_style(style.get(w("val"), "") if style is not None else self._default)
        return _with_direct(base, properties)

    def _of_style(self, style_id: str, depth: int = 0) -> ParagraphLook:
        if style_id in self._look_by_style:
            return self._look_by_style[style_id]
        style = self._styles.get(style_id)
        # Word allows ten steps of inheritance; a longer chain is a circle.
        if style is None or depth > 10:
            return ParagraphLook()
        based_on = style.find(w("basedOn"))
        parent = based_on.get(w("val"), "") if based_on is not None else ""
        inherited = self._of_style(parent, depth + 1) if parent else ParagraphLook()
        look = _with_name(inherited, style)
        properties = style.find(w("pPr"))
        if properties is not None:
            look = _with_direct(look, properties)
        self._look_by_style[style_id] = look
        return look


def _with_name(look: ParagraphLook, style: Element) -> ParagraphLook:
    node = style.find(w("name"))
    name = (node.get(w("val"), "") if node is not None else "").strip().lower()
    heading = _HEADING_NAME.fullmatch(name)
    level = look.level
    if heading:
        level = min(int(heading[1]), _DEEPEST_LEVEL)
    is_title = name in _TITLE_NAMES
    if is_title:
        level = 0
    return ParagraphLook(
        level,
        is_title or look.is_title,
        name.startswith(("toc ", "目录")) or look.is_contents,
        look.is_centred,
        look.num_id,
        look.num_level,
    )


def _with_direct(look: ParagraphLook, properties: Element) -> ParagraphLook:
    level, is_title = look.level, look.is_title
    outline = _value(properties, "outlineLvl")
    if outline is not None and outline.isdecimal():
        depth = small_number(outline, 0)
        level = 0 if depth >= _BODY_TEXT_LEVEL or is_title else min(depth + 1, _DEEPEST_LEVEL)
    alignment = _value(properties, "jc")
    num_id, num_level = look.num_id, look.num_level
    numbering = properties.find(w("numPr"))
    if numbering is not None:
        own_id, own_level = _value(numbering, "numId"), _value(numbering, "ilvl")
        num_id = own_id if own_id is not None else num_id
        num_level = small_number(own_level, num_level)
    return ParagraphLook(
        level,
        is_title,
        look.is_contents,
        alignment == "center" if alignment is not None else look.is_centred,
        # numId 0 takes the numbering of the style away.
        None if num_id == "0" else num_id,
        num_level,
    )


def _value(node: Element, child: str) -> str | None:
    found = node.find(w(child))
    return None if found is None else found.get(w("val"))
