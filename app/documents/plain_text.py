"""Bytes of a text file to its characters, and nothing else."""

import codecs

from app.errors import DocumentError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def read_plain_text(content: bytes, name: str = "text") -> str:
    """Give the characters of a text file exactly as they stand, line ends included.

    UTF-8, GB18030 (with GBK and GB2312) and UTF-16, told apart by byte order mark or content.
    The mark itself is no character. Raises DocumentError for bytes that are none of these.
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _decode(content[len(mark) :], encoding, name)
    guess = _utf16_without_mark(content)
    if guess:
        return _decode(content, guess, name)
    if b"\0" in content:
        raise _not_text(name)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _decode(content, "gb18030", name)


def _utf16_without_mark(content: bytes) -> str | None:
    """Tell UTF-16 by its line feeds and ASCII, of which every other byte is zero."""
    sample = content[:4096]
    if len(sample) < 4 or len(content) % 2 or b"\0" not in sample:
        return None
    half = len(sample) // 2
    even, odd = sample[0::2], sample[1::2]
    for encoding, zeros, others in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        # Binary formats have zeros at both places, text only at one.
        if zeros.count(0) >= max(1, half // 50) and not others.count(0):
            try:
                content.decode(encoding)
            except UnicodeDecodeError:
                continue
            return encoding
    return None


def _decode(content: bytes, encoding: str, name: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise _not_text(name) from error


def _not_text(name: str) -> DocumentError:
    return DocumentError(
        name, "is not text in UTF-8, GB18030 or UTF-16", "save it as .docx or as UTF-8 text"
    )
