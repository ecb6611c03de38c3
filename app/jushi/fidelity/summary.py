"""What is said of the whole: figures not used, counts, and the chance of a lucky pass."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from jushi.facts import Fact
from jushi.fidelity.verdict import Code, Finding, Status, Summary, Verdict
from jushi.figures import FigureTable, bare_unit
from jushi.messages import render
from jushi.numbers import Mention


def findings_of(
    table: FigureTable, verdicts: Sequence[Verdict], language: str
) -> tuple[Finding, ...]:
    """Figures that no mention tells: an error for those that must be reported, else to review."""
    used = {i for v in verdicts if v.code is not Code.NOT_DATA for i in v.figures}
    found = []
    for figure in table:
        if figure.id in used:
            continue
        if figure.value is None and not figure.required:
            continue
        reason = "required_unused" if figure.required else "unused"
        if figure.value is None:
            reason = "no_value"
        text = render(f"verdicts.{reason}", language, indicator=figure.indicator, cell=figure.cell)
        status = Status.ERROR if figure.required else Status.REVIEW
        found.append(Finding(Code.UNUSED_FIGURE, status, (figure.id,), text, basis=(reason,)))
    return tuple(found)


def summarise(table: FigureTable, verdicts: Sequence[Verdict], facts: Sequence[Fact]) -> Summary:
    """Count the data mentions by status, and the figures that were told."""
    data = [v for v in verdicts if v.mention.is_data]
    counts = Counter(v.status for v in data)
    ids = {figure.id for figure in table}
    used = {i for v in verdicts if v.status is not Status.ERROR for i in v.figures} & ids
    return Summary(
        mentions=len(verdicts),
        data=len(data),
        ok=counts[Status.OK],
        review=counts[Status.REVIEW],
        error=counts[Status.ERROR],
        figures=len(table),
        used=len(used),
        coincidence=coincidence([v.mention for v in data], facts),
    )


def coincidence(mentions: Sequence[Mention], facts: Sequence[Fact]) -> Decimal:
    """Chance, 0 to 1, that a number drawn at random would equal some fact of its unit.

    For each mention the random number is uniform over those with as many digits; words are left
    out of account, so this is what mere value look-up would let pass.
    """
    if not mentions:
        return Decimal(0)
    distinct: dict[str, set[Decimal]] = {}
    for fact in facts:
        distinct.setdefault(bare_unit(fact.unit), set()).add(abs(fact.value))
    values = {unit: sorted(known) for unit, known in distinct.items()}
    total = Decimal(0)
    for mention in mentions:
        if mention.value is None or mention.step is None or mention.step <= 0:
            continue
        places = max(1, len(str(int(abs(mention.value / mention.step)))))
        low, high = Decimal(10) ** (places - 1) * mention.step, Decimal(10) ** places * mention.step
        of_unit = values.get(bare_unit(mention.unit or ""), [])
        known = bisect_left(of_unit, high) - bisect_left(of_unit, low)
        total += min(Decimal(1), Decimal(known) / (9 * Decimal(10) ** (places - 1)))
    return (total / len(mentions)).quantize(Decimal("0.0001"))
