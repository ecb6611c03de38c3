"""One indicator told twice with two values: inconsistent, whichever is right."""

from collections.abc import Container, Sequence

from jushi.fidelity.claim import Claim
from jushi.fidelity.judge import Judgement
from jushi.fidelity.verdict import Code

_ALIKE = 0.8
"""Share of the words beside a mention that the other must have too."""


def inconsistent(
    judged: Sequence[tuple[Claim, Judgement]], cells: Container[int] = ()
) -> list[tuple[Claim, Judgement]]:
    """Give `judged` with what has no source, but was told before with another value, renamed.

    Numbers with a source keep their verdict: the wrong one of two is found by its figure. Those
    that begin at one of `cells` stand in a table, whose columns say what they are.
    """
    out: list[tuple[Claim, Judgement]] = []
    seen: dict[str | None, list[Claim]] = {}
    for claim, judgement in judged:
        mention = claim.mention
        if mention.start in cells:
            out.append((claim, judgement))
            continue
        if judgement.code is Code.UNSUPPORTED:
            before = next((c for c in seen.get(mention.unit, ()) if _same_thing(c, claim)), None)
            if before is not None and before.mention.value != mention.value:
                told = before.mention.text
                judgement = Judgement(Code.INCONSISTENT, "inconsistent", detail=told)
        seen.setdefault(mention.unit, []).append(claim)
        if len(seen[mention.unit]) > 50:
            del seen[mention.unit][0]
        out.append((claim, judgement))
    return out


def _same_thing(one: Claim, two: Claim) -> bool:
    if len(one.head) < 3 or len(two.head) < 3 or one.structure.measures != two.structure.measures:
        return False
    if one.period != two.period:
        return False
    shared = sum(min(near, two.head.get(token, 0.0)) for token, near in one.head.items())
    return shared >= _ALIKE * max(sum(one.head.values()), sum(two.head.values()))
