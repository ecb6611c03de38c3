"""The shipped sample, outlines and digests: whether what they tell is true and complete."""

import ast
import csv
import re
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import load_workbook

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
SAMPLE = KNOWLEDGE / "sample"
OUTLINES = sorted((KNOWLEDGE / "outlines").glob("*.yaml"))
DIGESTS = sorted((KNOWLEDGE / "policies").glob("*.md"))
YEARS = [2022, 2023, 2024]
COLUMNS = [
    "编号",
    "指标",
    "数值",
    "单位",
    "约数",
    "期间",
    "上年值",
    "主体",
    "章节",
    "别名",
    "必报",
    "公式",
    "来源",
    "备注",
]
SECTIONS = ["高位推动", "便民利企", "依法决策", "规范执法", "多元化解"]
NEW_IN_2024 = {
    "efficient_matters",
    "enterprise_checks",
    "enterprise_checks_change",
    "reconsideration_points",
}
GONE_IN_2024 = {"emergency_plans", "pilot_towns", "notary_cases"}

Row = dict[str, str]


def cell_text(value: object, number_format: str) -> str:
    """What the cell shows: a number keeps the places that its format has."""
    if value is None:
        return ""
    if isinstance(value, int | float) and number_format == "0.0":
        return str(Decimal(str(value)).quantize(Decimal("0.1")))
    return str(value)


def load_rows(year: int) -> list[Row]:
    """Rows of one year's figures, as header to text."""
    if year < 2024:
        with (SAMPLE / f"figures-{year}.csv").open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))
    rows: list[Row] = []
    for sheet in load_workbook(SAMPLE / f"figures-{year}.xlsx").worksheets:
        header, *body = sheet.iter_rows()
        names = [str(cell.value) for cell in header]
        rows += [
            dict(zip(names, (cell_text(c.value, c.number_format) for c in cells), strict=True))
            for cells in body
        ]
    return rows


ROWS = {year: load_rows(year) for year in YEARS}
REPORTS = {
    year: (SAMPLE / f"report-{year}.txt").read_text(encoding="utf-8") for year in (2022, 2023)
}


def by_id(year: int) -> dict[str, Row]:
    return {row["编号"]: row for row in ROWS[year]}


def decimal_places(text: str) -> Decimal:
    return Decimal(1).scaleb(-len(text.partition(".")[2]))


def evaluate(formula: str, year: int) -> Decimal:
    """The unrounded value of a workbook formula, over the values of that year's workbook."""
    rows = by_id(year)

    def value(node: ast.expr) -> Decimal:
        match node:
            case ast.Name(id=name):
                return Decimal(rows[name]["数值"])
            case ast.Constant(value=number):
                return Decimal(str(number))
            case ast.BinOp(left=left, op=op, right=right):
                return operation(op)(value(left), value(right))
            case ast.Call(func=ast.Name(id="sum"), args=args):
                return sum((value(arg) for arg in args), Decimal())
            case ast.Call(func=ast.Name(id="share"), args=[part, whole]):
                return value(part) / value(whole) * 100
            case ast.Call(func=ast.Name(id="yoy"), args=[ast.Name(id=name)]):
                now, before = value(ast.Name(id=name)), Decimal(rows[name]["上年值"])
                return (now - before) / before * 100
            case ast.Call(func=ast.Name(id="diff"), args=[ast.Name(id=name)]):
                return value(ast.Name(id=name)) - Decimal(rows[name]["上年值"])
        raise AssertionError(f"not a formula of the workbook: {formula}")

    return value(ast.parse(formula, mode="eval").body)


def operation(op: ast.operator) -> Callable[[Decimal, Decimal], Decimal]:
    return {
        ast.Add: Decimal.__add__,
        ast.Sub: Decimal.__sub__,
        ast.Mult: Decimal.__mul__,
        ast.Div: Decimal.__truediv__,
    }[type(op)]


