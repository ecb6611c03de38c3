"""What a .docx holds besides its body, as WordprocessingML: styles, settings, page numbers."""

from jushi.documents.official_format.layout import Layout
from jushi.documents.official_format.markup import (
    NAMESPACES,
    attribute,
    indent_xml,
    paragraph_properties,
    run_properties,
    run_xml,
    text_xml,
)

# Element of the layout: style id, the name that Word knows it by, its outline level.
STYLE_IDS = {
    "title": ("Title", "Title", 9),
    "addressee": ("Addressee", "Addressee", 9),
    "heading1": ("Heading1", "heading 1", 0),
    "heading2": ("Heading2", "heading 2", 1),
    "heading3": ("Heading3", "heading 3", 2),
    "heading4": ("Heading4", "heading 4", 3),
    "attachment_mark": ("AttachmentMark", "Attachment Mark", 9),
    "attachment_title": ("AttachmentTitle", "Attachment Title", 9),
    "issuer": ("Issuer", "Issuer", 9),
    "document_number": ("DocumentNumber", "Document Number", 9),
    "head_mark": ("HeadMark", "Head Mark", 9),
    "signatory": ("Signatory", "Signatory", 9),
    "table": ("TableText", "Table Text", 9),
    "table_header": ("TableHeader", "Table Header", 9),
    "caption": ("Caption", "caption", 9),
    "imprint": ("Imprint", "Imprint", 9),
}
_KEPT_WITH_NEXT = {"heading1", "heading2", "heading3", "heading4", "caption", "attachment_mark"}


def styles_xml(layout: Layout) -> str:
    """Give word/styles.xml: body text, real heading styles with outline levels, the rest."""
    body = layout.style("body")
    tongue = layout.language
    defaults = (
        f"<w:docDefaults><w:rPrDefault>{run_properties(body, tongue)}</w:rPrDefault>"
        "<w:pPrDefault/></w:docDefaults>"
    )
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        f"<w:qFormat/>{paragraph_properties(body)}{run_properties(body, tongue)}</w:style>"
    )
    named: list[str] = []
    for element, (style_id, name, outline) in STYLE_IDS.items():
        style = layout.style(element)
        is_heading = outline < 9
        # A character style of its own for what is set within a paragraph of another style.
        has_characters = is_heading or element == "signatory"
        link = f'<w:link w:val="{style_id}Char"/>' if has_characters else ""
        following = '<w:next w:val="Normal"/>' if is_heading or element == "title" else ""
        kept = element in _KEPT_WITH_NEXT
        named.append(
            f'<w:style w:type="paragraph" w:styleId="{style_id}"><w:name w:val="{name}"/>'
            f'<w:basedOn w:val="Normal"/>{following}{link}<w:qFormat/>'
            f"{paragraph_properties(style, keep_next=kept, outline=outline)}"
            f"{run_properties(style, tongue)}</w:style>"
        )
        if has_characters:
            named.append(
                f'<w:style w:type="character" w:styleId="{style_id}Char">'
                f'<w:name w:val="{name} Char"/><w:link w:val="{style_id}"/>'
                f"{run_properties(style, tongue)}</w:style>"
            )
    table = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:tblPr><w:tblCellMar><w:left w:w="80" w:type="dxa"/>'
        '<w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )
    return f"<w:styles {NAMESPACES}>{defaults}{normal}{''.join(named)}{table}</w:styles>"


def settings_xml(layout: Layout) -> str:
    """Give word/settings.xml: punctuation keeps its full width."""
    compatible = (
        '<w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    )
    tongue = f"<w:themeFontLang w:val={attribute(layout.language)}/>"
    if layout.is_chinese:
        tongue = f'<w:themeFontLang w:val="en-US" w:eastAsia={attribute(layout.language)}/>'
    return (
        f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/>'
        '<w:defaultTabStop w:val="420"/><w:characterSpacingControl w:val="doNotCompress"/>'
        f"{compatible}{tongue}</w:settings>"
    )


def head_note_paragraph(text: str, layout: Layout) -> str:
    """Give a line above the text, so small that the text stays where it is."""
    size = layout.number("head.note_half_points")
    indent = indent_xml("left", 0, size)
    look = (
        f'<w:pPr><w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="{size * 14}" '
        f'w:lineRule="exact"/>{indent}<w:jc w:val="left"/></w:pPr>'
    )
    return f"<w:p>{look}{run_xml(text, layout, size_half_points=size)}</w:p>"


def footer_paragraph(layout: Layout, *, is_odd: bool) -> str:
    """Give the paragraph of a footer with the page number at the outer edge."""
    side = layout.words("page_number.odd_align" if is_odd else "page_number.even_align")
    style = layout.style("page_number")
    chars = layout.number("page_number.edge_chars")
    indent = indent_xml(
        side if side in ("left", "right") else "right", chars, style.size_half_points
    )
    look = run_properties(style, layout.language)
    before, after = (
        f'<w:r>{look}<w:t xml:space="preserve">{text_xml(layout.words(key))}</w:t></w:r>'
        for key in ("page_number.before", "page_number.after")
    )
    marks = [
        f'<w:r>{look}<w:fldChar w:fldCharType="begin"/></w:r>',
        f'<w:r>{look}<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>',
        f'<w:r>{look}<w:fldChar w:fldCharType="separate"/></w:r>',
        f"<w:r>{look}<w:t>1</w:t></w:r>",
        f'<w:r>{look}<w:fldChar w:fldCharType="end"/></w:r>',
    ]
    # One line of its own height: the place of the number hangs on the footer's distance alone.
    properties = (
        '<w:pPr><w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="240" '
        f'w:lineRule="auto"/>{indent}<w:jc w:val="{side}"/></w:pPr>'
    )
    return f"<w:p>{properties}{before}{''.join(marks)}{after}</w:p>"
