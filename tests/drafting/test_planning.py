"""The plan of a report by a model, over the real protocol."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jushi.documents import read_document
from jushi.drafting import compose_report, outline_of
from jushi.drafting.model_writer import brief_of, plan_by_model, render_plan, usual_plan
from jushi.drafting.model_writer.planning import read_plan
from jushi.drafting.model_writer.task import plan_sections
from jushi.drafting.report_plan import ReportPlan, parse_plan
from jushi.errors import DraftError
from jushi.figures import read_workbook
from jushi.llm.openai_model import OpenAIModel

from evals.scripted_server import Script, Trouble, serve

_SAMPLE = Path(__file__).parents[2] / "knowledge" / "sample"
_FILE = _SAMPLE / "figures-2024.xlsx"
_TABLE = read_workbook(_FILE.name, _FILE.read_bytes())
_PAST = read_document("report-2023.txt", (_SAMPLE / "report-2023.txt").read_bytes())
_DRAFT = compose_report(_TABLE, [_PAST])
_BRIEF = brief_of(_TABLE, 2024, [_PAST], [])
_USUAL = usual_plan(_BRIEF, _TABLE, outline_of(_PAST), _DRAFT)


def _planned(answer: Callable[[dict[str, Any]], str], **script: Any) -> tuple[ReportPlan, Script]:
    server = Script(answer=answer, **script)
    with serve(server) as url:
        model = OpenAIModel("scripted", base_url=url, api_key="k", backoff_s=0.01)
        return plan_by_model(model, _BRIEF, _USUAL, _DRAFT, _TABLE), server


def test_code_gives_each_point_to_the_section_that_tells_its_figures() -> None:
    points = _BRIEF.by_key()
    rose = next(p for p in _BRIEF if p.figures[:1] == ("reconsideration_received",))
    assert rose.key in _USUAL.of("1.5")
    told = {points[key].figures[:1] for key in _USUAL.of("2")}
    assert {("cppcc_satisfied_rate",), ("inspection_problems",)} <= told
    promised = {points[key].text for key in _USUAL.of("3")}
    assert "建成县法治文化公园并对外开放" in promised


@pytest.mark.slow
def test_a_models_plan_is_asked_for_by_its_schema_and_kept() -> None:
    first = _USUAL.of("1.5")
    order = {"sections": [{"section": "1.5", "points": [*reversed(first)]}]}
    plan, server = _planned(lambda _request: json.dumps(order))

    assert plan.of("1.5") == (*reversed(first),)
    assert plan.of("2") == _USUAL.of("2")
    assert plan.of("1.1") == _USUAL.of("1.1")
    form = server.requests[0]["response_format"]
    assert (form["type"], form["json_schema"]["name"]) == ("json_schema", "report_plan")


def test_an_endpoint_that_knows_no_schemas_is_asked_in_plain_words() -> None:
    first = _USUAL.of("1.5")
    plain = f"1.5：{'、'.join(reversed(first))}"
    plan, server = _planned(lambda _request: plain, first=[Trouble(status=400)])

    assert plan.of("1.5") == (*reversed(first),)
    assert "response_format" not in server.requests[1]


@pytest.mark.parametrize("reply", ["好的。", '{"sections": 3}', "1.5：p999"])
def test_the_plan_is_the_codes_where_the_models_is_of_no_use(reply: str) -> None:
    assert _planned(lambda _request: reply)[0] == _USUAL


def test_nothing_is_said_in_two_sections_of_the_body() -> None:
    point = _USUAL.of("1.5")[0]
    twice = {"sections": [{"section": s, "points": [point]} for s in ("1.1", "1.5")]}
    plan, _ = _planned(lambda _request: json.dumps(twice))
    assert point in plan.of("1.1")
    assert point not in plan.of("1.5")


def test_lines_and_json_in_a_fence_are_read() -> None:
    assert read_plan("1.2：p3、p4\n说明：无").sections == (("1.2", ("p3", "p4")),)
    fenced = '```json\n{"sections": [{"section": "2", "points": ["p1"]}]}\n```'
    assert read_plan(fenced).sections == (("2", ("p1",)),)


def test_a_person_may_edit_the_plan_and_its_points_reach_the_writer() -> None:
    text = render_plan(_USUAL, _BRIEF, {s.key: s.heading for s in _DRAFT})
    assert parse_plan(text) == (_BRIEF, _USUAL)

    edited = text.replace("kind: worse\n", "kind: worse\n  cause: 部分提案办理沟通不够\n", 1)
    brief, plan = parse_plan(edited)
    tasks = plan_sections(_TABLE, outline_of(_PAST), _DRAFT, past=[_PAST], brief=brief, plan=plan)
    problems = next(task for task in tasks if task.role == "problems")
    assert "部分提案办理沟通不够" in [point.cause for point in problems.points]


@pytest.mark.parametrize(
    ("text", "told"),
    [("a: b", "is no plan"), ("year: 2024\npoints: []\nsections:\n- key: a\n  points: [p1]", "p1")],
)
def test_a_plan_of_no_use_is_refused_in_one_line(text: str, told: str) -> None:
    with pytest.raises(DraftError, match=told):
        parse_plan(text)
