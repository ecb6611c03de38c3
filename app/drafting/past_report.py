"""A past report as its headings part it: title, opening, sections, sentences with offsets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.documents import Block, Document
from app.drafting.sentence import enumerator_of, sentence_spans

_HAN = "[一二三四五六七八九十]{1,3}"
# What converters leave behind in the text: [bookmark: _GoBack], {PAGE}, zero-width blanks.
_DEBRIS = re.compile(r"\[bookmark:[^\]\n]*\]|\{\s*PAGE[^}\n]*\}|[\u200b\u200c\u200d\ufeff]")
_NUMBERS = (
    (1, re.compile(rf"第{_HAN}[章部]分?[\s、]*")),  # 第一部分 总体情况
    (1, re.compile(rf"{_HAN}、\s*")),  # 一、主要举措
    (2, re.compile(rf"[（(]{_HAN}[）)]\s*")),  # （一）高位统筹
    (3, re.compile(r"\d{1,2}[.．、](?![\d])\s*")),  # 1.加强学习; 1.5亿元 is none
    (4, re.compile(r"[（(]\d{1,2}[）)]\s*")),  # （1）组织培训
)
_TITLE_CHARS = 40
"""Longest heading, in characters: what is longer is a paragraph that begins with a number."""
_REPORT_TITLE_CHARS = 50


@dataclass(frozen=True, slots=True)
class SourceSentence:
    """One sentence; `document.text[start:end]` is its text with the debris still in it."""

    text: str
    start: int
    end: int
    starts_paragraph: bool = False
    enumerator: str = ""


@dataclass(frozen=True, slots=True)
class SourceSection:
    """One section of a past report; the opening has level 0 and no title."""

    key: str
    """Place in the tree: `1.2` is the second section below the first; `lead` for the opening."""
    number: str
    title: str
    level: int
    path: tuple[str, ...]
    is_run_in: bool = False
    sentences: tuple[SourceSentence, ...] = ()

    @property
    def length(self) -> int:
        """Characters of its own sentences without blanks."""
        return sum(len("".join(s.text.split())) for s in self.sentences)


@dataclass(frozen=True, slots=True)
class PastReport:
    """Title, opening and sections of a report, in order, parents before their children."""

    name: str
    title: str
    lead: SourceSection
    sections: tuple[SourceSection, ...]
    removed: tuple[str, ...]
    """Debris that was taken out of headings and sentences, one line each."""

    def __iter__(self) -> Iterator[SourceSection]:
        yield self.lead
        yield from self.sections


@dataclass(frozen=True, slots=True)
class _Heading:
    number: str
    title: str
    level: int
    is_run_in: bool
    body: int
    """Offset in the block where the body that shares its line begins."""


def read_past_report(document: Document) -> PastReport:
    """Part `document` at its headings: real ones, and 一、（一）1.（1） at the start of a line.

    A heading that runs into its paragraph (`（一）高位统筹。县委…`) is a section too; 一是…二是…
    stays inside its section. A document without headings has an opening and no sections.
    """
    reader = _Reader(document.name)
    offset = 0
    for block in document.blocks:
        reader.take(block, offset)
        offset += len(block.text) + 1
    return reader.report()


class _Reader:
    """Takes blocks one after the other and keeps the section that is being filled."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._titles: list[str] = []
        self._sections = [SourceSection("lead", "", "", 0, ())]
        self._counts = [0, 0, 0, 0]
        self._removed: list[str] = []

    def take(self, block: Block, offset: int) -> None:
        self._removed.extend(f"[{m.group().strip('[]')}]" for m in _DEBRIS.finditer(block.text))
        text = _blank_debris(block.text)
        if not text.strip() or block.kind in ("table_row", "note"):
            return
        if self._is_title(block, text):
            self._titles.append(text.strip())
            return
        heading = _heading_of(block, text)
        if heading is None:
            self._add_paragraph(text, 0, offset)
            return
        self._open(heading)
        if heading.is_run_in and text[heading.body :].strip():
            self._add_paragraph(text, heading.body, offset)

    def report(self) -> PastReport:
        lead, *sections = self._sections
        return PastReport(
            self._name, "\n".join(self._titles), lead, tuple(sections), tuple(self._removed)
        )

    def _is_title(self, block: Block, text: str) -> bool:
        """Whether a line belongs to the report's title: nothing but titles stood before it."""
        if len(self._sections) > 1 or self._sections[0].sentences:
            return False
        if block.kind == "title":
            return True
        short = len(text.strip()) <= _REPORT_TITLE_CHARS and not re.search(r"[。：；！]", text)
        return short and block.kind == "paragraph" and _numbered(text) is None

    def _open(self, heading: _Heading) -> None:
        level = heading.level
        self._counts[level - 1] += 1
        self._counts[level:] = [0] * (4 - level)
        key = ".".join(str(count) for count in self._counts[:level] if count)
        parents: list[SourceSection] = []
        for section in reversed(self._sections):
            if 0 < section.level < (parents[-1].level if parents else level):
                parents.append(section)
        path = (*(section.title for section in reversed(parents)), heading.title)
        if any(section.key == key for section in self._sections):
            key = f"{key}-{len(self._sections)}"
        self._sections.append(
            SourceSection(key, heading.number, heading.title, level, path, heading.is_run_in)
        )

    def _add_paragraph(self, text: str, body: int, offset: int) -> None:
        section = self._sections[-1]
        sentences = []
        for start, end in sentence_spans(text[body:]):
            piece = text[body + start : body + end]
            sentences.append(
                SourceSentence(
                    text=re.sub("\0+", "", piece).strip(),
                    start=offset + body + start,
                    end=offset + body + end,
                    starts_paragraph=not start and not (section.is_run_in and body),
                    enumerator=enumerator_of(piece.lstrip("\0 \u3000")),
                )
            )
        kept = tuple(s for s in sentences if s.text)
        self._sections[-1] = replace(section, sentences=section.sentences + kept)


