"""Of what a number is that names nothing itself: of a heading, of what stands before brackets."""

import pytest
from jushi.fidelity import Status, check_text
from jushi.figures import read_workbook

_LAW = "指标,单位,数值,上年值\n行政处罚,宗,2618,2947\n行政强制,宗,157,183\n"
_MONEY = (
    "指标,单位,数值,上年值\n收入总计,万元,4862.35,4591.08\n年初结转和结余,万元,134.10,146.33\n"
    "完成投资,亿元,128.46,117.23\n社会投资,亿元,40.2,35.1\n土地出让收入,万元,83760,119830\n"
    "村级债务,万元,320,410\n"
)
_COUNTS = (
    "指标,单位,数值,上年值\n经营主体,万户,31.86,29.74\n新设主体,户,48620,45190\n加装电梯,部,27,18\n"
    "累计电梯,部,74,47\n网格事项受理,件,5200,4800\n网格事项未办结,件,104,130\n"
    "农业总产值,亿元,6.84,6.31\n工业总产值,亿元,12.36,11.22\n"
)
_CLASS = "指标,单位,数值,期间,上年值\n毕业生,人,5236,2025届,4987\n升学,人,1094,2025届,923\n"


def _statuses(rows: str, text: str) -> list[Status]:
    result = check_text(text, read_workbook("t.csv", rows.encode()), report_year=2025)
    return [verdict.status for verdict in result.verdicts if verdict.mention.is_data]


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (_LAW, "（一）行政处罚。共作出2618宗（上年2947宗），同比减少329宗，降幅11.16%。"),
        (_LAW, "二是行政强制。全年实施157宗，比上年减少26宗。"),
        (
            _MONEY,
            "收入总计4862.35万元（含年初结转和结余134.10万元），与上年相比增加271.27万元，增长5.91%。",
        ),
        (_MONEY, "完成投资128.46亿元（社会投资40.2亿元），同比增长9.6%。"),
        (_MONEY, "土地出让收入仅实现83760万元，相当于上年的69.9%。"),
        (_MONEY, "村级债务由年初的410万元降到320万元，减少90万元。"),
        (_COUNTS, "全年新登记各类经营主体48620户，同比增长7.6%。"),
        (_COUNTS, "加装电梯27部，同比增长五成，累计74部。"),
        (_COUNTS, "受理网格事项5200件，未办结104件，办结率98.0%。"),
        (
            _COUNTS,
            "农业总产值6.84亿元，工业总产值12.36亿元，两项相加19.20亿元，较去年的17.53亿元增长9.5%。",
        ),
        (_CLASS, "2025届毕业生5236人，比2024届多249人，增幅5%。升学1094人，较上一届增加171人。"),
    ],
)
def test_what_is_carried_is_proven(rows: str, text: str) -> None:
    assert set(_statuses(rows, text)) == {Status.OK}


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (_LAW, "（一）行政处罚。共作出157宗。"),
        (_MONEY, "完成投资128.46亿元（社会投资40.2亿元），同比增长14.5%。"),
        (_MONEY, "土地出让收入83760万元，相当于上年的79.9%。"),
        (_MONEY, "村级债务由年初的320万元降到320万元。"),
        (_COUNTS, "全年新登记经营主体31.86万户。"),
        (_COUNTS, "受理网格事项5200件，未办结104件，办结率2.0%。"),
        (_COUNTS, "农业总产值6.84亿元，工业总产值12.36亿元，两项相加19.20亿元，较去年增长8.5%。"),
        (_CLASS, "2025届毕业生5236人，比2024届多294人。"),
    ],
)
def test_what_is_carried_wrongly_is_not_proven(rows: str, text: str) -> None:
    assert set(_statuses(rows, text)) - {Status.OK}


def test_quarter_in_a_name_is_no_time_of_the_sentence() -> None:
    rows = "指标,单位,数值,上年值,期间\n第三季度排查隐患,个,64,60,2025年\n"

    assert set(_statuses(rows, "全年第三季度排查隐患64个，比上年增加4个。")) == {Status.OK}
