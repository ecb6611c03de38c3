"""Draft a report from figures, past reports and policy texts, and check what came of it."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from jushi.documents import Document, read_plain_text
from jushi.drafting import (
    Outline,
    ReportDraft,
    announced_by,
    compose_report,
    outline_of,
    parse_outline,
    refuse_english,
    writing,
)
from jushi.errors import ModelError, ReplyError
from jushi.fidelity import Evidence
from jushi.figures import FigureTable
from jushi.knowledge import Description, Knowledge, Overrides, describe_document
from jushi.llm import Model
from jushi.messages import Language
from jushi.running import tell_file
from jushi.services.files.checking import CheckedReport, check_report
from jushi.services.files.exporting import export_draft
from jushi.services.files.review_copy import review_copy
from jushi.services.own_reports import own_reports, with_own_reports
from jushi.services.reading import read_figures, read_source
from jushi.services.shipped_outlines import outline_for
from jushi.services.source import SourceFile
from jushi.services.workspace.passages import section_passages

OnSection = Callable[[str, writing.WritingNotes | ModelError, writing.Spending], None]
"""Hears of a section that is done: its heading, what came of it, the cost up to then."""


@dataclass(frozen=True, slots=True)
class DraftedReport:
    """A draft, the file made of it, and the check of that file."""

    draft: ReportDraft
    file: SourceFile
    checked: CheckedReport
    review: bytes
    """A .docx copy: a Word comment on each finding and on what only a past report vouches for."""
    past: tuple[str, ...]
    """Names of the past reports that it was drafted from, newest first."""
    notes: tuple[writing.WritingNotes, ...] = ()
    """How the model wrote each section, in the order in which they got done; empty without."""
    failed: tuple[tuple[str, ModelError], ...] = ()
    """Headings of sections that stay the composer's, for the model gave none of use, and why."""
    unknown: tuple[str, ...] = ()
    """Names of documents that were left out, for nothing in them tells what they are."""
    plan: str = ""
    """Points of the year and the sections that say them, as YAML that a person may edit and give
    back; empty without a model."""


def draft_report(
    figures: SourceFile,
    name: str,
    *,
    outline: SourceFile | None = None,
    knowledge: Sequence[SourceFile] = (),
    materials: Sequence[SourceFile] = (),
    plan: SourceFile | None = None,
    language: Language = "zh",
    model: Model | None = None,
    index: Knowledge | None = None,
    at_once: int = 4,
    on_section: OnSection = lambda _heading, _notes, _spending: None,
) -> DraftedReport:
    """Draft the report that `figures` are for, as a file called `name`, and check that file.

    Of `knowledge`, the office's own reports give sentences and outline, newest first; policies
    are evidence for what the text quotes. Without outline and past reports an outline that ships
    is used, if the figures are of its kind of report. With a `model` the sections are its own
    where it answers, asked for `at_once` at a time; `on_section` hears of each that is done. An
    empty `index` is filled with `knowledge` and `materials`, and a section's writer sees the
    passages that it finds there. `materials` tell of this year: they are shown with their
    numbers, may be used, and are evidence. `plan`, as an earlier draft gave it, says which section
    tells what. A section of which the model gives nothing of use is the composer's, and so is the
    whole draft where two replies to the probe are of none. Raises FigureError, DocumentError or
    DraftError for what cannot be used, English figures and reports among it, ModelError where the
    model cannot be had at all.
    """
    job = _begin(figures, outline, (knowledge, materials), language)
    draft, planned = job.draft, ""
    notes: tuple[writing.WritingNotes, ...] = ()
    failed: tuple[_Failed, ...] = ()
    if model is not None:
        # Asked before the index is filled: a key that is refused is told in seconds.
        way = _way(model)
        is_of_use = not isinstance(way, ReplyError)
        brief, chosen = job.planned(plan, model if way == "slots" else None)
        planned = job.rendered(brief, chosen)
        tasks = job.tasks(index if is_of_use else None, brief, chosen)
        outcomes = _written(model, tasks, job.table, way, at_once=at_once, evidence=job.evidence)
        spending = writing.Spending((), len(tasks), at_once)
        draft, notes, failed = _take(draft, outcomes, spending, on_section)
    file = export_draft(draft, name)
    checked = check_report(
        file, figures, evidence=job.quotable, announced=job.announced, language=language
    )
    review = _review(draft, file, checked, language)
    names = tuple(document.name for document in job.past)
    unknown = tuple(d.name for _, d, told in job.documents if told.kind == "unknown")
    return DraftedReport(draft, file, checked, review, names, notes, failed, unknown, planned)


