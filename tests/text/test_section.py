"""Sections and sentences: what they read as, with and without slots, and what they tell."""

import pytest
from jushi.text import Binding, Section, Sentence, gap_text

NUMBER = "受理纠纷8210件，化解【待补：化解纠纷】。"
BINDINGS = (
    Binding(4, 9, "accepted", ("accepted",)),
    Binding(12, 21, "share(resolved, accepted)", ("resolved", "accepted")),
)
BOUND = Sentence(
    NUMBER, "受理纠纷{{accepted}}，化解{{share(resolved, accepted)}}。", BINDINGS, id="s1"
)
SECTION = Section(
    "1.2",
    "规范执法",
    (
        Sentence("一是 办案。", id="s2", starts_paragraph=True),
        BOUND,
        Sentence("群众满意。", id="s3", starts_paragraph=True),
    ),
    2,
    "（二）",
)


def test_a_gap_names_what_is_lacking() -> None:
    assert gap_text("化解纠纷") == "【待补：化解纠纷】"
    assert [NUMBER[b.start : b.end] for b in BINDINGS] == ["8210件", gap_text("化解纠纷")]


def test_a_sentence_knows_what_it_names_and_what_it_tells() -> None:
    assert BOUND.figures == ("accepted", "resolved")
    assert BOUND.filled_bindings == BINDINGS[:1]
    assert BOUND.told_figures == ("accepted",)


def test_a_figure_that_is_told_beside_its_gap_counts_as_told_once() -> None:
    assert Sentence("共8210件、8210件。", "", (BINDINGS[0],) * 2).told_figures == ("accepted",)


@pytest.mark.parametrize(
    ("sentence", "bound"),
    [
        (BOUND, "受理纠纷{{accepted}}，化解{{share(resolved, accepted)}}。"),
        (Sentence("群众满意。"), "群众满意。"),
        (Sentence("填写{{编号}}一栏。"), "填写{{编号}}一栏。"),
    ],
    ids=["slots", "none", "braces of the text"],
)
def test_bound_text_has_slots_for_numbers_that_name_figures(sentence: Sentence, bound: str) -> None:
    assert sentence.bound_text == bound


@pytest.mark.parametrize(
    ("bindings", "template"),
    [
        (BINDINGS, BOUND.template),
        (BINDINGS[:1], "受理纠纷{{accepted}}，化解【待补：化解纠纷】。"),
        ((), ""),
    ],
    ids=["all", "one", "none"],
)
def test_a_template_follows_from_the_bindings(bindings: tuple[Binding, ...], template: str) -> None:
    bound = BOUND.with_bindings(bindings)
    assert (bound.bindings, bound.template) == (bindings, template)
    assert (bound.text, bound.id) == (NUMBER, "s1")


def test_a_section_reads_as_its_sentences_in_paragraphs() -> None:
    assert SECTION.text == f"一是 办案。{NUMBER}\n群众满意。"
    assert SECTION.bound_text == f"一是 办案。{BOUND.template}\n群众满意。"
    assert [*SECTION] == [*SECTION.sentences]


def test_offsets_say_where_each_sentence_starts() -> None:
    text = SECTION.text
    for start, sentence in zip(SECTION.offsets(), SECTION, strict=True):
        assert text.startswith(sentence.text, start)
    assert SECTION.offsets() == (0, 6, 6 + len(NUMBER) + 1)


def test_length_counts_no_blanks_and_line_feeds() -> None:
    assert SECTION.length == 5 + len(NUMBER) + 5


@pytest.mark.parametrize(
    ("section", "heading"),
    [
        (SECTION, "（二）规范执法"),
        (Section("1", "高位统筹", number="（一）", is_run_in=True), "（一）高位统筹。"),
        (Section("lead", "", level=0), ""),
    ],
    ids=["plain", "run-in", "opening"],
)
def test_a_heading_has_its_number_and_a_stop_where_it_runs_in(
    section: Section, heading: str
) -> None:
    assert section.heading == heading


def test_sentences_are_found_by_id() -> None:
    assert [*SECTION.by_id()] == ["s2", "s1", "s3"]
    assert SECTION.by_id()["s1"] == BOUND
