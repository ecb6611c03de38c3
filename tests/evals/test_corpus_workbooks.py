"""The hand-made workbooks of real reports are well-formed and say what their reports print."""

import csv
import re
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple, TypedDict

import pytest
import yaml
from jushi.documents import read_document
from jushi.figures import read_workbook

FOLDER = Path(__file__).parents[2] / "evals" / "cases" / "corpus"


class Part(TypedDict):
    """Which part of which report a workbook covers: one entry of parts.yaml."""

    file: str
    workbook: str
    start: str
    end: str
    printed: dict[str, str]


PARTS: list[Part] = yaml.safe_load((FOLDER / "parts.yaml").read_text(encoding="utf-8"))
HEADERS = ["编号", "指标", "数值", "单位", "约数", "期间", "上年值", "主体", "公式", "备注"]
SCALES = ("万亿", "亿", "万")
MORE = re.compile(r"超过|突破|超|余|多")
AT_LEAST = re.compile(r"以上")
LESS = re.compile(r"近")
ABOUT = re.compile(r"左右|约")

each_part = pytest.mark.parametrize("part", PARTS, ids=[part["workbook"] for part in PARTS])


class Printed(NamedTuple):
    """One number as the report prints it, with the hedging words about it."""

    value: Decimal
    approximator: str

    def allows(self, value: Decimal) -> bool:
        """Whether `value`, in the same unit, makes the approximate number true, a tenth away at
        most.
        """
        low, high = self.value * Decimal("0.9"), self.value * Decimal("1.1")
        if MORE.search(self.approximator):
            return self.value < value <= high
        if AT_LEAST.search(self.approximator):
            return self.value <= value <= high
        if LESS.search(self.approximator):
            return low <= value < self.value
        return bool(ABOUT.search(self.approximator)) and low <= value <= high


def rows_of(part: Part) -> list[dict[str, str]]:
    with (FOLDER / part["workbook"]).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def text_of(part: Part, shared: Path) -> str:
    content = (shared / "corpus" / "reports" / part["file"]).read_bytes()
    text = read_document(part["file"], content).text
    start = text.index(part["start"])
    return text[start : text.index(part["end"], start)].replace("％", "%")


def printed_with(unit: str, text: str) -> list[Printed]:
    """Every number of `text` that stands before `unit`: 万人 is found in 600万人 and 2.1万余人."""
    scale = next((word for word in SCALES if unit.startswith(word)), "")
    rest = re.escape(unit.removeprefix(scale))
    pattern = rf"(超过|突破|超|近|约)?(?<![\d.])(\d+(?:\.\d+)?){scale}(余|多)?个?{rest}(以上|左右)?"
    if unit.startswith("个"):
        pattern = pattern.replace("个?", "")
    return [
        Printed(
            Decimal(number),
            "".join(approximator for approximator in (before, inner, after) if approximator),
        )
        for before, number, inner, after in re.findall(pattern, text)
    ]


@each_part
def test_every_workbook_reads_without_an_error(part: Part) -> None:
    # Given / When
    table = read_workbook(part["workbook"], (FOLDER / part["workbook"]).read_bytes())

    # Then
    assert [problem for problem in table.problems if problem.is_error] == []
    assert len(table) >= 60
    assert len(table.by_id()) == len(table)
    assert all(figure.value is not None and figure.period for figure in table)


@each_part
def test_indicators_are_told_apart_by_name(part: Part) -> None:
    # Given
    rows = rows_of(part)

    # When
    names = [(row["指标"], row["主体"], row["期间"]) for row in rows]

    # Then
    assert list(rows[0]) == HEADERS
    assert len(set(names)) == len(names)


@each_part
def test_values_of_the_year_before_are_given_and_differ(part: Part) -> None:
    # Given / When
    pairs = [(row["数值"], row["上年值"]) for row in rows_of(part) if row["上年值"]]

    # Then
    assert 15 <= len(pairs) <= 25
    assert all(Decimal(value) != Decimal(previous) for value, previous in pairs)


@each_part
def test_markers_and_printed_words_are_short(part: Part) -> None:
    # Given: no sentence of a report is kept here
    words = [part["start"], part["end"], *part["printed"].values()]

    # When / Then
    assert max(map(len, words)) <= 12
    assert part["printed"].keys() <= {row["编号"] for row in rows_of(part)}


@each_part
def test_every_figure_stands_in_its_report(part: Part, shared: Path) -> None:
    # Given
    text = text_of(part, shared)

    # When
    missing = [row["编号"] for row in rows_of(part) if not _stands(row, part["printed"], text)]

    # Then
    assert missing == []


def _stands(row: dict[str, str], printed: dict[str, str], text: str) -> bool:
    if row["编号"] in printed:
        return printed[row["编号"]] in text
    value = Decimal(row["数值"])
    numbers = printed_with(row["单位"], text)
    if not row["约数"]:
        return any(n == (value, "") or n.allows(value) for n in numbers)
    approximators = next(w for w in (MORE, AT_LEAST, LESS, ABOUT) if w.search(row["约数"]))
    return any(n.value == value and approximators.search(n.approximator) for n in numbers)


@pytest.mark.parametrize(
    ("unit", "value", "approx", "stands"),
    [
        pytest.param("万人", "600", "约", True, id="round value with its approximator"),
        pytest.param("万人", "600", "", True, id="an exact value that makes the approximator true"),
        pytest.param("万人", "700", "", False, id="an exact value that makes it false"),
        pytest.param("万人", "600", "以上", False, id="another approximator"),
        pytest.param("万人", "2.1", "余", True, id="approximator inside the unit"),
        pytest.param("人", "600", "约", False, id="another scale"),
        pytest.param("公里", "78", "", False, id="the tail of a longer number"),
        pytest.param("公里", "478", "", True, id="digits as printed"),
        pytest.param("公里", "500", "", False, id="a value that is not there"),
    ],
)
def test_the_search_tells_what_stands_in_a_text(
    unit: str, value: str, approx: str, stands: bool
) -> None:
    # Given
    text = "外出务工600万人左右，迁建2.1万余人，改造管道478公里"
    row = {"编号": "figure", "数值": value, "单位": unit, "约数": approx}

    # When / Then
    assert _stands(row, {}, text) is stands
