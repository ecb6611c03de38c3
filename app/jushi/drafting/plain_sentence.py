"""Plain sentences for figures that no past sentence speaks of. Wording: composing.yaml."""

import re
from collections.abc import Iterator, Sequence

from jushi.drafting.composing_words import SentencePattern, composing_words
from jushi.drafting.rendering import render_bound
from jushi.figures import Figure, FigureTable
from jushi.text import Sentence

# 综合得分|全市各县区: where a rank was won.
_SCOPE = re.compile(r"(?:全(?:国|省|市|县|区|州|盟|旗)|在)[^，]{0,8}$")


def plain_sentences(
    figures: Sequence[Figure], table: FigureTable, *, year: int
) -> tuple[Sentence, ...]:
    """Give sentences that tell `figures` and nothing else, those of one period together.

    A figure without a value reads 【待补：指标】. Figures that recur (每月1日) are no results and
    are left out.
    """
    told = [f for f in figures if f.period is None or f.period.recurrence is None]
    size = composing_words().figures_in_sentence
    sentences: list[Sentence] = []
    for opener, group in _by_opener(told, year):
        for start in range(0, len(group), size):
            clauses = "，".join(_clause(f) for f in group[start : start + size])
            # 全年 once is enough; another period must be said each time.
            repeats = start and opener == composing_words().whole_year
            template = f"{'' if repeats else opener}{clauses}。"
            sentences.append(render_bound(template, table).sentence)
    return tuple(sentences)


def _by_opener(figures: Sequence[Figure], year: int) -> Iterator[tuple[str, list[Figure]]]:
    groups: dict[str, list[Figure]] = {}
    for figure in figures:
        groups.setdefault(_opener(figure, year), []).append(figure)
    yield from groups.items()


def _opener(figure: Figure, year: int) -> str:
    """全年, 前11个月, or the period in full where it lies outside the report's year."""
    words, period = composing_words(), figure.period
    if period is None:
        return ""
    if period.year == year and period.is_full_year:
        return words.whole_year if not figure.indicator.startswith("全年") else ""
    if (
        period.year == year
        and period.start
        and period.end
        and period.start.timetuple().tm_yday == 1
    ):
        return words.first_months.format(months=period.end.month)
    return words.other_period.format(period=period.text)


def _clause(figure: Figure) -> str:
    pattern = next(p for p in composing_words().patterns if _fits(p, figure))
    ending = next((e for e in pattern.endings if figure.indicator.endswith(e)), "")
    form = f"|{pattern.form}" if pattern.form else ""
    stem = figure.indicator.removesuffix(ending)
    scope = _SCOPE.search(stem) if pattern.form.startswith("第") else None
    return pattern.text.format(
        indicator=figure.indicator,
        stem=stem[: scope.start()] if scope else stem,
        scope=scope.group() if scope else "",
        slot=f"{{{{{figure.id}{form}}}}}",
    )


def _fits(pattern: SentencePattern, figure: Figure) -> bool:
    return (not pattern.endings or figure.indicator.endswith(pattern.endings)) and (
        not pattern.units or figure.unit in pattern.units
    )
