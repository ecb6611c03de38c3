"""What run and style say of characters that a reader of the page sees otherwise, or not at all."""

from typing import Literal

from jushi.documents.ooxml import OFF, Element, w

Effect = Literal["hidden", "struck", "raised"]
_MOST_STYLES = 11
"""Word allows ten steps of inheritance; a longer chain is a circle."""


class RunEffects:
    """Works out the effects of runs from direct formatting and styles."""

    def __init__(self, styles: Element) -> None:
        nodes = styles.iter(w("style")) if styles is not None else ()
        self._styles = {node.get(w("styleId"), ""): node for node in nodes}
        self._known: dict[str, dict[Effect, bool]] = {}

    def of(self, run: Element, paragraph_style: str = "") -> frozenset[Effect]:
        """Give the effects of a run in a paragraph of that style; its own formatting outranks."""
        properties = run.find(w("rPr"))
        said = dict(self._of_style(paragraph_style)) if paragraph_style else {}
        if properties is not None:
            style = properties.find(w("rStyle"))
            if style is not None:
                said |= self._of_style(style.get(w("val"), ""))
            said |= _said(properties)
        return frozenset(effect for effect, holds in said.items() if holds)

    def _of_style(self, name: str, depth: int = 0) -> dict[Effect, bool]:
        if name in self._known:
            return self._known[name]
        node = self._styles.get(name)
        if node is None or depth >= _MOST_STYLES:
            return {}
        based_on, properties = node.find(w("basedOn")), node.find(w("rPr"))
        said: dict[Effect, bool] = {}
        if based_on is not None:
            said |= self._of_style(based_on.get(w("val"), ""), depth + 1)
        if properties is not None:
            said |= _said(properties)
        self._known[name] = said
        return said


def _said(properties: Element) -> dict[Effect, bool]:
    said: dict[Effect, bool] = {}
    for child in properties:
        value = child.get(w("val"), "1")
        if child.tag == w("vanish"):
            said["hidden"] = value not in OFF
        elif child.tag in (w("strike"), w("dstrike")):
            said["struck"] = said.get("struck", False) or value not in OFF
        elif child.tag == w("vertAlign"):
            said["raised"] = value == "superscript"
    return said
