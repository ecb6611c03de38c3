"""Chinese digits and scale words, and what they are worth."""

from functools import reduce
from operator import mul
from types import MappingProxyType

from jushi.characters import ONE_TO_NINE

CHINESE_DIGITS = MappingProxyType(
    {digit: worth for worth, digit in enumerate(f"零{ONE_TO_NINE}")} | {"〇": 0, "○": 0}
)
"""Digits as dates and years are written in them: 二〇二四年."""
PLACES = MappingProxyType({"十": 10, "百": 100, "千": 1000})
"""Words of a place within four digits."""
MYRIADS = MappingProxyType({"万": 10**4, "亿": 10**8, "兆": 10**12})
"""Words of four digits more."""
SCALES = MappingProxyType(
    {
        word: reduce(mul, (PLACES.get(sign) or MYRIADS[sign] for sign in word))
        for word in ("百", "千", "万", "百万", "千万", "亿", "万亿")
    }
)
"""Words in front of a unit that multiply it: 万元, 亿斤. The smallest first."""
