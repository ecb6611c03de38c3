"""The files of a stored report: laid out as its owner chose, held back while errors are open."""

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime

from jushi.characters import language_of
from jushi.documents import official
from jushi.errors import ConflictError, DocumentError, RefusalError
from jushi.fidelity import CheckResult, Evidence, Ruling
from jushi.figures import render_workbook
from jushi.messages import Language
from jushi.receipts import Signer
from jushi.records import Change, Decision, SaveConflictError
from jushi.running import Run, run_here, tell_file
from jushi.services.check_formats import CHECK_FILES
from jushi.services.export_form import ExportForm, refuse_unknown_figures
from jushi.services.files.check_rendering import render_check_report
from jushi.services.files.checking import CheckedReport
from jushi.services.files.checking import Sources as CheckSources
from jushi.services.files.exporting import (
    ExportedReport,
    bound_report,
    export_draft,
    preview_pages,
    preview_pdf,
    seal_report,
)
from jushi.services.files.review_copy import review_copy
from jushi.services.open_counts import open_note
from jushi.services.packaging import package_report
from jushi.services.source import SourceFile
from jushi.services.workspace.check import Check, CheckPass, blocking_items
from jushi.services.workspace.group import Actor, Group
from jushi.services.workspace.reports import OpenReport, StoredReport
from jushi.services.workspace.sign_off import SignOff, sign_off_notes
from jushi.services.workspace.sources import ReportSource, Sources
from jushi.services.workspace.state import open_counts

_CHOICE = "export"
ANCHORS = "anchors"
"""Name of the paper that holds, a line each, what the bookmarks of exported files stand for."""
_TRIES = 3
"""How often an export that meets another one reads anew what bookmarks stand for."""
_OF_ONE_YEAR = ("document_number", "date", "print_date", "serial")
_LARGEST_TEMPLATE = 5_000_000
_CHECKS = {name: form for form, name in CHECK_FILES.items()}


@dataclass(frozen=True, slots=True)
class _Press:
    """What the files of a report are made of."""

    opened: OpenReport
    form: ExportForm
    passes: tuple[CheckPass, ...]
    text_of: Callable[[ReportSource], str]
    language: Language
    anchors: tuple[str, ...]
    signer: Signer | None
    issued: dict[str, str]
    """Who exports the report and when it was changed last, for a receipt."""
    signed: Callable[[], dict[str, str]]
    """The lines of a manifest that tell how the report was signed off."""

    @property
    def title(self) -> str:
        return self.opened.report.title.replace("\n", "")

    def report(self) -> SourceFile:
        assert self.opened.draft is not None
        name = f"{self.title}.docx"
        return export_draft(
            self.opened.draft,
            name,
            form=self.form,
            table=self.opened.table,
            anchors=self.anchors,
            open_note=open_note(open_counts(self.opened, self.passes), language_of(self.title)),
        )

    def checked(self) -> CheckedReport:
        assert self.opened.result is not None
        evidence = tuple(Evidence(s.name, self.text_of(s)) for s in self._policies())
        result = _ruled(self.opened.result, self.passes, self.language)
        sources = CheckSources(self.opened.table, evidence=evidence)
        return CheckedReport(self.report(), sources, result)

    def free_report(self) -> SourceFile:
        """The report; ConflictError while an error is open."""
        blocking = blocking_items(self.passes)
        if blocking:
            raise ConflictError(
                "services.open_errors",
                place=blocking[0].text or blocking[0].explanation,
                count=len(blocking),
            )
        report = self.report()
        if self.signer is None or not self.form.has_anchors:
            return report
        exported = ExportedReport(report, replace(self.checked(), draft=report), (), (), 0)
        return seal_report(exported, self.signer, issued=self.issued).file

    def review(self) -> bytes:
        checked = self.checked()
        return review_copy(checked, checked.draft, draft=self.opened.draft, language=self.language)

    def package(self) -> bytes:
        report = self.free_report()
        checked = replace(self.checked(), draft=report)
        workbook = SourceFile("figures.xlsx", render_workbook(self.opened.table))
        evidence = [
            SourceFile(f"{s.name}.txt", self.text_of(s).encode()) for s in self.opened.sources
        ]
        return package_report(
            ExportedReport(report, checked, (), (), 0),
            workbook,
            evidence=evidence,
            notes=self._open_notes() | self.signed() | _accepted_notes(self.passes, self.language),
            language=self.language,
            signer=self.signer,
            issued=self.issued,
        )

    def _open_notes(self) -> dict[str, str]:
        """What was open when the file was made, one line."""
        counts = open_counts(self.opened, self.passes)
        told = ", ".join(f"{name} {n}" for name, n in asdict(counts).items() if n)
        return {"open": told or "nothing"}

    def _policies(self) -> list[ReportSource]:
        return [s for s in self.opened.sources if s.kind == "policy"]


