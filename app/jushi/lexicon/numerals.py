"""Chinese digits and scale words, and what they are worth."""

from types import MappingProxyType

from jushi.characters import ONE_TO_NINE

CHINESE_DIGITS = MappingProxyType(
    {digit: worth for worth, digit in enumerate(f"零{ONE_TO_NINE}")} | {"〇": 0, "○": 0}
)
"""Digits as dates and years are written in them: 二〇二四年."""
SCALES = MappingProxyType(
    {
        "百": 10**2,
        "千": 10**3,
        "万": 10**4,
        "百万": 10**6,
        "千万": 10**7,
        "亿": 10**8,
        "万亿": 10**12,
    }
)
"""Words in front of a unit that multiply it: 万元, 亿斤. The smallest first."""
