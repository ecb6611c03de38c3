"""Spoken words to the words of laws and reports. Data: `knowledge/lexicons/query_synonyms.tsv`.

Neither meaning nor words lead from 打官司 to 诉讼 reliably: the embedder is small, and they share
no character.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from jushi.characters import HAN, TITLE
from jushi.knowledge.words import cut_words
from jushi.resources import lexicon_rows

# 花不花钱, 能不能
_WHETHER = re.compile(rf"([{HAN}])不\1")
_QUOTED = re.compile(rf"{TITLE}|“[^”]*”|\"[^\"]*\"")
_NAME_MARK = re.compile(r"[0-9A-Za-z０-９]")


@dataclass(frozen=True, slots=True)
class Reworded:
    """A query in the words of laws and reports."""

    text: str
    """The query with official words in the place of its plain ones; it stays a sentence, and
    that is what an embedder understands best."""
    words: tuple[str, ...]
    """The official words, each once; often none."""


def reworded(query: str) -> Reworded:
    """Give `query` with official words for its plain ones; where two overlap, the longer counts.

    What reaches from within one word into another is none (大家 of 扩大家庭), nor is what stands
    in a title, a quote or a name with digits (热线 of 12345热线). 花不花钱 asks about 花钱.
    """
    query = _asked_plainly(query)
    parts: list[str] = []
    words: list[str] = []
    at = 0
    words_of_places = [n for n, word in enumerate(cut_words(query)) for _ in word]
    quoted = [found.span() for found in _QUOTED.finditer(query)]
    for found in _pattern().finditer(query):
        official = _entries()[found[0]]
        if official == (found[0],):
            continue
        if _is_across(words_of_places, *found.span()) or _is_in_name(query, found.span(), quoted):
            continue
        if any(_stands_in(word, query, found.span()) for word in official if word != found[0]):
            continue
        parts += [query[at : found.start()], "、".join(official)]
        words += official
        at = found.end()
    return Reworded("".join((*parts, query[at:])), tuple(dict.fromkeys(words)))


def _asked_plainly(query: str) -> str:
    """花不花钱 as 花钱, where 花钱 is a plain word and 花不花钱 is none itself."""
    known = [found.span() for found in _pattern().finditer(query)]

    def plain(found: re.Match[str]) -> str:
        is_known = any(low <= found.start() and found.end() <= high for low, high in known)
        starts_one = _pattern().match(query, found.end() - 1)
        return found[1] if starts_one and not is_known else found[0]

    return _WHETHER.sub(plain, query)


def _is_across(words_of_places: list[int], start: int, end: int) -> bool:
    """Whether both ends are inside words, and not of the same one."""
    first, last = words_of_places[start], words_of_places[end - 1]
    begins_inside = start > 0 and words_of_places[start - 1] == first
    ends_inside = end < len(words_of_places) and words_of_places[end] == last
    return begins_inside and ends_inside and first != last


def _is_in_name(query: str, span: tuple[int, int], quoted: list[tuple[int, int]]) -> bool:
    start, end = span
    if any(low <= start and end <= high for low, high in quoted):
        return True
    before, behind = query[start - 1 : start] if start else "", query[end : end + 1]
    return bool(_NAME_MARK.fullmatch(before) or _NAME_MARK.fullmatch(behind))


def _stands_in(word: str, query: str, span: tuple[int, int]) -> bool:
    """Whether the official `word` is there already, around the plain one: 行政复议, 复议."""
    start, end = span
    return query.find(word, max(0, end - len(word)), start + len(word)) != -1


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_entries(), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))


@lru_cache(maxsize=1)
def _entries() -> dict[str, tuple[str, ...]]:
    rows = lexicon_rows("query_synonyms.tsv")
    return {spoken: tuple(official.split()) for spoken, official, _example in rows}