@dataclass(frozen=True, slots=True)
class Export(Group):
    """The files of one stored report."""

    def choice(self) -> ExportForm:
        """Give what was chosen last; plain where nothing was."""
        return _read(self.store.load_paper(self.report_id, _CHOICE).text)

    def keep_choice(self, choice: ExportForm, *, run: Run = run_here) -> None:
        """Keep the choice for every export from now on.

        `run` runs the reading of a template. Raises DocumentError for a template that is no .docx
        or too large, DraftError for a chart of a figure that there is not.
        """
        time = self.actor.clock()
        if choice.charts:
            refuse_unknown_figures(choice, self._group(StoredReport).open().table)
        if choice.template is not None:
            if len(choice.template.content) > _LARGEST_TEMPLATE:
                raise DocumentError("services.template_too_large", place=choice.template.name)
            run(_refuse_unreadable, choice.template)
        paper = self.store.load_paper(self.report_id, _CHOICE)
        made = replace(paper, text=_written(choice))
        self.store.commit(
            Change(self.report_id, self.actor.name, time, "export", choice.mode, papers=(made,))
        )

    def file(self, name: str) -> SourceFile | None:
        """Give a file of a report by its ending, `report.docx` or `package.zip`; None for no such.

        Raises ConflictError for the report and its package while errors are open that nobody has
        accepted, and UnavailableError for a PDF where LibreOffice is not installed.
        """
        opened = self._group(StoredReport).open()
        if opened.draft is None or opened.result is None or name not in _FILES:
            return None
        press = self._press(opened, self._group(Check).passes(opened))
        content = _FILES[name](press, name)
        return SourceFile(f"{press.title}.{name.removeprefix('report.')}", content)

    def pages(self) -> tuple[bytes, ...]:
        """Give each page as PNG, errors or not. UnavailableError without LibreOffice or poppler."""
        opened = self._group(StoredReport).open()
        if opened.draft is None:
            return ()
        return preview_pages(self._press(opened, self._group(Check).passes(opened)).report())

    def _press(self, opened: OpenReport, passes: tuple[CheckPass, ...]) -> _Press:
        text_of, choice = self._group(Sources).text, self.choice()
        anchors: tuple[str, ...] | None = ()
        if choice.has_anchors:
            anchors = self._anchors(opened, choice)
        if anchors is None:
            choice, anchors = replace(choice, has_anchors=False), ()
        language = self.actor.language

        def signed() -> dict[str, str]:
            return sign_off_notes(self._group(SignOff).state(opened), language)

        issued = {"by": self.actor.name, "time": _local(opened.report.updated)}
        signer = self.actor.signer
        return _Press(opened, choice, passes, text_of, language, anchors, signer, issued, signed)

    def _anchors(self, opened: OpenReport, choice: ExportForm) -> tuple[str, ...] | None:
        """Give what bookmarks stand for, those that this export adds kept beside the report.

        A file that is saved as .odt or .doc and comes back no longer says it itself. None where
        they cannot be kept, for a reviewer or beside other exports: the next export would give the
        same numbers to other figures.
        """
        assert opened.draft is not None
        for _ in range(_TRIES):
            paper = self.store.load_paper(self.report_id, ANCHORS)
            known = tuple(paper.text.split("\n")) if paper.text else ()
            report = bound_report(opened.draft, "report.docx", choice, opened.table, known)
            if report.anchors == known:
                return known
            made = replace(paper, text="\n".join(report.anchors))
            time, actor = self.actor.clock(), self.actor.name
            change = Change(self.report_id, actor, time, "export", ANCHORS, papers=(made,))
            try:
                self.store.commit(change)
            except SaveConflictError:
                continue
            except RefusalError:
                return None
            return report.anchors
        return None


