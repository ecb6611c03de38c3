"""Which section says which point of the year brief: made in code, edited by model and clerk."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast, get_args

import yaml

from jushi.drafting.promise_state import PromiseState
from jushi.drafting.promises import words_of
from jushi.drafting.year_brief import HEADING_MARK, Point, PointKind, YearBrief
from jushi.drafting.year_materials import outlives
from jushi.errors import DraftError
from jushi.figures import Figure
from jushi.safe_parsing import MalformedError, load_yaml, plain_values

_MOST_CHARS = 500_000
_MOST_VALUES = 20_000
_LEAST_SHARED = 5.0
"""Weight of the words that a statement and a section must share: some three that no other has."""


@dataclass(frozen=True, slots=True)
class ReportPlan:
    """Keys of points by keys of sections."""

    sections: tuple[tuple[str, tuple[str, ...]], ...]
    """In the order of the outline. A point stands in one section of the body; problems and plans
    may have it, too."""

    def of(self, section: str) -> tuple[str, ...]:
        """Give the points of one section, in the order in which they are to be said."""
        return dict(self.sections).get(section, ())


def plan_report(
    brief: YearBrief,
    figures: Mapping[str, Sequence[Figure]],
    roles: Mapping[str, str],
    *,
    words: Mapping[str, str] | None = None,
) -> ReportPlan:
    """Give each point to the section that tells its figures, or to that of its matter.

    `figures`, `roles` and `words`, what a section told last year, are by section, in the order of
    the report. What is wanting goes to the sections on problems, too; to those on plans, with
    what is ordered, all that is still to be done: no promise that was kept.
    """
    home = {f.id: key for key, held in figures.items() if key in roles for f in held}
    matters = _Matters({key: text for key, text in (words or {}).items() if roles[key] == "body"})
    held: dict[str, list[str]] = {key: [] for key in roles}
    told = {point.evidence for point in brief if point.state == "pending"}
    for point in brief:
        section = next((home[name] for name in point.figures if name in home), None)
        if section is None and (point.is_from_material or point.evidence):
            section = matters.nearest(point.evidence or point.text, point.origin)
        if section is not None and roles[section] == "body":
            held[section].append(point.key)
        for key, role in roles.items():
            if _belongs(point, role, brief.year) and point.text not in told:
                held[key].append(point.key)
    return ReportPlan(tuple((key, tuple(points)) for key, points in held.items()))


def _belongs(point: Point, role: str, year: int) -> bool:
    """Whether problems or plans tell a point beside the section of its matter."""
    if role == "problems":
        return point.is_problem
    is_task = point.kind == "task" and outlives(point.text, point.origin, year)
    is_to_do = is_task or (point.kind == "promise" and point.state != "kept")
    return role == "plans" and (is_to_do or point.is_problem)


class _Matters:
    """What the sections of the body are about, by the words of last year's."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = {key: words_of(text) for key, text in words.items()}
        counts = Counter(pair for told in self._words.values() for pair in told)
        self._weights = {pair: math.log(1 + len(words) / n) for pair, n in counts.items()}
        self._last: tuple[str, str] = "", ""

    def nearest(self, text: str, origin: str) -> str | None:
        """Give the section that shares most with `text`, words that few sections have first.

        A statement that shares too little goes where the one before it in its document went.
        """
        document, _, heading = origin.partition(HEADING_MARK)
        pairs = words_of(f"{heading}，{text}")
        scores = {
            key: sum(self._weights[pair] for pair in pairs & told)
            for key, told in self._words.items()
        }
        best = max(scores, key=lambda key: scores[key], default=None)
        if best is None:
            return None
        if scores[best] < _LEAST_SHARED and self._last[0] == document:
            return self._last[1]
        self._last = document, best
        return best


def completed(plan: ReportPlan, usual: ReportPlan, roles: Mapping[str, str]) -> ReportPlan:
    """Give a model's `plan` with what it left out where `usual` has it, and nothing said twice.

    Sections that there are not are left out, and so are points that `usual` has nowhere. A point
    stands in one section of the body; problems and plans keep all that `usual` gives them.
    """
    known = {point for _, points in usual.sections for point in points}
    said: set[str] = set()
    sections = []
    for key, given in usual.sections:
        points = [p for p in dict.fromkeys(plan.of(key)) if p in known]
        if roles.get(key) == "body":
            points = [p for p in points if p not in said]
            said.update(points)
        else:
            points += [p for p in given if p not in points]
        sections.append((key, points))
    for key, given in usual.sections:
        if roles.get(key) == "body":
            dict(sections)[key].extend(p for p in given if p not in said)
    return ReportPlan(tuple((key, tuple(points)) for key, points in sections))


def render_plan(plan: ReportPlan, brief: YearBrief, titles: Mapping[str, str]) -> str:
    """Write brief and plan as YAML that a person can edit; `titles` are of the sections.

    `parse_plan` reads it back. Texts are those of the points, printed ones where `brief` is.
    """
    tree = {
        "year": brief.year,
        "sections": [
            {"key": key, "title": titles.get(key, ""), "points": list(points)}
            for key, points in plan.sections
        ],
        "points": [
            {name: value for name, value in _fields(point).items() if value} for point in brief
        ],
    }
    return yaml.safe_dump(tree, allow_unicode=True, sort_keys=False, width=100)


def parse_plan(text: str, name: str = "plan.yaml") -> tuple[YearBrief, ReportPlan]:
    """Read what `render_plan` wrote and a person may have edited; `name` is told in errors.

    Raises DraftError for what is no such YAML, for a point of a kind that there is not, and for
    a section that names a point that is not among the points.
    """
    if len(text) > _MOST_CHARS:
        raise DraftError("drafting.plan_too_long", place=name, most_chars=_MOST_CHARS)
    try:
        tree = load_yaml(text, plain_values(yaml.SafeLoader), most_values=_MOST_VALUES)
        brief = YearBrief(int(tree["year"]), tuple(_point(entry) for entry in tree["points"]))
        sections = tuple(
            (str(entry["key"]), tuple(map(str, entry.get("points") or ())))
            for entry in tree["sections"]
        )
    except MalformedError as error:
        raise DraftError("drafting.broken_plan", place=name, problem=error.problem) from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DraftError("drafting.broken_plan", place=name, problem=str(error)) from error
    known = brief.by_key()
    unknown = [point for _, points in sections for point in points if point not in known]
    if unknown:
        raise DraftError("drafting.unknown_point", place=name, point=unknown[0])
    return brief, ReportPlan(sections)


def _fields(point: Point) -> dict[str, object]:
    return {
        "key": point.key,
        "kind": point.kind,
        "text": point.text,
        "figures": list(point.figures),
        "cause": point.cause,
        "origin": point.origin,
        "evidence": point.evidence,
        "state": point.state,
    }


def _point(entry: Mapping[str, object]) -> Point:
    kind = str(entry["kind"])
    if kind not in get_args(PointKind):
        raise ValueError(kind)
    figures = entry.get("figures") or ()
    assert isinstance(figures, list | tuple)
    return Point(
        str(entry["key"]),
        cast(PointKind, kind),
        str(entry["text"]),
        tuple(map(str, figures)),
        cause=str(entry.get("cause") or ""),
        origin=str(entry.get("origin") or ""),
        evidence=str(entry.get("evidence") or ""),
        state=_state(entry),
    )


def _state(entry: Mapping[str, object]) -> PromiseState:
    state = str(entry.get("state") or "")
    if state not in get_args(PromiseState):
        raise ValueError(state)
    return cast(PromiseState, state)
