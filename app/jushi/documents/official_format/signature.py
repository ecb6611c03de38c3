"""Where the signature and the date stand, counted in characters from the right edge."""

import unicodedata

from jushi.documents.official_format.layout import Layout
from jushi.documents.official_format.report import Report, offices_of

_TWO_CHARACTERS = 200


def signature_indents(report: Report, layout: Layout, *, is_stamped: bool) -> tuple[int, ...]:
    """Give the right indents of each signature and of the date in hundredths of a character.

    Without a seal the signature leaves two characters free and the date begins two characters
    to the right of it; a date longer than the signature itself leaves two and pushes the
    signature inwards. Under a seal the date leaves four and the signature is centred over it.
    Of several offices the longest stands there, and the others are centred over it.

    Source: GB/T 9704—2012, 7.3.5.1 and 7.3.5.2.
    """
    widths = [_width(office) for office in offices_of(report.signature)]
    signature, date = max(widths, default=0), _width(report.date)
    first, last = _indents(signature, date, layout, is_stamped=is_stamped)
    if not layout.is_chinese:
        return (*[first] * len(widths), last)
    return (*(first + (signature - width) // 2 for width in widths), last)


def _indents(signature: int, date: int, layout: Layout, *, is_stamped: bool) -> tuple[int, int]:
    if not layout.is_chinese:
        right = layout.number("signature.right_chars")
        return right, right
    if is_stamped:
        right = layout.number("signature.stamped_right_chars")
        return max(0, right + (date - signature) // 2), right
    right = layout.number("signature.right_chars")
    if not signature:
        return right, right
    if date > signature:
        return right + date - signature + _TWO_CHARACTERS, right
    return right, max(0, right + signature - _TWO_CHARACTERS - date)


def _width(text: str) -> int:
    """Width in hundredths of a character: digits are half as wide as 年."""
    return sum(100 if unicodedata.east_asian_width(char) in "WFA" else 50 for char in text)
