"""The request for one section: fact sheet, points, materials, what other sections say."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from jushi.drafting.fact_sheet import FactRow, FactSheet
from jushi.drafting.model_writer.style import style_rules
from jushi.drafting.model_writer.task import SectionTask
from jushi.drafting.model_writer.written import Way
from jushi.drafting.plain_sentence import part_name
from jushi.drafting.rendering import is_rank
from jushi.drafting.year_brief import Point
from jushi.figures import FigureTable, parse_formula, parse_unit
from jushi.lexicon import told_change
from jushi.llm import Message, load_prompt, quote_material

DRAFT_PROMPT = ("draft_section", 3)
_OTHERS_CHARS = 12_000
"""Of all other sections together that a request holds; the longest are cut first."""
_MANY = 10_000
"""From so much of a thing on it may be told in 万."""


def ask_for_section(task: SectionTask, table: FigureTable, way: Way) -> tuple[Message, ...]:
    """Give the request for a section."""
    sheet = FactSheet(table)
    return load_prompt(*DRAFT_PROMPT).render(
        {
            "title": task.title,
            "year": task.year,
            "heading": task.composed.heading or "开头",
            "role": task.role,
            "guidance": task.guidance,
            "target_chars": task.target_chars,
            "items": task.items,
            "rows": sheet_rows(task, table, way),
            "examples": () if way == "digits" else tuple(_examples(task.rows, sheet)),
            "typed": way == "digits",
            "points": point_lines(task, sheet),
            "style": [rule.told for rule in style_rules()],
            "own": quote_material(task.own),
            "materials": quoted_materials(task),
            "passages": [_quoted(p.origin, p.text) for p in task.passages if not p.is_material],
            "others": [quote_material(text) for text in _shortened(task.others)],
        }
    )


def quoted_materials(task: SectionTask) -> list[dict[str, str]]:
    """Give what tells of this year as the model sees it, each with its origin."""
    return [_quoted(p.origin, p.text) for p in task.passages if p.is_material]


def sheet_rows(task: SectionTask, table: FigureTable, way: Way) -> list[dict[str, object]]:
    """Give the table that a model sees: every value is printed as it would stand in the report."""
    sheet = FactSheet(table)
    return [
        {
            "slot": row.figure.indicator if way == "digits" else _slot(row),
            "indicator": row.figure.indicator,
            "value": sheet.print(row.value) or "还没有数",
            "period": row.figure.period.text if row.figure.period else "",
            "is_required": row.id in task.required,
            "notes": tuple(_notes(row, sheet)),
        }
        for row in task.rows
    ]


def _slot(row: FactRow) -> str:
    form = "|第" if is_rank(row.figure) else ""
    return f"{{{{{row.id}{form}}}}}"


def _notes(row: FactRow, sheet: FactSheet) -> Iterator[str]:
    if row.is_change:
        yield "是增减，前面写升降词"
    if previous := sheet.print(row.previous):
        yield f"上年{previous}"
    if changes := "，".join(filter(None, (sheet.print(row.change), sheet.print(row.growth)))):
        yield changes
    if target := sheet.print(row.target):
        yield target
    if row.standing in ("better", "worse"):
        yield "比上年好" if row.standing == "better" else "比上年差"
    if row.figure.own_note:
        yield f"备注：{row.figure.own_note}"


def point_lines(task: SectionTask, sheet: FactSheet) -> list[str]:
    """Give the points of a section as a model reads them, each with its label and its source."""
    told = {point.text for point in task.points}
    lines = []
    for point in task.points:
        # What a source says of a promise is told once, by the statement where it stands.
        lines.append(quote_material(point_line(_without(point, told), sheet)))
        told |= {point.cause, point.evidence}
    return lines


def _without(point: Point, told: Set[str]) -> Point:
    """The point without what other points tell; an open promise stays told as open."""
    evidence = "见本节" if point.evidence in told and point.evidence else point.evidence
    return replace(point, cause="" if point.cause in told else point.cause, evidence=evidence)


def point_line(point: Point, sheet: FactSheet) -> str:
    """Give one point in a line: label, text, and what a source says of it."""
    line = f"{point.label}：{sheet.print(point.text) or point.text}"
    if point.is_from_material:
        return f"{line}（{point.origin}）"
    if point.cause:
        line += f"（{point.origin}说明：{point.cause}）"
    if point.evidence:
        line += f"（{point.origin}：{point.evidence}）"
    return f"{line}（没有材料和数据说明办得怎样）" if point.is_open else line


def _quoted(origin: str, text: str) -> dict[str, str]:
    return {"origin": quote_material(origin), "text": quote_material(text)}


def _examples(rows: Sequence[FactRow], sheet: FactSheet) -> Iterator[str]:
    """Sentences with the section's own slots, one for each form that they allow."""
    told = [row for row in rows if row.value and not row.is_change]
    counted = next((r for r in told if r.growth), None)
    if counted is not None:
        name, key, rose = counted.figure.indicator, counted.id, _rose(counted)
        yield (
            f"{name}{{{{{key}}}}}，上年为{{{{prev({key})}}}}，"
            f"同比{told_change('growth', rose)}{{{{yoy({key})}}}}"
            f"；或写：{name}比上年{told_change('amount', rose)}{{{{diff({key})}}}}"
        )
    rate = next((r for r in told if r.difference and parse_unit(r.figure.unit).is_rate), None)
    if rate is not None:
        key, rose = rate.id, _rose(rate)
        yield (
            f"{rate.figure.indicator}由{{{{prev({key})}}}}{told_change('points', rose)}到"
            f"{{{{{key}}}}}，{told_change('points', rose)}{{{{diff({key})}}}}"
        )
    ranked = next((r for r in told if is_rank(r.figure) and r.difference), None)
    if ranked is not None:
        key, rose = ranked.id, -_rose(ranked)
        yield (
            f"{ranked.figure.indicator}由{{{{prev({key})|第}}}}{told_change('move', rose)}到"
            f"{{{{{key}|第}}}}，{told_change('move', rose)}{{{{diff({key})}}}}"
        )
    pair = next(((w, p) for w in told for p in told if p.id in _parts(w)), None)
    if pair is not None:
        whole, part = pair
        share = f"{{{{{part.id}/{whole.id}|%1}}}}"
        yield f"其中{part_name(part.figure.indicator)}{{{{{part.id}}}}}，占{share}"
    large = next((r for r in told if r.figure.value and r.figure.value >= _MANY), None)
    if large is not None:
        yield f"{large.figure.indicator}{{{{{large.id}|万}}}}"
    if text := _joint(told, sheet):
        yield text