def _refuse_unreadable(template: SourceFile) -> None:
    tell_file(template.name)
    official.layout_from_sample(template.name, template.content)


def next_year_choice(text: str) -> str:
    """Give a stored choice as next year's report begins with: without number and dates."""
    plain = replace(_read(text), **dict.fromkeys(_OF_ONE_YEAR, ""))  # type: ignore[arg-type]
    return _written(plain)


def _read(text: str) -> ExportForm:
    if not text:
        return ExportForm()
    values = json.loads(text)
    if values["template"] is not None:
        name, content = values["template"]
        values["template"] = SourceFile(name, base64.b64decode(content))
    values["charts"] = tuple(tuple(names) for names in values["charts"])
    return ExportForm(**values)


def _written(form: ExportForm) -> str:
    values = {part.name: getattr(form, part.name) for part in fields(form)}
    if form.template is not None:
        content = base64.b64encode(form.template.content).decode()
        values["template"] = [form.template.name, content]
    return json.dumps(values, ensure_ascii=False)


def _ruled(result: CheckResult, passes: tuple[CheckPass, ...], language: Language) -> CheckResult:
    """The check with what people decided, for whoever reads it outside."""
    mentions: dict[int, Ruling] = {}
    findings: dict[int, Ruling] = {}
    for item in (item for one in passes for item in one.items):
        decision = item.decision
        match decision:
            case Decision(kind="accepted" | "confirmed" | "dismissed" as kind):
                time = _local(decision.time)
                who = Actor.tell(decision.who, language)
                ruling = Ruling(kind, who, time, decision.reason)
            case _:
                continue
        if item.verdict is not None:
            mentions[item.verdict.mention.start] = ruling
        elif item.finding is not None:
            findings[item.finding] = ruling
    return result.ruled(mentions, findings)


def _local(time: datetime) -> str:
    """A time as the clock on this machine's wall had it, with its zone."""
    return time.astimezone().isoformat(timespec="seconds")


def _accepted_notes(passes: tuple[CheckPass, ...], language: Language) -> dict[str, str]:
    """What stands by a person's word, one line each."""
    notes: dict[str, str] = {}
    for item in (item for one in passes for item in one.items):
        decision = item.decision
        if decision is not None and decision.kind == "accepted":
            words = f"{item.text or item.explanation}; {decision.reason}"
            who = f"{Actor.tell(decision.who, language)}, {_local(decision.time)}"
            notes[f"accepted {len(notes) + 1}"] = " ".join(f"{words}; {who}".split())
    return notes


def _check(press: _Press, name: str) -> bytes:
    return render_check_report(press.checked(), _CHECKS[name], language=press.language)


_FILES: Mapping[str, Callable[[_Press, str], bytes]] = {
    "report.docx": lambda press, _: press.free_report().content,
    "report.pdf": lambda press, _: preview_pdf(press.free_report()),
    "package.zip": lambda press, _: press.package(),
    **dict.fromkeys(_CHECKS, _check),
    # The whole report as it is laid out, not a copy of what was checked.
    "review.docx": lambda press, _: press.review(),
}
