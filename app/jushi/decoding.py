"""Bytes of a text file to its characters: every encoding in which offices save text and pages."""

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What reports are made of. Binary files and the wrong end of UTF-16 give anything else.
_COMMON = re.compile(r"[\t\r\n -~\u2010-\u2030\u3000-\u3011\u4e00-\u9fff\uff00-\uff5e]")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_PAGE_HEAD = 4096
"""Bytes of a web page in which it says how it is encoded."""
# Python has codecs that are none of text: zlib, punycode, unicode_escape.
_OF_TEXT = (
    "ascii",
    "big5",
    "cp125",
    "cp936",
    "cp950",
    "euc_",
    "gb",
    "hz",
    "iso8859",
    "shift_jis",
    "utf-8",
    "utf-16",
)
_SAMPLE = 20_000
"""Characters by which an encoding is told."""
_CLEARLY = 0.3
"""By how much more of a text must be made of common characters to be taken for Big5."""


def decode(content: bytes) -> str | None:
    """Give the text in UTF-8 or UTF-16, with mark or without, GB18030 or Big5; None if it is none.

    The mark itself is no character. Halves of surrogate pairs stand as they are, for readers that
    tell them.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decoded(content[len(mark) :], encoding)
    guess = _utf16_without_mark(content)
    if guess:
        return _decoded(content, guess)
    if b"\0" in content:
        return None
    text = _decoded(content, "utf-8")
    if text is not None:
        return text
    text = _decoded(content, "gb18030")
    return _as_big5(content, text or "") or text


def decode_page(content: bytes) -> str | None:
    """Give the text of a web page by the encoding that it declares, else as `decode` tells it."""
    declared = _CHARSET.search(content[:_PAGE_HEAD])
    if declared and not content.startswith(tuple(mark for mark, _ in _MARKS)):
        encoding = declared[1].decode("ascii", "replace").lower()
        # Pages that declare GB2312 hold GBK characters.
        encoding = "gb18030" if encoding.startswith("gb") else encoding
        try:
            if codecs.lookup(encoding).name.startswith(_OF_TEXT):
                return content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            pass
    return decode(content)


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        # Some programs write a character beyond the first plane as two of three bytes each.
        return content.decode(encoding, "surrogatepass" if "utf" in encoding else "strict")
    except UnicodeDecodeError:
        return None


def _utf16_without_mark(content: bytes) -> str | None:
    """Tell UTF-16 by what it decodes to: one of the two ends gives Chinese and ASCII."""
    if len(content) % 2 or b"\0" not in content[:4096]:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        text = (_decoded(content, encoding) or "")[:2048]
        if text and len(_COMMON.findall(text)) >= 0.9 * len(text):
            return encoding
    return None


def _as_big5(content: bytes, text: str) -> str | None:
    """Give the text as Big5 where that is the better reading of it than `text`, its GB18030.

    Bytes of either encoding are letters in the other, but rare ones: those that each puts first
    are the characters that people use.
    """
    other = _decoded(content, "big5")
    if other is None:
        return None
    common = _share(text, "gb2312", 0xB0, 0xD7)
    return other if _share(other, "big5", 0xA4, 0xC6) > common + _CLEARLY else None


def _share(text: str, encoding: str, first: int, last: int) -> float:
    """Give the share of the Chinese characters of a text whose lead byte is in a range."""
    letters = [c for c in text[:_SAMPLE] if "\u3400" <= c <= "\uf8ff"]  # private ones too
    leads = [letter.encode(encoding, "ignore")[:1] for letter in letters]
    return sum(first <= lead[0] <= last for lead in leads if lead) / max(len(letters), 1)
