"""Ranks and superlatives: who is first, by what, and whether that is good."""

from collections.abc import Sequence

from jushi.facts import is_disputed_rank
from jushi.fidelity.claim import Claim
from jushi.fidelity.evidence import Quotations
from jushi.fidelity.judge import Judgement
from jushi.fidelity.resolution import Candidate
from jushi.fidelity.verdict import Code, Finding, Status, Verdict
from jushi.figures import FigureTable
from jushi.messages import render
from jushi.numbers import Kind

_SPEAKS_OF = 0.3


def judge_superlative(
    claim: Claim, options: Sequence[Candidate], quotations: Quotations
) -> Judgement:
    """率先, 首个, 第一: proven by a figure that says first, or quoted; else asked about."""
    for option in options:
        if (
            option.fact.unit in {"名", "位"}
            and option.fact.value == 1
            and option.text >= _SPEAKS_OF
        ):
            return Judgement(Code.EXACT, "exact", (option.fact,))
    place = quotations.of(claim) or quotations.notes.of(claim)
    if place is not None:
        return Judgement(Code.QUOTED, "quoted", detail=place)
    return Judgement(Code.UNVERIFIED, "superlative")


def polarity_findings(
    verdicts: Sequence[Verdict], table: FigureTable, language: str
) -> tuple[Finding, ...]:
    """败诉率位居第二名: the number is proven, but is second good or bad? One finding for each."""
    by_id = table.by_id()
    found = []
    for verdict in verdicts:
        ranked = [by_id[i] for i in verdict.figures if i in by_id]
        if verdict.mention.kind is not Kind.RANK or not ranked or verdict.status is Status.ERROR:
            continue
        if is_disputed_rank(ranked[0].indicator):
            text = render(
                "verdicts.rank_polarity",
                language,
                indicator=ranked[0].indicator,
                told=verdict.mention.text,
                cell=ranked[0].cell,
            )
            mention = verdict.mention
            found.append(
                Finding(
                    Code.AMBIGUOUS,
                    Status.REVIEW,
                    (ranked[0].id,),
                    text,
                    mention.start,
                    mention.end,
                    basis=("rank_polarity", mention.text),
                )
            )
    return tuple(found)
