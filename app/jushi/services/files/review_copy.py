"""The checked report in Word: a mark on each number, a comment on each finding."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from jushi.documents import Annotation, MarkStatus, annotate_docx, official
from jushi.drafting import ReportDraft
from jushi.fidelity import CheckResult, Finding, Ruling, Status, Verdict, lint_text
from jushi.messages import Language, render
from jushi.services.export_form import ExportForm, layout_for
from jushi.services.files.checking import CheckedReport, check_numbers
from jushi.services.reading import read_draft, read_source
from jushi.services.source import SourceFile

_MARKS: dict[Status, MarkStatus] = {
    Status.OK: "ok",
    Status.REVIEW: "review",
    Status.ERROR: "error",
}


def review_copy(
    checked: CheckedReport,
    copy: SourceFile,
    *,
    draft: ReportDraft | None = None,
    language: Language = "zh",
) -> bytes:
    """Give `copy`, the checked report as .docx, with marks and Word comments.

    Every number that says something is marked by its verdict; what a person should look at has
    a comment: findings, and the 沿用 stretches of `draft` that only a past report vouches for.
    """
    text = read_draft(copy)
    result = checked.result
    if text != result.text:
        # Laying out as .docx may move characters, and comments must stand on the right ones.
        moved = check_numbers(text, checked.sources, language)
        asked = {remark.rule for remark in result.remarks}
        usage = lint_text(text, language=language)
        moved = replace(moved, remarks=tuple(r for r in usage if r.rule in asked))
        result = moved.ruled(_moved_rulings(result, moved), _kept_rulings(result, moved))
    annotations = [*_annotations(result, language)]
    if draft is not None:
        annotations += _of_weak_sources(text, draft, language)
    return annotate_docx(copy.name, copy.content, annotations)


def as_docx(draft: SourceFile) -> SourceFile:
    """Give a checked report as .docx: itself, or laid out in the official format."""
    if draft.suffix == ".docx":
        return draft
    report = official.report_from_document(read_source(draft))
    content = official.render_docx(report, layout_for(report, ExportForm()))
    return SourceFile(f"{draft.name}.docx", content)


def _of_weak_sources(text: str, draft: ReportDraft, language: Language) -> Iterator[Annotation]:
    cursor = 0
    for section in draft:
        for sentence in section.sentences:
            start = text.find(sentence.text, cursor)
            if start < 0:
                continue
            cursor = start + len(sentence.text)
            for mark in sentence.marks:
                place = (start + mark.start, start + mark.end)
                name = "to_verify" if mark.is_unvouched else "carried_over"
                told = render(f"services.comment_{name}", language, reason=mark.reason)
                yield Annotation(*place, told, "review")


def _annotations(result: CheckResult, language: Language) -> Iterator[Annotation]:
    """A mark on every number that says something, a comment where a person should look."""
    for verdict in result.verdicts:
        is_ok = verdict.status is Status.OK
        if is_ok and not verdict.mention.is_data:
            continue
        comment = "" if is_ok and not verdict.is_loose else verdict.explanation
        if verdict.ruling is not None:
            comment = f"{comment}\n{verdict.ruling.tell(language)}".strip()
        mention, mark = verdict.mention, _mark(verdict)
        yield Annotation(mention.start, mention.end, comment, mark)
    for remark in result.remarks:
        yield Annotation(remark.start, remark.end, f"{remark.message}（{remark.source}）", None)
    of_sources = [f.explanation for f in result.findings if f.start is None and not f.figures]
    if of_sources:
        first = len(result.text) - len(result.text.lstrip())
        yield Annotation(first, first + 1, "\n".join(of_sources), None)
    for finding in result.findings:
        if finding.start is not None and finding.end is not None:
            comment = finding.explanation
            if finding.ruling is not None:
                comment += f"\n{finding.ruling.tell(language)}"
            yield Annotation(finding.start, finding.end, comment, _mark(finding))


def _mark(told: Verdict | Finding) -> MarkStatus:
    return _MARKS[Status.REVIEW if told.is_accepted else told.status]


def _moved_rulings(before: CheckResult, after: CheckResult) -> Mapping[int, Ruling]:
    """What was decided on the numbers of one text, by where they start in a like one."""
    rulings: dict[tuple[str, int], Ruling] = {}
    for place, verdict in _counted(before):
        if verdict.ruling is not None:
            rulings[place] = verdict.ruling
    return {v.mention.start: rulings[p] for p, v in _counted(after) if p in rulings}


def _kept_rulings(before: CheckResult, after: CheckResult) -> Mapping[int, Ruling]:
    """What was decided on the findings of one text, by their places in the check of a like one."""
    rulings: dict[tuple[object, ...], Ruling] = {}
    for place, finding in _counted_findings(before):
        if finding.ruling is not None:
            rulings[place] = finding.ruling
    found = enumerate(_counted_findings(after))
    return {number: rulings[place] for number, (place, _) in found if place in rulings}


def _counted_findings(result: CheckResult) -> Iterator[tuple[tuple[object, ...], Finding]]:
    """Each finding by what it says and how often that was said before."""
    seen: Counter[tuple[object, ...]] = Counter()
    for finding in result.findings:
        says = (finding.code, finding.figures, finding.basis)
        yield (*says, seen[says]), finding
        seen[says] += 1


def _counted(result: CheckResult) -> Iterator[tuple[tuple[str, int], Verdict]]:
    """Each verdict by the words of its number and how often they stood before."""
    seen: Counter[str] = Counter()
    for verdict in result.verdicts:
        yield (verdict.mention.text, seen[verdict.mention.text]), verdict
        seen[verdict.mention.text] += 1
