"""What a model writes that no source holds."""

from typing import Any

import pytest
import yaml
from jushi.drafting.model_writer.grounding import character_pairs, is_unvouched
from jushi.drafting.model_writer.invented import Sources, invented_in
from jushi.resources import resource_path

_FILE = resource_path("knowledge", "lexicons", "invented.yaml")
_RULES = yaml.safe_load(_FILE.read_text("utf-8"))["rules"]
_PAST = (
    "县长顾明川作出批示。召开全市法治建设推进会。建成法治文化公园。印发《禾溪县2023年工作要点》。"
)
_YEAR = "县司法局召开行政复议工作座谈会。满意度下降的主要原因是电话回访力度不够。"
_NOTHING = Sources(past=[], this_year=[])
_SOURCES = Sources(past=[_PAST], this_year=[_YEAR])


@pytest.mark.parametrize("rule", _RULES, ids=lambda rule: rule["kind"])
def test_each_rule_catches_and_leaves_its_examples(rule: dict[str, Any]) -> None:
    for sentence in rule["catches"]:
        assert rule["told"] in "".join(m.reason for m in invented_in(sentence, _NOTHING)), sentence
    for sentence in rule["leaves"]:
        assert invented_in(sentence, _NOTHING) == (), sentence


@pytest.mark.parametrize(
    ("sentence", "marked"),
    [
        ("县司法局召开行政复议工作座谈会。", []),
        ("召开全市法治建设推进会。", ["召开全市法治建设推进会"]),  # last year's
        ("印发《禾溪县2024年工作要点》。", []),
        ("印发《禾溪县法治惠企二十条》。", ["《禾溪县法治惠企二十条》"]),
        ("主要原因是电话回访力度不够。", []),
        ("主要原因是群众期望提高。", ["主要原因是群众期望提高"]),
        ("县长顾明川带头出庭应诉。", []),
        ("县长周明远带头出庭应诉。", ["周明远"]),
        ("主要原因是【待补：原因】。", []),
    ],
)
def test_only_what_a_source_holds_stays_unmarked(sentence: str, marked: list[str]) -> None:
    assert [mark.text for mark in invented_in(sentence, _SOURCES)] == marked


def test_a_cause_is_held_against_the_source_without_the_words_that_lead_to_it() -> None:
    sources = Sources(
        past=[], this_year=["青山镇驿站因选址调整未能建成。余1个项目总包单位更换，尚未完成"]
    )

    assert invented_in("主要原因是选址调整。", sources) == ()
    assert invented_in("原因是总包单位更换，全覆盖的目标没有实现。", sources) == ()
    assert invented_in("主要原因是资金没有到位。", sources) != ()


def test_what_sweeps_may_be_said_in_other_words_of_the_same_thing() -> None:
    told = character_pairs(
        "平台接入全部在建项目的工资数据，累计发出预警47条，均已处置，完成全部整改"
    )

    assert not is_unvouched("平台接入全部在建项目的工资数据，发出的预警均已处置。", told)
    assert is_unvouched("全部企业实现零欠薪，群众非常满意。", told)
