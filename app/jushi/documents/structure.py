"""Which lines of a report are title, heading or plain paragraph, told by how they are numbered."""

import re
from dataclasses import dataclass, replace

from jushi.characters import NUMERALS
from jushi.documents.document import Block
from jushi.text import COUNTED, STATEMENT_STOPS, Numbering

# 一、总体情况 · 第一章 总则
_LEVEL_1 = re.compile(rf"{Numbering.CHINESE}|第{COUNTED}[章编篇][\s　]")
# （一）高位统筹 · (一)高位统筹 · 第一节 行政处罚
_LEVEL_2 = re.compile(rf"{Numbering.CHINESE_BRACKET}|第{COUNTED}节[\s　]")
# 1.规范制发 · 1．规范 · 1、规范; not 1.5万人, not 3.14
_LEVEL_3 = re.compile(Numbering.DIGIT)
# （1）规范 · (1)规范
_LEVEL_4 = re.compile(Numbering.DIGIT_BRACKET)
_NUMBERINGS = ((1, _LEVEL_1), (2, _LEVEL_2), (3, _LEVEL_3), (4, _LEVEL_4))

_SENTENCE_END = STATEMENT_STOPS + "：:"
_LONGEST_HEADING = 50
# A run-in heading is one short sentence; in longer ones the number starts an enumeration.
_LONGEST_RUN_IN = {1: 30, 2: 40, 3: 30, 4: 25}
_LONGEST_TITLE = 45
_SHORTEST_LINE = 24
"""Characters from which a line that ends no sentence is no heading: it was broken to fit."""
_MOST_TITLE_LINES = 4


@dataclass(frozen=True, slots=True)
class LineRole:
    """What a line is: its level (0 is no heading) and where a run-in heading ends."""

    level: int
    split: int | None = None
    """Offset of the text behind a run-in heading; None where the whole line is one thing."""


def parse_line(text: str, styled_level: int = 0) -> LineRole:
    """Tell a line's role from its numbering; `styled_level` is that of a real heading style.

    `一、` alone on its line is a heading; `（一）高位统筹。县委、县政府…` is a run-in heading
    and the offset behind its first full stop; `一是…` and `1.5万人` are plain text.
    A style outranks the numbering, but a styled paragraph of many sentences is run in as well.

    Source: GB/T 9704—2012, 7.3.3 for the order of levels.
    """
    level = styled_level or numbered_level(text)
    if not level:
        return LineRole(0)
    stop = text.find("。")
    if stop != -1 and stop + 1 < len(text.rstrip()):
        fits = stop < (_LONGEST_HEADING if styled_level else _LONGEST_RUN_IN[level])
        if fits and not _is_list_sentence(text[: stop + 1], level):
            return LineRole(level, stop + 1)
        return LineRole(0)
    if styled_level:
        return LineRole(level)
    return LineRole(level if _is_whole_heading(text, level) else 0)


def numbered_level(text: str) -> int:
    """Level 1 to 4 of the number that a line begins with, 0 where it begins with none."""
    for level, pattern in _NUMBERINGS:
        if pattern.match(text):
            return level
    return 0


def goes_on(before: str, after: str) -> bool:
    """Whether a soft break between the two stands within a sentence.

    `…受理法律援助案件1204` and `件，同比增长20.4%。` are one sentence; a title in two lines, a name
    above a date, and a heading above its text are not.
    """
    plain = before.rstrip()
    if not plain or numbered_level(plain) or numbered_level(after.lstrip()):
        return False
    if plain[-1] in _SENTENCE_END or not any(stop in after for stop in STATEMENT_STOPS):
        return False
    return plain[-1] in "，、,（(" or plain[-1].isdigit() or len(plain) >= _SHORTEST_LINE


def heading_number(text: str) -> str:
    """The number that a heading begins with, `（二）`; empty where it begins with none."""
    found = (pattern.match(text) for _, pattern in _NUMBERINGS)
    return next((match[0] for match in found if match), "")


def _is_whole_heading(text: str, level: int) -> bool:
    if len(text) > _LONGEST_HEADING:
        return False
    last = text[-1:]
    if level <= 2 and last == "。":
        return len(text) <= _LONGEST_RUN_IN[level]
    return last not in _SENTENCE_END


def _is_list_sentence(sentence: str, level: int) -> bool:
    """`1.受理案件17件。另有…` is a list entry: headings of level 3 and 4 hold no digits."""
    return level >= 3 and bool(re.search(r"\d", sentence[3:]))


def split_run_in(block: Block) -> tuple[Block, ...]:
    """Give a paragraph as it is, as a heading, or as run-in heading and the paragraph behind it."""
    if block.kind not in ("paragraph", "heading"):
        return (block,)
    role = parse_line(block.text, block.level if block.kind == "heading" else 0)
    if not role.level:
        return (replace(block, kind="paragraph", level=0),)
    if role.split is None:
        return (replace(block, kind="heading", level=role.level),)
    return (
        replace(
            block, kind="heading", level=role.level, text=block.text[: role.split], run_in=True
        ),
        replace(block, kind="paragraph", level=0, text=block.text[role.split :]),
    )


def count_title_lines(lines: list[tuple[str, bool]]) -> int:
    """How many of the first lines are the title; each comes with whether it is centred.

    The title stands before all else, in short lines that end no sentence and hold no label
    (`来源：…`). A document of one line has none.
    """
    if len(lines) < 2:
        return 0
    count = 0
    for text, is_centred in lines[:_MOST_TITLE_LINES]:
        if not _may_be_title(text) or (count and lines[0][1] and not is_centred):
            break
        count += 1
    return count if count < len(lines) else 0


def _may_be_title(text: str) -> bool:
    plain = text.strip()
    if not plain or len(plain) > _LONGEST_TITLE or numbered_level(plain):
        return False
    if plain[-1] in _SENTENCE_END + "，、," or "：" in plain or plain.startswith(("—", "-", "（")):
        return False
    # 第一条 is the text of a law, 1204件 and 县司法局,12 are rows of figures.
    if re.match(rf"第[{NUMERALS}]+条", plain) or "\t" in plain or "|" in plain:
        return False
    return "。" not in plain and "，" not in plain
