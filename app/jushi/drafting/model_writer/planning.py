"""The plan of a report by a model: which section says which point of the year brief."""

import json
import re
from collections.abc import Callable, Mapping

from jushi.drafting.fact_sheet import FactSheet
from jushi.drafting.model_writer.task import roles_of
from jushi.drafting.report_draft import ReportDraft
from jushi.drafting.report_plan import ReportPlan, completed
from jushi.drafting.year_brief import YearBrief
from jushi.errors import ModelError
from jushi.figures import FigureTable
from jushi.llm import Message, Model, load_prompt

_PROMPT = ("plan_report", 2)
_KINDS: Mapping[str, str] = {"body": "正文", "problems": "问题", "plans": "安排", "whole": "概括"}
_OBJECT = re.compile(r"\{.*\}", re.DOTALL)
_LINE = re.compile(r"^\s*[“\"']?([\w.\-]+)[”\"']?\s*[:：\t]\s*(.*)$", re.MULTILINE)
_POINT = re.compile(r"p\d+")

SCHEMA: Mapping[str, object] = {
    "title": "report_plan",
    "type": "object",
    "properties": {
        "sections": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "section": {"type": "string"},
                    "points": {"type": "array", "items": {"type": "string"}},
                },
                "required": ["section", "points"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["sections"],
    "additionalProperties": False,
}


def plan_by_model(
    model: Model,
    brief: YearBrief,
    usual: ReportPlan,
    composed: ReportDraft,
    table: FigureTable,
    *,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> ReportPlan:
    """Let `model` arrange the points; what it leaves out or makes up is mended from `usual`.

    Asked for JSON by its schema, and without one where the endpoint refuses that; lines such as
    `1.2：p3、p4` are understood, too. `usual` where no reply is of use. Raises CancelledError.
    """
    messages = _request(brief, usual, composed, table)
    for schema in (SCHEMA, None):
        try:
            reply = model.write(messages, schema=schema, is_cancelled=is_cancelled)
        except ModelError:
            continue
        plan = read_plan(reply.text)
        if any(points for _, points in plan.sections):
            return completed(plan, usual, roles_of(composed))
    return usual


def read_plan(text: str) -> ReportPlan:
    """Give the sections and points that a reply names; without any where it holds no plan."""
    found = _OBJECT.search(text)
    if found is not None:
        try:
            sections = json.loads(found.group())["sections"]
            return ReportPlan(
                tuple((str(s["section"]), tuple(map(str, s["points"]))) for s in sections)
            )
        except (ValueError, KeyError, TypeError):
            pass  # read as lines
    lines = ((match[1], tuple(_POINT.findall(match[2]))) for match in _LINE.finditer(text))
    return ReportPlan(tuple((key, points) for key, points in lines if points))


def _request(
    brief: YearBrief, usual: ReportPlan, composed: ReportDraft, table: FigureTable
) -> tuple[Message, ...]:
    sheet, roles = FactSheet(table), roles_of(composed)
    points = [
        {"key": p.key, "label": p.label, "text": sheet.print(p.text) or p.text} for p in brief
    ]
    sections = [
        {
            "key": section.key,
            "title": section.heading or "开头",
            "kind": _KINDS[roles[section.key]],
            "points": "、".join(usual.of(section.key)) or "无",
        }
        for section in composed
        if section.key in roles
    ]
    return load_prompt(*_PROMPT).render(
        {
            "title": composed.title.replace("\n", ""),
            "year": composed.year,
            "points": points,
            "sections": sections,
        }
    )
