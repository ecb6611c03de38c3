"""A list of members tells one thing of each: 商学院1689人、机电学院1378人、信息学院1205人."""

from collections import Counter
from collections.abc import Iterator, Sequence

from jushi.characters import HAN
from jushi.facts import Fact, Measure
from jushi.fidelity.claim import Claim
from jushi.fidelity.judge import Judgement
from jushi.fidelity.resolution import Resolver
from jushi.fidelity.truth import TRUE_RELATIONS, compare
from jushi.fidelity.verdict import Code, Status, status_of
from jushi.lazy_pattern import lazy_pattern

_FEWEST = 3
"""Members of which most can tell one thing."""
_NEXT = lazy_pattern(rf"[、，]?(?:和|与|及|以及)?[“”]?(?P<name>[{HAN}]{{2,12}})[“”]?")
_Row = tuple[int, Claim, Judgement, str]
"""Place among all that is judged, …, and what the workbook calls the thing, without its member."""


def judge_members_alike(
    text: str, judged: Sequence[tuple[Claim, Judgement]], resolver: Resolver
) -> list[tuple[Claim, Judgement]]:
    """Give `judged` with an error where a list tells of one member what it tells of no other."""
    out = list(judged)
    for run in _runs(text, judged):
        told = Counter(row[3] for row in run)
        most, count = told.most_common(1)[0]
        if len(told) == 1 or not most or count * 2 <= len(run) or count < len(run) - 1:
            continue
        for place, claim, judgement, rest in run:
            own = _of_member(judgement.facts[0], rest, most, resolver) if rest != most else None
            if own is not None and compare(claim, own).relation not in TRUE_RELATIONS:
                other = judgement.facts[0]
                wrong = Judgement(Code.WRONG_ATTRIBUTION, "wrong_attribution", (own,), other=other)
                out[place] = (claim, wrong)
    return out


def _runs(text: str, judged: Sequence[tuple[Claim, Judgement]]) -> Iterator[list[_Row]]:
    """The lists of proven levels, each behind the name of its member."""
    run: list[_Row] = []
    for place, (claim, judgement) in enumerate(judged):
        end = run[-1][1].mention.end if run else claim.sentence[0]
        between = text[end : claim.mention.start]
        if run and (run[-1][1].sentence != claim.sentence or not _NEXT.fullmatch(between)):
            if len(run) >= _FEWEST:
                yield run
            run = []
        row = _row(place, claim, judgement, text)
        run = [*run, row] if row is not None else []
    if len(run) >= _FEWEST:
        yield run


def _row(place: int, claim: Claim, judgement: Judgement, text: str) -> _Row | None:
    if status_of(judgement.code) is not Status.OK or len(judgement.facts) != 1:
        return None
    fact = judgement.facts[0]
    if not fact.is_stated or fact.measure is not Measure.LEVEL:
        return None
    name = text[max(claim.sentence[0], claim.mention.start - 12) : claim.mention.start]
    for size in range(len(fact.indicator) - 1, 1, -1):
        if name.endswith(fact.indicator[:size]):
            return place, claim, judgement, fact.indicator[size:]
    return None


def _of_member(fact: Fact, rest: str, most: str, resolver: Resolver) -> Fact | None:
    """What the list tells of the others, of the member of `fact`."""
    book = resolver.book
    name = fact.indicator.removesuffix(rest) + most
    for topic in book.named(name):
        for own in book.facts_of(topic):
            if own.is_stated and own.is_current and own.unit == fact.unit and not own.target:
                return own
    return None
