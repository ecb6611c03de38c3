"""What changed, and taking part of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jushi.revision.alignment import align, likeness, mark_characters
from jushi.revision.diff import apply_changes, diff_sections
from jushi.revision.sentence import respell
from jushi.text import Section, Sentence

from tests.work import grows_with

_WORDS = ["全县", "办结", "案件", "136件", "同比", "增长", "5%", "群众", "满意", "推进", "，"]
_SENTENCES = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=8).map("".join)
_PARAGRAPHS = st.lists(
    st.lists(_SENTENCES.map(lambda s: s + "。"), min_size=1, max_size=5).map("".join), max_size=3
).map("\n".join)


def _section(text: str) -> Section:
    return respell(Section("k", "标题"), text)


@given(_PARAGRAPHS, _PARAGRAPHS)
def test_applying_a_diff_gives_the_new_version_and_leaving_it_the_old(old: str, new: str) -> None:
    before = _section(old)
    after = respell(before, new)
    changes = diff_sections(before, after)
    assert apply_changes(before, changes, range(len(changes))).text == after.text
    assert apply_changes(before, changes, ()) == before


@given(_PARAGRAPHS, _PARAGRAPHS, st.sets(st.integers(0, 12)))
def test_any_choice_gives_sentences_of_either_text_with_ids_of_their_own(
    old: str, new: str, chosen: set[int]
) -> None:
    before = _section(old)
    after = respell(before, new)
    mixed = apply_changes(before, diff_sections(before, after), chosen)
    texts = {s.text for s in before} | {s.text for s in after}
    assert {s.text for s in mixed} <= texts
    assert len({s.id for s in mixed}) == len(mixed.sentences)


@given(_SENTENCES, _SENTENCES)
def test_marks_give_both_texts_back(old: str, new: str) -> None:
    pieces = mark_characters(old, new)
    assert "".join(t for kind, t in pieces if kind != "added") == old
    assert "".join(t for kind, t in pieces if kind != "removed") == new


@pytest.mark.parametrize(
    ("old", "new", "marks"),
    [
        ("应当办理。", "可以办理。", "[-应当-]{+可以+}办理。"),
        ("共136件。", "共163件。", "共[-136-]{+163+}件。"),
        ("增长5.5%。", "增长5.6%。", "增长[-5.5-]{+5.6+}%。"),
        ("甲乙丙。", "甲乙丙丁。", "甲乙丙{+丁+}。"),
        ("不变。", "不变。", "不变。"),
    ],
    ids=["two-characters", "whole-number", "decimal", "added", "same"],
)
def test_the_smallest_change_is_marked(old: str, new: str, marks: str) -> None:
    shapes = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    assert "".join(shapes[kind].format(text) for kind, text in mark_characters(old, new)) == marks


def test_each_sentence_is_told_what_became_of_it() -> None:
    before = _section("共梳理文件136件。群众非常满意。营造了浓厚氛围。")
    after = _section("全年共梳理文件136件。群众非常满意。下放执法事项66项。")
    assert [c.kind for c in diff_sections(before, after)] == [
        "changed",
        "kept",
        "removed",
        "added",
    ]


def test_a_sentence_that_changed_its_place_is_taken_or_left_as_one() -> None:
    before = _section("甲事项已经全部办结。乙工作正在有序推进。丙问题尚未得到解决。")
    after = respell(before, "乙工作正在有序推进。丙问题尚未得到解决。甲事项已经全部办结。")
    changes = diff_sections(before, after)
    moved = [n for n, c in enumerate(changes) if c.moved_with is not None]
    assert len(moved) == 2
    for half in moved:
        assert apply_changes(before, changes, {half}).text == after.text


def test_a_new_paragraph_is_a_change() -> None:
    before = _section("甲。乙。")
    after = respell(before, "甲。\n乙。")
    assert [c.kind for c in diff_sections(before, after)] == ["kept", "changed"]


def test_two_sentences_that_share_little_are_no_pair() -> None:
    assert align(["共梳理文件136件。"], ["群众满意度稳步提高。"]) == ((0, None), (None, 0))
    assert likeness("", "") == 1.0


def test_four_hundred_rewritten_sentences_find_their_partners() -> None:
    old = [f"第{n}项工作由{n % 7}个部门办理，共办结{n * 3}件。" for n in range(400)]
    new = [f"第{n}项任务由{n % 7}个单位办理，合计办结{n * 3 + 1}件。" for n in range(400)]
    pairs = align(old, new)
    assert sum(1 for a, b in pairs if a == b) > 350


def test_one_endless_sentence_is_marked_whole() -> None:
    old, new = "甲乙" * 5000, "乙丙" * 5000
    assert mark_characters(old, new) == (("removed", old), ("added", new))


def test_the_first_sentence_opens_the_paragraph_whoever_is_taken() -> None:
    before = Section("k", "", (Sentence("甲。", id="s1", starts_paragraph=True),))
    after = respell(before, "乙工作。甲。")
    changes = diff_sections(before, after)
    assert apply_changes(before, changes, {0}).sentences[0].starts_paragraph


def test_texts_of_thousands_of_equal_sentences_are_paired() -> None:
    """Each equal sentence once looked at each other: twenty thousand took minutes."""
    before = ["办结5件。"] * 20_000
    after = ["办结5件。"] * 9_000 + ["新增6件。"] + ["办结5件。"] * 11_000

    pairs = align(before, after)

    assert pairs[8_999:9_001] == ((8_999, 8_999), (None, 9_000))
    assert pairs[-1] == (19_999, 20_000)
    assert len(pairs) == 20_001


@given(st.lists(_SENTENCES, max_size=6), st.lists(_SENTENCES, max_size=6))
def test_long_texts_pair_each_sentence_once_and_in_order(old: list[str], new: list[str]) -> None:
    pad = ["办结5件。"] * 2_100
    pairs = align(pad + old, pad + new)

    assert [a for a, _ in pairs if a is not None] == list(range(2_100 + len(old)))
    assert [b for _, b in pairs if b is not None] == list(range(2_100 + len(new)))


def test_what_was_written_anew_is_not_compared_each_with_each() -> None:
    def work(text: str) -> object:
        same = [chr(0x4E00 + n) * 4 for n in range(len(text))]
        old = "".join(f"{kept}。甲{kept[0]}乙。" for kept in same)
        new = "".join(f"{kept}。丙丁{kept[0]}。" for kept in same)
        return diff_sections(_section(old), _section(new))

    assert grows_with(work, "x", 600)
