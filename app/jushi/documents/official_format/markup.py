"""WordprocessingML as text: runs, run properties and paragraph properties."""

import re
from xml.sax.saxutils import escape, quoteattr

from jushi.documents.official_format.layout import Layout, TextStyle
from jushi.errors import DocumentError

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
# XML 1.0 cannot hold these, not even escaped.
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile(r"(\t|\r\n|\r|\n)")


def illegal_character(text: str) -> str | None:
    """The first character of `text` that no document can hold; None if it holds none."""
    found = _ILLEGAL.search(text)
    return None if found is None else found[0]


def text_xml(text: str) -> str:
    """Escape text; DocumentError names a control character that no document can hold."""
    illegal = _ILLEGAL.search(text)
    if illegal:
        near = text[max(0, illegal.start() - 10) : illegal.start()]
        raise DocumentError(
            "documents.control_character", place=f"behind {near!r}", ord=ord(illegal[0])
        )
    return escape(text)


def attribute(text: str) -> str:
    """Give an attribute value in its quotes."""
    text_xml(text)
    return quoteattr(text)


def run_xml(
    text: str, layout: Layout, *, style: str = "", size_half_points: int | None = None
) -> str:
    """Give text as a run; tabs and line ends become Word's own."""
    if not text:
        return ""
    # Word sets “ ” … — in the Latin face unless the run says that they are East Asian.
    hint = '<w:rFonts w:hint="eastAsia"/>' if layout.is_chinese else ""
    named = f'<w:rStyle w:val="{style}"/>' if style else ""
    size = size_half_points
    sized = f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else ""
    properties = f"<w:rPr>{named}{hint}{sized}</w:rPr>" if named or hint or sized else ""
    return f"<w:r>{properties}{_run_content(text)}</w:r>"


def _run_content(text: str) -> str:
    parts: list[str] = []
    for part in _BREAKS.split(text):
        if part == "\t":
            parts.append("<w:tab/>")
        elif part in ("\n", "\r", "\r\n"):
            parts.append("<w:br/>")
        elif part:
            parts.append(f'<w:t xml:space="preserve">{text_xml(part)}</w:t>')
    return "".join(parts)


def run_properties(style: TextStyle, language: str) -> str:
    """Give a style's w:rPr with all four font slots and no theme font."""
    latin, east_asian = attribute(style.latin), attribute(style.font)
    bold = "<w:b/><w:bCs/>" if style.bold else '<w:b w:val="0"/><w:bCs w:val="0"/>'
    size = style.size_half_points
    spacing = f'<w:spacing w:val="{style.spacing_twips}"/>'
    tongue = f'<w:lang w:val="en-US" w:eastAsia={attribute(language)}/>'
    if not language.startswith("zh"):
        tongue = f'<w:lang w:val={attribute(language)} w:eastAsia="zh-CN"/>'
    return (
        f"<w:rPr><w:rFonts w:ascii={latin} w:hAnsi={latin} w:eastAsia={east_asian} w:cs={latin}/>"
        f'{bold}<w:i w:val="0"/><w:iCs w:val="0"/><w:color w:val="{style.color}"/>{spacing}'
        f'<w:kern w:val="0"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>{tongue}</w:rPr>'
    )


def paragraph_properties(style: TextStyle, *, keep_next: bool = False, outline: int = 9) -> str:
    """Give a style's w:pPr; `outline` 0 to 3 for headings, 9 for body text.

    Lines have a height of their own, so that they need no grid: LibreOffice would give those
    that are higher than a grid line two of them.
    """
    lines = (
        f'<w:spacing w:before="{style.before_twips}" w:after="{style.after_twips}" '
        f'w:line="{style.line_twips}" w:lineRule="{style.line_rule}"/>'
    )
    # Word counts the indent in characters; programs that do not, take it in twips.
    indent = style.first_line_chars * style.size_half_points // 10
    kept = "<w:keepNext/>" if keep_next else ""
    indents = f'<w:ind w:firstLineChars="{style.first_line_chars}" w:firstLine="{indent}"/>'
    return (
        f'<w:pPr>{kept}<w:widowControl w:val="0"/><w:autoSpaceDE w:val="0"/>'
        f'<w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>{lines}{indents}'
        f'<w:jc w:val="{style.align}"/><w:outlineLvl w:val="{outline}"/></w:pPr>'
    )


def indent_xml(side: str, chars: int, size_half_points: int) -> str:
    """Give an indent of hundredths of a character at one side: `right`, `left`."""
    twips = chars * size_half_points // 10
    return (
        f'<w:ind w:firstLineChars="0" w:firstLine="0" w:{side}Chars="{chars}" w:{side}="{twips}"/>'
    )