def plan_draft(
    figures: SourceFile,
    *,
    outline: SourceFile | None = None,
    knowledge: Sequence[SourceFile] = (),
    materials: Sequence[SourceFile] = (),
    language: Language = "zh",
) -> str:
    """Give the points of the year and the sections that tell them, as YAML; no model is asked.

    A person may edit it and give it to `draft_report` as `plan`. Raises what that raises.
    """
    job = _begin(figures, outline, (knowledge, materials), language)
    return job.rendered(*job.planned(None, None))


_Described = tuple[SourceFile, Document, Description]


@dataclass(frozen=True, slots=True)
class _Job:
    """What was read for one report, and the composer's draft of it."""

    table: FigureTable
    outline: Outline
    """With what the rules of its kind ask."""
    draft: ReportDraft
    past: tuple[Document, ...]
    documents: tuple[_Described, ...]
    """All but the materials."""
    materials: tuple[_Described, ...]

    @property
    def told_of_year(self) -> list[Evidence]:
        return [Evidence(document.name, document.text) for _, document, _ in self.materials]

    @property
    def evidence(self) -> list[Evidence]:
        """What may vouch for numbers: policies and materials, last year's plans for targets."""
        policies = [d for _, d, told in self.documents if told.kind == "policy"]
        return [*(Evidence(d.name, d.text) for d in policies), *self.told_of_year, *self.announced]

    @property
    def announced(self) -> tuple[Evidence, ...]:
        """What last year's report said was to be reached."""
        return announced_by(self.past)

    @property
    def quotable(self) -> list[SourceFile]:
        """The files of `evidence` but for last year's report."""
        policies = (file for file, _, told in self.documents if told.kind == "policy")
        return [*policies, *(file for file, _, _ in self.materials)]

    def planned(
        self, given: SourceFile | None, model: Model | None
    ) -> tuple[writing.YearBrief, writing.ReportPlan]:
        """The brief and the plan: a person's, else the model's, else the code's."""
        if given is not None:
            tell_file(given.name)
            return writing.parse_plan(read_plain_text(given.content, given.name), given.name)
        brief = writing.brief_of(self.table, self.draft.year, self.past, self.told_of_year)
        usual = writing.usual_plan(brief, self.table, self.outline, self.draft)
        if model is None:
            return brief, usual
        return brief, writing.plan_by_model(model, brief, usual, self.draft, self.table)

    def rendered(self, brief: writing.YearBrief, plan: writing.ReportPlan) -> str:
        """The plan as a person edits it."""
        return writing.render_plan(plan, brief, {s.key: s.heading for s in self.draft})

    def tasks(
        self, index: Knowledge | None, brief: writing.YearBrief, plan: writing.ReportPlan
    ) -> tuple[writing.SectionTask, ...]:
        """The sections to write, each with the passages that `index` finds."""
        own = {document.name for document in self.past}
        files = (*self.documents, *self.materials)
        return writing.plan_sections(
            self.table,
            self.outline,
            self.draft,
            passages=_finder(index, files, own, self.draft.year),
            past=self.past,
            materials=self.told_of_year,
            brief=brief,
            plan=plan,
        )


def _begin(
    figures: SourceFile,
    outline: SourceFile | None,
    given: tuple[Sequence[SourceFile], Sequence[SourceFile]],
    language: Language,
) -> _Job:
    """Read all that a report is drafted from; `given` is knowledge and materials."""
    table = read_figures(figures, language)
    knowledge, materials = (list(map(_described, files)) for files in given)
    # A document that is neither report nor policy tells of this year wherever it was given.
    materials += [entry for entry in knowledge if entry[2].kind == "material"]
    knowledge = [entry for entry in knowledge if entry[2].kind != "material"]
    past = own_reports(with_own_reports([(d, told) for _, d, told in knowledge], table))
    refuse_english(table, past or [d for _, d, told in knowledge if told.kind != "policy"])
    plan = _outline(outline, past, table)
    draft = compose_report(table, past, outline=plan)
    full = writing.with_genre(plan or outline_of(past[0]))
    as_facts = [(f, d, replace(told, kind="material", box="facts")) for f, d, told in materials]
    return _Job(table, full, draft, past, tuple(knowledge), tuple(as_facts))


