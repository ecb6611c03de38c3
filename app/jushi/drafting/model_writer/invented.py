"""What a model wrote that no source holds: persons, honours, meetings, documents, causes.

Data: `knowledge/lexicons/invented.yaml`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from typing import Literal

from jushi.characters import HAN
from jushi.lexicon import naming_words, posts
from jushi.resources import lexicon_yaml
from jushi.text import CENTURY, Mark, sentence_spans

_HAN_RUN = re.compile(f"[{HAN}]+")
_SPACE = re.compile(r"\s+")
_YEAR = re.compile(rf"{CENTURY}\d{{2}}")
_MASKED = re.compile("〔(?:数|时间|文号)〕")
_PERSON = "人名没有来源"
_SHORTEST_NAME = 2


@dataclass(frozen=True, slots=True)
class _Rule:
    kind: str
    told: str
    pattern: re.Pattern[str]
    sources: Literal["all", "year"]
    least: float


class Sources:
    """What a report's sentences may rest on, ready to be asked."""

    def __init__(self, *, past: Sequence[str], this_year: Sequence[str]) -> None:
        """`past` are texts of earlier years, `this_year` all that may tell of this one."""
        self._year = _Texts(tuple(this_year))
        self._all = _Texts((*past, *this_year))

    def holds(self, words: str, *, sources: Literal["all", "year"], least: float) -> bool:
        """Whether a sentence of the sources has so much of `words`; 1 is word for word."""
        texts = self._all if sources == "all" else self._year
        if least >= 1:
            return _bare(words) in texts.whole
        return texts.best_share(words, least) >= least

    def names(self, name: str) -> bool:
        """Whether a source names that person."""
        return name in self._all.whole


class _Texts:
    """Read when first asked: most sentences hold nothing that needs a source."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts

    @cached_property
    def whole(self) -> str:
        return _bare("\n".join(self._texts))

    @cached_property
    def _sentences(self) -> list[frozenset[str]]:
        told = (sentence for text in self._texts for sentence in _sentences(text))
        return [pairs for sentence in told if (pairs := _pairs(sentence))]

    def best_share(self, words: str, least: float) -> float:
        pairs = _pairs(words)
        if not pairs:
            return 1.0
        best = 0.0
        for sentence in self._sentences:
            best = max(best, len(pairs & sentence) / len(pairs))
            if best >= least:
                break
        return best


def invented_in(text: str, sources: Sources) -> tuple[Mark, ...]:
    """Give a mark for each thing in a sentence of a model that no source holds, in text order."""
    marks = [
        Mark(
            match.start(),
            match.end(),
            match.group(),
            "unvouched",
            f"“{match.group()}”：{rule.told}",
        )
        for rule in _rules()
        for match in rule.pattern.finditer(text)
        if not sources.holds(_claimed(match), sources=rule.sources, least=rule.least)
    ]
    for name in _persons(text):
        if not sources.names(name):
            start = text.index(name)
            told = f"“{name}”：{_PERSON}"
            marks.append(Mark(start, start + len(name), name, "unvouched", told))
    return tuple(sorted(_apart(marks), key=lambda mark: mark.start))


def _claimed(match: re.Match[str]) -> str:
    """What has to stand in a source: of 主要原因是选址调整 only 选址调整."""
    return match.groupdict().get("what") or match.group()


def _apart(marks: Sequence[Mark]) -> list[Mark]:
    """Of marks that overlap the first: 印发《…》 is told by the name of the document."""
    kept: list[Mark] = []
    for mark in marks:
        if not any(mark.start < other.end and other.start < mark.end for other in kept):
            kept.append(mark)
    return kept


def _persons(text: str) -> Iterator[str]:
    """Names beside a word of office: 县长顾明川, 温知远教授."""
    if not any(post in text for post in posts()):
        return
    yield from (match["name"] for match in _named().finditer(text))
    # Importing it unpacks its dictionary, 0.2 s.
    import rjieba

    for (word, tag), (behind, _) in pairwise(rjieba.tag(text)):
        if tag in ("nr", "nrt") and len(word) >= _SHORTEST_NAME and behind.startswith(posts()):
            yield word


@cache
def _named() -> re.Pattern[str]:
    words = naming_words()
    surnames = "|".join((*words["surnames"], *words["surnames_also_words"]))
    posts_, ends = "|".join(posts()), "|".join(lexicon_yaml("invented.yaml")["behind_name"])
    return re.compile(rf"(?:{posts_})(?P<name>(?:{surnames})[{HAN}]{{1,2}}?)(?={ends})")


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(
        _Rule(row["kind"], row["told"], re.compile(row["pattern"]), row["sources"], row["least"])
        for row in lexicon_yaml("invented.yaml")["rules"]
    )


def _bare(text: str) -> str:
    """Without blanks and years: 《2024年工作要点》 is last year's by name, a year on."""
    return _YEAR.sub("", _MASKED.sub("", _SPACE.sub("", text)))


@lru_cache(maxsize=4096)
def _pairs(text: str) -> frozenset[str]:
    runs = _HAN_RUN.findall(_MASKED.sub("，", text))
    return frozenset(run[i : i + 2] for run in runs for i in range(len(run) - 1))


def _sentences(text: str) -> Iterator[str]:
    for line in text.splitlines():
        for start, end in sentence_spans(line):
            yield line[start:end]
