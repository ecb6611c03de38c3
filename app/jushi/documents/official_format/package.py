"""The .docx around the body: sections, footers, fonts and parts, by python-docx."""

import io
import zipfile
from collections.abc import Iterator, Mapping

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part as WordPart
from docx.oxml import parse_xml
from docx.section import Section
from docx.shared import Twips

from jushi.documents.fonts import KnownFont, known_fonts
from jushi.documents.official_format.layout import STYLE_NAMES, Layout
from jushi.documents.official_format.markup import NAMESPACES, illegal_character
from jushi.documents.official_format.parts import (
    footer_paragraph,
    head_note_paragraph,
    settings_xml,
    styles_xml,
)
from jushi.documents.ooxml import Element, R, W, element_maker, w
from jushi.documents.zip_writer import render_zip
from jushi.errors import DocumentError

_W = element_maker(W, w=W, r=R)
_KEPT_PARTS = ("styles", "settings")
_KEPT_PACKAGE = ("officeDocument", "core-properties")
# Chinese of mainland China, as Windows counts character sets.
_GB2312 = "86"


class WordPackage:
    """One .docx while it is made: python-docx's own template without all that it brings."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._document = docx.Document()
        self._part = self._document.part
        for kept, relations in (
            (_KEPT_PARTS, self._part.rels),
            (_KEPT_PACKAGE, self._part.package.rels),
        ):
            for relation in list(relations.values()):
                if relation.reltype.rsplit("/", 1)[-1] not in kept:
                    del relations[relation.rId]
        _refill(self._document.styles.element, styles_xml(layout))
        _refill(self._document.settings.element, settings_xml(layout))
        self._add_part("/word/fontTable.xml", CONTENT_TYPE.WML_FONT_TABLE, font_table(layout))

    def add_picture(self, png: bytes) -> str:
        """Give the id by which the body names a picture; the same picture is kept once."""
        key, _ = self._part.get_or_add_image(io.BytesIO(png))
        return str(key)

    def add_custom_xml(self, item: bytes, properties: bytes) -> None:
        """Add a custom XML part and the part that says what it is."""
        kind = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
        made = self._add_part("/customXml/item1.xml", "application/xml", item)
        below = WordPart(PackURI("/customXml/itemProps1.xml"), kind, properties, made.package)
        made.relate_to(below, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)

    def render(self, body: str, title: str, head_note: str = "") -> bytes:
        """Give the .docx with a body of paragraphs and tables; the same bytes for the same body.

        `head_note` stands in the head of the first page.

        Raises DocumentError for a title that no document can hold.
        """
        document = self._document
        _refill(document.element.body, f"<w:body {NAMESPACES}>{body}<w:sectPr/></w:body>")
        self._set_section(document)
        if head_note:
            self._set_first_page(document.sections[0], head_note)
        self._set_title(document, title)
        buffer = io.BytesIO()
        document.save(buffer)
        with zipfile.ZipFile(buffer) as archive:
            contents = {name: archive.read(name) for name in sorted(archive.namelist())}
        return render_zip(contents)

    def _add_part(self, name: str, kind: str, content: bytes) -> WordPart:
        made = WordPart(PackURI(name), kind, content, self._part.package)
        relation = "FONT_TABLE" if kind == CONTENT_TYPE.WML_FONT_TABLE else "CUSTOM_XML"
        self._part.relate_to(made, getattr(RELATIONSHIP_TYPE, relation))
        return made

    def _set_section(self, document: WordDocument) -> None:
        """Paper, margins, grid, and a page number at the outer edge of either page."""
        number, section = self._layout.number, document.sections[0]
        section.page_width = Twips(number("page.width_twips"))
        section.page_height = Twips(number("page.height_twips"))
        for side in ("top", "right", "bottom", "left"):
            setattr(section, f"{side}_margin", Twips(number(f"page.{side}_twips")))
        section.header_distance = Twips(number("page.header_twips"))
        section.footer_distance = Twips(number("page.footer_twips"))
        section.gutter = Twips(0)
        grid = {
            "type": self._layout.words("page.grid"),
            "linePitch": str(number("page.grid_line_twips")),
            "charSpace": str(number("page.grid_character")),
        }
        properties = document.element.body.sectPr
        properties.append(_W.cols({w("space"): "720"}))
        properties.append(_W.docGrid({w(name): value for name, value in grid.items()}))
        document.settings.odd_and_even_pages_header_footer = True
        for footer, is_odd in ((section.footer, True), (section.even_page_footer, False)):
            footer.is_linked_to_previous = False
            paragraph = footer_paragraph(self._layout, is_odd=is_odd)
            _refill(footer.part.element, f"<w:ftr {NAMESPACES}>{paragraph}</w:ftr>")

    def _set_first_page(self, section: Section, note: str) -> None:
        """A first page with a head of its own; its foot is that of the other fronts."""
        section.different_first_page_header_footer = True
        for part, name, paragraph in (
            (section.first_page_header, "hdr", head_note_paragraph(note, self._layout)),
            (section.first_page_footer, "ftr", footer_paragraph(self._layout, is_odd=True)),
        ):
            part.is_linked_to_previous = False
            _refill(part.part.element, f"<w:{name} {NAMESPACES}>{paragraph}</w:{name}>")

    @staticmethod
    def _set_title(document: WordDocument, title: str) -> None:
        """The title, and neither clock nor person."""
        if (found := illegal_character(title)) is not None:
            raise DocumentError("documents.control_character", place="title", ord=ord(found))
        element = document.core_properties._element
        for child in list(element):
            element.remove(child)
        # A property of Word holds 255 characters.
        document.core_properties.title = title[:255]


def _refill(element: Element, xml: str) -> None:
    """Put the children of `xml` in place of those that an element has."""
    for child in list(element):
        element.remove(child)
    element.extend(list(parse_xml(xml)))


def font_table(layout: Layout) -> bytes:
    """Give word/fontTable.xml: what Word, WPS and LibreOffice look for where a font is missing."""
    from lxml import etree

    fonts = _W.fonts(*_fonts(layout, known_fonts()))
    made: bytes = etree.tostring(fonts, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def _fonts(layout: Layout, known: Mapping[str, KnownFont]) -> Iterator[object]:
    named = dict.fromkeys(
        face for name in STYLE_NAMES for face in (layout.style(name).font, layout.style(name).latin)
    )
    for name in named:
        font = known.get(name)
        if font is None:
            continue
        parts = [_W.altName({w("val"): font.also[0]})] if font.also else []
        if font.panose:
            parts.append(_W.panose1({w("val"): font.panose}))
        is_chinese = not name.isascii()
        parts.append(_W.charset({w("val"): _GB2312 if is_chinese else "00"}))
        parts.append(_W.family({w("val"): font.family}))
        parts.append(_W.pitch({w("val"): "fixed" if font.is_fixed else "variable"}))
        yield _W.font({w("name"): name}, *parts)
