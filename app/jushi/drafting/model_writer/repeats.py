"""Sentences that one section says and another says again: a writer sees its own section only."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from jushi.drafting.model_writer.task import Role
from jushi.drafting.model_writer.written import WritingFault
from jushi.resources import lexicon_yaml
from jushi.text import Section, Sentence

_NOT_WORDS = re.compile(r"[\W_]+")


class SaidSentences:
    """What the sections so far say."""

    def __init__(self, standing: Mapping[str, Iterable[str]]) -> None:
        """`standing`: heading to sentences of sections that were there before."""
        self._said: list[tuple[str, frozenset[str]]] = []
        self._numbers: dict[str, str] = {}
        """Where each formula was told first."""
        for heading, sentences in standing.items():
            for text in sentences:
                self._add(heading, text)

    def repeats_in(self, section: Section, role: Role) -> tuple[WritingFault, ...]:
        """Give what a model's sentences in it repeat of the sections so far.

        The same but for a few characters counts (`repeated_share` of the lexicon); short ones do
        not, for set phrases are short. In the body a sentence that tells nothing but numbers
        that another section tells is a point told twice.
        """
        found = []
        for sentence in section.sentences:
            for heading in self._where(sentence):
                told = f"“{sentence.text}”在“{heading}”里也写了，删去或换一个角度"
                found.append(WritingFault("repeated", sentence.bound_text, heading, told))
                break
            else:
                if role == "body" and (heading := self._told_in(sentence)):
                    told = f"“{sentence.text}”里的数在“{heading}”里都写过了，删去"
                    found.append(WritingFault("repeated", sentence.bound_text, heading, told))
        return tuple(found)

    def add(self, section: Section, role: Role) -> None:
        """Take the section's sentences up."""
        heading = section.heading or "开头"
        for sentence in section.sentences:
            self._add(heading, sentence.text)
            for name in _told(sentence) if role == "body" else ():
                self._numbers.setdefault(name, heading)

    def _told_in(self, sentence: Sentence) -> str:
        """Where all its numbers were told before; empty where one of them is new."""
        names = _told(sentence) if sentence.origin == "model" else ()
        places = [self._numbers.get(name, "") for name in names]
        return places[0] if places and all(places) else ""

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


def _told(sentence: Sentence) -> tuple[str, ...]:
    """The formulas of its numbers, whatever their forms."""
    return tuple(b.expression.partition("|")[0].strip() for b in sentence.filled_bindings)


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
    lexicon = lexicon_yaml("writing.yaml")
    return int(lexicon["repeated_chars"]), float(lexicon["repeated_share"])