def shared_runs(text: str, other: str, length: int) -> set[str]:
    """Every stretch of `length` characters that stands in both, white space aside."""
    ours, theirs = "".join(text.split()), "".join(other.split())
    known = {theirs[i : i + length] for i in range(len(theirs) - length + 1)}
    return {run for i in range(len(ours) - length + 1) if (run := ours[i : i + length]) in known}


FORMULAS = [
    pytest.param(year, row, id=f"{year}-{row['编号']}")
    for year in YEARS
    for row in ROWS[year]
    if row["公式"]
]

# 1.27亿元, 620余人次, 近11万人次, 第四位, 96%以上; group 1 and 6 are approximators, 2 the numeral.
STATED = re.compile(
    r"(近|约|超过|下降|第)?(?<![\d〔.·“年月])(\d+(?:\.\d+)?|(?<=第)[一二三四五六七八九])"
    r"(万|亿)?(余)?"
    r"(%|个百分点|人次|万元|元|场次|倍|件|条|项|个|名|位|人|次|期|卷|户|份)(以上)?"
    r"(?!日|月|届)"
)
SCALES = {"": 1, "万": 10**4, "亿": 10**8}


def stated_numbers(text: str) -> Iterator[re.Match[str]]:
    """The numbers with a unit, without those inside quotes and book marks."""
    return STATED.finditer(
        re.sub(r"“[^”]*”|《[^》]*》|（[^）]*）", lambda m: "　" * len(m[0]), text)
    )


def holds(mention: re.Match[str], row: Row) -> bool:
    """Whether the figure of `row` makes the stated number true, by unit and by value."""
    before, numeral, scale, over, unit, at_least = mention.groups(default="")
    if not row["数值"] or (row["单位"] != unit and (row["单位"], unit) != ("万元", "元")):
        return False
    chinese = "零一二三四五六七八九".find(numeral)
    factor = SCALES[scale] if unit == row["单位"] else Decimal(SCALES[scale]) / 10**4
    stated = Decimal(chinese if chinese > 0 else numeral) * factor
    step = decimal_places(numeral) * factor
    actual = Decimal(row["数值"])
    if over:
        place = Decimal(10) ** (len(numeral) - len(numeral.rstrip("0"))) if step >= 1 else step
        return stated <= actual < stated + max(step, place)
    if at_least or before == "超过":
        return stated <= actual < stated + 10
    if before == "近":
        return stated * Decimal("0.95") <= actual < stated
    if before == "下降":
        return actual == -stated
    return abs(actual - stated) <= step / 2 if scale or before == "约" else actual == stated


@pytest.mark.parametrize("year", YEARS)
def test_a_workbook_has_the_known_columns_and_unique_ids(year: int) -> None:
    rows = ROWS[year]
    assert all(list(row) == COLUMNS for row in rows)
    assert len(by_id(year)) == len(rows) >= 50
    assert all(re.fullmatch(r"[a-z][a-z_]*", row["编号"]) for row in rows)
    assert len({row["指标"] for row in rows}) == len(rows)
    assert {row["期间"] for row in rows} == {f"{year}年"}


def test_this_years_workbook_has_two_sheets_and_numbers_in_its_value_cells() -> None:
    book = load_workbook(SAMPLE / "figures-2024.xlsx")
    assert book.sheetnames == ["数据一", "数据二"]
    values = [cell.value for sheet in book for cell in sheet["C"][1:]]
    assert [value for value in values if not isinstance(value, int | float)] == [None]


@pytest.mark.parametrize(("year", "row"), FORMULAS)
def test_a_typed_value_agrees_with_its_formula(year: int, row: Row) -> None:
    computed = evaluate(row["公式"], year).quantize(
        decimal_places(row["数值"]), rounding=ROUND_HALF_UP
    )
    assert Decimal(row["数值"]) == computed


@pytest.mark.parametrize("year", [2023, 2024])
def test_previous_values_are_the_values_of_the_year_before(year: int) -> None:
    before = by_id(year - 1)
    for row in ROWS[year]:
        if row["编号"] in before:
            assert row["上年值"] == before[row["编号"]]["数值"], row["编号"]


