"""Where sentences, statements and clauses end: the cases are data, the rest holds of any text."""

import json
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jushi.text import (
    STATEMENT_STOPS,
    clause_spans,
    ends_sentence,
    enumerator_of,
    sentence_at,
    sentence_spans,
    span_at,
    split_sentences,
    statement_spans,
)

from tests.work import repeated

_FILE = Path(__file__).parents[1] / "data" / "text" / "segments.jsonl"
_CASES = [json.loads(line) for line in _FILE.read_text("utf-8").splitlines()]
_GRAINS = {"sentences": sentence_spans, "statements": statement_spans, "clauses": clause_spans}
_TEXTS = st.lists(
    st.sampled_from(
        [
            *"。！？!?；;，,：:“”‘’（）()《》\"'. \n…①",
            "……",
            "一是",
            "二是",
            "件12.5",
            "It rose",
            "U.S",
        ]
    ),
    max_size=40,
).map("".join)


@pytest.mark.parametrize(
    ("case", "grain"),
    [
        pytest.param(case, grain, id=f"{case['id']}, {grain}")
        for case in _CASES
        for grain in _GRAINS
        if grain in case
    ],
)
def test_a_text_is_cut_as_its_case_says(case: dict[str, Any], grain: str) -> None:
    spans = _GRAINS[grain](case["text"])

    assert [case["text"][start:end] for start, end in spans] == case[grain]


@pytest.mark.parametrize("grain", _GRAINS)
@given(text=_TEXTS)
def test_spans_lie_in_order_and_cover_the_text(grain: str, text: str) -> None:
    spans = _GRAINS[grain](text)

    assert "".join(text[start:end] for start, end in spans) == text
    assert all(start < end for start, end in spans)


@given(_TEXTS)
def test_every_statement_ends_where_a_clause_does(text: str) -> None:
    closers = "”’」』）)\"'" + STATEMENT_STOPS + "\n"
    statements, clauses = (
        {text[:end].rstrip(closers) for _, end in cut(text)}
        for cut in (statement_spans, clause_spans)
    )

    assert statements <= clauses


@given(_TEXTS, st.integers(0, 60))
def test_the_sentence_at_an_offset_is_the_one_that_holds_it(text: str, offset: int) -> None:
    offset = min(offset, len(text))

    start, end = sentence_at(text, offset)

    assert 0 <= start <= offset <= end <= len(text)
    assert "\n" not in text[start:end]


def test_the_span_at_an_offset_is_found_among_many() -> None:
    spans = sentence_spans("甲。乙。丙。")

    assert [span_at(spans, offset) for offset in (0, 1, 2, 5, 6)] == [
        (0, 2),
        (0, 2),
        (2, 4),
        (4, 6),
        (4, 6),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("完成。", True),
        ("他说：“好。”", True),
        ("（见附件！）", True),
        ("完成", False),
        ("一是学；", False),
        ("", False),
    ],
)
def test_whether_a_text_closes_with_a_stop(text: str, expected: bool) -> None:
    assert ends_sentence(text) is expected


@pytest.mark.parametrize(
    ("sentence", "enumerator"),
    [
        ("一是加强领导。", "一是"),
        ("其二要办。", "其二要"),
        ("（2）办结。", "（2）"),
        ("③办结。", "③"),
        ("第三，办结。", "第三，"),
        ("一是否办结。", ""),
        ("办结。", ""),
    ],
)
def test_the_number_that_a_sentence_begins_with(sentence: str, enumerator: str) -> None:
    assert enumerator_of(sentence) == enumerator


@pytest.mark.parametrize(
    "text",
    [
        "“（" * 12_000 + "。" * 12_000,
        "." * 50_000 + "x",
        "a." * 25_000,
        ". " * 25_000,
        "“。”" * 15_000,
        "“" + "？”" * 15_000,
        "http://a" * 8_000,
        "。 \n" * 15_000,
        "一是；" * 15_000,
        "！" * 50_000,
    ],
    ids=[
        "openers",
        "dots",
        "letters",
        "dot blanks",
        "quotes",
        "closers",
        "links",
        "lines",
        "lists",
        "stops",
    ],
)
def test_four_times_the_text_takes_about_four_times_as_long(text: str) -> None:
    def seconds(sample: str) -> float:
        best = float("inf")
        for _ in range(2):
            begun = process_time()
            split_sentences(sample)
            statement_spans(sample)
            clause_spans(sample)
            best = min(best, process_time() - begun)
        return best

    assert seconds(text) < 12 * seconds(text[: len(text) // 4]) + 0.05


@pytest.mark.parametrize("unit", ["受理案件5件，办结", "受理案件5件", "“甲", "（"])
def test_what_runs_on_is_cut_at_its_pauses(unit: str) -> None:
    text = repeated(unit, 9_000)

    pieces = split_sentences(text)

    assert "".join(pieces) == text
    assert max(map(len, pieces)) <= 1_000
    assert "，" not in unit or all(piece.endswith("，") for piece in pieces[:-1])
