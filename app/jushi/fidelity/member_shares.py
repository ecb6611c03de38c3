"""What share a member has of the row of totals that counts it in: 占全市的25.4%."""

from collections.abc import Sequence

from jushi.characters import HAN
from jushi.facts import Measure
from jushi.fidelity.claim import Claim
from jushi.fidelity.judge import Judgement, settle
from jushi.fidelity.operands import Told, first_facts, present_facts
from jushi.fidelity.resolution import Resolver
from jushi.fidelity.shares import share_of
from jushi.fidelity.verdict import Code
from jushi.lazy_pattern import lazy_pattern
from jushi.lexicon import cell_words
from jushi.text import CLAUSE_STOPS

_LEVELS = frozenset({Measure.LEVEL})
_OF_ALL = lazy_pattern(
    rf"占到?了?(?:全[{HAN}]{{1,2}}|总[量额]|总体|{'|'.join(cell_words('total'))})"
    rf"[^{CLAUSE_STOPS}、\d]{{0,8}}$"
)


def judge_member_share(
    claim: Claim, resolver: Resolver, told: Sequence[Told], text: str
) -> Judgement | None:
    """Prove 东镇受理130件，占全市的25.4%; None where it is not so, or no row of totals is known."""
    if not _OF_ALL.search(text, claim.sentence[0], claim.mention.start):
        return None
    part = next(iter(first_facts(claim, resolver, told, _LEVELS)), None)
    total = resolver.book.total_of(part.topic) if part is not None and part.topic >= 0 else None
    if part is None or total is None:
        return None
    wholes = present_facts(total, claim, resolver, _LEVELS)
    found = (settle(claim, f) for whole in wholes if (f := share_of(part, whole)) is not None)
    return next((judgement for judgement in found if judgement.code is Code.DERIVED), None)
