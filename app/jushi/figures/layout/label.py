"""What the label of a row says beside its name: how deep it stands, and by what mark."""

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from jushi.characters import HAN
from jushi.figures.layout.evidence import (
    LONGEST_NAME,
    plain_words,
    without_note_mark,
    without_translation,
)
from jushi.figures.layout.header import is_header_unit
from jushi.figures.layout.words import is_word, plain_word, table_words
from jushi.figures.workbook.lexicon import bracketed
from jushi.figures.workbook.plain_text import half_width
from jushi.lazy_pattern import lazy_pattern
from jushi.lexicon import cell_words
from jushi.text import SENTENCE_STOPS, Numbering

_TAB_WIDTH = 4
_DEEPEST_INDENT = 60
"""Blanks before a label that are counted."""
_SQUEEZED = lazy_pattern(r"(?<![A-Za-z0-9.,])\s+|\s+(?![A-Za-z0-9.,])")
_BY = lazy_pattern(r"(?:[（(]?按.{1,16}分(?:组|类)?(?:的)?|分[^\s（(]{1,8})[:：]?[）)]?")
# A letter behind it is the mark of a footnote: 财政支出（亿元）a.
_UNIT_BRACKET = lazy_pattern(r"\s*[（(\[【][^()（）\[\]【】]*[)）\]】]\s*(?:[a-z]|i{2,3}|iv)?$")
_LONGEST_LABEL = 50
"""Characters; a longer line below a table is a note."""
_NOTE_HEAD = lazy_pattern(r"[（(]?([^:：]{1,8}?)\s*\d*\s*[:：.．、]")
_BRACKETS = lazy_pattern(r"[（(\[【][^()（）\[\]【】]*[)）\]】]")
_BLANKS = lazy_pattern(r"\s")
_TAIL_SIGNS = ":：、,，。"


class Style(Enum):
    """The mark in front of a label; marks of one style stand on one level."""

    PLAIN = ""
    CHINESE = Numbering.CHINESE.value
    CHINESE_BRACKET = Numbering.CHINESE_BRACKET.value
    DIGIT = Numbering.DIGIT.value
    DIGIT_BRACKET = Numbering.DIGIT_BRACKET.value
    CIRCLED = Numbering.CIRCLED.value
    # 其中：, # and — before a name
    OF_WHICH = rf"[#＃]?\s*(?:其中|内)\s*[:：]|其中|[#＃]|[—–-]{{1,2}}\s*(?=[{HAN}])"
    BY = "by"  # 按行业分: a heading that says how the number above is parted


NUMBERED = frozenset(
    {Style.CHINESE, Style.CHINESE_BRACKET, Style.DIGIT, Style.DIGIT_BRACKET, Style.CIRCLED}
)
_STYLES = tuple(
    (style, re.compile(style.value)) for style in Style if style not in (Style.PLAIN, Style.BY)
)


@dataclass(frozen=True, slots=True)
class Label:
    """A row label taken apart."""

    text: str
    """As written, without blanks and the marks of footnotes: 其中：猪肉 of `其中：猪    肉①`."""
    name: str
    """Without numbering, 其中 and a colon at the end: 猪肉."""
    unit: str
    """Of 地区生产总值（亿元）, else empty."""
    style: Style
    indent: int
    """Half-width blanks before it."""
    text_indent: int
    """Where its name begins; what follows 其中：猪肉 stands below 猪肉."""


@lru_cache(maxsize=16384)
def parse_label(raw: str) -> Label:
    """Take the label of a row apart. Never raises."""
    indent = _indent(raw)
    if len(raw) > LONGEST_NAME:
        return Label(raw.strip(), raw.strip(), "", Style.PLAIN, indent, indent)
    text = _SQUEEZED.sub("", without_translation(without_note_mark(plain_words(raw).strip())))
    unit = bracketed(text)
    if unit and is_header_unit(unit) and _UNIT_BRACKET.search(text):
        text = _UNIT_BRACKET.sub("", text) or text
    else:
        unit = ""
    if _BY.fullmatch(text):
        return Label(text, text.strip(_TAIL_SIGNS), unit, Style.BY, indent, indent)
    style, mark = next(
        ((style, found[0]) for style, form in _STYLES if (found := form.match(text))),
        (Style.PLAIN, ""),
    )
    name = text[len(mark) :].strip().rstrip(_TAIL_SIGNS)
    if not name:
        style, mark, name = Style.PLAIN, "", text
    width = 6 if "其中" in mark else 2 * len(mark)  # Chinese characters are two blanks wide
    return Label(text, name, unit, style, indent, indent + width)


def _indent(raw: str) -> int:
    width = 0
    for character in raw:
        if character == "\u3000":
            width += 2
        elif character == "\t":
            width += _TAB_WIDTH
        elif character in " \xa0":
            width += 1
        else:
            break
        if width >= _DEEPEST_INDENT:
            break
    return width


def is_total(name: str) -> bool:
    """Whether a label is 合计 and the like, which names nothing of its own."""
    return _BLANKS.sub("", half_width(name)).lower() in cell_words("total", "subtotal")


def ends_in_total(name: str) -> bool:
    """Whether a label is a total of something: 本年收入合计."""
    return name.endswith(cell_words("total", "subtotal"))


def is_note(text: str) -> bool:
    """Whether a line around a table is a note and no row: 注：数据截至年底, 资料来源：统计局."""
    plain = half_width(text).strip()
    if is_word(plain, "note_row") or plain[:1] in "*※":
        return True
    found = _NOTE_HEAD.match(plain)
    if found is not None and plain_word(found[1]) in table_words("note_row"):
        return True
    return len(plain) > _LONGEST_LABEL or any(mark in plain for mark in SENTENCE_STOPS)


def bare_name(name: str) -> str:
    """Give a name without what its brackets say: 螺纹钢 of 螺纹钢（Φ20mm，HRB400E）."""
    return _BRACKETS.sub("", name).strip() or name
