"""The problems and plans of a year, from its brief. Wording: composing.yaml.

Last year's are never said again: problems are what the figures show, plans answer them and the
promises that nothing has kept yet.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from jushi.drafting.composing_words import composing_words
from jushi.drafting.fact_sheet import FactSheet
from jushi.drafting.indicator_words import indicator_words
from jushi.drafting.rendering import render_bound
from jushi.drafting.unverified import theme_mark, waiting_marks
from jushi.drafting.year_brief import Point, YearBrief
from jushi.figures import FigureTable, parse_formula, parse_unit
from jushi.lexicon import ChangeKind, told_change
from jushi.numbers import Kind, format_chinese, read_mentions
from jushi.text import CLAUSE_STOPS, CarriedFrom, Edit, Sentence, apply_edits

_FIRST = ("below_target", "unfinished", "worse")
"""Kinds of problems, the gravest first."""
_MAY_BE_PROMISED = frozenset({"date", "event", "project"})
"""Kinds of what only last year vouches for that a promise may name: it is still to come."""


def problem_sentences(brief: YearBrief, table: FigureTable) -> tuple[Sentence, ...]:
    """Give a sentence for each problem that the figures show, numbered, behind an opening one.

    A cause is told where a source gives it, else 【待补：原因】. Nothing where there is none.
    """
    words, sheet = composing_words().year_end, FactSheet(table)
    bodies = [f"{_fact(point, sheet)}，{_cause(point, sheet)}。" for point in _told(brief, sheet)]
    return _numbered(words["problems"], [_written(body, table) for body in bodies])


def plan_sentences(
    brief: YearBrief, table: FigureTable, *, next_year: int, past: str
) -> tuple[Sentence, ...]:
    """Give what is to be done: for each problem, then the promises still open.

    `past` is the name of the report that made the promises; these are marked, for whether they
    were kept a person must say. Nothing where there is neither.
    """
    words, sheet = composing_words().year_end, FactSheet(table)
    bodies = [_written(_answer(point, sheet), table) for point in _told(brief, sheet)]
    promises = [point for point in brief.promises if point.is_open and _is_plain(point.text)]
    bodies += [_kept_open(point, past) for point in promises[: words["most"]]]
    return _numbered(words["plans"].format(next_year=next_year), bodies)


def _told(brief: YearBrief, sheet: FactSheet) -> list[Point]:
    """The problems worth a sentence, the gravest kinds where there are too many."""
    shown = [point for point in brief.problems if point.kind in _FIRST]
    pairs = [set(point.figures) for point in shown if point.kind == "unfinished"]
    shown = [point for point in shown if not _is_rate_of(point, pairs, sheet)]
    ranked = sorted(shown, key=lambda point: _FIRST.index(point.kind))
    return ranked[: composing_words().year_end["most"]]


def _is_rate_of(point: Point, pairs: Sequence[set[str]], sheet: FactSheet) -> bool:
    """Whether it is the rate of a pair that is told itself: 整改完成率 of 39个 and 38个."""
    formula = sheet.rows[point.figures[0]].figure.formula
    if point.kind != "worse" or not formula:
        return False
    return any(set(parse_formula(formula).ids) <= pair for pair in pairs)


def _fact(point: Point, sheet: FactSheet) -> str:
    row = sheet.rows[point.figures[0]]
    if point.kind != "worse":
        return point.text
    words = composing_words().year_end
    return str(
        words["worse"].format(indicator=row.figure.indicator, value=row.value, change=row.change)
    )


def _cause(point: Point, sheet: FactSheet) -> str:
    """What the source says, where a figure must not stand behind it."""
    words, note = composing_words().year_end, sheet.rows[point.figures[0]].figure.own_note
    told = point.cause or (note if note.startswith(words["cause_words"][0]) else "")
    cause = told.strip().rstrip(CLAUSE_STOPS)
    if not cause or _holds_data(cause) or "\n" in cause:
        return str(words["no_cause"])
    is_told = any(word in cause for word in words["cause_words"])
    return cause if is_told else f"{words['cause']}{cause}"


def _answer(point: Point, sheet: FactSheet) -> str:
    words, row = composing_words().year_end, sheet.rows[point.figures[0]]
    kind: ChangeKind = "move" if parse_unit(row.figure.unit).is_rate else "amount"
    course = told_change(kind, 1 if (row.difference or 0) > 0 else -1)
    name = _without_verb(row.figure.indicator) if point.kind == "unfinished" else ""
    answer = words["answers"][point.kind].format(
        indicator=name or row.figure.indicator, course=course
    )
    return f"{answer}{words['to_do']}。"


def _without_verb(indicator: str) -> str:
    """What is dealt with: 行政复议案件 of 受理行政复议案件."""
    verb = indicator_words().verb.match(indicator)
    return indicator[verb.end() :] if verb else indicator


def _written(body: str, table: FigureTable) -> Sentence:
    return render_bound(body, table).sentence


def _kept_open(point: Point, past: str) -> Sentence:
    """A promise without its time, 年底前, which has passed."""
    words = composing_words().year_end
    text = apply_edits(point.text, _without_times(point.text)).lstrip(f"{CLAUSE_STOPS} ")
    text = f"{text}{words['progress']}。"
    return Sentence(
        text,
        origin="carried",
        carried_from=CarriedFrom(past, point.text),
        marks=(theme_mark(text, "plan"),),
        is_carried_over=True,
    )


def _without_times(text: str) -> list[Edit]:
    times = (Kind.DATE, Kind.PERIOD)
    edits = [(m.start, m.end, "") for m in read_mentions(text) if m.kind in times]
    for word in composing_words().year_end["times"]:
        at = text.find(word)
        if at >= 0 and not any(start < at + len(word) and at < end for start, end, _ in edits):
            edits.append((at, at + len(word), ""))
    return sorted(edits)


def _is_plain(promise: str) -> bool:
    """Whether a promise names something to be done, and no number or event of its year."""
    words = composing_words().year_end
    return (
        any(verb in promise for verb in words["promised"])
        and not _holds_data(promise)
        and all(
            mark.kind in _MAY_BE_PROMISED for mark in waiting_marks(promise, read_mentions(promise))
        )
    )


def _holds_data(text: str) -> bool:
    return any(mention.is_data for mention in read_mentions(text))


def _numbered(opening: str, bodies: Sequence[Sentence]) -> tuple[Sentence, ...]:
    if not bodies:
        return ()
    first = Sentence(opening, starts_paragraph=True)
    return (first, *_with_numbers(bodies))


def _with_numbers(bodies: Sequence[Sentence]) -> Iterator[Sentence]:
    for count, body in enumerate(bodies, 1):
        mark = f"{format_chinese(count)}是"
        by = len(mark)
        yield replace(
            body,
            text=f"{mark}{body.text}",
            template=body.template and f"{mark}{body.template}",
            bindings=tuple(replace(b, start=b.start + by, end=b.end + by) for b in body.bindings),
            marks=tuple(replace(m, start=m.start + by, end=m.end + by) for m in body.marks),
            enumerator=mark,
        )
