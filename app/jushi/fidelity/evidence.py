"""Numbers that stand in a named document: quoted, with the sentence that they stand in."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from jushi.fidelity.claim import Claim
from jushi.fidelity.clause import lay_out
from jushi.fidelity.similarity import tokens_with_offsets
from jushi.numbers import Kind, Mention, read_mentions

_SHARED_WORDS = 2
"""Words beside the number that the document's sentence must hold too."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A document that may vouch for numbers."""

    name: str
    text: str


class Quotations:
    """The numbers of the evidence documents, ready to be looked up by value and unit."""

    def __init__(self, documents: Sequence[Evidence]) -> None:
        self._places: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
        for document in documents:
            layout = lay_out(document.text)
            for mention in read_mentions(document.text):
                start, end = layout.sentence_at(mention.start)
                sentence = document.text[start:end].strip()
                self._places[_key(mention)].append((document.name, sentence))

    def of(self, claim: Claim) -> str | None:
        """`file: sentence` of a sentence that says the same number of the same thing, or None."""
        for name, sentence in self._places.get(_key(claim.mention), ()):
            words = {token for _, token in tokens_with_offsets(sentence)}
            nearest = sorted(claim.head, key=lambda token: (-claim.head[token], token))[:6]
            if sum(token in words for token in nearest) >= _SHARED_WORDS:
                return _place(name, sentence)
        return None

    def of_name(self, mention: Mention) -> str | None:
        """The same for what is quoted as it stands: document numbers, editions, articles."""
        for name, sentence in self._places.get(_key(mention), ()):
            return _place(name, sentence)
        return None


@lru_cache(maxsize=8)
def quotations_of(documents: tuple[Evidence, ...]) -> Quotations:
    """The numbers of `documents`, read once: sections and edits are checked against the same."""
    return Quotations(documents)


def _key(mention: Mention) -> tuple[str, str]:
    if mention.kind in {Kind.DOC_NUMBER, Kind.ARTICLE, Kind.ORDINAL, Kind.NAMED_EVENT}:
        return mention.kind.value, re.sub(r"[\s\[\]〔〕（）()]", "", mention.text)
    value = mention.value if mention.value is not None else mention.low
    number = f"{value.normalize():f}" if value is not None else mention.text
    return number, f"{mention.unit}{mention.form.value}"


def _place(name: str, sentence: str) -> str:
    return f"{name}：{sentence if len(sentence) <= 60 else sentence[:59] + '…'}"
