"""The past reports, policies and materials that a stored report was made with."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from jushi.documents import Document, read_document
from jushi.drafting import announced_by
from jushi.fidelity import Evidence
from jushi.records import Paper
from jushi.services.workspace.group import Group
from jushi.services.workspace.passage_choices import CHOICES, pinned_evidence, read_choices

_SOURCES = "sources"


@dataclass(frozen=True, slots=True)
class ReportSource:
    """A past report or policy that a report was made with."""

    name: str
    kind: str
    """As `jushi.knowledge` tells it; `own_report` where of the figures' office."""
    year: int | None


@dataclass(frozen=True, slots=True)
class Sources(Group):
    """The documents that one stored report was made with."""

    def all(self) -> tuple[ReportSource, ...]:
        """Give them in the order they were given."""
        text = self.store.load_paper(self.report_id, _SOURCES).text
        return tuple(ReportSource(*row) for row in json.loads(text or "[]"))

    def text(self, source: ReportSource) -> str:
        """The text that was kept of a document; empty where there is none."""
        return self.store.load_paper(self.report_id, _paper_of(source.name)).text

    def own_past(self) -> tuple[Document, ...]:
        """Give the office's own past reports, newest first."""
        own = [source for source in self.all() if source.kind == "own_report"]
        own.sort(key=lambda source: -(source.year or 0))
        return tuple(self._document(source) for source in own)

    def materials(self) -> tuple[Evidence, ...]:
        """Give what tells of this year: department summaries, notices, minutes."""
        told = [source for source in self.all() if source.kind == "material"]
        return tuple(Evidence(source.name, self._document(source).text) for source in told)

    def evidence(self) -> tuple[Evidence, ...]:
        """Give what may vouch for numbers of the report: its policies, this year's materials, what
        was pinned, and for targets last year's plans."""
        policies = [source for source in self.all() if source.kind == "policy"]
        choices = read_choices(self.store.load_paper(self.report_id, CHOICES).text)
        return (
            *(Evidence(policy.name, self._document(policy).text) for policy in policies),
            *self.materials(),
            *pinned_evidence(choices),
            *announced_by(self.own_past()),
        )

    def _document(self, source: ReportSource) -> Document:
        """The document as the text that was kept of it: headings are read from their numbers."""
        return _read(source.name, self.text(source))


def source_papers(sources: Sequence[tuple[ReportSource, str]]) -> tuple[Paper, ...]:
    """Give the papers in which a new report keeps its documents and their texts."""
    listed = json.dumps([(source.name, source.kind, source.year) for source, _ in sources])
    papers = (Paper(_paper_of(source.name), text) for source, text in sources)
    return (Paper(_SOURCES, listed), *papers)


@lru_cache(maxsize=64)
def _read(name: str, text: str) -> Document:
    return read_document(f"{name}.txt", text.encode("utf-8"))


def _paper_of(name: str) -> str:
    return f"source/{name}"
