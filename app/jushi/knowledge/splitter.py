"""Cuts a document into passages along its own structure, and never inside a sentence."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from jushi.characters import COUNTING
from jushi.documents import Block, Document
from jushi.knowledge.passage import Position
from jushi.text import STATEMENT_STOPS, ends_sentence, split_sentences, statement_spans

LONGEST_PASSAGE = 300
"""Characters. Longer texts are averaged by the embedder until their vectors say little."""
_SHORT_PARAGRAPH = 80
# A "sentence" beyond this is a list or a damaged file; it is cut at the next weaker mark.
_LONGEST_SENTENCE = 600

_NUMERALS = f"{COUNTING}百零〇"
# 第十一条 …, 第十一条之一 …
_ARTICLE = re.compile(rf"(第[{_NUMERALS}]+条(?:之[{_NUMERALS}]+)?)[\s　]*")
# 一是聚焦全方位扩大内需，着力提消费促投资 — alone on its line
_COUNTED_HEADING = re.compile(rf"[{_NUMERALS}]{{1,3}}是[^：{STATEMENT_STOPS}]{{2,40}}")
# 第一节 一般规定
_SECTION = re.compile(rf"第[{_NUMERALS}]+节")
# 2017年9月1日 第十二届全国人民代表大会常务委员会第二十九次会议《…》第二次修正
_EDITION = re.compile(
    r"\d{4}年\d{1,2}月\d{1,2}日[^。]*(?:通过|修正|修订|公布|发布|批准|施行|印发)[^。]{0,8}$"
)
# issuer: 国务院
_FRONT_MATTER = re.compile(r"[a-z_]+: ")
# A line of Markdown that was broken by hand: the sentence goes on in the next.
_GOES_ON = re.compile(r"[，、]$")
_ARTICLE_DEPTH = 100
_COUNTED_DEPTH = 50


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of a passage to be, with the headings that it stands under."""

    text: str
    heading_path: tuple[str, ...]
    position: Position


@dataclass(frozen=True, slots=True)
class _Line:
    """One paragraph or row with its place in the structure."""

    path: tuple[str, ...]
    text: str
    block: Block


def split_document(document: Document) -> tuple[Piece, ...]:
    """Give the passages of `document` in order; none for a document without text.

    Each stands under one heading or in one article. Paragraphs shorter than 80 characters join
    their neighbours, longer ones are divided evenly between sentences; rows of a table stay
    whole under the first row. Only a single sentence may exceed 300 characters.
    """
    pieces: list[Piece] = []
    for (path, is_row), lines in groupby(
        _lines(document.blocks), lambda line: (line.path, line.block.kind == "table_row")
    ):
        together = list(lines)
        pieces += _row_pieces(path, together) if is_row else _text_pieces(path, together)
    return tuple(pieces)


class _Path:
    """The headings above the place that is being read."""

    def __init__(self) -> None:
        self._stack: list[tuple[int, str]] = []

    def enter(self, depth: int, heading: str) -> None:
        self._stack = [entry for entry in self._stack if entry[0] < depth]
        self._stack.append((depth, heading))

    def leave_article(self) -> None:
        self._stack = [entry for entry in self._stack if entry[0] < _ARTICLE_DEPTH]

    @property
    def is_in_article(self) -> bool:
        return any(depth >= _ARTICLE_DEPTH for depth, _ in self._stack)

    def __call__(self) -> tuple[str, ...]:
        return tuple(heading for _, heading in self._stack)


def _lines(blocks: tuple[Block, ...]) -> Iterator[_Line]:
    path = _Path()
    begun: _Line | None = None
    for block in _body(blocks):
        is_row = block.kind == "table_row"
        # A row's first and last cells may be empty: its tabs stay.
        text = block.text if is_row else block.text.strip()
        article = None if is_row else _ARTICLE.match(text)
        starts_anew = is_row or article or block.kind == "heading"
        if begun and starts_anew:
            yield begun
            begun = None
        if article:
            path.enter(_ARTICLE_DEPTH, article[1])
        elif block.kind == "heading":
            _enter_heading(path, block, text)
            if not (block.run_in or ends_sentence(text)):
                continue
        elif not is_row and _COUNTED_HEADING.fullmatch(text):
            path.enter(_COUNTED_DEPTH, text)
            continue
        line = (
            _Line(path(), begun.text + text, begun.block) if begun else _Line(path(), text, block)
        )
        begun = line if block.run_in or _GOES_ON.search(text) else None
        if not begun:
            yield line
    if begun:
        yield begun


