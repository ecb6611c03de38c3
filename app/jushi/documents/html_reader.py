"""Web pages as documents: what is shown, without script, style or form."""

import re
from typing import Any

from jushi.decoding import decode_page
from jushi.documents.assembly import SourceLine, assemble
from jushi.documents.document import BlockKind, Document
from jushi.documents.plain_text import decode_text
from jushi.errors import DocumentError
from jushi.safe_parsing import mend_surrogates

_SKIPPED = {
    "script", "style", "noscript", "template", "head", "iframe", "object", "embed", "svg",
    "select", "option", "button", "input", "textarea", "nav", "canvas", "audio", "video",
}  # fmt: skip
_BLOCKS = {
    "p", "div", "li", "ul", "ol", "dl", "dt", "dd", "section", "article", "main", "header",
    "footer", "aside", "blockquote", "pre", "figure", "figcaption", "center", "form", "body",
    "table", "caption", "thead", "tbody", "tfoot", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "br",
}  # fmt: skip
_TAG = re.compile(r"""<[A-Za-z](?:[^>"']++|"[^"]*+"|'[^']*+'|["'])*+""")
_QUOTED = re.compile(r"""["][^"]*+["]|'[^']*+'""")
_BETWEEN_ATTRIBUTES = re.compile(r"""[\s/"]++(?=[^\s/"])""")
_MOST_ATTRIBUTES = 1000
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def read_html(name: str, content: bytes) -> Document:
    """Give the visible text of a web page; scripts are neither run nor read."""
    from lxml import etree, html

    page = decode_page(content)
    # Its parser stops at the first half of a surrogate pair.
    text, halves = mend_surrogates(decode_text(content, name) if page is None else page)
    # lxml refuses text that declares a byte encoding of its own.
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    _refuse_overlong_tags(name, text)
    parser = html.HTMLParser()
    try:
        root = html.document_fromstring(text, parser=parser) if text.strip() else None
    except (etree.ParserError, ValueError) as error:
        raise DocumentError("documents.unreadable_web_page", place=name) from error
    if root is None:
        raise DocumentError("documents.empty", place=name)
    stopped = parser.error_log.last_error
    if stopped is not None and stopped.level_name == "FATAL":
        # The parser gives what it has read until then, as if that were all.
        is_deep = "depth" in stopped.message
        code = "documents.web_page_too_deep" if is_deep else "documents.broken_web_page"
        raise DocumentError(code, place=name)
    walker = _Walker(sum(1 for _ in root.iter("h1")) == 1)
    walker.walk(root)
    walker.flush()
    return assemble(name, walker.lines, halves=halves).document


def _refuse_overlong_tags(name: str, text: str) -> None:
    """libxml2 compares each attribute of a tag with every other one."""
    for tag in _TAG.finditer(text):
        if tag.end() - tag.start() > 2 * _MOST_ATTRIBUTES:
            attributes = _BETWEEN_ATTRIBUTES.findall(_QUOTED.sub('"', tag[0]))
            if len(attributes) > _MOST_ATTRIBUTES:
                raise DocumentError(
                    "documents.too_many_attributes", place=name, count=len(attributes)
                )


class _Walker:
    """Collects lines; block elements end a line, rows become table rows."""

    def __init__(self, has_one_h1: bool) -> None:
        self.lines: list[SourceLine] = []
        self._has_one_h1 = has_one_h1
        self._text: list[str] = []

    def walk(self, node: Any) -> None:
        if not isinstance(node.tag, str) or node.tag in _SKIPPED or _is_hidden(node):
            return
        if node.tag == "tr":
            self._row(node)
            return
        is_block = node.tag in _BLOCKS
        if is_block:
            self.flush()
        self._text.append(node.text or "")
        for child in node:
            self.walk(child)
            self._text.append(child.tail or "")
        if is_block:
            self.flush(node.tag)

    def flush(self, tag: str = "p") -> None:
        """End the line that is open; `tag` is the element that ends it."""
        text = re.sub(r"[ \t\r\n]+", " ", "".join(self._text)).strip()
        self._text = []
        if not text:
            return
        line = SourceLine(text, index=len(self.lines))
        if re.fullmatch("h[1-6]", tag):
            depth = int(tag[1]) - (1 if self._has_one_h1 else 0)
            kind: BlockKind = "heading" if depth else "title"
            line = SourceLine(text, kind, min(depth, 4), index=len(self.lines))
        self.lines.append(line)

    def _row(self, row: Any) -> None:
        self.flush()
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        if len(cells) == 1:
            # Layout tables of one cell frame the whole text.
            self._text.append(cells[0].text or "")
            for child in cells[0]:
                self.walk(child)
                self._text.append(child.tail or "")
            self.flush()
            return
        texts = [re.sub(r"\s+", " ", _visible_text(cell)).strip() for cell in cells]
        self.lines.append(SourceLine("\t".join(texts), "table_row", index=len(self.lines)))


def _visible_text(node: Any) -> str:
    if not isinstance(node.tag, str) or node.tag in _SKIPPED or _is_hidden(node):
        return ""
    parts = [node.text or ""]
    for child in node:
        parts.append(_visible_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _is_hidden(node: Any) -> bool:
    return bool(_HIDDEN.search(node.get("style") or "")) or node.get("hidden") is not None
