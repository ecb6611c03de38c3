"""Characters by what they are: Chinese, letters, and those that nobody sees."""

from jushi.lazy_pattern import lazy_pattern
from jushi.messages import Language

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
"""Chinese characters, as ranges for a set in a regular expression.

Source: Unicode 16.0, the blocks CJK Unified Ideographs with extensions A to H, and compatibility.
"""
ONE_TO_NINE = "一二三四五六七八九"
COUNTING = f"{ONE_TO_NINE}十"
"""Numerals of headings, points and editions, for a set: （一）, 其三, 第十二届."""
NUMERALS = f"零〇{COUNTING}百千万亿两"
"""Characters of amounts that are written in Chinese, for a set."""
FINANCIAL_NUMERALS = "壹贰叁肆伍陆柒捌玖拾"
"""`COUNTING` as cheques write it, in the same order."""
CIRCLED_NUMBERS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
"""The circled numbers from 1 to 20."""
TITLE = r"《[^》\n]{1,200}》"
"""A regular expression of a name between title marks, of a law or document: its numbers are no
data."""
NOTHING_TOLD = "—"
"""What people see where nothing is known: in cells, columns and lines of a list."""
_HAN = lazy_pattern(f"[{HAN}]")
_LETTER = lazy_pattern(r"[^\W\d_]")
_LETTERS_OF_A_CHARACTER = 3
"""Latin letters that say about as much as one Chinese character does."""

_ENDS = (
    "\u00ad\u00ad"  # soft hyphen
    "\u034f\u034f\u061c\u061c"  # joiner of graphemes, mark of Arabic direction
    "\u115f\u1160\u3164\u3164\uffa0\uffa0"  # Hangul fillers
    "\u17b4\u17b5\u180b\u180f"  # inherent Khmer vowels, Mongolian selectors
    "\u200b\u200f\u202a\u202e"  # without width, joiners, marks and embeddings of direction
    "\u2060\u206f\ufe00\ufe0f\ufeff\ufeff"  # word joiner to digit shapes, variants, byte order
    "\U000e0000\U000e0fff"  # tags, further variants
)
_RANGES = tuple(zip(_ENDS[::2], _ENDS[1::2], strict=True))

INVISIBLE = "".join(
    chr(code) for first, last in _RANGES for code in range(ord(first), ord(last) + 1)
)
"""Characters without width or shape, each once.

Source: Unicode 16.0, DerivedCoreProperties, `Default_Ignorable_Code_Point`.
"""

INVISIBLE_RANGES = "".join(f"{first}-{last}" for first, last in _RANGES)
"""The same for a set in a regular expression, which is slow with four thousand of them."""
_NOTHING = dict.fromkeys(map(ord, INVISIBLE))


def without_invisible(text: str) -> str:
    """Give `text` without the characters of `INVISIBLE`."""
    return text if text.isascii() else text.translate(_NOTHING)


def language_of(text: str) -> Language:
    """Give the language that most of `text` is in; Chinese where it holds no letter.

    A Chinese name in English prose, or GDP and OA in Chinese, do not decide it.
    """
    chinese = len(_HAN.findall(text))
    others = len(_LETTER.findall(text)) - chinese
    return "zh" if chinese * _LETTERS_OF_A_CHARACTER >= others else "en"
