"""Full width and half width, blanks that nobody sees: what cells, headers and formulas share."""

from jushi.characters import without_invisible

_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_BLANKS = {0x3000: 0x20, 0xA0: 0x20}
_TABLE = {**_HALF_WIDTH, **_BLANKS}


def half_width(text: str) -> str:
    """Give `text` with half-width letters, digits and signs, without what has no width.

    `８２１０％` is `8210%`. Chinese punctuation of its own, 。 and 、, stays.
    """
    return text if text.isascii() else without_invisible(text).translate(_TABLE)
