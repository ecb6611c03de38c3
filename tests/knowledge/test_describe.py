"""Kind, title, year, issuer and state are read off a document."""

from pathlib import Path

import pytest
from jushi.documents import read_document
from jushi.knowledge.describe import (
    Description,
    describe_document,
    edition_key,
    is_of_office,
    report_kind,
)


def _describe(text: str, name: str, own: str = "") -> Description:
    return describe_document(read_document(name, text.encode()), name=name, own_issuer=own)


def test_report_tells_place_and_year_in_its_title(report: tuple[str, bytes]) -> None:
    described = describe_document(read_document(*report), name=report[0], own_issuer="禾溪县")

    assert (described.kind, described.box, described.year, described.issuer) == (
        "own_report",
        "style",
        2022,
        "禾溪县",
    )


def test_report_of_another_place_is_not_ones_own(report: tuple[str, bytes]) -> None:
    assert describe_document(read_document(*report), name=report[0]).kind == "other_report"


def test_title_over_two_lines_is_joined_without_its_blanks() -> None:
    text = "濮水县2023年度法治政府建设\n工 作 报 告\n\n一、情况\n工作顺利。\n"

    assert _describe(text, "a.txt").title == "濮水县2023年度法治政府建设工作报告"


def test_what_is_neither_report_nor_policy_may_prove_numbers() -> None:
    described = _describe("2023年法律援助台账\n\n一、受理\n受理412件。\n", "台账.txt")

    assert (described.kind, described.box) == ("material", "facts")


@pytest.mark.parametrize(
    ("head", "name", "year", "issuer"),
    [
        (
            (
                "# 中华人民共和国样例法\n\n"
                "1999年4月29日 第九届全国人民代表大会常务委员会第九次会议通过\n\n"
                "2017年9月1日 第十二届全国人民代表大会常务委员会第二十九次会议修正"
            ),
            "样例法.md",
            2017,
            "全国人民代表大会常务委员会",
        ),
        (
            "# 样例条例\n\n2019年10月8日 国务院第66次常务会议通过\n\n2020年1月1日 施行",
            "样例条例.md",
            2019,
            "国务院",
        ),
        (
            "# 栖川省样例条例\n\n2020年11月28日 栖川省第十三届人民代表大会常务委员会第二次会议通过",
            "x.md",
            2020,
            "栖川省人民代表大会常务委员会",
        ),
        ("# 样例规划（2021—2025年）", "x.md", 2021, ""),
        ("# 样例法（2023年修订）", "x.md", 2023, ""),
    ],
    ids=["law, newest edition", "regulation, not its start", "province", "span", "edition mark"],
)
def test_policy_tells_edition_and_issuer(head: str, name: str, year: int, issuer: str) -> None:
    described = _describe(f"{head}\n\n第一条 为了规范工作，制定本规定。\n", name)

    assert (described.kind, described.year, described.issuer) == ("policy", year, issuer)


def test_front_matter_of_a_digest_is_believed() -> None:
    text = (
        "---\ntitle: 样例法（2017年修正）\nkind: policy\nissuer: 国务院\n"
        "status: superseded\n---\n\n# 样例法（摘要）\n\n第一条 略。\n"
    )

    described = _describe(text, "x.md")

    assert described.title == "样例法（2017年修正）"
    assert (described.issuer, described.is_marked_superseded) == ("国务院", True)


def test_policy_names_what_it_repeals() -> None:
    text = "# 样例条例\n\n第九条 本条例自公布之日起施行。《旧样例办法》同时废止。\n"

    assert _describe(text, "x.md").repeals == ("旧样例办法",)


def test_editions_of_one_law_share_a_key() -> None:
    assert edition_key("中华人民共和国样例法（2017年修正）") == edition_key("样例法")


def test_real_policies_are_known_with_year(shared: Path) -> None:
    for path in sorted((shared / "corpus" / "policies").glob("*.md")):
        described = describe_document(read_document(path.name, path.read_bytes()), name=path.name)

        assert (described.kind, described.year) == ("policy", int(path.stem[-4:])), path.name