def _body(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Blocks that say something: without titles, `key: value` lines and the dates of editions.

    Those dates follow the title of a law. They are read as its year; as passages they would be
    found for whatever the title holds.
    """
    is_head = True
    for block in blocks:
        text = block.text.strip()
        if block.kind == "title" or not text:
            continue
        is_head = is_head and bool(_EDITION.match(text) or _FRONT_MATTER.match(text))
        if not is_head:
            yield block


def _enter_heading(path: _Path, block: Block, text: str) -> None:
    if path.is_in_article and block.level >= 2 and not _SECTION.match(text):
        # （一）坚持党的全面领导。 in an article heads a paragraph, or is an entry of its list:
        # then the article alone is the place.
        path.enter(_ARTICLE_DEPTH + block.level, _plain_heading(text) if block.run_in else "")
        return
    path.leave_article()
    path.enter(block.level, _plain_heading(text))


def _plain_heading(text: str) -> str:
    return re.sub(r"[\s　]+", " ", text).rstrip("。：:")


def _row_pieces(path: tuple[str, ...], lines: list[_Line]) -> Iterator[Piece]:
    rows = [" | ".join(cell.strip() for cell in line.text.split("\t")) for line in lines]
    header, body = rows[0], rows[1:]
    if not body:
        yield _piece(path, header, lines[0].block)
        return
    start, size = 0, len(header)
    for n, row in enumerate(body):
        if n > start and size + len(row) + 1 > LONGEST_PASSAGE:
            yield _piece(path, "\n".join((header, *body[start:n])), lines[start + 1].block)
            start, size = n, len(header)
        size += len(row) + 1
    yield _piece(path, "\n".join((header, *body[start:])), lines[start + 1].block)


def _text_pieces(path: tuple[str, ...], lines: list[_Line]) -> Iterator[Piece]:
    for group in _neighbours(lines):
        sentences = [
            (sentence, line.block)
            for line in group
            for sentence in _sentences_of_paragraph(line.text)
        ]
        for part in _even_parts(sentences):
            yield _piece(path, "".join(text for text, _ in part).strip(), part[0][1])


def _neighbours(lines: list[_Line]) -> Iterator[list[_Line]]:
    """Paragraphs that go together: short ones with their neighbours, articles as a whole."""
    group: list[_Line] = []
    size = 0
    for line in lines:
        is_small = len(line.text) < _SHORT_PARAGRAPH or size < _SHORT_PARAGRAPH
        is_article = any(_ARTICLE.fullmatch(heading) for heading in line.path)
        fits = size + len(line.text) <= LONGEST_PASSAGE and (is_small or is_article)
        if group and not fits:
            yield group
            group, size = [], 0
        group.append(line)
        size += len(line.text)
    if group:
        yield group


def _sentences_of_paragraph(text: str) -> Iterator[str]:
    sentences = list(split_sentences(text))
    for n, sentence in enumerate(sentences):
        ending = "\n" if n == len(sentences) - 1 else ""
        if len(sentence) <= _LONGEST_SENTENCE:
            yield sentence + ending
            continue
        parts = list(_short_parts(sentence))
        yield from parts[:-1]
        yield parts[-1] + ending


def _short_parts(sentence: str) -> Iterator[str]:
    for low, high in statement_spans(sentence):
        for start in range(low, high, _LONGEST_SENTENCE):
            yield sentence[start : min(start + _LONGEST_SENTENCE, high)]


def _even_parts(sentences: list[tuple[str, Block]]) -> Iterator[list[tuple[str, Block]]]:
    """Divide so that no part exceeds the limit and none is a mere remnant."""
    left = sum(len(text) for text, _ in sentences)
    aim = _even_size(left)
    part: list[tuple[str, Block]] = []
    size = 0
    for text, block in sentences:
        too_long = size + len(text.rstrip()) > LONGEST_PASSAGE
        # Past the aim by more than half of this sentence: it belongs to the next part.
        if part and (too_long or size + len(text) / 2 > aim):
            yield part
            left -= size
            part, size, aim = [], 0, _even_size(left)
        part.append((text, block))
        size += len(text)
    if part:
        yield part


def _even_size(length: int) -> float:
    return length / max(-(-length // LONGEST_PASSAGE), 1)


def _piece(path: Iterable[str], text: str, block: Block) -> Piece:
    return Piece(text, tuple(filter(None, path)), Position(block.index, block.page))
