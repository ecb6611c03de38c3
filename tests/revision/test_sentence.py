"""New text in the place of old, and ids: what stands keeps its id, its lock and its bindings."""

from dataclasses import replace

from jushi.revision.sentence import respell, with_ids
from jushi.text import Binding, Section, Sentence


def _section(*texts: str) -> Section:
    sentences = tuple(
        Sentence(text, id=f"s{n}", starts_paragraph=n == 1, is_carried_over=True, lock="on")
        for n, text in enumerate(texts, 1)
    )
    return Section("k", "标题", sentences)


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
    before = Section("k", "", (Sentence(text, bindings=bound, id="s1", starts_paragraph=True),))
    after = respell(before, "全年共梳理规范性文件136件，其中保留92件。").sentences[0]
    assert [(b.expression, after.text[b.start : b.end]) for b in after.bindings] == [
        ("total", "136件")
    ]


def test_paragraphs_are_kept() -> None:
    after = respell(_section("甲。"), "甲。乙。\n\n丙。\r\n丁。")
    assert after.text == "甲。乙。\n丙。\n丁。"
    assert [s.starts_paragraph for s in after] == [True, False, True, True]


def _draft(*texts: str) -> Section:
    bound = (Binding(4, 7, "sites", ("sites",)),)
    first = Sentence(texts[0], "建成阵地{{sites}}。", bound, origin="carried")
    return Section("k", "标题", (first, *(Sentence(text) for text in texts[1:])), notes=("套写",))


def test_a_draft_gets_ids_in_order_and_else_stays_as_it_is() -> None:
    draft = _draft("建成阵地11处。", "群众满意。")
    stored = with_ids(draft)
    assert [s.id for s in stored] == ["s1", "s2"]
    assert replace(stored, sentences=tuple(replace(s, id="") for s in stored)) == draft


def test_a_new_draft_keeps_ids_and_locks_of_the_sentences_that_were_there() -> None:
    before = _section("群众满意。", "建成宣传阵地11处。")
    droppable = replace(before.sentences[0], is_droppable=True)
    before = replace(before, sentences=(droppable, before.sentences[1]))
    after = with_ids(_draft("建成阵地11处。", "群众满意。", "完成年度目标任务。"), before)
    assert [(s.id, s.lock, s.is_droppable) for s in after] == [
        ("s3", "auto", False),
        ("s1", "on", True),
        ("s4", "auto", False),
    ]
    assert after.sentences[0].figures == ("sites",)


def test_a_sentence_of_a_new_draft_is_as_the_draft_has_it() -> None:
    before = _section("建成宣传阵地11处。")
    after = with_ids(_draft("建成阵地12处。"), before).sentences[0]
    assert (after.id, after.lock) == ("s1", "on")
    assert (after.text, after.is_carried_over, after.origin) == ("建成阵地12处。", False, "carried")
