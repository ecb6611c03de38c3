"""What last year's report announced, and what became of it."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from jushi.drafting.promises import is_plan, read_promises, settle_promises
from jushi.revision.sentence import respell
from jushi.text import Section

_SAMPLE = Path(__file__).parents[2] / "knowledge" / "sample"


def _section(title: str, text: str, key: str = "k") -> Section:
    return respell(Section(key, title, path=(title,)), text)


def _sections(report: str) -> tuple[Section, ...]:
    parts = re.split(r"(?m)^([一二三四五]、.{2,20})$", report)
    return tuple(
        _section(title, body.strip(), title)
        for title, body in zip(parts[1::2], parts[2::2], strict=True)
    )


@pytest.fixture(scope="module")
def years() -> tuple[tuple[Section, ...], tuple[Section, ...]]:
    last, this = (
        _sections((_SAMPLE / f"report-{year}.txt").read_text("utf-8")) for year in (2022, 2023)
    )
    return last, this


@pytest.mark.parametrize(
    ("title", "plans"),
    [
        ("三、明年工作安排", True),
        ("四、下一步打算", True),
        ("三、2024年工作计划", True),
        ("四、努力方向", True),
        ("三、2024年工作展望", True),
        ("三、今后工作", True),
        ("三、2024年重点工作", True),
        ("二、重点任务完成情况", False),
        ("一、2023年工作安排落实情况", False),
        ("一、主要举措和成效", False),
        ("二、存在问题", False),
    ],
)
def test_a_section_that_plans_is_known_by_its_heading(title: str, plans: bool) -> None:
    assert is_plan(_section(title, "")) is plans


def test_promises_are_read_clause_by_clause_without_headlines_and_slogans() -> None:
    plan = _section(
        "三、明年工作安排",
        "重点抓好以下工作：一是优化营商环境。新推出一批“一件事一次办”套餐；压减涉企行政检查次数。"
        "二是建成县法治文化公园，并对外开放。",
    )
    other = _section("一、主要举措", "建成阵地11处。")
    assert [p.text for p in read_promises((other, plan))] == [
        "新推出一批“一件事一次办”套餐",
        "压减涉企行政检查次数",
        "建成县法治文化公园",
    ]


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        ("县法治文化公园建成并对外开放。", "完成"),
        ("县法治文化公园建设进度滞后，正在办理前期手续。", "推进"),
        ("办理法律援助案件512件。", "未提"),
    ],
    ids=["done", "under-way", "silent"],
)
def test_each_promise_is_answered_or_not(answer: str, state: str) -> None:
    plan = _section("三、明年工作安排", "建成县法治文化公园。")
    report = _section("一、主要举措", "全面推进依法行政。" + answer + "政务服务事项进驻率100%。")
    (settled,) = settle_promises((plan,), (report,))
    assert settled.state == state
    assert (settled.sentence.text if settled.sentence else "") == (
        "" if state == "未提" else answer
    )


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        ("一是建好法治文化公园。", "未提"),
        ("县城文化公园接待群众30万人。", "推进"),
    ],
    ids=["a headline", "a number that is hardly about it"],
)
def test_what_hardly_answers_is_not_told_as_done(answer: str, state: str) -> None:
    plan = _section("三、明年工作安排", "建成县法治文化公园并开放。")
    report = _section("一、主要举措", "全面推进依法行政。" + answer + "政务服务事项进驻率100%。")

    (settled,) = settle_promises((plan,), (report,))

    assert settled.state == state


def test_this_years_plans_answer_nothing() -> None:
    plan = _section("三、明年工作安排", "建成县法治文化公园并对外开放。")
    (settled,) = settle_promises((plan,), (plan,))
    assert settled.state == "未提"


def test_a_report_without_text_leaves_all_open() -> None:
    plan = _section("三、明年工作安排", "建成县法治文化公园并对外开放。")
    assert [a.state for a in settle_promises((plan,), ())] == ["未提"]


def test_the_samples_promises_find_the_sentences_that_answer_them(
    years: tuple[tuple[Section, ...], tuple[Section, ...]],
) -> None:
    answers = {a.promise.text: a for a in settle_promises(*years)}
    told = {
        text: (a.state, a.sentence.text[:14] if a.sentence else "") for text, a in answers.items()
    }
    assert told == {
        "完善党政主要负责人述法制度": ("完成", "将履行推进法治建设第一责任人"),
        "增加现场述法人数": ("完成", "将履行推进法治建设第一责任人"),
        "继续向乡镇（街道）便民服务中心下沉政务服务事项": ("完成", "向乡镇（街道）便民服务中心下"),
        "扩大“一件事一次办”主题套餐覆盖面": ("完成", "围绕企业开办、新生儿出生、不"),
        "开展“县乡执法协作”试点": ("完成", "选定松隐镇、白鹭坪镇、临渡街"),
        "聘请行政执法社会监督员": ("完成", "从人大代表、企业经营者和村（"),
        "2023年10月底前完成行政执法案卷评查": ("完成", "组织行政执法案卷评查，抽取2"),
        "全面修订突发事件应急预案": ("完成", "修订完善突发事件应急预案41"),
        "增加应急演练场次": ("完成", "组织应急演练87场次，其中综"),
        "建成运行县矛盾纠纷调处化解中心": ("完成", "坚持和发展新时代“枫桥经验”"),
        "提高行政机关负责人出庭应诉率": ("完成", "行政机关负责人出庭应诉率10"),
        "推动行政诉讼败诉率下降": ("完成", "人民法院审结我县一审行政诉讼"),
        "开展“八五”普法中期评估": ("推进", "结合“八五”普法中期评估，抓"),
        "启动县法治文化公园建设": ("推进", "四是县法治文化公园建设进度滞"),
    }


def test_a_promise_whose_answer_is_taken_out_of_the_report_is_open(
    years: tuple[tuple[Section, ...], tuple[Section, ...]],
) -> None:
    last, this = years
    answers = settle_promises(last, this)
    still_answered = []
    for answer in answers:
        rest = tuple(
            replace(s, sentences=tuple(x for x in s if x != answer.sentence)) for s in this
        )
        again = next(a for a in settle_promises(last, rest) if a.promise == answer.promise)
        if again.state != "未提":
            still_answered.append(answer.promise.text)
    # Sentences on the same subject: 带头出庭应诉, 现场点评乡镇党委书记.
    assert still_answered == ["完善党政主要负责人述法制度", "提高行政机关负责人出庭应诉率"]
