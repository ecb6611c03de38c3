"""Last year's numbers become a workbook to fill in."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from jushi.documents import Document, read_document
from jushi.drafting import skeleton_of
from jushi.errors import DraftError

from tests.work import grows_with

MakeDocument = Callable[[str], Document]


def _report(body: str) -> str:
    return f"某县2023年度工作报告\n\n一、工作开展情况\n（一）规范执法。{body}\n"


@pytest.mark.parametrize(
    ("body", "rows"),
    [
        ("受理法律援助案件764件。", ["受理法律援助案件 764 件"]),
        ("下放66项乡镇行政执法事项。", ["下放乡镇行政执法事项 66 项"]),
        ("对18个单位开展法治督察。", ["单位开展法治督察 18 个"]),
        (
            "承办县人大议案204件，办结率、满意率均达100%。",
            ["承办县人大议案 204 件", "县人大议案办结率 100 %", "县人大议案满意率 100 %"],
        ),
        (
            "办理人大代表建议126件、政协提案148件，办结率均为100%。",
            [
                "办理人大代表建议 126 件",
                "政协提案 148 件",
                "人大代表建议办结率 100 %",
                "政协提案办结率 100 %",
            ],
        ),
        (
            "代表满意率、委员满意率分别为98.4%和99.3%。",
            ["代表满意率 98.4 %", "委员满意率 99.3 %"],
        ),
        (
            "前11个月我县行政败诉率位居全市各县区第二名。",
            ["行政败诉率全市各县区名次 2 名"],
        ),
        ("清偿拖欠中小企业账款1.27亿元。", ["清偿拖欠中小企业账款 1.27 亿元"]),
        (
            "抽取17个执法部门67本涉企行政执法案卷进行专项评查。",
            ["抽取执法部门 17 个", "涉企行政执法案卷 67 本"],
        ),
        ("以“12·4”国家宪法日为契机，推行“一件事一次办”，在全市率先完成。", []),
        ("贯彻《提升质量三年行动计划（2023—2025年）》。", []),
    ],
    ids=[
        "verb-and-object",
        "noun-behind",
        "noun-in-the-unit",
        "two-rates-one-number",
        "one-rate-two-things",
        "told-apart",
        "rank",
        "big-money",
        "two-nouns-behind",
        "festival-and-set-phrase",
        "title-of-a-document",
    ],
)
def test_each_thing_measured_is_a_row(
    body: str, rows: list[str], make_document: MakeDocument
) -> None:
    table = skeleton_of(make_document(_report(body)))

    assert [f"{f.indicator} {f.previous} {f.unit}" for f in table] == rows


def test_a_row_waits_for_this_year_and_tells_where_it_comes_from(
    make_document: MakeDocument,
) -> None:
    table = skeleton_of(make_document(_report("共有1700余人参加培训。")))

    (row,) = table
    assert (row.value, row.previous, row.approx) == (None, 1700, "")
    assert row.period is not None
    assert row.period.text == "2024年"
    assert row.section == "规范执法"
    assert row.note == "原文“1700余人”：共有1700余人参加培训。"


def test_what_is_typed_in_must_be_told_and_what_is_computed_follows(
    make_document: MakeDocument,
) -> None:
    table = skeleton_of(make_document(_report("受理法律援助案件764件，同比增长5.3%。")))

    assert [(row.required, bool(row.formula)) for row in table] == [(True, False), (False, True)]


def test_periods_move_on_with_their_months(make_document: MakeDocument) -> None:
    table = skeleton_of(make_document(_report("2023年前11个月办理案件12件。2022年办理9件。")))

    assert [f.period.text for f in table if f.period] == ["2024年前11个月", "2023年"]


def test_totals_and_growth_carry_their_formulas(make_document: MakeDocument) -> None:
    body = (
        "共梳理规范性文件136件，其中保留91件、修改1件、废止44件。"
        "全县持有执法证1624人、监督证77人共计1700余人参加培训。"
        "收到复议申请96件，同比增长41.2%。败诉率6.4%，较上年下降2.9个百分点。"
    )

    table = skeleton_of(make_document(_report(body)))

    formulas = {f.indicator: f.formula for f in table if f.formula}
    assert formulas == {
        "梳理规范性文件": "规范性文件保留 + 规范性文件修改 + 规范性文件废止",
        "参加培训": "持有执法证 + 监督证",
        "收到复议申请同比增长": "yoy(收到复议申请)",
        "败诉率较上年下降": "diff(败诉率)",
    }
    assert table.by_id()["参加培训"].previous == 1701


def test_ids_are_unique_and_the_same_in_every_run(make_document: MakeDocument) -> None:
    document = make_document(_report("办结案件12件。办结案件15件。"))

    ids = [figure.id for figure in skeleton_of(document)]

    assert ids == ["办结案件", "办结案件_2"]
    assert ids == [figure.id for figure in skeleton_of(document)]


def test_a_report_of_no_year_asks_for_one(make_document: MakeDocument) -> None:
    with pytest.raises(DraftError) as error:
        skeleton_of(make_document("工作报告\n\n办结案件12件。"))

    assert str(error.value) == (
        "report-2023.txt: names no year; say which year the new report is about"
    )


def test_the_seed_gives_a_row_for_every_data_mention_and_no_other(shared: Path) -> None:
    seed = shared / "seed" / "report-2023.txt"
    labels = (shared / "seed" / "mentions-2023.jsonl").read_text(encoding="utf-8").splitlines()
    gold = [mention for line in labels if (mention := json.loads(line))["role"] == "data"]

    table = skeleton_of(read_document(seed.name, seed.read_bytes()))

    surfaces = [figure.note.partition("“")[2].partition("”")[0] for figure in table]
    told = [mention["surface"] for mention in gold for _ in mention["indicator"]]
    assert surfaces == told
    phrases = [part["text"] for mention in gold for part in mention["indicator"]]
    named = [
        _shared(phrase, figure.indicator) for phrase, figure in zip(phrases, table, strict=True)
    ]
    assert min(named) >= 0.6


def _shared(gold: str, found: str) -> float:
    pairs = {gold[i : i + 2] for i in range(len(gold) - 1)}
    return sum(pair in found for pair in pairs) / len(pairs)


def test_a_sentence_of_many_changes_is_read(make_document: MakeDocument) -> None:
    """What each change is a change of was asked of all before it, and each of these asked again."""
    table = skeleton_of(make_document(_report("增长5%、" * 60 + "下降6%。")))

    assert len(table) == 0


def test_indicators_told_often_have_ids_of_their_own(make_document: MakeDocument) -> None:
    table = skeleton_of(make_document(_report("受理案件5件。" * 4)))

    assert [f.id for f in table] == ["受理案件", "受理案件_2", "受理案件_3", "受理案件_4"]


@pytest.mark.parametrize(
    "unit",
    ["受理案件5件。", "受理案件5件，同比增长5%。", "（二）规范执法。\n受理案件5件。\n", "增长5%、"],
)
def test_twice_the_report_is_twice_the_work(make_document: MakeDocument, unit: str) -> None:
    def work(text: str) -> object:
        return skeleton_of(make_document(_report(text)))

    assert grows_with(work, unit, 2_000)
