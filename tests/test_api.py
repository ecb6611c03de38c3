"""Jushi as a library: what `from jushi import …` gives, and the example of the READMEs."""

import subprocess
import sys
from pathlib import Path

import jushi
import pytest
from jushi import JushiError, check, draft, read_figures

from tests.readme import READMES, ROOT

SAMPLE = ROOT / "knowledge" / "sample"
FIGURES = SAMPLE / "figures-2023.csv"
CSV = "指标,数值,单位,上年值\n受理行政复议案件,66,件,60\n"


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "数据.csv"
    path.write_text(CSV, "utf-8")
    return path


def _codes(result: jushi.CheckResult) -> list[tuple[str, str]]:
    return [(v.mention.text, v.code.value) for v in result.verdicts]


def test_figures_are_read_from_a_path_of_either_type(workbook: Path) -> None:
    table = read_figures(workbook)

    assert table == read_figures(str(workbook))
    assert [(f.indicator, str(f.value), f.unit) for f in table] == [
        ("受理行政复议案件", "66", "件")
    ]


def test_a_text_is_checked_against_a_table_or_a_workbook(workbook: Path) -> None:
    text = "受理行政复议案件66件，全年受理行政复议案件67件。"

    result = check(text, read_figures(workbook))

    assert _codes(result)[0] == ("66件", "exact")
    assert result.has_errors
    assert check(text, workbook) == result


def test_a_path_is_a_file_and_a_text_is_never_one(workbook: Path, tmp_path: Path) -> None:
    report = tmp_path / "报告.txt"
    report.write_text("受理行政复议案件66件。", "utf-8")

    assert _codes(check(report, workbook)) == [("66件", "exact")]
    with pytest.raises(JushiError, match="text: holds no number that could be checked"):
        check(f"见{tmp_path.name.rstrip('0123456789')}报告。", workbook)


def test_a_text_with_any_character_is_checked_character_for_character(workbook: Path) -> None:
    text = "\ufeff\r\n零\0 \ud800 受理行政复议案件66件。"

    (mention,) = [v.mention for v in check(text, workbook).verdicts if v.mention.is_data]

    assert text[mention.start : mention.end] == "66件"


def test_last_year_and_evidence_prove_what_the_table_lacks(workbook: Path, tmp_path: Path) -> None:
    past = tmp_path / "上年.csv"
    past.write_text("指标,数值,单位\n受理信访事项,40,件\n", "utf-8")
    notice = tmp_path / "通知.txt"
    notice.write_text("关于开展普法活动的通知：全省举办普法讲座1200场。", "utf-8")
    text = "受理行政复议案件66件。全省举办普法讲座1200场。"

    bare = check(text, workbook)
    proven = check(text, workbook, previous=read_figures(past), evidence=[notice])

    assert dict(_codes(bare))["1200场"] == "unsupported"
    assert dict(_codes(proven))["1200场"] == "quoted"


def test_this_year_is_the_year_of_the_report(workbook: Path) -> None:
    workbook.write_text("指标,数值,单位,期间\n受理行政复议案件,66,件,2023年\n", "utf-8")
    text = "今年受理行政复议案件66件。"

    codes = [_codes(check(text, workbook, report_year=year))[-1] for year in (2023, 2025, None)]

    assert codes[0] == codes[2] == ("66件", "exact")
    assert codes[1] != codes[0]


def test_explanations_are_in_the_language_asked_for(workbook: Path) -> None:
    verdict = check("受理行政复议案件67件。", workbook, language="en").verdicts[0]

    assert "67件" in verdict.explanation
    assert "数据表" not in verdict.explanation


def test_a_draft_is_a_checked_file(tmp_path: Path) -> None:
    drafted = draft(FIGURES, knowledge=[SAMPLE / "report-2022.txt"], form="md")

    assert drafted.file.name == "report.md"
    assert "2023年度" in drafted.file.content.decode()
    assert drafted.checked.result.summary.data > 50
    assert not drafted.checked.result.has_errors


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "does not exist; check the name"),
        ("", "the file is empty"),
        ("指标,数值\n受理案件,约百\n", "约百"),
    ],
    ids=["absent", "empty", "no number"],
)
def test_a_workbook_that_cannot_be_used_is_one_line(
    tmp_path: Path, content: str | None, message: str
) -> None:
    path = tmp_path / "f.csv"
    if content is not None:
        path.write_text(content, "utf-8")

    with pytest.raises(JushiError, match=message) as caught:
        check("受理案件66件。", path)

    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", jushi.__all__)
def test_what_the_package_offers_is_there_and_documented(name: str) -> None:
    offered = getattr(jushi, name)

    assert offered.__doc__


def test_a_name_that_it_does_not_offer_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'jushi' has no attribute 'nothing'"):
        getattr(jushi, "nothing")  # noqa: B009


def test_the_package_is_marked_as_typed() -> None:
    assert (Path(str(jushi.__file__)).parent / "py.typed").is_file()


@pytest.mark.slow
@pytest.mark.parametrize("name", READMES)
def test_the_example_of_the_readme_prints_what_it_says(name: str, tmp_path: Path) -> None:
    text = (ROOT / name).read_text("utf-8")
    code, _, behind = text.partition("```python\n")[2].partition("```\n")
    printed = behind.partition("```text\n")[2].partition("```")[0]
    (tmp_path / "knowledge").symlink_to(ROOT / "knowledge")

    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT / "app"), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout == printed
    assert (tmp_path / "report.docx").read_bytes().startswith(b"PK")
