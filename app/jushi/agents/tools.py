"""What an agent may call, with the rights of the person it acts for: plain calls, plain values."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from concurrent.futures import TimeoutError as WaitedTooLongError
from dataclasses import asdict, dataclass
from pathlib import PurePath
from typing import Any, get_args

from jushi.errors import ConflictError, DocumentError, InvalidError, NotFoundError
from jushi.fidelity import Verdict, render_json
from jushi.figures import FigureTable
from jushi.knowledge import Filters
from jushi.messages import Language, Message
from jushi.revision import asked
from jushi.services import (
    SourceFile,
    Sources,
    StoredFile,
    check_draft,
    check_report,
    check_workbook,
    collecting,
)
from jushi.services.workspace import OpenReport, Workspace
from jushi.sheets import WORKBOOK_SUFFIXES
from jushi.web import AppContext

Answer = dict[str, Any]
_TEXT_WORKBOOKS = (".csv", ".tsv", ".json", ".yaml", ".yml")
_DRAFT_S = 900.0
"""Seconds that one section is waited for; the drafting goes on in the server after that."""
_MOST_HITS = 50


@dataclass(frozen=True, slots=True)
class AgentTools:
    """The tools for whoever calls at this moment.

    Errors that a caller can mend are children of JushiError.
    """

    context: Callable[[], AppContext]
    """Of the person that the agent acts for: it gives only what is theirs."""
    language: Language = "zh"

    def check_text(
        self,
        text: str,
        report: str = "",
        figures: str = "",
        figures_name: str = "figures.csv",
        year: int | None = None,
    ) -> Answer:
        """Check every number of `text`; the answer is that of `jushi check --format json`.

        Against the figures and policies of the stored `report`, or against the workbook
        `figures`, whose form the ending of `figures_name` says (text of a .csv, .json or .yaml,
        base64 of others), or without both against itself.
        """
        draft = SourceFile("text.txt", text.encode("utf-8", "surrogatepass"))
        run = self.context().runner()
        if report:
            sources = self._sources(report)
            checked = run(check_draft, draft, sources, text=text, language=self.language)
        else:
            workbook = _workbook(figures, figures_name) if figures else None
            checked = run(check_report, draft, workbook, report_year=year, language=self.language)
        found: Answer = json.loads(render_json(checked.result))
        return found

    def read_figures(
        self, report: str = "", figures: str = "", figures_name: str = "figures.csv"
    ) -> Answer:
        """Give every figure of a stored report or of a workbook, with its cell, and problems."""
        if report:
            table = self._workspace(report).open().table
        else:
            workbook = _workbook(figures, figures_name)
            table = self.context().runner()(check_workbook, workbook)
        return collecting.workbook_record(table, self.language)

    def draft_section(self, report: str, section: str) -> Answer:
        """Draft one section of a stored report, named by key or title, and give it as it stands.

        What a person edited stays. Raises ConflictError while the report is drafted already.
        """
        context, workspace = self.context(), self._workspace(report)
        key = _section_key(workspace, section)
        try:
            job = context.begin_draft(report, [key]).result(_DRAFT_S)
        except WaitedTooLongError as error:
            place = Message("places.section", name=section)
            raise ConflictError("agents.still_drafting", place=place) from error
        return {"state": job.state, **self._section(report, key)}

    def revise_section(
        self, report: str, section: str, instruction: str, take: bool = False
    ) -> Answer:
        """Ask for a change of one section in words; with `take` keep what may simply be taken.

        Gives the changes one by one, each with its triage and the reasons, and the section as it is
        then. Refused changes are never taken.
        """
        context, workspace = self.context(), self._workspace(report)
        key = _section_key(workspace, section)
        wish = asked.Instruction(words=instruction)
        proposal = workspace.proposals.ask(key, wish, model=context.model)
        changes = [asdict(change) for change in proposal.open]
        takes = take and any(change.triage == "可采纳" for change in proposal.open)
        if takes:
            workspace.proposals.accept(key, None)
        return {"changes": changes, "taken": takes, **self._section(report, key)}

    def search_documents(
        self,
        query: str,
        kinds: Sequence[str] = (),
        years: Sequence[int] = (),
        issuers: Sequence[str] = (),
        limit: int = 8,
    ) -> Answer:
        """Search the workspace's documents; passages as a writer may see them, best first."""
        filters = Filters(kinds=tuple(kinds), years=tuple(years), issuers=tuple(issuers))  # type: ignore[arg-type]
        knowledge = self.context().library.open()
        hits = knowledge.search(query, filters, limit=max(1, min(limit, _MOST_HITS)))
        return {
            "hits": [
                {
                    "rank": hit.rank,
                    "text": hit.for_writer(),
                    "citation": hit.passage.citation,
                    "document": hit.passage.document_id,
                    "name": hit.passage.document_name,
                    "kind": hit.passage.kind,
                    "year": hit.passage.year,
                    "status": hit.passage.status,
                }
                for hit in hits
            ]
        }

    def explain_number(self, report: str, number: str) -> Answer:
        """Tell where a number of a stored report comes from, each time that it stands there.

        Raises NotFoundError where the report has no such number.
        """
        opened = self._opened(report)
        assert opened.result is not None
        wanted = "".join(number.split())
        found = [v for v in opened.result.verdicts if wanted and wanted in v.mention.text]
        if not found:
            raise NotFoundError("agents.no_such_number", place=number[:40])
        return {"numbers": [_explained(opened, verdict) for verdict in found]}

    def export(self, report: str, name: str = "report.docx") -> Answer:
        """Give a file of a stored report as base64; ConflictError while an error is open."""
        if name not in get_args(StoredFile):
            known = ", ".join(get_args(StoredFile))
            raise InvalidError("agents.no_such_file", place=name[:40], known=known)
        file = self._workspace(report).export.file(name)
        if file is None:
            raise ConflictError("web.not_drafted_yet", place=Message("places.report", name=report))
        return {"name": file.name, "base64": base64.b64encode(file.content).decode("ascii")}

    def list_reports(self) -> list[Answer]:
        """Give the reports that the person may see, newest first."""
        return [
            {"id": r.id, "title": "".join(r.title.split()), "year": r.year, "owner": r.owner}
            for r in self.context().reports()
        ]

    def report_text(self, report: str) -> str:
        """Give the text of a stored report."""
        opened = self._opened(report)
        assert opened.result is not None
        return opened.result.text

    def report_check(self, report: str) -> str:
        """Give the check of a stored report as JSON."""
        opened = self._opened(report)
        assert opened.result is not None
        return render_json(opened.result)

    def _workspace(self, report: str) -> Workspace:
        return self.context().workspace(report, self.language)

    def _opened(self, report: str) -> OpenReport:
        opened = self._workspace(report).open()
        if opened.result is None:
            raise ConflictError("web.not_drafted_yet", place=Message("places.report", name=report))
        return opened

    def _sources(self, report: str) -> Sources:
        workspace = self._workspace(report)
        return Sources(workspace.open().table, evidence=workspace.sources.evidence())

    def _section(self, report: str, key: str) -> Answer:
        """A section as it stands, with the verdicts on its numbers."""
        opened = self._opened(report)
        assert opened.result is not None
        version = next(v for v in opened.versions if v.key == key)
        spots = ((verdict, opened.find_spot(verdict)) for verdict in opened.result.verdicts)
        verdicts = [_verdict(v) for v, spot in spots if spot is not None and spot.key == key]
        return {
            "section": key,
            "title": version.text.title,
            "version": version.number,
            "text": version.text.text,
            "verdicts": verdicts,
        }