def test_ids_keep_their_meaning_across_the_years() -> None:
    for earlier, later in ((2022, 2023), (2023, 2024)):
        old, new = by_id(earlier), by_id(later)
        for key in old.keys() & new.keys():
            assert [old[key][c] for c in ("指标", "单位", "章节", "公式")] == [
                new[key][c] for c in ("指标", "单位", "章节", "公式")
            ]


def test_this_year_has_new_and_missing_figures_and_one_not_yet_reported() -> None:
    old, new = by_id(2023), by_id(2024)
    assert new.keys() - old.keys() == NEW_IN_2024
    assert old.keys() - new.keys() == GONE_IN_2024
    empty = [row for row in ROWS[2024] if not row["数值"]]
    assert [(row["编号"], row["必报"]) for row in empty] == [("satisfaction_rate", "")]


@pytest.mark.parametrize("year", YEARS)
def test_a_part_is_not_more_than_its_whole(year: int) -> None:
    values = {key: Decimal(row["数值"] or 0) for key, row in by_id(year).items()}
    for part, whole in (
        ("inspection_fixed", "inspection_problems"),
        ("reconsideration_accepted", "reconsideration_received"),
        ("reconsideration_closed", "reconsideration_accepted"),
        ("lawsuits_lost", "lawsuits"),
        ("disputes_resolved", "disputes_accepted"),
    ):
        assert values[part] <= values[whole]
    assert all(Decimal(row["数值"] or 0) <= 100 for row in ROWS[year] if row["指标"].endswith("率"))


@pytest.mark.parametrize("year", [2022, 2023])
def test_every_number_of_a_report_stands_in_its_workbook(year: int) -> None:
    mentions = list(stated_numbers(REPORTS[year]))
    unknown = [m[0] for m in mentions if not any(holds(m, row) for row in ROWS[year])]
    assert unknown == []
    assert len(mentions) >= 90


@pytest.mark.parametrize("year", [2022, 2023])
def test_every_figure_of_a_workbook_is_told_in_its_report(year: int) -> None:
    mentions = list(stated_numbers(REPORTS[year]))
    untold = [row["编号"] for row in ROWS[year] if not any(holds(m, row) for m in mentions)]
    assert untold == []


@pytest.mark.parametrize("year", [2022, 2023])
def test_a_report_has_the_sections_and_the_length_of_a_real_one(year: int) -> None:
    report = REPORTS[year]
    assert report.startswith(f"禾溪县{year}年度法治政府建设工作报告\n")
    headings = re.findall(r"^[一二三四]、(.+)$", report, re.M)
    assert headings == ["主要举措和成效", "存在问题及原因", "明年工作安排", "其他需要报告的情况"]
    assert re.findall(r"^（[一二三四五]）(.+?)，", report, re.M) == SECTIONS
    assert 3500 <= len("".join(report.split())) <= 4800


@pytest.mark.parametrize("year", [2022, 2023])
def test_a_figure_is_told_in_the_section_that_its_row_names(year: int) -> None:
    marks = [*SECTIONS, "二、存在问题", "四、其他需要报告的情况"]
    places = [REPORTS[year].index(mark) for mark in marks] + [len(REPORTS[year])]
    texts = {
        mark.removeprefix("四、").removesuffix("的情况"): REPORTS[year][start:end]
        for mark, start, end in zip(marks, places, places[1:], strict=False)
    }
    texts["其他需要报告的情况"] = texts["其他需要报告"]
    for row in ROWS[year]:
        told = stated_numbers(texts[row["章节"]])
        assert any(holds(m, row) for m in told), row["编号"]


def test_the_sample_shares_no_sentence_with_the_real_report(shared: Path) -> None:
    seed = (shared / "seed" / "report-2023.txt").read_text(encoding="utf-8")
    for report in REPORTS.values():
        assert shared_runs(report, seed, 25) == set()


