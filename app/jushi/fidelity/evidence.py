"""Numbers that stand in a named document: quoted, with the sentence that they stand in."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from jushi.facts import Token, tokens_with_offsets
from jushi.fidelity.claim import Claim
from jushi.fidelity.clause import lay_out
from jushi.numbers import Kind, Mention, read_mentions

_SHARED_WORDS = 2
"""Words beside the number that the document's sentence must hold too."""
_SENTENCES_READ = 1000
"""Sentences with one and the same number that are looked into, the first ones."""
_Place = tuple[str, str]
"""Name of a document and a sentence of it."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A document that may vouch for numbers."""

    name: str
    text: str


class Quotations:
    """The numbers of the evidence documents, ready to be looked up by value and unit."""

    def __init__(self, documents: Sequence[Evidence]) -> None:
        self._places: dict[tuple[str, str], dict[_Place, None]] = defaultdict(dict)
        self._words: dict[str, frozenset[Token]] = {}
        for document in documents:
            layout = lay_out(document.text)
            span, place = (-1, -1), (document.name, "")
            for mention in read_mentions(document.text):
                if layout.sentence_at(mention.start) != span:
                    span = layout.sentence_at(mention.start)
                    place = (document.name, document.text[slice(*span)].strip())
                self._places[_key(mention)][place] = None

    def of(self, claim: Claim) -> str | None:
        """`file: sentence` of a sentence that says the same number of the same thing, or None."""
        nearest = sorted(claim.head, key=lambda token: (-claim.head[token], token))[:6]
        places = self._places.get(_key(claim.mention), {})
        for name, sentence in islice(places, _SENTENCES_READ):
            words = self._words_of(sentence)
            if sum(token in words for token in nearest) >= _SHARED_WORDS:
                return _place(name, sentence)
        return None

    def _words_of(self, sentence: str) -> frozenset[Token]:
        known = self._words.get(sentence)
        if known is None:
            known = frozenset(token for _, token in tokens_with_offsets(sentence))
            self._words[sentence] = known
        return known

    def of_name(self, mention: Mention) -> str | None:
        """The same for what is quoted as it stands: document numbers, editions, articles."""
        for name, sentence in self._places.get(_key(mention), ()):
            return _place(name, sentence)
        return None


def _key(mention: Mention) -> tuple[str, str]:
    if mention.kind in {Kind.DOC_NUMBER, Kind.ARTICLE, Kind.ORDINAL, Kind.NAMED_EVENT}:
        return mention.kind.value, re.sub(r"[\s\[\]〔〕（）()]", "", mention.text)
    value = mention.value if mention.value is not None else mention.low
    number = f"{value.normalize():f}" if value is not None else mention.text
    return number, f"{mention.unit}{mention.form.value}"


def _place(name: str, sentence: str) -> str:
    return f"{name}：{sentence if len(sentence) <= 60 else sentence[:59] + '…'}"
