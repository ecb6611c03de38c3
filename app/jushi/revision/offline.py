"""Changes that need no model: drop, trim, reorder and renumber; every figure keeps its place."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cache

from jushi.characters import CIRCLED_NUMBERS, COUNTING
from jushi.errors import DraftError
from jushi.numbers import format_chinese, parse_numeral, read_mentions
from jushi.resources import resource_yaml
from jushi.revision.sentence import reworded
from jushi.text import CLAUSE_STOPS, CLOSERS, Section, Sentence

_STOPS = CLAUSE_STOPS.translate({ord("："): None, ord(":"): None})  # 主要有：甲 is one clause
_CLAUSE = re.compile(rf"[^{_STOPS}]+[{_STOPS}]*[{CLOSERS}]*\s*|[{_STOPS}]+")
_POINTS = _STOPS + " \u3000\n"
# The number of a point, and what stands around it: 一是 (1)、（2）、第三，
_NUMBERED = re.compile(
    rf"(?P<open>其|第|[（(])?(?P<number>[{COUNTING}]{{1,3}}|\d{{1,2}})(?P<close>[是要]|[）)]|[，、])"
)


@dataclass(frozen=True, slots=True)
class Shortened:
    """A section after an operation."""

    section: Section
    dropped: tuple[str, ...] = ()
    """Sentences and clauses that went, as they stood."""
    over: int = 0
    """Characters by which it is still longer than asked, because nothing more may go."""


def shorten(section: Section, characters: int, locked: Collection[str] = ()) -> Shortened:
    """Drop what matters least until `section` has at most `characters` characters.

    First the sentences that a person marked, the last first, then 套话, then sentences without a
    number, those that name nothing before those that name a document, then the clauses behind
    the last number of a sentence. Sentences whose ids are in `locked` stay; one that tells a
    number goes only if it was marked. Points are numbered anew.
    """
    dropped: list[str] = []
    left = section
    for sentence in _least_first(section):
        if left.length <= characters:
            break
        if sentence.id in locked or sentence.id not in left.by_id():
            continue
        left = without(left, {sentence.id})
        dropped.append(sentence.text)
        left, orphans = _without_orphans(left, section)
        dropped += orphans
    for sentence in reversed(left.sentences):
        if left.length <= characters:
            break
        if sentence.id not in locked:
            left, tail = _without_tail(left, sentence)
            dropped += tail
    order = {sentence.text: place for place, sentence in enumerate(section)}
    told = sorted(dropped, key=lambda text: order.get(text, len(order)))
    return Shortened(left, tuple(told), max(0, left.length - characters))


def _least_first(section: Section) -> list[Sentence]:
    """The sentences that may go, the least important first, the last first among equals."""

    def weight(sentence: Sentence) -> int:
        if sentence.is_droppable:
            return 0
        if _is_empty_talk(sentence):
            return 1
        return 3 if "《" in sentence.text or "“" in sentence.text else 2

    may_go = [
        s
        for s in reversed(section.sentences)
        if s.is_droppable or _is_empty_talk(s) or not (s.bindings or _tells(s.text) or _leads(s))
    ]
    return sorted(may_go, key=weight)


def _leads(sentence: Sentence) -> bool:
    """Whether other sentences hang on it: 一是加强领导。, 重点做好以下工作："""
    body = sentence.text.removeprefix(sentence.enumerator).strip()
    is_point = bool(sentence.enumerator) and len(_CLAUSE.findall(body)) <= 1
    return body.endswith(("：", ":")) or (is_point and not body.endswith(("；", ";")))


def _without_orphans(section: Section, before: Section) -> tuple[Section, list[str]]:
    """Take out headlines whose sentences have all gone."""
    had = _points(before)
    gone = [
        sentence
        for sentence in section
        if _leads(sentence) and had.get(sentence.id) and not _points(section).get(sentence.id)
    ]
    left = without(section, {sentence.id for sentence in gone}) if gone else section
    return left, [sentence.text for sentence in gone]


def _points(section: Section) -> dict[str, int]:
    """How many sentences stand behind each numbered one, up to the next number."""
    counts: dict[str, int] = {}
    last = ""
    for sentence in section:
        if sentence.enumerator:
            last = sentence.id
            counts[last] = 0
        elif last:
            counts[last] += 1
    return counts


def _without_tail(section: Section, sentence: Sentence) -> tuple[Section, list[str]]:
    """Take out the clauses behind the last number of a sentence."""
    ends = [m.end for m in read_mentions(sentence.text) if m.is_data]
    ends += [binding.end for binding in sentence.bindings]
    if not ends:
        return section, []
    stop = next((n for n in range(max(ends), len(sentence.text)) if sentence.text[n] in "，；"), -1)
    if stop < 0:
        return section, []
    tail = sentence.text[stop + 1 :]
    short = reworded(sentence, _closed(sentence.text[:stop], sentence.text))
    sentences = tuple(short if s.id == sentence.id else s for s in section)
    return replace(section, sentences=sentences), [tail]


def drop_cliches(section: Section, locked: Collection[str] = ()) -> Shortened:
    """Take out clauses that say nothing (`knowledge/revision/cliches.yaml`), and sentences that
    are nothing else. Sentences whose ids are in `locked` and clauses
    with a number stay."""
    kept, dropped, gone = [], [], set()
    for sentence in section:
        if sentence.id in locked:
            kept.append(sentence)
            continue
        text, removed = _trim(sentence)
        dropped += removed
        if text:
            kept.append(sentence if text == sentence.text else reworded(sentence, text))
        else:
            kept.append(sentence)
            gone.add(sentence.id)
    trimmed = replace(section, sentences=tuple(kept))
    return Shortened(without(trimmed, gone), tuple(dropped))


def reorder(section: Section, order: tuple[str, ...]) -> Section:
    """Give the section with its sentences in the `order` of these ids, points numbered anew.

    Raises DraftError unless `order` names each sentence once.
    """
    by_id = section.by_id()
    if sorted(order) != sorted(by_id):
        raise DraftError(
            "revision.incomplete_order", place=section.title or section.key, ids=", ".join(by_id)
        )
    series = _series(section)
    # Paragraphs keep their places: the third line break stays before the third such sentence.
    sentences = tuple(
        replace(by_id[name], starts_paragraph=old.starts_paragraph)
        for name, old in zip(order, section.sentences, strict=True)
    )
    return _renumbered(replace(section, sentences=sentences), series)


def renumber(section: Section) -> Section:
    """Give the section with 一是、二是… in order; a point that says 一 begins a new series."""
    return _renumbered(section, _series(section))


@cache
def load_cliches() -> tuple[re.Pattern[str], ...]:
    """Load the patterns of clauses that say nothing."""
    rows = resource_yaml("knowledge", "revision", "cliches.yaml")
    return tuple(re.compile(row["pattern"]) for row in rows)


def is_cliche(clause: str) -> bool:
    """Whether a clause, its point aside, is empty talk and tells no number."""
    bare = clause.strip(_POINTS)
    return bool(bare) and any(p.fullmatch(bare) for p in load_cliches()) and not _tells(bare)


def _tells(text: str) -> bool:
    return any(mention.is_data for mention in read_mentions(text))


def _is_empty_talk(sentence: Sentence) -> bool:
    text, _ = _trim(sentence)
    return not text


def _trim(sentence: Sentence) -> tuple[str, list[str]]:
    """Give the sentence without its cliches, empty if nothing is left, and what was taken."""
    if sentence.bindings and not sentence.text.strip():
        return sentence.text, []
    lead = sentence.enumerator
    body = sentence.text[len(lead) :] if sentence.text.startswith(lead) else sentence.text
    lead = sentence.text[: len(sentence.text) - len(body)]
    kept: list[str] = []
    removed: list[str] = []
    at = len(lead)
    for clause in _CLAUSE.findall(body):
        is_bound = any(b.start < at + len(clause) and b.end > at for b in sentence.bindings)
        at += len(clause)
        (removed if is_cliche(clause) and not is_bound else kept).append(clause)
    if not kept or not removed:
        return (sentence.text if kept else ""), removed
    return lead + _closed("".join(kept), sentence.text), removed


def _closed(text: str, before: str) -> str:
    """Give `text` ended as `before` was: the clause that closed it may be gone."""
    bare_before = before.rstrip()
    tail = before[len(bare_before.rstrip(_POINTS)) :]
    return text.rstrip(_POINTS) + tail


def without(section: Section, gone: Collection[str]) -> Section:
    """Give the section without the sentences of these ids, points numbered anew."""
    series = _series(section)
    kept: list[Sentence] = []
    opens = False
    for sentence in section:
        opens = opens or sentence.starts_paragraph
        if sentence.id in gone:
            continue
        kept.append(replace(sentence, starts_paragraph=opens))
        opens = False
    left = replace(section, sentences=tuple(kept))
    return _renumbered(left, series) if gone else left


def _series(section: Section) -> dict[str, int]:
    """Give for each numbered sentence the series it belongs to."""
    series, current = {}, 0
    for sentence in section:
        number = _number_of(sentence)
        if number is None:
            continue
        current += 1 if number == 1 else 0
        series[sentence.id] = current
    return series


def _number_of(sentence: Sentence) -> int | None:
    mark = sentence.enumerator
    if mark in CIRCLED_NUMBERS and mark:
        return CIRCLED_NUMBERS.index(mark) + 1
    match = _NUMBERED.fullmatch(mark)
    return int(parse_numeral(match["number"])) if match else None


def _renumbered(section: Section, series: dict[str, int]) -> Section:
    counts: dict[int, int] = {}
    return replace(section, sentences=tuple(_with_numbers(section, series, counts)))


def _with_numbers(
    section: Section, series: dict[str, int], counts: dict[int, int]
) -> Iterator[Sentence]:
    for sentence in section:
        if sentence.id not in series:
            yield sentence
            continue
        group = series[sentence.id]
        counts[group] = counts.get(group, 0) + 1
        mark = _numbered_like(sentence.enumerator, counts[group])
        if mark == sentence.enumerator:
            yield sentence
        else:
            text = mark + sentence.text[len(sentence.enumerator) :]
            yield replace(reworded(sentence, text), enumerator=mark)


def _numbered_like(mark: str, number: int) -> str:
    if mark in CIRCLED_NUMBERS:
        return CIRCLED_NUMBERS[number - 1]
    match = _NUMBERED.fullmatch(mark)
    assert match is not None
    told = str(number) if match["number"].isdigit() else format_chinese(number)
    return f"{match['open'] or ''}{told}{match['close']}"
