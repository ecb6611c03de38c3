"""The year brief: what the figures say of the year, before a section is written.

What rose and fell, what is unfinished, which target was missed, what was promised last year and
whether anything speaks of it. Made in code, so that every point has its figures; wording and
thresholds in `knowledge/lexicons/year_brief.yaml`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal, cast

from jushi.drafting.announcements import sections_of
from jushi.drafting.fact_sheet import FactRow, FactSheet
from jushi.drafting.past_report import PastReport
from jushi.drafting.promise_state import PromiseState, promise_state
from jushi.drafting.promises import read_promises, words_of
from jushi.drafting.year_materials import Statement, read_statements
from jushi.fidelity import Evidence
from jushi.figures import Figure, FigureTable
from jushi.resources import lexicon_yaml

PointKind = Literal[
    "worse",
    "better",
    "rose",
    "fell",
    "unfinished",
    "below_target",
    "above_target",
    "new",
    "waiting",
    "promise",
    "setback",
    "task",
    "event",
]
PROBLEM_KINDS: frozenset[PointKind] = frozenset({"worse", "unfinished", "below_target", "setback"})
"""What a section on problems tells; promises that are not kept count, too: `Point.is_problem`."""
MATERIAL_KINDS: frozenset[PointKind] = frozenset({"setback", "task", "event"})
"""What a material of this year says, word by word: not done or put off, ordered, done."""
_MOST_STATEMENTS = 150
"""Of materials that say more the rest is found by search, section by section."""

_ANSWERS = 0.5
"""Least share of a promise's pairs of characters that a figure's name or a source must have."""
_FEWEST_PAIRS = 2
HEADING_MARK = " · "
"""Stands in the origin of a statement between the document and the heading above it."""
_BRACES = str.maketrans("{}", "｛｝")


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that the report may say of the year."""

    key: str
    """`p1`, `p2` in the order of the brief."""
    kind: PointKind
    text: str
    """Bound text without a full stop: `政协提案办理委员满意率{{a}}，上年{{prev(a)}}，…`."""
    figures: tuple[str, ...] = ()
    """Ids, the one that it speaks of first."""
    cause: str = ""
    """What a source says of why, word by word; empty where none says it."""
    origin: str = ""
    """Where `cause` stands, or what speaks of a promise: 备注, the name of a document."""
    evidence: str = ""
    """Of a promise: what a source says of it; empty where none does."""
    state: PromiseState = ""
    """Of a promise: whether it was kept; empty where nobody knows."""

    @property
    def is_open(self) -> bool:
        """Whether it is a promise that neither a figure nor a source speaks of."""
        return self.kind == "promise" and not (self.figures or self.evidence)

    @property
    def is_problem(self) -> bool:
        """Whether it belongs among the problems of the year."""
        return self.kind in PROBLEM_KINDS or self.is_open or self.state == "pending"

    @property
    def is_from_material(self) -> bool:
        """Whether it is what a material of this year says."""
        return self.kind in MATERIAL_KINDS

    @property
    def label(self) -> str:
        """The kind in Chinese: 变差."""
        name = f"{self.kind}_{self.state}" if self.state else self.kind
        return cast(str, _words()["labels"][name])


@dataclass(frozen=True, slots=True)
class YearBrief:
    """All points of the year: problems first, then the rest, promises, materials."""

    year: int
    points: tuple[Point, ...]

    def __iter__(self) -> Iterator[Point]:
        return iter(self.points)

    def by_key(self) -> dict[str, Point]:
        """The points by their keys, in order."""
        return {point.key: point for point in self.points}

    @property
    def problems(self) -> tuple[Point, ...]:
        """What the data and the open promises show to be wanting."""
        return tuple(point for point in self.points if point.is_problem)

    @property
    def promises(self) -> tuple[Point, ...]:
        """What last year's report announced."""
        return tuple(point for point in self.points if point.kind == "promise")


def make_brief(
    table: FigureTable,
    *,
    year: int,
    past: PastReport | None = None,
    materials: Sequence[Evidence] = (),
) -> YearBrief:
    """Give the brief of `year`; `past` is last year's report, `materials` tell of this year.

    Figures without last year's value give no change; those of open polarity are points only from
    a growth of `marked` percent on. A cause is taken from a figure's note, or from the sentence of
    a material that names the indicator and says why. What materials say stands in it word by
    word, each statement a point of its own, so that the plan gives it to one section.
    """
    sheet = FactSheet(table)
    found = [
        *_unfinished(table),
        *(p for row in sheet.rows.values() for p in _points_of(row)),
    ]
    told = read_statements(materials)
    found = [_with_cause(point, table, told) for point in _once(found)]
    order = list(_words()["labels"])
    found.sort(key=lambda point: order.index(point.kind))
    found += _promises(past, table, told) if past is not None else []
    found += _stated(told)
    keyed = (replace(point, key=f"p{n}") for n, point in enumerate(found, 1))
    return YearBrief(year, tuple(keyed))


@cache
def _words() -> Mapping[str, Any]:
    return cast(Mapping[str, Any], lexicon_yaml("year_brief.yaml"))


def _says(text: str, role: str) -> bool:
    return any(word in text for word in _words()[role])


def _points_of(row: FactRow) -> Iterator[Point]:
    figure = row.figure
    if not row.value:
        if _says(figure.own_note, "waiting") or figure.required:
            yield Point("", "waiting", figure.indicator, (figure.id,))
        return
    if row.is_change:
        return  # told by the indicator that it is the change of
    if row.target and row.is_target_reached is not None:
        kind: PointKind = "above_target" if row.is_target_reached else "below_target"
        yield Point("", kind, f"{figure.indicator}{row.value}，{row.target}", (figure.id,))
    if kind_of_change := _kind_of_change(row):
        yield Point("", kind_of_change, _change_text(row), (figure.id,))
    elif figure.previous is None and _says(figure.own_note, "new"):
        yield Point("", "new", f"{figure.indicator}{row.value}", (figure.id,))


