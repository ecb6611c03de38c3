"""Pictures as DrawingML, inline and with a description."""

import struct

from jushi.documents.official_format.markup import attribute
from jushi.documents.official_format.report import Picture
from jushi.errors import DocumentError

_EMU_PER_MM = 36_000
_PNG_MARK = b"\x89PNG\r\n\x1a\n"
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"


def picture_xml(picture: Picture, number: int, key: str) -> str:
    """Give a picture as w:drawing; `number` counts the document's pictures from 1.

    `key` is the relationship by which the document has its bytes.
    """
    width_px, height_px = _png_size(picture)
    width = picture.width_mm * _EMU_PER_MM
    height = width * height_px // width_px
    name = f'id="{number}" name="Picture {number}" descr={attribute(picture.description)}'
    return (
        '<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:docPr {name}/><a:graphic>'
        f'<a:graphicData uri="{_PICTURE}"><pic:pic><pic:nvPicPr><pic:cNvPr {name}/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{key}"/>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
        f'<a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )


def _png_size(picture: Picture) -> tuple[int, int]:
    """Width and height in pixels, from the PNG's own head."""
    if not picture.png.startswith(_PNG_MARK) or len(picture.png) < 24:
        raise DocumentError("documents.no_png", place=picture.caption or "picture")
    width, height = struct.unpack(">II", picture.png[16:24])
    if not width or not height:
        raise DocumentError("documents.no_size", place=picture.caption or "picture")
    return width, height
