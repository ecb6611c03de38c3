"""Two windows on one section."""

from hypothesis import given
from hypothesis import strategies as st
from jushi.revision.merge import merge_sections
from jushi.revision.sentence import respell
from jushi.text import Section

BASE = respell(
    Section("k", "标题"), "共梳理规范性文件136件。群众满意度稳步提高。下放执法事项66项。"
)


def test_changes_in_different_sentences_are_joined() -> None:
    mine = respell(BASE, BASE.text.replace("136件", "137件"))
    theirs = respell(BASE, BASE.text.replace("66项", "67项"))
    merged = merge_sections(BASE, mine, theirs)
    assert merged.clashes == ()
    assert merged.section.text == "共梳理规范性文件137件。群众满意度稳步提高。下放执法事项67项。"


def test_a_sentence_that_both_changed_is_for_a_person_to_decide() -> None:
    mine = respell(BASE, BASE.text.replace("136件", "137件"))
    theirs = respell(BASE, BASE.text.replace("136件", "138件"))
    (clash,) = (merged := merge_sections(BASE, mine, theirs)).clashes
    assert clash.mine is not None and clash.theirs is not None
    assert (clash.mine.text, clash.theirs.text) == (
        "共梳理规范性文件137件。",
        "共梳理规范性文件138件。",
    )
    assert merged.section.text == theirs.text


def test_one_change_made_twice_is_no_clash() -> None:
    both = respell(BASE, BASE.text.replace("136件", "137件"))
    assert merge_sections(BASE, both, both).section.text == both.text


def test_a_sentence_that_one_took_out_and_the_other_changed_is_a_clash() -> None:
    mine = respell(BASE, BASE.text.replace("共梳理规范性文件136件。", ""))
    theirs = respell(BASE, BASE.text.replace("136件", "138件"))
    (clash,) = merge_sections(BASE, mine, theirs).clashes
    assert clash.mine is None


def test_new_sentences_of_both_are_kept_with_ids_of_their_own() -> None:
    mine = respell(BASE, BASE.text + "甲窗口新写的一句。")
    theirs = respell(BASE, BASE.text + "乙人员补充的内容。")
    merged = merge_sections(BASE, mine, theirs).section
    assert merged.text == BASE.text + "乙人员补充的内容。" + "甲窗口新写的一句。"
    assert len({s.id for s in merged}) == 5


_TEXTS = st.lists(
    st.sampled_from(
        [
            "共梳理文件136件。",
            "群众满意度提高。",
            "下放事项66项。",
            "全新内容一条。",
            "举办培训三期。",
        ]
    ),
    max_size=5,
    unique=True,
).map("".join)


@given(_TEXTS, _TEXTS)
def test_if_only_one_changed_the_merge_is_what_they_made(base: str, changed: str) -> None:
    old = respell(Section("k", ""), base)
    new = respell(old, changed)
    assert merge_sections(old, new, old).section.text == new.text
    assert merge_sections(old, old, new).section.text == new.text
    assert merge_sections(old, new, old).clashes == ()
