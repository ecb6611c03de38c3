"""The ids of verdicts and findings in the check as JSON."""

import json
from typing import Any

import pytest
from jushi.fidelity import check_text, render_json
from jushi.figures import read_workbook

TABLE = read_workbook(
    "数据.csv",
    "指标,数值,单位,期间\n受理行政复议案件,66,件,2023年\n办结行政复议案件,60,件,2023年\n"
    "开展执法检查,40,次,2023年\n".encode(),
)
TEXT = "2023年受理行政复议案件67件，办结60件。受理后办结60件。今年2月30日起施行。"


def told(text: str, language: str = "zh") -> dict[str, Any]:
    record: dict[str, Any] = json.loads(render_json(check_text(text, TABLE, language=language)))
    return record


def ids(record: dict[str, Any], part: str) -> list[str]:
    return [one["id"] for one in record[part]]


@pytest.mark.parametrize("part", ["mentions", "findings"])
def test_an_id_is_the_same_in_both_languages(part: str) -> None:
    chinese, english = told(TEXT), told(TEXT, "en")

    assert chinese[part][0]["explanation"] != english[part][0]["explanation"]
    assert ids(chinese, part) == ids(english, part)


@pytest.mark.parametrize("part", ["mentions", "findings"])
def test_no_id_occurs_twice(part: str) -> None:
    found = ids(told(TEXT * 2), part)

    assert found
    assert len(set(found)) == len(found)


def test_an_id_outlives_what_is_written_before_it() -> None:
    later = told(f"工作扎实推进，共办理3件。\n{TEXT}")

    assert ids(later, "mentions")[-len(ids(told(TEXT), "mentions")) :] == ids(
        told(TEXT), "mentions"
    )


def test_another_sentence_or_another_verdict_has_another_id() -> None:
    def wrong(text: str) -> str:
        return next(m["id"] for m in told(text)["mentions"] if m["text"] == "67件")

    mended = next(m["id"] for m in told("2023年受理行政复议案件66件。")["mentions"][1:])

    assert wrong(TEXT) != wrong(TEXT.replace("受理行政复议", "共受理行政复议", 1))
    assert mended not in ids(told(TEXT), "mentions")
