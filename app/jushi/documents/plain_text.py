"""Bytes of a text file to its characters, and nothing else."""

import codecs
import re

from jushi.errors import DocumentError
from jushi.safe_parsing import mend_surrogates

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What reports are made of. Binary files and the wrong end of UTF-16 give anything else.
_COMMON = re.compile(r"[\t\r\n -~\u2010-\u2030\u3000-\u3011\u4e00-\u9fff\uff00-\uff5e]")


def read_plain_text(content: bytes, name: str = "text") -> str:
    """Give the characters of a text file exactly as they stand, line ends included.

    UTF-8, GB18030 (with GBK and GB2312) and UTF-16, told apart by byte order mark or content.
    The mark itself is no character; half of a surrogate pair is U+FFFD. Raises DocumentError for
    bytes that are none of these.
    """
    return mend_surrogates(decode_text(content, name))[0]


def decode_text(content: bytes, name: str) -> str:
    """Give the same with halves of surrogate pairs as they stand, for readers that tell them."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _decode(content[len(mark) :], encoding, name)
    guess = _utf16_without_mark(content)
    if guess:
        return _decode(content, guess, name)
    if b"\0" in content:
        raise _not_text(name)
    try:
        # Some programs write a character beyond the first plane as two of three bytes each.
        return content.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return _decode(content, "gb18030", name)


def _utf16_without_mark(content: bytes) -> str | None:
    """Tell UTF-16 by what it decodes to: one of the two ends gives Chinese and ASCII."""
    if len(content) % 2 or b"\0" not in content[:4096]:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = content.decode(encoding, "surrogatepass")[:2048]
        except UnicodeDecodeError:
            continue
        if text and len(_COMMON.findall(text)) >= 0.9 * len(text):
            return encoding
    return None


def _decode(content: bytes, encoding: str, name: str) -> str:
    try:
        return content.decode(encoding, "surrogatepass" if "utf" in encoding else "strict")
    except UnicodeDecodeError as error:
        raise _not_text(name) from error


def _not_text(name: str) -> DocumentError:
    return DocumentError("documents.unknown_encoding", place=name)
