"""Check a report against its figures."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from jushi.errors import DocumentError
from jushi.fidelity import (
    CheckResult,
    Code,
    Evidence,
    Finding,
    Status,
    check_alone,
    check_text,
    lint_text,
)
from jushi.figures import Figure, FigureTable, shift_years, tell_problem
from jushi.messages import Language, Message
from jushi.services.reading import (
    read_draft,
    read_draft_with_notices,
    read_figures,
    read_source,
)
from jushi.services.source import SourceFile
from jushi.sheets import WORKBOOK_SUFFIXES

NO_FIGURES = FigureTable(figures=())
OnProgress = Callable[[float], None]
"""Takes the share of a report that was judged, 0 to 1."""
REPORT_YEARS = range(1900, 2200)
"""Years that a report can be of."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What a report is held against, read."""

    table: FigureTable | None
    """None where the report is held against itself alone."""
    previous: FigureTable = NO_FIGURES
    """Last year's figures; empty where none were given."""
    evidence: tuple[Evidence, ...] = ()
    report_year: int | None = None
    """What 今年 means; None for the newest year of the figures."""


@dataclass(frozen=True, slots=True)
class CheckedReport:
    """A check with what it was made of."""

    draft: SourceFile
    sources: Sources
    result: CheckResult
    notices: tuple[Message, ...] = ()
    """What the reader of the draft left out or mended."""

    @property
    def table(self) -> FigureTable:
        """The figures; empty where the report was held against itself alone."""
        return self.sources.table or NO_FIGURES


def check_report(
    draft: SourceFile,
    figures: SourceFile | None = None,
    *,
    previous: SourceFile | None = None,
    evidence: Sequence[SourceFile] = (),
    announced: Sequence[Evidence] = (),
    report_year: int | None = None,
    usage_off: Collection[str] = (),
    is_strict: bool = False,
    language: Language = "zh",
    on_progress: OnProgress | None = None,
) -> CheckedReport:
    """Check every number of `draft` against the workbook `figures`, or `draft` against itself.

    `previous` is last year's workbook or report; `evidence` are documents that numbers may be
    quoted from, `announced` what targets may be taken from; `report_year` is what 今年 means, by
    default the newest year of the figures;
    `usage_off` names rules of usage that are not asked. Raises DocumentError for a file that
    cannot be read, and for a draft in which nothing could be checked: that must never pass for a
    clean one. Raises FigureError for a workbook that does not hold together and, if it
    `is_strict`, for one with a row that is no figure; SettingsError for an unknown rule of usage.
    `on_progress` is told which share of the draft was judged, 0 to 1.
    """
    sources = Sources(
        None if figures is None else read_figures(figures, language, is_strict=is_strict),
        NO_FIGURES if previous is None else previous_figures(previous, language),
        (*(Evidence(file.name, read_draft(file)) for file in evidence), *announced),
        report_year,
    )
    return check_draft(
        draft, sources, usage_off=usage_off, language=language, on_progress=on_progress
    )


def check_draft(
    draft: SourceFile,
    sources: Sources,
    *,
    text: str | None = None,
    usage_off: Collection[str] = (),
    language: Language = "zh",
    on_progress: OnProgress | None = None,
) -> CheckedReport:
    """Check `draft`, whose text is `text` where it is known already, as `check_report` does."""
    told, notices = (text, ()) if text is not None else read_draft_with_notices(draft)
    result = check_words(
        told,
        sources,
        name=draft.name,
        usage_off=usage_off,
        language=language,
        on_progress=on_progress,
    )
    return CheckedReport(draft, sources, result, notices)


def check_words(
    text: str,
    sources: Sources,
    *,
    name: str,
    usage_off: Collection[str] = (),
    language: Language = "zh",
    on_progress: OnProgress | None = None,
) -> CheckResult:
    """Check every number of `text`, which errors call `name`, and its usage of numbers.

    A text without a number is no error where figures that must be told are not: that is what is
    said of it. Raises DocumentError and SettingsError as `check_report` does.
    """
    remarks = lint_text(text, language=language, off=usage_off)
    result = check_numbers(text, sources, language, on_progress)
    if not result.summary.data and not result.has_errors:
        raise DocumentError("services.no_number", place=name)
    return replace(result, remarks=remarks)


def check_numbers(
    text: str, sources: Sources, language: Language, on_progress: OnProgress | None = None
) -> CheckResult:
    """Give the verdicts and findings on `text`, rows of the workbook that were not read included.

    The text may hold no number at all.
    """
    if sources.table is None:
        return check_alone(
            text,
            previous=sources.previous,
            evidence=sources.evidence,
            report_year=sources.report_year,
            language=language,
            on_progress=on_progress,
        )
    result = check_text(
        text,
        sources.table,
        previous=sources.previous,
        evidence=sources.evidence,
        report_year=sources.report_year,
        language=language,
        on_progress=on_progress,
    )
    unread = tuple(
        Finding(
            Code.UNREAD_ROW,
            Status.REVIEW,
            (),
            tell_problem(problem, language),
            basis=(problem.code, str(problem.where)),
        )
        for problem in sources.table.problems
        if problem.is_unread_row
    )
    return replace(result, findings=result.findings + unread)


def previous_figures(file: SourceFile, language: Language) -> FigureTable:
    """Give last year's figures: a workbook's own, or the numbers that a report tells."""
    if file.suffix in WORKBOOK_SUFFIXES:
        return read_figures(file, language)
    # Only a report needs what reads one sentence by sentence.
    from jushi.drafting import skeleton_of

    return FigureTable(tuple(_as_last_year(row) for row in skeleton_of(read_source(file))))


def _as_last_year(row: Figure) -> Figure:
    """A row of a skeleton stands for this year; last year's value is its `previous`."""
    period = None if row.period is None else shift_years(row.period, -1)
    return replace(
        row, value=row.previous, previous=None, period=period, formula="", required=False
    )
