"""From drafts to sections and back; numbers that a person typed are bound again."""

from functools import partial
from typing import Any

import pytest
from jushi.drafting import Binding as DraftBinding
from jushi.drafting import CarriedFrom, Mark, SectionDraft, SentenceDraft, render_bound
from jushi.errors import DraftError
from jushi.fidelity import check_text
from jushi.records import SectionText
from jushi.revision.binding import edit_section
from jushi.revision.draft import draft_of_section, report_draft, section_of_draft

from tests.revision.test_rebind import TABLE
from tests.store.samples import report


def _sentence(template: str, **named: Any) -> SentenceDraft:
    told = render_bound(template, TABLE)
    bound = tuple(DraftBinding(b.start, b.end, b.expression, b.figures) for b in told.bindings)
    return SentenceDraft(template, told.text, bound, **named)


CHECK = partial(check_text, table=TABLE)

DRAFT = SectionDraft(
    "1.2",
    "（二）",
    "规范执法",
    2,
    ("主要举措", "规范执法"),
    (
        _sentence("一是共计{{trained|余}}参加考试。", starts_paragraph=True, enumerator="一是"),
        _sentence(
            "县长刘锐作出批示。",
            origin="carried",
            carried_from=CarriedFrom("report-2022.txt", "县长刘锐作出批示。"),
            marks=(Mark(0, 4, "县长刘锐", "person", "人名只见于上年报告"),),
        ),
        _sentence("群众满意。", starts_paragraph=True),
    ),
    is_run_in=True,
    notes=("套写",),
)


def test_a_draft_kept_and_given_back_is_the_same() -> None:
    assert draft_of_section(section_of_draft(DRAFT)) == DRAFT


def test_what_only_the_past_vouches_for_is_carried_over() -> None:
    assert [s.is_carried_over for s in section_of_draft(DRAFT)] == [False, True, False]


def test_a_new_draft_keeps_the_ids_of_the_sentences_it_kept() -> None:
    base = section_of_draft(DRAFT)
    fewer = section_of_draft(
        SectionDraft("1.2", "（二）", "规范执法", 2, sentences=DRAFT.sentences[1:]), base
    )
    assert [s.id for s in fewer] == ["s2", "s3"]


def test_a_stored_report_reads_as_the_draft_it_came_from() -> None:
    lead = SectionText("lead", "", level=0)
    whole = report_draft(report(), (lead, section_of_draft(DRAFT)))
    assert whole.text() == (
        "濮阳县2023年度报告\n\n\n"
        "（二）规范执法。一是共计1700余人参加考试。县长刘锐作出批示。\n群众满意。\n"
    )


@pytest.mark.parametrize(
    ("text", "expressions"),
    [
        ("持有执法证人员1624人。", ["licence"]),
        ("共计1700余人参加考试。", ["trained|余"]),
        ("受理纠纷8210件，化解纠纷8170件。", ["accepted", "resolved"]),
        ("化解率99.5%。", ["rate"]),
        ("持有执法证人员1625人。", []),
        ("群众满意。", []),
    ],
    ids=["exact", "approximate", "two", "rate", "wrong", "none"],
)
def test_true_numbers_that_a_person_typed_are_bound(text: str, expressions: list[str]) -> None:
    typed = edit_section(SectionText("k", ""), text, CHECK, TABLE)
    assert [b.expression for s in typed for b in s.bindings] == expressions
    assert typed.text == text


def test_a_slot_that_a_person_types_is_written_out() -> None:
    typed = edit_section(SectionText("k", ""), "共计{{trained|余}}参加。群众满意。", CHECK, TABLE)
    assert typed.text == "共计1700余人参加。群众满意。"
    assert typed.sentences[0].template == "共计{{trained|余}}参加。"


def test_a_slot_that_cannot_be_read_is_told() -> None:
    with pytest.raises(DraftError, match=r"write \{\{id\}\}"):
        edit_section(SectionText("k", ""), "共计{{参加。", CHECK, TABLE)