def test_real_reports_are_known_with_place(shared: Path) -> None:
    for path in sorted((shared / "corpus" / "reports").glob("*.docx")):
        described = describe_document(read_document(path.name, path.read_bytes()), name=path.name)

        assert (described.kind, described.year) == ("other_report", 2025), path.name
        assert described.issuer.endswith(("省", "市", "自治区")), path.name


@pytest.mark.parametrize(
    ("issuer", "office", "is_own"),
    [
        ("禾溪县", "禾溪县", True),
        ("禾溪县人民政府", "甲省禾溪县", True),
        ("甲省禾溪县", "禾溪县人民政府", True),
        ("禾溪县", "禾溪县司法局", True),
        ("甲省", "甲省禾溪县", False),
        ("甲省禾溪县", "甲省", False),
        ("河湾县", "禾溪县", False),
        ("", "禾溪县", False),
        ("禾溪县", "", False),
    ],
)
def test_report_is_own_by_its_place(issuer: str, office: str, is_own: bool) -> None:
    assert is_of_office(issuer, office) is is_own


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        (
            "栖川2024.txt",
            "各位代表：\n\n现在，我代表县人民政府，向大会报告工作。\n",
            "other_report",
        ),
        (
            "2.docx.txt",
            "各位委员：\n\n我受县政府委托，向常委会报告预算执行情况。\n",
            "other_report",
        ),
        (
            "来文.txt",
            "县政府：\n\n现将我局2024年普法工作情况报告如下：\n\n一、进展\n",
            "other_report",
        ),
        ("禾溪县2023年工作报告.txt", "同志们：\n\n过去一年，工作顺利。\n", "other_report"),
        ("行政执法证管理办法.txt", "为了规范工作，制定本办法。\n", "policy"),
        ("三季度台账.txt", "受理412件，办结388件。\n", "material"),
        ("12月31日信访局材料.txt", "全年受理来信来访412件。\n", "material"),
        ("新建文本文档.txt", "各位代表：\n\n全年受理412件，办结388件。\n", "unknown"),
        (
            "微信转来的.txt",
            "全年受理法律援助案件412件，办结388件，按时办结率达到94.2%。\n",
            "unknown",
        ),
        ("notes.txt", "This year 412 cases were received.\n", "unknown"),
    ],
)
def test_kind_is_told_by_title_head_or_name_or_not_known(name: str, text: str, kind: str) -> None:
    described = _describe(text, name)

    assert described.kind == kind
    assert (described.box == "unsorted") is (kind == "unknown")
    assert not described.title.endswith("：")


@pytest.mark.parametrize(
    ("title", "name", "issuer"),
    [
        ("禾溪县司法局2024年工作总结", "a.txt", "禾溪县司法局"),
        ("2024年禾溪县城市管理局工作情况", "a.txt", "禾溪县城市管理局"),
        ("工作总结", "禾溪县医保局2024年总结.txt", "禾溪县医保局"),
        ("禾溪县2023年度法治政府建设工作报告", "a.txt", "禾溪县"),
    ],
)
def test_department_that_wrote_is_read_with_its_place(title: str, name: str, issuer: str) -> None:
    assert _describe(f"# {title}\n\n一、情况\n\n工作顺利。\n", name).issuer == issuer


def test_signature_tells_who_wrote() -> None:
    text = "# 关于普法的情况汇报\n\n一、情况\n\n工作顺利。\n\n栖川市司法局\n\n2024年3月1日\n"

    assert _describe(text, "a.txt").issuer == "栖川市司法局"


def test_summary_of_a_department_is_material_of_its_office_alone() -> None:
    title = "禾溪县司法局2024年工作总结"

    assert report_kind("禾溪县司法局", "禾溪县人民政府", title) == "material"
    assert report_kind("司法局", "禾溪县人民政府", title) == "material"
    assert report_kind("禾溪县司法局", "禾溪县司法局", title) == "own_report"
    assert report_kind("栖川市司法局", "禾溪县人民政府", title) == "other_report"
    assert report_kind("禾溪县司法局", "", title) == "other_report"
    assert report_kind("禾溪县司法局", "禾溪县人民政府", "法治政府建设报告") == "other_report"
