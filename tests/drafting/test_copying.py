"""What a model takes over from another office's passage: long runs of words, and names."""

from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from jushi.documents import read_document
from jushi.drafting.model_writer import Quoted
from jushi.drafting.model_writer.copying import longest_copy, residue_names

from tests.drafting.test_writing import task_with, write_task

_OTHER = "云溪县持续擦亮“云上办”服务品牌，把办事窗口搬到群众家门口，让企业少跑路、数据多跑路。"


def quoted(text: str, *, is_own: bool = False) -> list[Quoted]:
    return [Quoted("p1", "外县2023年报告", text, "外县", is_own)]


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("我县把办事窗口搬到群众家门口，让企业少跑路、数据多跑路。", 26),
        ("把办事窗口搬到群众家门口。", 0),
        ("坚持以习近平新时代中国特色社会主义思想为指导，学习贯彻习近平法治思想。", 0),
        ("落实《云溪县持续擦亮服务品牌把办事窗口搬到群众家门口的若干意见》。", 0),
    ],
    ids=["copied", "too-short", "set-phrases", "title"],
)
def test_a_long_run_of_anothers_words_is_a_copy(text: str, length: int) -> None:
    passage = (
        _OTHER
        + "坚持以习近平新时代中国特色社会主义思想为指导，学习贯彻习近平法治思想。"
        + "落实《云溪县持续擦亮服务品牌把办事窗口搬到群众家门口的若干意见》。"
    )
    found = longest_copy(text, quoted(passage))

    assert (len(found[0]) if found else 0) == length


def test_the_offices_own_wording_is_no_copy() -> None:
    assert longest_copy(_OTHER, quoted(_OTHER, is_own=True)) is None


@pytest.mark.parametrize(
    ("text", "known", "names"),
    [
        ("与重庆市共建调解室。", "", ("重庆市",)),
        ("与重庆市共建调解室。", "与重庆市签订协议", ()),
        ("在国务院部署下开展工作。", "", ()),
        ("扎实开展法治宣传。", "", ()),
    ],
    ids=["foreign", "known", "whole-country", "none"],
)
def test_a_name_of_anothers_passage_is_residue(
    text: str, known: str, names: tuple[str, ...]
) -> None:
    passage = "我市与重庆市共建调解室，按照国务院部署，扎实开展法治宣传。"

    assert residue_names(text, quoted(passage), known) == names


@pytest.mark.parametrize(
    ("passage", "names"),
    [
        ("在张桂芳县长带领下，落实责任。", ("张桂芳",)),
        ("李建国同志作报告。", ("李建国",)),
        ("李建国副县长作报告。", ("李建国",)),
        ("张桂芳常委出席会议。", ("张桂芳",)),
        ("张桂芳组长带队检查。", ("张桂芳",)),
        ("李建国律师到村里讲法。", ("李建国",)),
        ("李建国州长作报告。", ("李建国",)),
        ("张桂芳女士捐款。", ("张桂芳",)),
        ("张桂芳一家获评文明家庭。", ()),
        ("由国家税务总局部署。", ("国家税务总局",)),
    ],
    ids=lambda value: value[:8] if isinstance(value, str) else "",
)
def test_places_bodies_and_persons_in_office_are_names(
    passage: str, names: tuple[str, ...]
) -> None:
    assert residue_names(passage, quoted(passage), "") == names


def _stubborn(_request: dict[str, Any]) -> str:
    return f"{_OTHER}与重庆市共建调解室。"


def _obliging(request: dict[str, Any]) -> str:
    asked = request["messages"][-1]["content"]
    if "毛病：" not in asked:
        return _stubborn(request)
    assert "个字相同" in asked
    assert "重庆" in asked
    return "1、窗口前移，方便企业和群众办事。\n2、推进联合调解。"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("answer", "left"),
    [(_stubborn, {"copied", "residue"}), (_obliging, {"invented"})],
    ids=["stubborn", "obliging"],
)
def test_the_model_is_asked_to_put_it_otherwise_and_what_stays_is_listed(
    answer: Callable[[dict[str, Any]], str], left: set[str]
) -> None:
    task = task_with(_OTHER + "与重庆市共建调解室。")

    written = write_task(answer, task)

    # 推进联合调解 is nobody's words, and no source of this office says it.
    assert {remark.kind for remark in written.notes.remarks} == left
    is_listed = any("请看一看" in note for note in written.section.notes)
    assert is_listed == bool(left & {"copied", "residue"})
    assert {"copied", "residue"} <= {fault.kind for fault in written.notes.faults}


def test_reports_of_other_offices_seldom_look_copied(shared: Path) -> None:
    texts = [
        read_document(path.name, path.read_bytes()).text
        for path in sorted((shared / "corpus" / "reports").glob("*.docx"))[:4]
    ]
    flagged = sentences = 0
    for one, other in combinations(texts, 2):
        passages = quoted(other)
        told = [s for s in one.replace("\n", "。").split("。") if s]
        sentences += len(told)
        flagged += sum(longest_copy(s, passages) is not None for s in told)

    assert sentences > 1000
    assert flagged < sentences / 100