def _kind_of_change(row: FactRow) -> PointKind | None:
    if not row.change or not row.difference:
        return None
    if row.standing in ("better", "worse"):
        return cast(PointKind, row.standing)
    growth = row.growth_percent
    if growth is None or not row.growth or abs(growth) < _words()["marked"]:
        return None
    return "rose" if growth > 0 else "fell"


def _change_text(row: FactRow) -> str:
    told = f"较上年{row.change}" if row.standing != "open" else f"同比{row.growth}"
    return f"{row.figure.indicator}{row.value}，上年{row.previous}，{told}"


def _unfinished(table: FigureTable) -> Iterator[Point]:
    """What was taken up and is not all done: 发现问题39个，整改完成38个."""
    for whole, part, is_flow in _pairs(table):
        if whole.value is None or part.value is None or whole.approx or part.approx:
            continue
        if whole.unit != part.unit or not 0 <= part.value < whole.value:
            continue
        if is_flow and _may_have_carried_over(whole, part):
            continue
        left = f"{{{{{whole.id}-{part.id}}}}}"
        told = f"{whole.indicator}{{{{{whole.id}}}}}，{part.indicator}{{{{{part.id}}}}}，仍有{left}"
        yield Point("", "unfinished", f"{told}没有完成", (whole.id, part.id))


def flows_with_carry_over(table: FigureTable) -> frozenset[tuple[str, str]]:
    """Give ids of what came in and what was closed of it and of earlier years' alike.

    137 taken in and 124 closed leave 13 only where last year left none: else nobody knows.
    """
    pairs = _pairs(table)
    return frozenset((a.id, b.id) for a, b, flow in pairs if flow and _may_have_carried_over(a, b))


def _may_have_carried_over(whole: Figure, part: Figure) -> bool:
    return whole.previous is None or whole.previous != part.previous


def _pairs(table: FigureTable) -> Iterator[tuple[Figure, Figure, bool]]:
    """What there was to do, and what of it was done, by their names; and whether it is a flow."""
    for pair in _words()["unfinished"]:
        wholes = [(f, bare) for f in table for bare in _bare(f, pair["whole"])]
        parts = [(f, bare) for f in table for bare in _bare(f, pair["done"])]
        for whole, one in wholes:
            for part, other in parts:
                if one == other and whole.id != part.id and whole.subject == part.subject:
                    yield whole, part, pair.get("flow", False)


def _bare(figure: Figure, words: Sequence[str]) -> list[tuple[str, str | None]]:
    period = figure.period.text if figure.period else None
    found = sorted((w for w in words if w in figure.indicator), key=lambda w: -len(w))
    return [(figure.indicator.replace(word, "", 1), period) for word in found[:1]]


def _once(points: Sequence[Point]) -> list[Point]:
    """Without pairs that two rows of words found."""
    return list({(point.kind, point.figures): point for point in points}.values())


def _with_cause(point: Point, table: FigureTable, told: Sequence[Statement]) -> Point:
    known = table.by_id()
    for name in point.figures:
        note = known[name].own_note
        if _says(note, "cause") or (note and point.kind == "waiting"):
            return replace(point, cause=note, origin="备注")
    wanted = words_of(known[point.figures[0]].indicator)
    for statement in told:
        share = _share(wanted, words_of(statement.text))
        if share > _ANSWERS and _says(statement.text, "cause"):
            return replace(point, cause=statement.text, origin=statement.origin)
    return point


def _stated(told: Sequence[Statement]) -> list[Point]:
    """A point for each thing that the materials say, each once."""
    by_text = {statement.text: statement for statement in told}
    return [
        Point("", one.kind, text.translate(_BRACES), origin=_place(one))
        for text, one in list(by_text.items())[:_MOST_STATEMENTS]
    ]


def _place(statement: Statement) -> str:
    if not statement.context:
        return statement.origin
    return f"{statement.origin}{HEADING_MARK}{statement.context}"


def _promises(past: PastReport, table: FigureTable, told: Sequence[Statement]) -> list[Point]:
    return [_promise(promise.text, table, told) for promise in read_promises(sections_of(past))]


def _promise(text: str, table: FigureTable, told: Sequence[Statement]) -> Point:
    wanted = words_of(text)
    names = sorted(
        ((_answers(wanted, figure), -place, figure.id) for place, figure in enumerate(table)),
        reverse=True,
    )
    figures = tuple(name for share, _, name in names[:2] if share >= _ANSWERS)
    best = max(told, key=lambda one: _share(wanted, words_of(one.text)), default=None)
    is_told = best is not None and _share(wanted, words_of(best.text)) >= _ANSWERS
    evidence, origin = (best.text, _place(best)) if best is not None and is_told else ("", "")
    known = table.by_id()
    state = promise_state(text, [known[name] for name in figures], table, evidence)
    return Point("", "promise", text, figures, evidence=evidence, origin=origin, state=state)


def _answers(wanted: frozenset[str], figure: Figure) -> float:
    """How well a figure speaks of a promise: of the longer of both names, or of an alias."""
    best = 0.0
    for name in (figure.indicator, *figure.aliases):
        words = words_of(name)
        common = len(wanted & words)
        if common >= _FEWEST_PAIRS:
            best = max(best, common / len(wanted), common / len(words))
    return best


def _share(wanted: frozenset[str], words: frozenset[str]) -> float:
    return len(wanted & words) / len(wanted) if wanted else 0.0
