"""A stored report read as a draft."""

from jushi.services.workspace.reports import report_draft
from jushi.text import Section, Sentence

from tests.store.samples import report

SECTION = Section(
    "1.2",
    "规范执法",
    (
        Sentence("一是共计1700余人参加考试。", id="s1", starts_paragraph=True),
        Sentence("县长刘锐作出批示。", id="s2"),
        Sentence("群众满意。", id="s3", starts_paragraph=True),
    ),
    2,
    "（二）",
    is_run_in=True,
)
LEAD = Section("lead", "", (Sentence("现报告如下。", id="s1", starts_paragraph=True),), level=0)


def test_a_stored_report_reads_as_the_draft_it_came_from() -> None:
    whole = report_draft(report(), (Section("lead", "", level=0), SECTION))
    assert whole.text() == (
        "濮阳县2023年度报告\n\n\n"
        "（二）规范执法。一是共计1700余人参加考试。县长刘锐作出批示。\n群众满意。\n"
    )
    assert (whole.year, whole.subject) == (2023, "濮阳县")


def test_the_section_without_a_level_is_the_opening_wherever_it_stands() -> None:
    whole = report_draft(report(), (SECTION, LEAD))
    assert (whole.lead, whole.sections) == (LEAD, (SECTION,))


def test_a_report_without_an_opening_has_an_empty_one() -> None:
    assert report_draft(report(), (SECTION,)).lead == Section("lead", "", level=0)