def test_digests_are_in_their_own_words(shared: Path) -> None:
    laws = "".join(p.read_text(encoding="utf-8") for p in (shared / "corpus/policies").glob("*.md"))
    for digest in DIGESTS:
        body = digest.read_text(encoding="utf-8").split("---\n", 2)[2]
        assert shared_runs(body, laws, 25) == set(), digest.name


def test_the_readme_says_that_the_county_is_made_up() -> None:
    readme = (SAMPLE / "README.md").read_text(encoding="utf-8")
    assert "编造" in readme
    assert "does not exist" in readme
    assert all(path.name in readme for path in SAMPLE.iterdir() if path.name != "README.md")


def walk(sections: list[dict[str, Any]], level: int = 1) -> Iterator[dict[str, Any]]:
    for section in sections:
        assert section["level"] == level
        yield section
        yield from walk(section.get("sections", []), level + 1)


@pytest.mark.parametrize("path", OUTLINES, ids=[path.stem for path in OUTLINES])
def test_an_outline_answers_every_required_content_item(path: Path) -> None:
    outline = yaml.safe_load(path.read_text(encoding="utf-8"))
    sections = list(walk(outline["sections"]))
    keys = [section["key"] for section in sections]
    items = {item["key"] for item in outline["content_items"]}
    assert len(items) == 5
    assert {key for section in sections for key in section["required_items"]} == items
    assert len(set(keys)) == len(keys)
    assert {item["basis"] for item in outline["content_items"]} <= {
        basis["number"] for basis in outline["basis"]
    }
    for section in sections:
        assert section.keys() - {"sections", "run_in"} == {
            "key", "title", "level", "guidance", "target_chars", "queries",
            "required_items", "indicators",
        }  # fmt: skip
        assert section["queries"]
        assert section["target_chars"] or section["sections"]
    title = outline["title_template"].format(subject="禾溪县", year=2024)
    assert title.startswith("禾溪县2024年")
    for part in ("lead", "closing"):
        assert outline[part].keys() == {"template", "guidance", "target_chars"}
        outline[part]["template"].format(
            subject="禾溪县", year=2024, next_year=2025, previous_year=2023
        )


def test_the_outline_places_every_figure_of_the_sample_as_its_workbook_does() -> None:
    outline = yaml.safe_load(
        (KNOWLEDGE / "outlines" / "law-based-government.yaml").read_text(encoding="utf-8")
    )
    words = {
        word: section["title"]
        for section in walk(outline["sections"])
        for word in section["indicators"]
    }
    for row in ROWS[2024]:
        fitting = [word for word in words if word in row["指标"]]
        assert fitting, row["指标"]
        assert words[max(fitting, key=len)].startswith(row["章节"]), row["指标"]


def test_the_outline_has_the_sections_of_last_years_report() -> None:
    outline = yaml.safe_load(
        (KNOWLEDGE / "outlines" / "law-based-government.yaml").read_text(encoding="utf-8")
    )
    for section in walk(outline["sections"]):
        assert re.search(rf"[、）]{section['title']}[。\n]", REPORTS[2023])


@pytest.mark.parametrize("path", DIGESTS, ids=[path.stem for path in DIGESTS])
def test_a_digest_says_what_it_digests(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    _, head, body = text.split("---\n", 2)
    front = yaml.safe_load(head)
    assert front.keys() - {"effective_until", "superseded_by"} == {
        "title", "kind", "issuer", "number", "effective_from", "status", "source",
    }  # fmt: skip
    assert front["kind"] == "policy"
    assert front["status"] in {"effective", "superseded"}
    assert ("superseded_by" in front) == (front["status"] == "superseded")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", str(front["effective_from"]))
    assert body.strip().startswith("# ")
    assert len(body) < 1200


def test_there_are_six_to_ten_digests_and_two_outlines() -> None:
    assert 6 <= len(DIGESTS) <= 10
    assert len(OUTLINES) == 2
