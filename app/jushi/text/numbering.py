"""The numbers that headings and rows of tables begin with: 第一章, 一、, （一）, 1., （1）, ①."""

from enum import StrEnum

from jushi.characters import CIRCLED_NUMBERS, COUNTING

COUNTED = f"[{COUNTING}百]{{1,3}}"
"""A number of a heading in Chinese, as an expression: 一, 十二."""


class Numbering(StrEnum):
    """A style of such numbers, as an expression without groups for the beginning of a line.

    Lines that are numbered in one style stand on one level.
    """

    DIVISION = rf"第{COUNTED}[章节编篇部]分?"  # 第一章, 第一部分
    CHINESE = rf"{COUNTED}\s*[、.．]"  # 一、
    CHINESE_BRACKET = rf"[（(]{COUNTED}[)）]"  # （一）
    DIGIT = r"\d{1,2}\s*(?:、|[.．](?![\d０-９]))"  # 1. and 1、, but not 1.5万人
    DIGIT_BRACKET = r"[（(]\d{1,2}[)）]"  # （1）
    CIRCLED = f"[{CIRCLED_NUMBERS}]"  # ①


HEADING_NUMBER = rf"(?:{'|'.join(style for style in Numbering if style != Numbering.CIRCLED)})\s*"
"""The number of a heading of any level, with the blanks behind it."""
