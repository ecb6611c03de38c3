"""What people decided on a check, and what of it still holds.

A number, finding or remark is told by code, figures and place, never by the words in which it is
explained: these are of one language, and a later program may word them otherwise. Decisions of
programs that went by the words are matched as those did, and are kept anew with the next save.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import get_args

from jushi.fidelity import RulingKind
from jushi.records import Decision

_KINDS = get_args(RulingKind)
_WordedPlace = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Identity:
    """Which number, finding or remark of a report it is, in no language."""

    code: str
    """Of the verdict or finding, or `usage:` and the rule."""
    figures: tuple[str, ...]
    """Ids of the figures it rests on or contradicts, nearest first."""
    section: str
    """Key of the section; empty where it stands in none."""
    sentence: str
    """Id of the sentence; in a heading its line; empty for a finding of the whole report."""
    ordinal: int
    """From 1: of a number among all of its sentence, of a finding or remark among those of its
    code and figures there."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What was decided on, as it is now. A decision holds while all of it is the same."""

    identity: Identity
    sentence: str
    """Text of the sentence; empty where it stands in none."""
    text: str
    """The number as it is written, or the words that a remark is about."""
    values: tuple[Decimal | None, ...]
    """Of the figures; of a finding also last year's."""
    basis: tuple[str, ...] = ()
    """See `Finding.basis`."""
    explanations: tuple[str, ...] = ()
    """Of a finding in every language; by one of them older decisions know it."""

    def decided(self, decision: Decision) -> Decision:
        """Give `decision` as one on this."""
        identity = self.identity
        return replace(
            decision,
            section=identity.section,
            sentence=self.sentence,
            mention=self.text,
            code=identity.code,
            figures=identity.figures,
            sentence_id=identity.sentence,
            ordinal=identity.ordinal,
            values=self.values,
            basis=self.basis,
        )

    def is_held_by(self, decision: Decision) -> bool:
        """Whether a decision on this identity is one on what it is now."""
        now = (self.sentence, self.text, self.values, self.basis)
        return now == (decision.sentence, decision.mention, decision.values, decision.basis)

    def worded_places(self) -> Iterator[_WordedPlace]:
        """Where decisions of older programs on this were kept."""
        code, section = self.identity.code, self.identity.section
        if self.text:
            yield section, self.sentence, self.text, _worded_code(self.text, code)
        for explanation in self.explanations:
            yield "", explanation, "", code


class Decided:
    """The decisions of a report, the newest on each thing."""

    def __init__(self, decisions: Iterable[Decision]) -> None:
        self._newest: dict[Identity | _WordedPlace, tuple[int, Decision]] = {}
        for number, decision in enumerate(decisions):
            if decision.kind in _KINDS and decision.code:
                self._newest[_key(decision)] = number, decision

    @property
    def has_worded_findings(self) -> bool:
        """Whether some were kept by what a finding said."""
        return any(
            is_worded(decision) and not decision.mention and not decision.is_withdrawn
            for _, decision in self._newest.values()
        )

    def on(self, subject: Subject, values: Mapping[str, Decimal | None]) -> Decision | None:
        """Give what was decided on `subject` and still holds; `values` are those of the figures."""
        places = (subject.identity, *subject.worded_places())
        found = [self._newest[place] for place in places if place in self._newest]
        if not found:
            return None
        decision = max(found, key=lambda one: one[0])[1]
        if decision.is_withdrawn:
            return None
        if is_worded(decision):
            is_moved = values.get(decision.figure_id, decision.value) != decision.value
            return None if decision.value is not None and is_moved else decision
        return decision if subject.is_held_by(decision) else None


def is_worded(decision: Decision) -> bool:
    """Whether it was kept by the words of what was decided on."""
    return decision.ordinal == 0


def kept_anew(subject: Subject, decision: Decision) -> tuple[Decision, Decision]:
    """Give what ends a decision that was kept by words, and the same one on `subject`.

    Neither says anything of a figure: what a person confirmed of it stands as it is.
    """
    plain = replace(decision, figure_id="", value=None)
    return replace(plain, is_withdrawn=True), subject.decided(plain)


def _key(decision: Decision) -> Identity | _WordedPlace:
    if is_worded(decision):
        code = _worded_code(decision.mention, decision.code)
        return decision.section, decision.sentence, decision.mention, code
    return Identity(
        decision.code, decision.figures, decision.section, decision.sentence_id, decision.ordinal
    )


def _worded_code(text: str, code: str) -> str:
    """A number was one thing there, whatever the check said of it."""
    return "" if text and not code.startswith("usage:") else code
