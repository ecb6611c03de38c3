"""Postings that grow and shrink score as BM25 over the whole collection does."""

import os
import subprocess
import sys
from pathlib import Path

import bm25s
import numpy as np
import pytest
from jushi.knowledge.fusion import fuse_rankings
from jushi.knowledge.lexical_index import (
    Postings,
    TermCounts,
    build_postings,
    load_postings,
    merge_postings,
    save_postings,
    score_terms,
)
from jushi.knowledge.words import terms_of, words_of


def _passages(number: int, first_row: int = 1) -> list[TermCounts]:
    random = np.random.default_rng(first_row)
    passages = []
    for row in range(first_row, first_row + number):
        terms = np.unique(random.zipf(1.3, 60) % 500).astype(np.uint32)
        counts = random.integers(1, 5, len(terms)).astype(np.uint8)
        passages.append(TermCounts(row, terms, counts))
    return passages


def _scores(segments: list[Postings], terms: list[int]) -> dict[int, float]:
    alive = [np.ones(len(segment.rows), dtype=np.bool_) for segment in segments]
    found = score_terms(dict.fromkeys(terms, 1.0), segments, alive)
    rows = np.concatenate([segment.rows for segment in segments])
    return dict(zip(rows.tolist(), np.concatenate(found.scores).tolist(), strict=True))


def test_scores_are_those_of_bm25s() -> None:
    passages = _passages(300)
    documents = [np.repeat(p.terms, p.counts).tolist() for p in passages]
    reference = bm25s.BM25(method="lucene")
    reference.index((documents, {str(term): term for term in range(500)}), show_progress=False)
    query = [1, 2, 3, 7, 40, 499]

    ours = _scores([build_postings(passages)], query)

    expected = reference.get_scores_from_ids(query)
    np.testing.assert_allclose(list(ours.values()), expected, rtol=1e-4, atol=1e-5)


def test_segments_score_as_one_index_does() -> None:
    passages = _passages(200)
    whole = _scores([build_postings(passages)], [1, 5, 9])

    parts = _scores([build_postings(passages[:150]), build_postings(passages[150:])], [1, 5, 9])

    assert parts == pytest.approx(whole, rel=1e-5)


def test_merging_drops_what_is_gone_and_equals_a_new_build() -> None:
    passages = _passages(120)
    kept = [p for p in passages if p.row % 3]
    parts = [build_postings(passages[:70]), build_postings(passages[70:])]

    merged = merge_postings(parts, np.array([p.row for p in kept]))

    built = build_postings(kept)
    for name in Postings.__slots__:
        np.testing.assert_array_equal(getattr(merged, name), getattr(built, name), name)


def test_saved_postings_come_back(tmp_path: Path) -> None:
    postings = build_postings(_passages(20))

    save_postings(postings, tmp_path / "words.npz")

    loaded = load_postings(tmp_path / "words.npz")
    assert loaded is not None
    for name in Postings.__slots__:
        np.testing.assert_array_equal(getattr(loaded, name), getattr(postings, name), name)


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 cut off", b"text"], ids=["empty", "cut", "text"]
)
def test_damaged_postings_are_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "words.npz").write_bytes(content)

    assert load_postings(tmp_path / "words.npz") is None


def test_words_and_pairs_of_characters_are_terms() -> None:
    assert words_of("推进行政复议体制改革１２件") == ["推进", "行政复议", "体制改革", "12"]
    shared_terms = np.intersect1d(terms_of("法律援助")[0], terms_of("法律的援助")[0])
    assert len(shared_terms) > 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "梳理规范性文件，推进法治政府建设。",
            ["梳理", "规范性", "文件", "推进", "法治", "政府", "建设"],
        ),
        ("行政应诉案件同比下降", ["行政", "应诉", "案件", "同比", "下降"]),
        ("张桂芳任濮阳县司法局局长", ["张桂芳", "濮阳县", "司法局", "局长"]),
        ("打造枫桥式司法所", ["打造", "枫桥", "司法"]),
    ],
    ids=["known words", "words of court", "a name that no dictionary has", "mixed"],
)
def test_words_are_cut_as_jieba_cuts_them(text: str, words: list[str]) -> None:
    """As jieba 0.42.1 cut them: an index that was made with it keeps finding its passages."""
    assert words_of(text) == words


def test_cutting_words_writes_no_file_and_loads_no_dictionary_before(tmp_path: Path) -> None:
    script = (
        "import sys; from jushi.knowledge.words import words_of;"
        "before = 'rjieba' in sys.modules; words_of('行政复议'); print(before)"
    )

    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "TMPDIR": str(tmp_path)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )

    assert (done.stdout, done.stderr) == ("False\n", "")
    assert list(tmp_path.iterdir()) == []


def test_full_coverage_lets_words_decide_and_none_lets_meaning() -> None:
    dense, lexical = [1, 2, 3], [3, 2, 9]

    by_words = [entry.row for entry in fuse_rankings(dense, lexical, 1.0)]
    by_meaning = [entry.row for entry in fuse_rankings(dense, lexical, 0.0)]

    assert by_words[0] == 3
    assert by_meaning == [1, 2, 3, 9]
