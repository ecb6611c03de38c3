"""No text breaks the check: verdicts cover its numbers, in order, and every form can be told."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jushi.fidelity import (
    check_text,
    lint_text,
    render_html,
    render_json,
    render_junit,
    render_text,
)
from jushi.figures import FigureTable, read_workbook

TABLE = read_workbook(
    "f.csv",
    "指标,数值,单位,期间,上年值\n受理行政复议案件,66,件,2023年,71\n办结率,98.5,%,2023年,\n".encode(),
)
_WORDS = (
    "受理行政复议案件 66件 98.5% 一千 ６６ 万 亿 余 近 "
    "较上年 连续两年 下降 首次 突破 其中 分别 占 倍"
)
_SIGNS = (
    "、",
    "，",
    "。",
    "\n",
    "\r\n",
    "《",
    "》",
    "\0",
    "\u200b",
    "\u202e",
    "\ud800",
    "=",
    "<",
    "&",
)
_PIECES = st.sampled_from([*_WORDS.split(), *_SIGNS, "1,234", "第三名", "2023年"])


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES | st.text(max_size=4), max_size=30).map("".join))
def test_verdicts_are_in_order_and_quote_the_text(text: str) -> None:
    result = check_text(text, TABLE)

    end = 0
    for verdict in result.verdicts:
        mention = verdict.mention
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        assert verdict.explanation
        end = mention.end
    for form in (render_text, render_junit):
        form(result).encode("utf-8", "backslashreplace")
    assert json.loads(render_json(result))["summary"]["mentions"] == len(result.verdicts)
    render_html(result, name=text).encode("utf-8")


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("受理66件，" * 4_000, id="thousands of numbers in one sentence"),
        pytest.param("9" * 100_000, id="100,000 digits in a row"),
        pytest.param("《" * 50_000 + "4份" + "、" * 50_000, id="opened and never closed"),
        pytest.param("指标\t数值\n受理行政复议案件\t66\n" * 1_000, id="a table flattened to text"),
        pytest.param("较上年" * 50_000 + "下降", id="statements without a subject"),
    ],
)
def test_a_large_odd_text_is_read_to_its_end(text: str) -> None:
    result = check_text(text, TABLE)

    assert result.summary.mentions == len(result.verdicts)
    assert all(text[v.mention.start : v.mention.end] == v.mention.text for v in result.verdicts)
    lint_text(text)


def test_without_figures_every_number_that_says_something_is_unsupported() -> None:
    result = check_text("受理66件，办结率98.5%。", FigureTable(()))

    assert [v.code.value for v in result.verdicts] == ["unsupported", "unsupported"]
