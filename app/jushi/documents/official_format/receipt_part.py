"""A receipt inside a .docx: a custom XML part, which Word and WPS keep and print does not show."""

from lxml import etree

from jushi.documents.archive import read_archive
from jushi.documents.ooxml import RELATIONSHIPS, OfficePackage, element_maker, parse_xml
from jushi.documents.zip_writer import render_zip

_RECEIPT = "urn:jushi:receipt:1"
_PART = "customXml/item9.xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
_MAKE = element_maker(_RECEIPT)
_RELATE = element_maker(RELATIONSHIPS)


def embed_receipt(name: str, content: bytes, receipt: str) -> bytes:
    """Give a .docx that `render_docx` made with the text of a receipt in it; the same bytes again.

    Text, layout and bindings stay as they are.
    """
    package = OfficePackage(name, content)
    folder, _, base = package.main_part.rpartition("/")
    relations = f"{folder}/_rels/{base}.rels"
    parts = dict(read_archive(name, content))
    root = parse_xml(parts[relations], relations)
    root.append(_RELATE.Relationship(Id="jushiReceipt", Type=_RELATION, Target=f"../{_PART}"))
    parts[relations] = _xml(root)
    parts[_PART] = _xml(_MAKE.receipt(receipt))
    return render_zip({part: parts[part] for part in sorted(parts)})


def read_receipt(name: str, content: bytes) -> str | None:
    """Give the text of the receipt in a .docx, whatever its part is called; None without one."""
    package = OfficePackage(name, content)
    for part in package.archive.names:
        if part.startswith("customXml/") and part.endswith(".xml"):
            told = package.read(part)
            root = parse_xml(told, f"{name}:{part}") if _RECEIPT.encode() in told else None
            if root is not None and root.tag == f"{{{_RECEIPT}}}receipt":
                return root.text or ""
    return None


def _xml(root: object) -> bytes:
    made: bytes = etree.tostring(
        root,  # type: ignore[call-overload]
        xml_declaration=True,
        encoding="UTF-8",
        standalone=True,
    )
    return made
