"""What changed of the figures that a section tells, in one sentence at its end."""

from collections.abc import Sequence
from dataclasses import replace

from jushi.drafting.composing_words import composing_words
from jushi.drafting.fact_sheet import FactRow, FactSheet
from jushi.drafting.rendering import is_rank, render_bound
from jushi.text import Sentence


def change_sentence(told: Sequence[Sentence], sheet: FactSheet) -> Sentence | None:
    """Give 与上年相比，… for figures of `told` whose change nothing of it tells.

    What got worse first, then what got better, then marked changes, few of them. Behind a list it
    is a paragraph of its own, for it belongs to no item. None where nothing is left to say.
    """
    follows_list = any(sentence.enumerator for sentence in told)
    words = composing_words().changes
    known = {b.figures[0] for s in told for b in s.filled_bindings if _is_change(b.expression)}
    names = [n for s in told for n in s.told_figures if n not in known and n in sheet.rows]
    rows = [sheet.rows[name] for name in dict.fromkeys(names)]
    marked = [row for row in rows if _is_marked(row, words["marked"])]
    chosen = sorted(marked, key=_rank)[: words["most"]]
    if not chosen:
        return None
    # 三、四级手术 holds the mark that would part the clauses.
    clauses = "，".join(f"{row.figure.indicator}{row.growth or row.change}" for row in chosen)
    sentence = render_bound(f"{words['lead']}{clauses}。", sheet.table).sentence
    return replace(sentence, starts_paragraph=follows_list)


def _is_change(expression: str) -> bool:
    return expression.startswith(("yoy(", "diff(", "prev("))


def _is_marked(row: FactRow, least: int) -> bool:
    # 名次下降5名 says of a 败诉率 neither whether that is good nor which way it went.
    if not row.difference or not row.change or row.is_change or is_rank(row.figure):
        return False
    growth = row.growth_percent
    is_large = bool(row.growth) and growth is not None and abs(growth) >= least
    return row.standing in ("better", "worse") or is_large


def _rank(row: FactRow) -> int:
    return ("worse", "better").index(row.standing) if row.standing in ("worse", "better") else 2
