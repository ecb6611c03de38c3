"""Plain sentences for figures that no past sentence speaks of. Wording: composing.yaml."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from jushi.drafting.composing_words import SentencePattern, composing_words
from jushi.drafting.fact_sheet import FEWEST_FOR_GROWTH, difference_kind
from jushi.drafting.indicator_words import indicator_words
from jushi.drafting.rendering import has_value, render_bound
from jushi.errors import FigureError
from jushi.facts import Measure, read_name
from jushi.figures import Figure, FigureTable, change_of, parse_formula
from jushi.lexicon import ChangeKind, names_fall, told_change
from jushi.text import Sentence

# 综合得分|全市各县区: where a rank was won.
_SCOPE = re.compile(r"(?:全(?:国|省|市|县|区|州|盟|旗)|在)[^，]{0,8}$")
_CHANGE_OF = re.compile(r"(?:yoy|diff)\((\w+)\)")


def plain_sentences(
    figures: Sequence[Figure], table: FigureTable, *, year: int
) -> tuple[Sentence, ...]:
    """Give sentences that tell `figures` and nothing else, those of one period together.

    Each figure is told with its change against last year where the workbook has last year's
    value; a change that has a row of its own, and the parts of a sum, stand with what they belong
    to. Rates that are equal share one number. A figure without a value reads 【待补：指标】.
    Figures that recur (每月1日) are no results and are left out.
    """
    told = [f for f in figures if f.period is None or f.period.recurrence is None]
    size = composing_words().figures_in_sentence
    sentences: list[Sentence] = []
    for opener, group in _by_opener(told, year):
        clauses = list(_Teller(group, table).clauses())
        for start in range(0, len(clauses), size):
            shown = clauses[start : start + size]
            joined = ("；" if any("，" in clause for clause in shown) else "，").join(shown)
            # 全年 once is enough; another period must be said each time.
            repeats = start and opener == composing_words().whole_year
            template = f"{'' if repeats else opener}{joined}。"
            sentences.append(render_bound(template, table).sentence)
    return tuple(sentences)


def said_once(sentence: Sentence, before: Sequence[Sentence]) -> Sentence:
    """Give a plain sentence without its 全年 where the one just before it has said that."""
    word = composing_words().whole_year
    is_said = any(s.text.startswith(word) and s.origin == "written" for s in before)
    if sentence.origin != "written" or not is_said or not sentence.text.startswith(word):
        return sentence
    by = len(word)
    bindings = tuple(replace(b, start=b.start - by, end=b.end - by) for b in sentence.bindings)
    return replace(
        sentence, text=sentence.text[by:], template=sentence.template[by:], bindings=bindings
    )


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
        # Of a rank and a target 全年 says nothing; a change, 同比增减, has it before its name.
        is_said = figure.indicator.startswith(words.whole_year) or _is_timeless(figure)
        return "" if is_said else words.whole_year
    if (
        period.year == year
        and period.start
        and period.end
        and period.start.timetuple().tm_yday == 1
    ):
        return words.first_months.format(months=period.end.month)
    return words.other_period.format(period=period.text)


def _is_timeless(figure: Figure) -> bool:
    name = read_name(figure.indicator, figure.unit)
    return bool(name.target) or name.measure is Measure.RANK


class _Teller:
    """Gives the clauses that tell the figures of one period, each figure once."""

    def __init__(self, figures: Sequence[Figure], table: FigureTable) -> None:
        self._figures = figures
        self._table = table
        ids = {figure.id for figure in figures}
        self._changes = {
            base: figure
            for figure in figures
            if (base := _base_of(figure)) in ids and has_value(figure, table)
        }
        """Rows that are the change of another row, by that row's id."""
        known = {figure.id: figure for figure in figures}
        self._parts = {
            figure.id: [known[name] for name in names]
            for figure in figures
            if (names := _summed(figure)) and ids.issuperset(names)
        }
        self._done = {figure.id for figure in self._changes.values()}
        self._done |= {part.id for parts in self._parts.values() for part in parts}

    def clauses(self) -> Iterator[str]:
        for figure in self._figures:
            if figure.id in self._done:
                continue
            self._done.add(figure.id)
            twins = self._twins(figure)
            if twins:
                self._done.update(twin.id for twin in twins)
                yield _joint([figure, *twins])
                continue
            yield f"{_clause(figure)}{self._change(figure)}{self._parts_of(figure)}"

    def _twins(self, figure: Figure) -> list[Figure]:
        """Rates beside it that have the same value, and nothing more to tell."""
        if figure.unit != "%" or figure.value is None or self._change(figure):
            return []
        return [
            other
            for other in self._figures
            if other.id not in self._done
            and (other.unit, other.value, other.approx)
            == (figure.unit, figure.value, figure.approx)
            and other.indicator.endswith(_pattern(other).endings or ("",))
            and not self._change(other)
        ]

    def _change(self, figure: Figure) -> str:
        """，同比增长6.9%: by its own row if there is one; empty where last year is not known."""
        own = self._changes.get(figure.id)
        if own is not None:
            kind: ChangeKind = "growth" if own.unit == "%" else difference_kind(figure)
            return f"，{_compared(kind)}{{{{{own.id}}}}}"
        is_level = _pattern(figure).is_level and not names_fall(figure.indicator)
        if figure.unit == "倍":
            return ""  # 为上年的1.4倍，比上年减少0.4倍 is no news that anybody tells
        if figure.value is None or figure.previous is None or figure.approx or not is_level:
            return ""
        changed = change_of(figure.value, figure.previous, figure.unit)
        if not changed.difference:
            # 100% of two years running is no news.
            is_full = figure.unit == "%" and figure.value == 100
            return "" if is_full else f"，{composing_words().unchanged}"
        is_counted = not _pattern(figure).endings  # 强度 and 天数 have no rate of growth
        if changed.growth is not None and is_counted and figure.previous >= FEWEST_FOR_GROWTH:
            return f"，{_compared('growth')}{{{{yoy({figure.id})}}}}"
        return f"，{_compared(difference_kind(figure))}{{{{diff({figure.id})}}}}"

    def _parts_of(self, figure: Figure) -> str:
        """，其中现场述法15名、书面述法57名: what all parts are called by is not said again."""
        parts = self._parts.get(figure.id, [])
        if not parts:
            return ""
        names = [part_name(part.indicator) for part in parts]
        shared = _shared_beginning(names)
        if any(len(name) - shared < _SHORTEST for name in names):
            shared = 0
        told = "、".join(
            f"{name[shared:]}{{{{{part.id}}}}}" for name, part in zip(names, parts, strict=True)
        )
        return f"，{composing_words().parts}{told}"


