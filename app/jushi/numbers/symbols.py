"""The characters that numbers are written with, and their plain forms of the same length."""

import unicodedata
from decimal import Decimal

from jushi.characters import COUNTING, FINANCIAL_NUMERALS
from jushi.lexicon import CHINESE_DIGITS

DIGIT_OF = {
    **CHINESE_DIGITS,
    "两": 2,
    "俩": 2,
    "仨": 3,
    "幺": 1,
}
"""Value of each Chinese digit, after `PLAIN` has turned the financial and traditional ones."""

TENS_OF = {"廿": 20, "卅": 30, "卌": 40}

_FINANCIAL = dict(
    zip(f"{FINANCIAL_NUMERALS}佰仟貳參陸弍弎", f"{COUNTING}百千二三六二三", strict=True)
)
_TRADITIONAL = dict(
    zip(
        "兩萬億點個負雙時間號條項級屆區鄉鎮縣會後從節標準數餘幾約這較學歲億塊幣圓厘噸億對倆強現場類種張輛頭間處隻顆總過達將減",
        "两万亿点个负双时间号条项级届区乡镇县会后从节标准数余几约这较学岁亿块币圆厘吨亿对俩强现场类种张辆头间处只颗总过达将减",
        strict=True,
    )
)


def _full_width() -> dict[str, str]:
    plain = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    # Full-width punctuation of a sentence is no part of a number: 11，23 is two numbers.
    for mark in "，；！？（）：":
        del plain[chr(ord(mark))]
    return plain


PLAIN = str.maketrans(
    {
        **_full_width(),
        **_FINANCIAL,
        **_TRADITIONAL,
        "﹪": "%",
        "﹝": "〔",
        "﹞": "〕",
        "㎡": "㎡",
        "\u2212": "-",  # minus sign
        "\u2009": " ",
        "\u202f": " ",
        "\u00a0": " ",
        "\u3000": " ",
        "\u2002": " ",
        "\u2003": " ",
        "\u2005": " ",
        "\u2006": " ",
        "\u2007": " ",
        "\u2008": " ",
        "\u200a": " ",
    }
)
"""Every character to one character, so that offsets stay: １→1, 萬→万, 壹→一, ％→%."""

AMBIGUOUS_FINANCIAL = "伍陆拾肆陸"
"""Financial digits that are also in everyday words: 队伍, 陆续, 收拾."""

VULGAR_FRACTIONS = {
    c: Decimal(above) / Decimal(below)
    for c in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅐⅑⅒"
    for above, _, below in [unicodedata.normalize("NFKC", c).partition("\u2044")]
}
"""½ and its like, as quotients."""
