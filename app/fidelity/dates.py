"""Years and days told, held against the figures' periods."""

from collections.abc import Sequence

from app.fidelity.claim import Claim
from app.fidelity.facts import Fact
from app.fidelity.judge import Judgement
from app.fidelity.verdict import Code
from app.figures import FigureTable
from app.numbers import Kind, Mention


def check_dates(
    text: str,
    mentions: Sequence[Mention],
    claims: Sequence[Claim],
    judged: Sequence[tuple[Mention, Judgement]],
    table: FigureTable,
    *,
    report_year: int | None,
) -> list[tuple[Mention, Judgement]]:
    """Judge the dates that are wrong; the rest stays what it is, a date.

    A year is wrong where the numbers it governs are true of another year. A day or month is
    wrong where the workbook has a figure in 日 or 月 for it with another value.
    """
    spans = {m.start: m for m in mentions if m.kind in {Kind.DATE, Kind.PERIOD}}
    governed: dict[int, list[Judgement]] = {}
    for claim, (_, judgement) in zip(claims, judged, strict=True):
        if claim.anchor is not None and claim.anchor.start in spans:
            governed.setdefault(claim.anchor.start, []).append(judgement)
    wrong = []
    for start, judgements in sorted(governed.items()):
        dates = [j for j in judgements if j.code is Code.WRONG_DATE and j.reason == "wrong_date"]
        if dates and len(dates) * 2 >= len(judgements):
            fact: Fact = dates[0].facts[0]
            wrong.append((spans[start], Judgement(Code.WRONG_DATE, "wrong_date", (fact,))))
    return wrong