def _rose(row: FactRow) -> int:
    """1 where it rose, else -1."""
    return 1 if row.difference is not None and row.difference > 0 else -1


def _parts(row: FactRow) -> frozenset[str]:
    """Ids of what the row's formula adds up."""
    return frozenset(parse_formula(row.figure.formula).parts) if row.figure.formula else frozenset()


def _joint(rows: Sequence[FactRow], sheet: FactSheet) -> str:
    """Two rates of one value told at once."""
    rates = [row for row in rows if parse_unit(row.figure.unit).is_rate]
    for place, one in enumerate(rates):
        for other in rates[place + 1 :]:
            if sheet.print(one.value) == sheet.print(other.value):
                names = f"{one.figure.indicator}、{other.figure.indicator}"
                return f"{names}均为{{{{{one.id}, {other.id}}}}}"
    return ""


def _shortened(others: Sequence[str]) -> list[str]:
    """The sections, the longest cut so that all together are not too long."""
    most = _OTHERS_CHARS
    left = sorted(range(len(others)), key=lambda n: len(others[n]))
    shown = list(others)
    for count, place in enumerate(left):
        room = most // (len(left) - count)
        if len(shown[place]) > room:
            shown[place] = shown[place][:room] + "……"
        most -= min(len(others[place]), room)
    return shown
