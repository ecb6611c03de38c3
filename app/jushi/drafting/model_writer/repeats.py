"""Sentences that one section says and another says again: a writer sees its own section only."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

import yaml

from jushi.drafting.model_writer.written import WritingFault
from jushi.resources import resource_path
from jushi.text import Section, Sentence

_LEXICON = resource_path("knowledge", "lexicons", "writing.yaml")
_NOT_WORDS = re.compile(r"[\W_]+")


class SaidSentences:
    """What the sections so far say."""

    def __init__(self, standing: Mapping[str, Iterable[str]]) -> None:
        """`standing`: heading to sentences of sections that were there before."""
        self._said: list[tuple[str, frozenset[str]]] = []
        for heading, sentences in standing.items():
            for text in sentences:
                self._add(heading, text)

    def take(self, section: Section) -> tuple[WritingFault, ...]:
        """Give what a model's sentences in it repeat of the sections before; take its own up.

        The same but for a few characters counts (`repeated_share` of the lexicon); short ones do
        not, for set phrases are short.
        """
        faults = [
            WritingFault(
                "repeated", sentence.bound_text, heading, f"“{sentence.text}”在“{heading}”里也写了"
            )
            for sentence in section.sentences
            for heading in self._where(sentence)
        ]
        for sentence in section.sentences:
            self._add(section.heading or "开头", sentence.text)
        return tuple(faults)

    def _where(self, sentence: Sentence) -> list[str]:
        pairs = _pairs(sentence.text) if sentence.origin == "model" else frozenset()
        if not pairs:
            return []
        likest = max(self._said, key=lambda said: _share(pairs, said[1]), default=None)
        if likest is None or _share(pairs, likest[1]) < _measures()[1]:
            return []
        return [likest[0]]

    def _add(self, heading: str, text: str) -> None:
        pairs = _pairs(text)
        if pairs:
            self._said.append((heading, pairs))


def _pairs(text: str) -> frozenset[str]:
    """Neighbouring characters; none for a sentence that is too short to count."""
    words = _NOT_WORDS.sub("", text)
    if len(words) < _measures()[0]:
        return frozenset()
    return frozenset(words[i : i + 2] for i in range(len(words) - 1))


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other)


@cache
def _measures() -> tuple[int, float]:
    lexicon = yaml.safe_load(_LEXICON.read_text("utf-8"))
    return int(lexicon["repeated_chars"]), float(lexicon["repeated_share"])