def _described(file: SourceFile) -> _Described:
    document = read_source(file)
    return file, document, describe_document(document, name=file.name)


def _way(model: Model) -> writing.Way | ReplyError:
    """How it tells figures; ReplyError where its replies to the probe are of no use."""
    try:
        return writing.measure_way(model)
    except ReplyError as error:
        return error


def _written(
    model: Model,
    tasks: Sequence[writing.SectionTask],
    table: FigureTable,
    way: writing.Way | ReplyError,
    *,
    at_once: int,
    evidence: Sequence[Evidence],
) -> Iterable[tuple[writing.SectionTask, writing.Outcome]]:
    """The sections as they get done; where the probe failed, that for each, and nothing asked."""
    if isinstance(way, ReplyError):
        return [(task, way) for task in tasks]
    return writing.write_sections(tasks, model, table, way=way, at_once=at_once, evidence=evidence)


def _review(
    draft: ReportDraft, file: SourceFile, checked: CheckedReport, language: Language
) -> bytes:
    copy = file if file.suffix == ".docx" else export_draft(draft, f"{file.name}.docx")
    return review_copy(checked, copy, draft=draft, language=language)


def _finder(
    index: Knowledge | None,
    described: Sequence[_Described],
    own: Collection[str],
    year: int,
) -> Callable[[writing.OutlineSection], list[writing.Quoted]]:
    """Give what finds a section's passages in the documents; nothing does without an index."""
    if index is None:
        return lambda _section: []
    kinds = (
        ("own", Overrides(kind="own_report")),
        ("facts", Overrides(kind="material", box="facts")),
        ("others", Overrides()),
    )
    for kind, overrides in kinds:
        files = [(f.name, f.content) for f, d, told in described if _shelf(d, told, own) == kind]
        index.add(files, overrides=overrides)
    evident = {file.name for file, _, told in described if told.box == "facts"}

    def find(section: writing.OutlineSection) -> list[writing.Quoted]:
        found = section_passages(index, section, year=year, evident=evident)
        return [passage.quoted for passage in found]

    return find


def _shelf(document: Document, told: Description, own: Collection[str]) -> str:
    if document.name in own:
        return "own"
    return "facts" if told.box == "facts" else "others"


_Failed = tuple[str, ModelError]


def _take(
    draft: ReportDraft,
    outcomes: Iterable[tuple[writing.SectionTask, writing.Outcome]],
    before: writing.Spending,
    on_section: OnSection,
) -> tuple[ReportDraft, tuple[writing.WritingNotes, ...], tuple[_Failed, ...]]:
    sections = {section.key: section for section in draft}
    notes: list[writing.WritingNotes] = []
    failed: list[_Failed] = []
    written: set[str] = set()
    costs: list[tuple[int, Decimal]] = []
    for count, (task, outcome) in enumerate(outcomes, 1):
        heading = task.composed.heading or task.title
        left = before.left - count
        if isinstance(outcome, writing.WrittenSection):
            sections[task.key] = outcome.section
            written.add(task.key)
            notes.append(outcome.notes)
            costs.append((outcome.notes.tokens, outcome.notes.seconds))
            if outcome.notes.given_up is not None:
                failed.append((heading, outcome.notes.given_up))
            on_section(heading, outcome.notes, replace(before, costs=tuple(costs), left=left))
        elif isinstance(outcome, ModelError):
            failed.append((heading, outcome))
            on_section(heading, outcome, replace(before, costs=tuple(costs), left=left))
    lasting = [error for _, error in failed if not isinstance(error, ReplyError)]
    if lasting and not notes:
        raise lasting[0]
    gaps = [m for m in draft.missing if m.section not in written]
    gaps += [missing for told in notes for missing in told.missing]
    report = replace(
        draft,
        lead=sections[draft.lead.key],
        sections=tuple(sections[s.key] for s in draft.sections),
        missing=tuple(gaps),
        dropped=tuple(d for d in draft.dropped if d.section not in written)
        + tuple(d for told in notes for d in told.replaced),
    )
    return report, tuple(notes), tuple(failed)


def _outline(
    file: SourceFile | None, past: Sequence[Document], table: FigureTable
) -> Outline | None:
    """None leaves the outline to the newest past report."""
    if file is not None:
        tell_file(file.name)
        return parse_outline(read_plain_text(file.content, file.name), file.name)
    if past:
        return None
    return outline_for(table)
