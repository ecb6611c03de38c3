"""A past report as its headings part it: title, opening, sections, sentences with offsets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import assert_never

from jushi.characters import HAN
from jushi.documents import Block, Document
from jushi.text import HEADING_NUMBER, enumerator_of, sentence_spans

_NUMBER = re.compile(HEADING_NUMBER)
# Characters of a title that are set apart to fill its line: 工 作 报 告
_LETTERSPACED = re.compile(rf"(?<!\S)[{HAN}](?:[ \u3000]+[{HAN}](?!\S))+")
_LEVELS = 4


@dataclass(frozen=True, slots=True)
class SourceSentence:
    """One sentence: `document.text[start:end] == text`."""

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

    def __iter__(self) -> Iterator[SourceSection]:
        yield self.lead
        yield from self.sections


def read_past_report(document: Document) -> PastReport:
    """Part `document` at its headings.

    A heading that runs into its paragraph (`（一）高位统筹。县委…`) is a section too; 一是…二是…
    stays inside its section. A document without headings has an opening and no sections.
    Tables and notes are left aside: nothing is carried over from them.
    """
    reader = _Reader(document.name)
    for block, start in zip(document.blocks, document.starts, strict=True):
        reader.take(block, start)
    return reader.report()


class _Reader:
    """Takes blocks one after the other and keeps the section that is being filled."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._titles: list[str] = []
        self._sections = [SourceSection("lead", "", "", 0, ())]
        self._sentences: list[list[SourceSentence]] = [[]]
        self._keys = {"lead"}
        self._above: list[SourceSection] = []
        self._counts = [0] * _LEVELS
        self._continues = False

    def take(self, block: Block, start: int) -> None:
        if not block.text.strip():
            return
        match block.kind:
            case "title":
                self._titles.append(_unspaced(block.text.strip()))
            case "heading":
                self._open(block)
            case "paragraph":
                self._add_paragraph(block.text, start)
            case "table_row" | "note":
                pass
            case _:
                assert_never(block.kind)
        self._continues = block.run_in

    def report(self) -> PastReport:
        lead, *sections = (
            replace(section, sentences=tuple(sentences))
            for section, sentences in zip(self._sections, self._sentences, strict=True)
        )
        return PastReport(self._name, "\n".join(self._titles), lead, tuple(sections))

    def _open(self, block: Block) -> None:
        level = min(max(block.level, 1), _LEVELS)
        match = _NUMBER.match(block.text.strip())
        number = match.group().strip() if match else ""
        title = block.text.strip()[match.end() if match else 0 :].rstrip("。 ")
        self._counts[level - 1] += 1
        self._counts[level:] = [0] * (_LEVELS - level)
        key = ".".join(str(count) for count in self._counts[:level] if count)
        if key in self._keys:
            key = f"{key}-{len(self._sections)}"
        self._keys.add(key)
        self._sentences.append([])
        while self._above and self._above[-1].level >= level:
            self._above.pop()
        path = (*(section.title for section in self._above), title)
        section = SourceSection(key, number, title, level, path, block.run_in)
        self._above.append(section)
        self._sections.append(section)

    def _add_paragraph(self, text: str, offset: int) -> None:
        self._sentences[-1].extend(
            _sentence(text, span, offset, continues=self._continues)
            for span in sentence_spans(text)
            if text[slice(*span)].strip()
        )


def _unspaced(title: str) -> str:
    return _LETTERSPACED.sub(lambda run: "".join(run[0].split()), title)


def _sentence(
    paragraph: str, span: tuple[int, int], offset: int, *, continues: bool
) -> SourceSentence:
    piece = paragraph[slice(*span)]
    text = piece.strip()
    start = offset + span[0] + piece.index(text)
    return SourceSentence(
        text=text,
        start=start,
        end=start + len(text),
        starts_paragraph=not span[0] and not continues,
        enumerator=enumerator_of(text),
    )
