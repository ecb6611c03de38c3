"""What a section is searched for by: a title alone is often a slogan and finds little."""

import re
from collections.abc import Sequence
from dataclasses import replace

from jushi.drafting import writing
from jushi.knowledge import Hit, Passage, mask_figures
from jushi.text import HEADING_NUMBER

# Last year's section in at most so many queries: each costs a search for each kind of document.
_MOST_PASSAGES = 4
_LONGEST_QUERY = 160
# Reciprocal rank fusion of the queries; the constant is that of `jushi.knowledge.fusion`.
_K = 10
_MASKS = re.compile(r"〔[^〕]*〕")
_VARIABLES = re.compile(r"\{\w+\}年?")
_NUMBER = re.compile(f"^{HEADING_NUMBER}")


def section_queries(
    section: writing.OutlineSection, own_past: Sequence[Passage]
) -> tuple[str, ...]:
    """Give the queries for a section, most telling last year's words last.

    The first is its title with the outline's own queries, then the indicators that belong to it,
    then what its passages in `own_past`, last year's report, tell, without figures and dates. A
    word that both title and queries hold is not said twice.
    """
    title = _VARIABLES.sub("", section.title)
    further = [query for query in section.queries if query not in title]
    queries = [" ".join((title, *(_VARIABLES.sub("", query) for query in further)))]
    if section.indicators:
        queries.append(" ".join(section.indicators)[:_LONGEST_QUERY])
    last_year = [p for p in own_past if any(_is_heading(h, title) for h in p.heading_path)]
    for passage in last_year[:_MOST_PASSAGES]:
        queries.append(_MASKS.sub("", mask_figures(passage.text))[:_LONGEST_QUERY])
    return tuple(dict.fromkeys(query for query in queries if query.strip()))


def fuse_hits(found: Sequence[Sequence[Hit]]) -> tuple[Hit, ...]:
    """Give the hits of several queries as one list, each once, best first.

    A hit keeps the words that its best query found in it.
    """
    scores: dict[str, float] = {}
    best: dict[str, Hit] = {}
    for hits in found:
        for hit in hits:
            id_ = hit.passage.id
            scores[id_] = scores.get(id_, 0.0) + 1 / (_K + hit.rank)
            former = best.get(id_)
            if former is None or hit.rank < former.rank:
                best[id_] = hit
    order = sorted(scores, key=lambda id_: (-scores[id_], id_))
    return tuple(
        replace(best[id_], rank=rank, score=scores[id_]) for rank, id_ in enumerate(order, start=1)
    )


def _is_heading(heading: str, title: str) -> bool:
    return _NUMBER.sub("", heading).rstrip("。") == _NUMBER.sub("", title).rstrip("。")
