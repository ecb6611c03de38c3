"""Sentences that two sections share are told of the later one."""

from typing import Any

import pytest
from jushi.drafting.model_writer import SectionTask, WrittenSection, write_sections
from jushi.llm.openai_model import OpenAIModel

from evals.scripted_server import Script, serve
from tests.drafting.test_writing import _table, _tasks

SAID = "县政府坚持党对法治建设的领导，把法治建设纳入全县经济社会发展总体规划。"
ANOTHER = "乡镇和街道的执法人员逐人建档，持证上岗成为常态，群众办事少跑路。"


def write(
    tasks: list[SectionTask], says: dict[str, str], standing: dict[str, list[str]] | None = None
) -> dict[str, WrittenSection]:
    """What comes of sections of which each says the sentence of its heading and mends nothing."""

    def answer(request: dict[str, Any]) -> str:
        asked = request["messages"][-1]["content"]
        return next((text for heading, text in says.items() if f"本节标题：{heading}" in asked), "")

    with serve(Script(answer=answer)) as url:
        model = OpenAIModel("scripted", base_url=url, api_key="k", backoff_s=0.01)
        written = dict(write_sections(tasks, model, _table(), at_once=1, standing=standing))
    return {t.key: w for t, w in written.items() if isinstance(w, WrittenSection)}


def repeats(written: WrittenSection) -> list[str]:
    return [r.subject for r in written.notes.remarks if r.kind == "repeated"]


def two_tasks() -> tuple[list[SectionTask], list[str]]:
    tasks = [_tasks()["1.1"], _tasks()["1.3"]]
    return tasks, [task.composed.heading for task in tasks]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("second", "found"),
    [
        (SAID, 1),
        (SAID.replace("全县", "县域"), 1),
        (SAID.replace("，", "；"), 1),
        (ANOTHER, 0),
        ("扎实推进各项工作。", 0),
    ],
    ids=["word by word", "two characters differ", "other punctuation", "another", "short"],
)
def test_what_a_section_says_again_is_a_remark_on_it(second: str, found: int) -> None:
    tasks, headings = two_tasks()
    first = SAID if found else f"{SAID}扎实推进各项工作。"

    written = write(tasks, {headings[0]: first, headings[1]: second})

    told = [name for one in written.values() for name in repeats(one)]
    assert len(told) == found
    assert set(told) <= set(headings)
    lines = [n for one in written.values() for n in one.section.notes if "里也写了" in n]
    assert len(lines) == found


def test_what_a_section_of_before_says_counts_too() -> None:
    tasks, headings = two_tasks()

    written = write(tasks[:1], {headings[0]: SAID}, {"十、旧的一节": [SAID]})

    assert repeats(written["1.1"]) == ["十、旧的一节"]


def test_a_sentence_that_the_composer_put_back_is_no_remark() -> None:
    tasks, headings = two_tasks()
    carried = [s.text for s in tasks[0].composed.sentences]

    written = write(tasks[:1], {headings[0]: ANOTHER}, {"十、旧的一节": carried})

    assert repeats(written["1.1"]) == []


def test_a_repeat_is_named_to_the_model_and_its_mended_sentence_is_taken() -> None:
    tasks, headings = two_tasks()
    says = {headings[0]: SAID, headings[1]: f"{SAID}{ANOTHER}"}

    def answer(request: dict[str, Any]) -> str:
        asked = request["messages"][-1]["content"]
        if "里也写了" in asked:
            return "1、删"
        return next((text for heading, text in says.items() if f"本节标题：{heading}" in asked), "")

    with serve(Script(answer=answer)) as url:
        model = OpenAIModel("scripted", base_url=url, api_key="k", backoff_s=0.01)
        written = dict(write_sections(tasks, model, _table(), at_once=1))
    sections = [w for w in written.values() if isinstance(w, WrittenSection)]

    assert "".join(w.section.text for w in sections).count(SAID) == 1
    assert [name for one in sections for name in repeats(one)] == []


def test_a_point_told_in_two_sections_of_the_body_is_a_repeat() -> None:
    tasks, headings = two_tasks()
    first = "全年县政府常务会议研究法治议题{{law_topics}}。"
    second = "县政府共研究法治方面的议题{{law_topics}}。"

    written = write(tasks, {headings[0]: first, headings[1]: second})

    told = [name for one in written.values() for name in repeats(one)]
    assert told == [headings[0]] or told == [headings[1]]
