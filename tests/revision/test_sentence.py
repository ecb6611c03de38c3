"""New text in the place of old: what stands keeps its id, its lock and its bindings."""

from jushi.records import Binding, SectionText, Sentence
from jushi.revision.sentence import respell


def _section(*texts: str) -> SectionText:
    sentences = tuple(
        Sentence(f"s{n}", text, starts_paragraph=n == 1, is_carried_over=True, lock="on")
        for n, text in enumerate(texts, 1)
    )
    return SectionText("k", "标题", sentences)


def test_a_sentence_that_stands_unchanged_keeps_everything() -> None:
    before = _section("建成阵地11处。", "群众满意。")
    assert respell(before, before.text) == before


def test_a_changed_sentence_keeps_id_and_lock_and_is_carried_over_no_more() -> None:
    after = respell(_section("建成宣传阵地11处。", "群众满意。"), "建成宣传阵地12处。群众满意。")
    assert [(s.id, s.lock, s.is_carried_over) for s in after] == [
        ("s1", "on", False),
        ("s2", "on", True),
    ]


def test_a_new_sentence_gets_an_id_that_nobody_had() -> None:
    after = respell(_section("甲事已经办结。", "乙事正在推进。"), "新加的一句话。甲事已经办结。")
    assert [s.id for s in after] == ["s3", "s1"]


def test_a_number_that_was_not_touched_stays_bound() -> None:
    text = "共梳理规范性文件136件，保留91件。"
    at, at2 = text.index("136件"), text.index("91件")
    bound = (Binding(at, at + 4, "total", ("total",)), Binding(at2, at2 + 3, "kept", ("kept",)))
    before = SectionText("k", "", (Sentence("s1", text, bound, starts_paragraph=True),))
    after = respell(before, "全年共梳理规范性文件136件，其中保留92件。").sentences[0]
    assert [(b.expression, after.text[b.start : b.end]) for b in after.bindings] == [
        ("total", "136件")
    ]


def test_paragraphs_are_kept() -> None:
    after = respell(_section("甲。"), "甲。乙。\n\n丙。\r\n丁。")
    assert after.text == "甲。乙。\n丙。\n丁。"
    assert [s.starts_paragraph for s in after] == [True, False, True, True]
