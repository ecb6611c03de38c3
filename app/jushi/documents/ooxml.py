"""Parts of Office Open XML files: names, relationships, and XML read without any trust."""

import posixpath
from functools import cache
from typing import Any

from jushi import safe_parsing
from jushi.documents.archive import SafeArchive
from jushi.errors import DocumentError
from jushi.safe_parsing import MalformedError, mend_xml

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
XML = "http://www.w3.org/XML/1998/namespace"
_TRANSITIONAL = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/": (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/"
    ),
    b"http://purl.oclc.org/ooxml/officeDocument/": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/"
    ),
    b"http://purl.oclc.org/ooxml/drawingml/": (
        b"http://schemas.openxmlformats.org/drawingml/2006/"
    ),
}
"""Beginnings of the names in strict files, and of those that Word writes."""
OFF = ("0", "false", "off")
"""What a switch says that is off; one that says nothing is on."""

Element = Any
"""An lxml element; its stubs do not know iteration over mixed content."""


def element_maker(namespace: str, **prefixes: str) -> Any:
    """Give what builds elements of a namespace, which the stubs of lxml do not know."""
    from lxml.builder import ElementMaker  # type: ignore[import-not-found]

    names = {prefix or None: told for prefix, told in prefixes.items()} or {None: namespace}
    return ElementMaker(namespace=namespace, nsmap=names)


@cache
def w(name: str) -> str:
    """Give the full name of a WordprocessingML element or attribute."""
    return f"{{{W}}}{name}"


def small_number(text: str | None, default: int, *, most: int = 32_767) -> int:
    """Give the whole number that an attribute holds, at most `most`; `default` for what is none.

    Files in the wild hold what they like there; 32,767 is what Word counts to.
    """
    if not text or not text.isdecimal():
        return default
    return min(int(text), most) if len(text) <= 10 else most


class OfficePackage:
    """The parts of a .docx or .xlsx, parsed on demand."""

    def __init__(self, name: str, content: bytes) -> None:
        self.name = name
        self.archive = SafeArchive(name, content)
        self._names = {part.lower(): part for part in self.archive.names}
        self.halves = 0
        """Halves of surrogate pairs that were replaced in the parts parsed so far."""

    def has(self, part: str) -> bool:
        return part.lower() in self._names

    def read(self, part: str) -> bytes:
        """Give a part's bytes; DocumentError if there is none."""
        if not self.has(part):
            raise DocumentError("documents.missing_part", place=self.name, part=part)
        return self.archive.read(self._names[part.lower()])

    def tree(self, part: str) -> Element:
        """Give a part's root element; None if the package has no such part."""
        if not self.has(part):
            return None
        content, halves = mend_xml(self.read(part))
        self.halves += halves
        return parse_xml(content, f"{self.name}:{part}")

    def relationships(self, part: str) -> tuple[tuple[str, str, str, bool], ...]:
        """Give id, type's last word, target part (or address) and whether it is external."""
        folder, base = posixpath.split(part)
        root = self.tree(posixpath.join(folder, "_rels", f"{base}.rels"))
        if root is None:
            return ()
        found = []
        for node in root.iter(f"{{{RELATIONSHIPS}}}Relationship"):
            kind = node.get("Type", "").rsplit("/", 1)[-1]
            target = node.get("Target", "")
            is_external = node.get("TargetMode") == "External"
            if not is_external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found.append((node.get("Id", ""), kind, target, is_external))
        return tuple(found)

    def related(self, part: str, kind: str) -> str | None:
        """Give the first part that `part` relates to as `kind`: styles, comments, footnotes."""
        for _, found, target, is_external in self.relationships(part):
            if found == kind and not is_external:
                return target
        return None

    @property
    def main_part(self) -> str:
        """The part that holds the body of the document."""
        return self.related("", "officeDocument") or "word/document.xml"


def parse_xml(content: bytes, place: str) -> Element:
    """Parse a part with entities, DTDs and network off; anything that needs them is refused."""
    # Strict files differ in nothing else that we read.
    for strict, transitional in _TRANSITIONAL.items():
        content = content.replace(strict, transitional)
    try:
        return safe_parsing.parse_xml(content)
    except MalformedError as error:
        raise DocumentError("documents.invalid_xml", place=place, error=error.told) from error
