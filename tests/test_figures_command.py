"""`jushi figures read`: every figure with its cell, as the command line prints it."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.commands import Ran, bare_environ, run_jushi

ROOT = Path(__file__).parents[1]
KEYS = ["id", "indicator", "subject", "value", "unit", "period", "approx", "previous", "cell"]


def _run(folder: Path, *arguments: str, language: str = "en") -> Ran:
    environ = bare_environ() | {"JUSHI_LANGUAGE": language}
    return run_jushi("figures", "read", *arguments, cwd=folder, env=environ)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "年报"
    sheet.append(["编号", "指标", "主体", "单位", "约数", "2022年", "2023年"])
    sheet.append(["cases", "受理案件", "本县", "件", None, 8000, 8210.5])
    sheet.append(["people", "培训人数", None, "人次", "余", None, 1200])
    sheet.append(["empty", "开展活动", None, "场", None, None, None])
    book.save(tmp_path / "数据.xlsx")
    return tmp_path


def test_each_figure_is_told_with_its_cell(folder: Path) -> None:
    done = _run(folder, "数据.xlsx", "--format", "json")

    told = json.loads(done.stdout)
    figures = {each["id"]: each for each in told["figures"]}
    assert (done.returncode, done.stderr) == (0, "")
    assert list(told) == ["figures", "problems"]
    assert all(list(each) == KEYS for each in told["figures"])
    assert figures["cases"] == {
        "id": "cases",
        "indicator": "受理案件",
        "subject": "本县",
        "value": "8210.5",
        "unit": "件",
        "period": "2023年",
        "approx": "",
        "previous": "8000",
        "cell": "数据.xlsx:年报!G2",
    }
    assert (figures["people"]["approx"], figures["people"]["previous"]) == ("余", None)
    assert figures["empty"]["value"] is None
    assert [each["cell"] for each in told["figures"]] == [
        f"数据.xlsx:年报!{cell}" for cell in ("F2", "G2", "G3", "G4")
    ]
    assert len(told["problems"]) == 2
    assert all("\n" not in problem for problem in told["problems"])


def test_problems_are_lines_and_an_error_among_them_is_exit_1(folder: Path) -> None:
    (folder / "f.csv").write_text("指标,数值,单位\n甲案件,8,件\n乙案件,8.2.1,件\n", "utf-8")

    done = _run(folder, "f.csv", "--format", "json")

    told = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (1, "")
    assert [each["indicator"] for each in told["figures"]] == ["甲案件", "乙案件"]
    assert told["problems"] == [
        'f.csv, B3: "8.2.1" is not a number; write digits, 1.2万 or 一百二十'
    ]


def test_text_is_a_line_a_figure_and_then_the_problems(folder: Path) -> None:
    done = _run(folder, "数据.xlsx", language="zh")

    lines = done.stdout.splitlines()
    assert done.returncode == 0
    assert lines[1] == "数据.xlsx:年报!G2\t本县\t受理案件\t2023年\t8210.5件\t8000件"
    assert lines[2] == "数据.xlsx:年报!G3\t—\t培训人数\t2023年\t1200余人次\t—"
    assert lines[3] == "数据.xlsx:年报!G4\t—\t开展活动\t2023年\t—\t—"
    assert all(line.startswith("? 数据.xlsx") for line in lines[4:])


def test_values_are_written_without_exponent(folder: Path) -> None:
    (folder / "f.json").write_text('[{"指标": "甲", "数值": 1E+7, "单位": "元"}]', "utf-8")

    told = json.loads(_run(folder, "f.json", "--format", "json").stdout)

    (figure,) = told["figures"]
    assert figure["value"] == "10000000"
    assert Decimal(figure["value"]) == Decimal("1E7")
    assert figure["cell"] == "f.json:[0].数值"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("nowhere.csv",), "nowhere.csv: does not exist; check the name\n"),
        (
            ("数据.xlsx", "--format", "html"),
            (
                "jushi figures read: argument --format: invalid choice: 'html'"
                " (choose from 'text', 'json'); see jushi figures read --help\n"
            ),
        ),
    ],
)
def test_what_cannot_be_read_is_one_line_and_exit_2(
    folder: Path, arguments: tuple[str, ...], told: str
) -> None:
    done = _run(folder, *arguments)

    assert (done.returncode, done.stdout, done.stderr) == (2, "", told)


def test_table_of_two_readings_is_told_and_read_the_other_way_where_asked(tmp_path: Path) -> None:
    (tmp_path / "表.csv").write_text("企业数,产值\n2010,5\n2011,7\n2012,9\n", "utf-8")

    first = _run(tmp_path, "表.csv", language="zh")
    other = _run(tmp_path, "表.csv", "--other-reading", "", language="zh")

    assert "这张表也可以读成" in first.stdout
    assert "A2" not in first.stdout
    assert "2010" in next(line for line in other.stdout.splitlines() if ":A2" in line)


def test_choice_of_a_reading_holds_for_next_years_table_and_may_be_taken_back(
    tmp_path: Path,
) -> None:
    (tmp_path / "表.csv").write_text("企业数,产值\n2010,5\n2011,7\n2012,9\n", "utf-8")
    (tmp_path / "明年.csv").write_text("企业数,产值\n2010,5\n2011,7\n2012,9\n2013,11\n", "utf-8")

    chosen = _run(tmp_path, "表.csv", "--other-reading", "", language="zh")
    again = _run(tmp_path, "明年.csv", language="zh")
    taken_back = _run(tmp_path, "明年.csv", "--first-reading", "", language="zh")

    assert "已记住 1 张表的读法" in chosen.stderr + chosen.stdout
    assert "明年.csv:A5" in again.stdout
    assert "按选定的读作“企业数" in again.stdout
    assert "明年.csv:A5" not in taken_back.stdout


@pytest.mark.parametrize(("option", "figures"), [((), 3), (("--other-reading", ""), 6)])
def test_check_reads_a_table_the_way_that_is_asked_for(
    tmp_path: Path, option: tuple[str, ...], figures: int
) -> None:
    (tmp_path / "表.csv").write_text("企业数（户）,产值（万元）\n2010,5\n2011,7\n2012,9\n", "utf-8")
    (tmp_path / "稿.txt").write_text("2012年产值9万元。\n", "utf-8")

    done = run_jushi(
        "check",
        "稿.txt",
        "--figures",
        "表.csv",
        *option,
        cwd=tmp_path,
        env=bare_environ() | {"JUSHI_LANGUAGE": "zh"},
    )

    assert f"数据表{figures}项" in done.stdout