def part_name(indicator: str) -> str:
    """Give the name of a part without the 其中 that tables put before it: 其中：技术人员."""
    return _PART.sub("", indicator)


_PART = re.compile(r"^其中[：:，、\s]*")
_SHORTEST = 2
"""Characters that the name of a part keeps at least."""


def _shared_beginning(names: Sequence[str]) -> int:
    """How many characters all names begin with."""
    columns = zip(*names, strict=False)
    return sum(1 for _ in takewhile(lambda column: len(set(column)) == 1, columns))


def _base_of(figure: Figure) -> str:
    match = _CHANGE_OF.fullmatch(figure.formula.strip())
    return match.group(1) if match else ""


def _summed(figure: Figure) -> tuple[str, ...]:
    """The ids that its formula adds up, and nothing else: a + b, sum(a, b)."""
    plain = re.sub(r"\s", "", figure.formula)
    if not re.fullmatch(r"sum\(\w+(?:,\w+)+\)|\w+(?:\+\w+)+", plain):
        return ()
    try:
        return parse_formula(figure.formula).ids
    except FigureError:
        return ()


def _compared(kind: ChangeKind) -> str:
    return f"{composing_words().compared[kind]}{told_change(kind)}"


def _joint(figures: Sequence[Figure]) -> str:
    names = "、".join(figure.indicator for figure in figures)
    ids = ", ".join(figure.id for figure in figures)
    return composing_words().joint.format(indicators=names, slot=f"{{{{{ids}}}}}")


def _clause(figure: Figure) -> str:
    pattern = _pattern(figure)
    ending = next((e for e in pattern.endings if figure.indicator.endswith(e)), "")
    form = f"|{pattern.form}" if pattern.form else ""
    stem = figure.indicator.removesuffix(ending)
    scope = _SCOPE.search(stem) if pattern.form.startswith("第") else None
    if scope is not None and not scope.start():
        scope = None  # 全省技能竞赛 is what was won, not where
    return pattern.text.format(
        indicator=figure.indicator,
        stem=stem[: scope.start()] if scope else stem,
        scope=scope.group() if scope else "",
        slot=f"{{{{{figure.id}{form}}}}}",
    )


def _pattern(figure: Figure) -> SentencePattern:
    return next(p for p in composing_words().patterns if _fits(p, figure))


def _fits(pattern: SentencePattern, figure: Figure) -> bool:
    """Whether ending and unit fit; a pattern for things wants a name without a verb."""
    is_thing = not _holds_verb(figure.indicator)
    return (
        (not pattern.endings or figure.indicator.endswith(pattern.endings))
        and (not pattern.units or figure.unit in pattern.units)
        and (is_thing or not pattern.is_of_things)
    )


def _holds_verb(indicator: str) -> bool:
    verb = indicator_words().verb
    if verb.match(indicator):
        return True
    return verb.search(composing_words().nouns.sub("", indicator)) is not None
