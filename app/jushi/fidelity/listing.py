"""A count held against the list that stands beside it: 印发文件4份：《甲》《乙》."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from jushi.fidelity.claim import Claim
from jushi.fidelity.clause import Layout
from jushi.fidelity.judge import Judgement
from jushi.fidelity.verdict import Code, Status, status_of
from jushi.lazy_pattern import lazy_pattern
from jushi.lexicon import all_counters
from jushi.numbers import Form, Kind
from jushi.text import STATEMENT_STOPS

_TITLE = r"《[^《》\n]{1,60}》(?:（[^（）\n]{0,40}）)?"
_AND = r"(?:[、和及与]|以及)?"
_TITLES = rf"{_TITLE}(?:{_AND}{_TITLE})*"
_AFTER = lazy_pattern(rf"[：:](?P<titles>{_TITLES})(?=[{STATEMENT_STOPS}\n]|$)")
_ENDS_LIST = lazy_pattern("[》）](?:共|这|等)?$")
_BEFORE = lazy_pattern(rf"(?P<titles>{_TITLES})(?:共|这|等)?$")
_LONGEST = 600


def count_lists(
    layout: Layout, judged: Sequence[tuple[Claim, Judgement]]
) -> list[tuple[Claim, Judgement]]:
    """Give `judged` with counts of documents whose complete list has another number of titles.

    A list that ends in 等 is complete for nobody: it is left alone.
    """
    out = []
    for claim, judgement in judged:
        listed = _listed(layout, claim) if status_of(judgement.code) is not Status.ERROR else None
        if listed is not None and listed != claim.mention.value:
            judgement = replace(
                judgement, code=Code.WRONG_ARITHMETIC, reason="wrong_count", detail=str(listed)
            )
        out.append((claim, judgement))
    return out


def _listed(layout: Layout, claim: Claim) -> Decimal | None:
    """How many titles the list beside `claim` has; None without a complete list of two or more."""
    mention, text = claim.mention, layout.text
    if mention.kind is not Kind.QUANTITY or mention.form is not Form.EXACT:
        return None
    if mention.unit not in all_counters("documents"):
        return None
    match = _AFTER.match(text, mention.end, mention.end + _LONGEST)
    if match is None:
        if not _ENDS_LIST.search(text, max(0, mention.start - 2), mention.start):
            return None
        start = max(claim.sentence[0], mention.start - _LONGEST)
        match = _BEFORE.search(text[start : mention.start])
        if match is None or match.group().endswith("等"):
            return None
    titles = len(re.findall(_TITLE, match["titles"]))
    return Decimal(titles) if titles > 1 else None