def _blank_debris(text: str) -> str:
    """Put as many NULs in place of debris, so that offsets stay."""
    return _DEBRIS.sub(lambda match: "\0" * len(match.group()), text)


def _numbered(text: str) -> tuple[int, str, int] | None:
    """Level, printed number and the offset behind it, of a line that begins with a number."""
    lead = len(text) - len(text.lstrip("\0 \u3000\t"))
    for level, pattern in _NUMBERS:
        if match := pattern.match(text, lead):
            return level, match.group().strip(), match.end()
    return None


def _heading_of(block: Block, text: str) -> _Heading | None:
    numbered = _numbered(text)
    if block.kind == "heading":
        level = min(max(block.level, 1), 4)
        start = numbered[2] if numbered else 0
        number = numbered[1] if numbered else ""
        stop, closes = _title_end(text, start)
        if closes and len(text[stop:].strip("。\0 ")) > 0:
            return _Heading(number, _clean(text[start:stop]), level, True, stop + 1)
        return _Heading(number, _clean(text[start:]), level, False, len(text))
    if numbered is None:
        return None
    level, number, start = numbered
    stop, closes = _title_end(text, start)
    title = _clean(text[start:stop])
    if not title or len(title) > _TITLE_CHARS:
        return None
    if not closes and re.search(r"[；;：:！!？?]", title):
        return None
    has_body = closes and bool(text[stop + 1 :].strip())
    if level >= 3 and not has_body and closes:
        return None  # 1.完成清理工作。 alone on its line is an item of a list, not a heading
    return _Heading(number, title, level, has_body, stop + 1)


def _title_end(text: str, start: int) -> tuple[int, bool]:
    """Offset where a heading's words end, and whether a 。 closes them."""
    stop = text.find("。", start)
    return (len(text), False) if stop < 0 else (stop, True)


def _clean(text: str) -> str:
    return text.replace("\0", "").strip().rstrip("。")
