"""自测: errors planted in copies of a stored report, to see how many its check finds."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from jushi.errors import ConflictError
from jushi.fidelity import Status, check_text
from jushi.messages import Message
from jushi.services.error_injection import KINDS, Mutation, Truth, family_of
from jushi.services.workspace.group import Group
from jushi.services.workspace.reports import StoredReport
from jushi.services.workspace.sources import Sources
from jushi.text import sentence_at


@dataclass(frozen=True, slots=True)
class InjectedError:
    """One error that was planted in a copy of the report, alone."""

    kind: str
    """One of `planting.KINDS`."""
    family: str
    """One of `planting.FAMILIES`."""
    before: str
    """The words where the error shows, as they truly are; empty where only words were added."""
    after: str
    sentence: str
    """The sentence of the copy that the error stands in."""
    is_found: bool
    """Whether the check flagged it, as an error or for review."""


@dataclass(frozen=True, slots=True)
class SelfTest:
    """How a self-test stands."""

    asked: int
    """Errors that it will plant; fewer than were asked for where the report has no more places."""
    planted: tuple[InjectedError, ...] = ()

    @property
    def found(self) -> int:
        return sum(one.is_found for one in self.planted)

    @property
    def missed(self) -> tuple[InjectedError, ...]:
        return tuple(one for one in self.planted if not one.is_found)

    @property
    def is_finished(self) -> bool:
        return len(self.planted) == self.asked

    def by_family(self) -> dict[str, tuple[int, int]]:
        """Found and planted of each family, in the order in which they came."""
        told: dict[str, tuple[int, int]] = {}
        for one in self.planted:
            found, planted = told.get(one.family, (0, 0))
            told[one.family] = (found + one.is_found, planted + 1)
        return told


@dataclass(frozen=True, slots=True)
class SelfTests(Group):
    """Self-tests of the check on one stored report."""

    def run(self, *, most: int, seed: int) -> Iterator[SelfTest]:
        """Plant `most` errors one after another; give the state before the first and after each.

        The report itself stays as it is. The same seed plants the same errors. Raises ConflictError
        where the report has no number that is proven.
        """
        opened = self._group(StoredReport).open()
        truth = None
        if opened.result is not None:
            truth = Truth(opened.result.text, opened.table, opened.result)
        if truth is None or not truth.proven():
            raise ConflictError("services.nothing_proven_yet", place=Message("places.self_test"))
        evidence = self._group(Sources).evidence()
        planned = _plan(truth, most, random.Random(seed))
        planted: tuple[InjectedError, ...] = ()
        yield SelfTest(len(planned))
        for mutation in planned:
            text, spans = mutation.apply(truth.text)
            result = check_text(
                text, truth.table, evidence=evidence, language=opened.report.language
            )
            is_found = any(
                v.status is not Status.OK and v.mention.start < end and start < v.mention.end
                for v in result.verdicts
                for start, end in spans
            )
            planted += (_told(truth, mutation, text, spans[0], is_found),)
            yield SelfTest(len(planned), planted)


def _plan(truth: Truth, most: int, rng: random.Random) -> list[Mutation]:
    """One error of each kind by turns, each at a place where that kind can happen."""
    places = truth.proven()
    rng.shuffle(places)
    left = {kind: iter(places) for kind in rng.sample(sorted(KINDS), len(KINDS))}
    planned: list[Mutation] = []
    while left and len(planned) < most:
        for kind in list(left):
            made = (KINDS[kind](truth, verdict, rng) for verdict in left[kind])
            mutation = next((m for m in made if m is not None), None)
            if mutation is None:
                del left[kind]
            elif len(planned) < most:
                planned.append(mutation)
    return planned


def _told(
    truth: Truth, mutation: Mutation, text: str, span: tuple[int, int], is_found: bool
) -> InjectedError:
    first = min(mutation.changes, key=lambda change: change.start)
    start, _ = sentence_at(text, span[0])
    _, end = sentence_at(text, max(span[0], span[1] - 1))
    return InjectedError(
        mutation.kind,
        family_of(mutation.kind),
        truth.text[first.start : first.end],
        first.text.strip(),
        text[start:end].strip(),
        is_found,
    )
