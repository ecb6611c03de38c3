"""The parts of a .docx besides its body: styles, settings, footers, names of everything."""

from jushi.documents.official_format.layout import Layout
from jushi.documents.official_format.markup import (
    NAMESPACES,
    XML_HEAD,
    attribute,
    indent_xml,
    paragraph_properties,
    run_properties,
    text_xml,
)

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"

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


def styles_part(layout: Layout) -> str:
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
    return f"{XML_HEAD}<w:styles {NAMESPACES}>{defaults}{normal}{''.join(named)}{table}</w:styles>"


def settings_part(layout: Layout) -> str:
    """Give word/settings.xml: odd and even pages differ, punctuation keeps its full width."""
    compatible = (
        '<w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    )
    tongue = f"<w:themeFontLang w:val={attribute(layout.language)}/>"
    if layout.is_chinese:
        tongue = f'<w:themeFontLang w:val="en-US" w:eastAsia={attribute(layout.language)}/>'
    return (
        f'{XML_HEAD}<w:settings {NAMESPACES}><w:zoom w:percent="100"/>'
        '<w:defaultTabStop w:val="420"/>'
        '<w:evenAndOddHeaders/><w:characterSpacingControl w:val="doNotCompress"/>'
        f"{compatible}{tongue}</w:settings>"
    )


def footer_part(layout: Layout, *, is_odd: bool) -> str:
    """Give a footer with the page number at the outer edge."""
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
    paragraph = f"<w:p>{properties}{before}{''.join(marks)}{after}</w:p>"
    return f"{XML_HEAD}<w:ftr {NAMESPACES}>{paragraph}</w:ftr>"


def section_xml(layout: Layout) -> str:
    """Give the w:sectPr: paper, margins, grid and footers."""
    number = layout.number
    grid = layout.words("page.grid")
    character = number("page.grid_character")
    return (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId3"/>'
        '<w:footerReference w:type="even" r:id="rId4"/>'
        f'<w:pgSz w:w="{number("page.width_twips")}" w:h="{number("page.height_twips")}"/>'
        f'<w:pgMar w:top="{number("page.top_twips")}" w:right="{number("page.right_twips")}" '
        f'w:bottom="{number("page.bottom_twips")}" w:left="{number("page.left_twips")}" '
        f'w:header="{number("page.header_twips")}" w:footer="{number("page.footer_twips")}" '
        'w:gutter="0"/><w:cols w:space="720"/>'
        f'<w:docGrid w:type="{grid}" w:linePitch="{number("page.grid_line_twips")}" '
        f'w:charSpace="{character}"/>'
        "</w:sectPr>"
    )


def core_part(title: str) -> str:
    """Give docProps/core.xml: the title, and neither clock nor person."""
    return (
        f'{XML_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{text_xml(title)}</dc:title></cp:coreProperties>"
    )


def content_types_part(overrides: dict[str, str]) -> str:
    """Give [Content_Types].xml for the parts that every report has, and more."""
    types = {
        "word/document.xml": f"{_TYPE}document.main+xml",
        "word/styles.xml": f"{_TYPE}styles+xml",
        "word/settings.xml": f"{_TYPE}settings+xml",
        "word/footer1.xml": f"{_TYPE}footer+xml",
        "word/footer2.xml": f"{_TYPE}footer+xml",
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        **overrides,
    }
    listed = "".join(
        f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in types.items()
    )
    return (
        f'{XML_HEAD}<Types xmlns="{_PACKAGE}content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="png" ContentType="image/png"/>{listed}</Types>'
    )


def relationships_part(relations: list[tuple[str, str, str]]) -> str:
    """Give a .rels part of id, kind and target."""
    listed = "".join(
        f'<Relationship Id="{key}" Type="{kind if "://" in kind else _RELATION + kind}" '
        f'Target="{target}"/>'
        for key, kind, target in relations
    )
    return f'{XML_HEAD}<Relationships xmlns="{_PACKAGE}relationships">{listed}</Relationships>'


def package_relationships_part() -> str:
    """Give _rels/.rels."""
    return relationships_part(
        [
            ("rId1", "officeDocument", "word/document.xml"),
            ("rId2", f"{_PACKAGE}relationships/metadata/core-properties", "docProps/core.xml"),
        ]
    )
