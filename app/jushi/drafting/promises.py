"""The promise ledger: what last year's report announced, and where this year's answers it."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from typing import Literal

from jushi.characters import HAN
from jushi.lexicon import is_plan_heading
from jushi.resources import resource_yaml
from jushi.text import CLAUSE_STOPS, Section, Sentence, enumerator_of

AnswerState = Literal["完成", "推进", "未提"]

ANSWERED = 0.32
"""Least share of a promise's words, weighed by how rare they are, that its answer repeats."""
SURE = 0.4
"""Least share of a promise with which a number alone, without a word of completion, tells that it
is kept; below, a person looks."""
_LEAST_CHARACTERS = 7
"""A clause shorter than this belongs to its neighbour: 迎接检查, 加强领导."""
_CLAUSE = re.compile(rf"[^{CLAUSE_STOPS}]+")
_WORD = re.compile(rf"[{HAN}]+")
_DIGIT = re.compile(r"\d")
_DATED = re.compile(r"^\d{4}年，(?=一是|第一|首先)")
_TIME = re.compile(r"\d{4}年|\d{1,2}月底?前?|年底前|上半年|下半年|第?[一二三四]季度|明年|今年|全年")


@dataclass(frozen=True, slots=True)
class Promise:
    """One thing that was announced."""

    section: str
    """Key of the section of last year's report."""
    sentence: Sentence
    text: str
    """The clause that says it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a promise."""

    promise: Promise
    state: AnswerState
    section: str = ""
    """Key of the section of this year's report that answers; empty if none does."""
    sentence: Sentence | None = None
    share: float = 0.0
    """How much of the promise the answer repeats, 0 to 1."""


@dataclass(frozen=True, slots=True)
class _Words:
    done: tuple[str, ...]
    progress: tuple[str, ...]
    empty: tuple[str, ...]


@cache
def _load_words() -> _Words:
    raw = resource_yaml("knowledge", "revision", "promises.yaml")
    return _Words(*(tuple(raw[n]) for n in ("done", "progress", "empty")))


def is_plan(section: Section) -> bool:
    """Whether a section announces the coming year."""
    return any(is_plan_heading(title) for title in (*section.path, section.title))


def read_promises(sections: Sequence[Section]) -> tuple[Promise, ...]:
    """Give what the plan sections of a report announce, in reading order, clause by clause.

    Headlines (一是压实责任。) and clauses that only repeat slogans are no promises.
    """
    return tuple(
        Promise(section.key, sentence, clause)
        for section in sections
        if is_plan(section)
        for sentence, behind in zip_longest(section, section.sentences[1:])
        for clause in _clauses(sentence, behind)
    )


def settle_promises(
    last_year: Sequence[Section], this_year: Sequence[Section]
) -> tuple[Answer, ...]:
    """Say for each promise of `last_year` which sentence of `this_year` answers it, and how.

    This year's own plans and headlines answer nothing, nor does what was carried over untouched:
    it was written before the promise. The words that few sentences have count most.
    """
    promises = read_promises(last_year)
    told = [
        (section.key, sentence)
        for section in this_year
        if not is_plan(section)
        for sentence in section
        if not sentence.is_carried_over and not _is_headline(sentence)
    ]
    grams = [words_of(sentence.text) for _, sentence in told]
    counts = Counter(gram for found in grams for gram in found)
    weights = {gram: math.log(1 + len(told) / count) for gram, count in counts.items()}
    rarest = math.log(1 + max(len(told), 1))
    return tuple(_answer(promise, told, grams, (weights, rarest)) for promise in promises)


def _answer(
    promise: Promise,
    told: Sequence[tuple[str, Sentence]],
    grams: Sequence[frozenset[str]],
    weighing: tuple[dict[str, float], float],
) -> Answer:
    weights, rarest = weighing
    wanted = words_of(promise.text)
    total = sum(weights.get(gram, rarest) for gram in wanted)
    if not total or not told:
        return Answer(promise, "未提")
    shares = [sum(weights[gram] for gram in wanted & found) / total for found in grams]
    best = max(range(len(told)), key=lambda place: (shares[place], -place))
    if shares[best] < ANSWERED:
        return Answer(promise, "未提", share=shares[best])
    key, sentence = told[best]
    return Answer(
        promise, _state(sentence, promise.text, shares[best]), key, sentence, shares[best]
    )


def _state(sentence: Sentence, promise: str, share: float) -> AnswerState:
    """Tell done from under way by the clause that shares most with the promise.

    A clause that tells a number reports a result. Words that the promise itself has say nothing:
    a promised 试点 that is told as a 试点 is kept.
    """
    wanted = words_of(promise)
    clause = max(_CLAUSE.findall(sentence.text), key=lambda c: len(words_of(c) & wanted))
    words = _load_words()
    if any(word in clause and word not in promise for word in words.progress):
        return "推进"
    is_done = any(word in clause for word in words.done)
    is_done |= share >= SURE and bool(_DIGIT.search(clause))
    return "完成" if is_done else "推进"


def _clauses(sentence: Sentence, behind: Sentence | None) -> Iterator[str]:
    # An item of one sentence, 三是修订车辆管理办法。 before 四是, is a promise and no headline.
    is_alone = bool(_mark(sentence)) and (behind is None or bool(_mark(behind)))
    if _is_headline(sentence) and not (
        is_alone and not sentence.text.strip().endswith(("：", ":"))
    ):
        return
    body = _DATED.sub("", sentence.text.strip())
    mark = enumerator_of(body)
    waiting = ""
    for match in _CLAUSE.finditer(body.removeprefix(mark)):
        clause = waiting + ("，" if waiting else "") + match.group().strip()
        if len(clause) < _LEAST_CHARACTERS:
            waiting = clause
            continue
        waiting = ""
        if len(words_of(clause)) >= 3:
            yield clause
    if is_alone and waiting == body.removeprefix(mark).rstrip(CLAUSE_STOPS):
        yield waiting  # 一是启用新门诊楼。 is short and whole


def _mark(sentence: Sentence) -> str:
    """The number of the item that it begins: 一是; also of 2024年，一是."""
    return sentence.enumerator or enumerator_of(_DATED.sub("", sentence.text.strip()))


def _is_headline(sentence: Sentence) -> bool:
    """Whether it only says what follows: 一是压实责任。, 重点抓好以下工作："""
    mark = _mark(sentence)
    body = sentence.text.strip()
    is_single = len(_CLAUSE.findall(body)) <= 1
    return (
        body.endswith(("：", ":"))
        or not body
        or (bool(mark) and is_single and body.endswith("。") and not _DIGIT.search(body))
    )


def words_of(text: str) -> frozenset[str]:
    """Give the pairs of neighbouring characters of `text` that say something."""
    bare = _TIME.sub("，", text)
    for word in _load_words().empty:
        bare = bare.replace(word, "，")
    return frozenset(run[n : n + 2] for run in _WORD.findall(bare) for n in range(len(run) - 1))