def _section_key(workspace: Workspace, name: str) -> str:
    """The key of the section of that key or title."""
    for section in workspace.outline.current():
        if name in (section.key, section.title):
            return str(section.key)
    raise NotFoundError("services.no_such_section", place=name[:40])


def _workbook(content: str, name: str) -> SourceFile:
    suffix = PurePath(name).suffix.lower()
    if suffix not in WORKBOOK_SUFFIXES:
        known = ", ".join(WORKBOOK_SUFFIXES)
        raise DocumentError("web.file_kind_not_taken", place=name[:40] or "figures", known=known)
    if suffix in _TEXT_WORKBOOKS:
        return SourceFile(name, content.encode("utf-8", "surrogatepass"))
    try:
        return SourceFile(name, base64.b64decode(content, validate=True))
    except (binascii.Error, ValueError) as error:
        raise DocumentError("agents.not_base64", place=name[:40]) from error


def _verdict(verdict: Verdict) -> Answer:
    return {
        "text": verdict.mention.text,
        "status": verdict.status.value,
        "code": verdict.code.value,
        "expected": verdict.expected,
        "explanation": verdict.explanation,
    }


def _explained(opened: OpenReport, verdict: Verdict) -> Answer:
    assert opened.result is not None
    used = [figure for figure in opened.table if figure.id in verdict.figures]
    text, start = opened.result.text, verdict.mention.start
    line = text[text.rfind("\n", 0, start) + 1 :].partition("\n")[0]
    spot = opened.find_spot(verdict)
    return {
        **_verdict(verdict),
        "start": start,
        "section": "" if spot is None else spot.key,
        "paragraph": line,
        "evidence": verdict.evidence,
        "figures": collecting.workbook_record(FigureTable(tuple(used)), "zh")["figures"],
        "decision": verdict.ruling and asdict(verdict.ruling),
    }
