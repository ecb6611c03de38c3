"""Numbers that stand in a named document: quoted, with the sentence that they stand in."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import islice

from jushi.facts import Token, tokens_with_offsets
from jushi.fidelity.claim import Claim
from jushi.fidelity.clause import lay_out
from jushi.lexicon import any_of
from jushi.numbers import Kind, Mention, format_chinese, read_mentions

_SHARED_WORDS = 2
"""Words beside the number that the document's sentence must hold too."""
_SHARED_AROUND = 3
"""The same of the words around it, where the number leans on the one before: 由3名增至5名."""
_LONGEST_SERIES = 9
"""Of more parts nobody tells each."""
_SENTENCES_READ = 1000
"""Sentences with one and the same number that are looked into, the first ones."""
_Place = tuple[str, str]
"""Name of a document and a sentence of it."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A document that may vouch for numbers."""

    name: str
    text: str
    is_announced: bool = False
    """Whether it says what was to be reached, as last year's plans do: it vouches for targets."""


class Quotations:
    """The numbers of the evidence documents, ready to be looked up by value and unit."""

    def __init__(self, documents: Sequence[Evidence], *, notes: Sequence[Evidence] = ()) -> None:
        """`notes` are those of the workbook: they vouch for 首次 and 率先, for no number."""
        self._places: dict[tuple[str, str], dict[_Place, None]] = defaultdict(dict)
        self._words: dict[str, frozenset[Token]] = {}
        self.notes = Quotations(notes) if notes else self
        for document in documents:
            layout = lay_out(document.text)
            span, place = (-1, -1), (document.name, "")
            for mention in read_mentions(document.text):
                if layout.sentence_at(mention.start) != span:
                    span = layout.sentence_at(mention.start)
                    place = (document.name, document.text[slice(*span)].strip())
                key = _target_key(mention) if document.is_announced else _key(mention)
                self._places[key][place] = None

    def of(self, claim: Claim) -> str | None:
        """`file: sentence` of a sentence that says the same number of the same thing, or None."""
        nearest, around = _nearest(claim.head), _nearest({**claim.zones, **claim.carried})
        places = self._places.get(_key(claim.mention), {})
        for name, sentence in islice(places, _SENTENCES_READ):
            words = self._words_of(sentence)
            if (
                sum(token in words for token in nearest) >= _SHARED_WORDS
                or sum(token in words for token in around) >= _SHARED_AROUND
            ):
                return _place(name, sentence)
        wanted = {*nearest, *around}
        target = self._target_of(claim, wanted) if _names_target(claim) else None
        return target or self._series_of(claim.mention, wanted)

    def _target_of(self, claim: Claim, wanted: Set[Token]) -> str | None:
        """What last year's report said was to be reached, where the claim tells it as such."""
        for name, sentence in self._places.get(_target_key(claim.mention), ()):
            if sum(token in self._words_of(sentence) for token in wanted) >= _SHARED_WORDS:
                return _place(name, sentence)
        return None

    def _series_of(self, mention: Mention, wanted: Set[Token]) -> str | None:
        """The last of a series that is told one by one: 第一期 and 第二期 are 两期."""
        count = int(mention.value) if mention.value is not None else 0
        if not 1 < count <= _LONGEST_SERIES or mention.value != count:
            return None
        last = f"第{format_chinese(count)}{mention.unit}", f"第{count}{mention.unit}"
        more = f"第{format_chinese(count + 1)}{mention.unit}"
        if (Kind.ORDINAL.value, more) in self._places:
            return None
        for text in last:
            for name, sentence in self._places.get((Kind.ORDINAL.value, text), ()):
                if sum(token in self._words_of(sentence) for token in wanted) >= _SHARED_WORDS:
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


def _names_target(claim: Claim) -> bool:
    return claim.names_target or any_of("announced").search(claim.words) is not None


def _target_key(mention: Mention) -> tuple[str, str]:
    """20个以上 that were announced are told as 20个, too."""
    number, _ = _key(mention)
    return number, f"{mention.unit}|announced"


def _nearest(words: Mapping[Token, float]) -> list[Token]:
    return sorted(words, key=lambda token: (-words[token], token))[:6]


def _key(mention: Mention) -> tuple[str, str]:
    if mention.kind in {Kind.DOC_NUMBER, Kind.ARTICLE, Kind.ORDINAL, Kind.NAMED_EVENT}:
        return mention.kind.value, re.sub(r"[\s\[\]〔〕（）()]", "", mention.text)
    value = mention.value if mention.value is not None else mention.low
    number = f"{value.normalize():f}" if value is not None else mention.text
    return number, f"{mention.unit}{mention.form.value}"


def _place(name: str, sentence: str) -> str:
    return f"{name}：{sentence if len(sentence) <= 60 else sentence[:59] + '…'}"
