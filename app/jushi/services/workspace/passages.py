"""Passages of the knowledge index for a stored section: found, pinned, rejected, used."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from jushi.drafting import writing
from jushi.errors import KnowledgeError
from jushi.fidelity import Evidence
from jushi.knowledge import DocumentRecord, Filters, Hit, Knowledge, Passage, mask_figures
from jushi.records import Change, SaveConflictError
from jushi.services.workspace.group import Group
from jushi.services.workspace.passage_choices import (
    CHOICES,
    Choice,
    PassageChoice,
    read_choices,
    spell_choices,
)
from jushi.services.workspace.section_queries import fuse_hits, section_queries
from jushi.services.workspace.sources import Sources

_Shelf = Literal["own", "facts", "policy", "other"]
_ATTEMPTS = 20
# In this order a writer sees them. The own office's wording is what the report goes on with; one
# kind must not crowd out the others.
_ROOM: Mapping[_Shelf, int] = {"own": 3, "facts": 2, "policy": 2, "other": 1}
# Hits that are not fit are few; so many more are asked for.
_SPARE = 6


@dataclass(frozen=True, slots=True)
class SectionPassage:
    """A passage as the writer of a section sees it."""

    passage: Passage
    quoted: writing.Quoted
    """Figures are masked; those of 事实材料 that may vouch for numbers stay."""
    found: Hit | None
    """Why it was found; None where a person pinned it."""

    @property
    def is_pinned(self) -> bool:
        return self.found is None


@dataclass(frozen=True, slots=True)
class UsedPassages:
    """The passages that the writer of a section saw."""

    version: int
    """Number of the version that it wrote; 0 if none was written with passages."""
    passages: tuple[Passage, ...]
    gone: tuple[str, ...]
    """Ids of those that are no longer in the index."""


@dataclass(frozen=True, slots=True)
class Passages(Group):
    """Passages of the knowledge index for one stored report."""

    def choices(self, key: str) -> tuple[PassageChoice, ...]:
        """Give what was pinned and rejected for a section, in the order it was chosen."""
        return read_choices(self.store.load_paper(self.report_id, CHOICES).text).get(key, ())

    def find(
        self, section: writing.OutlineSection, *, knowledge: Knowledge, year: int
    ) -> tuple[SectionPassage, ...]:
        """Give what a writer of `section` sees in a report on `year`; see `section_passages`."""
        given = self._group(Sources).all()
        evident = {source.name for source in given if source.kind == "material"}
        choices = self.choices(section.key)
        return section_passages(knowledge, section, choices, year=year, evident=evident)

    def choose(
        self, key: str, passage_id: str, choice: Choice, *, knowledge: Knowledge
    ) -> tuple[PassageChoice, ...]:
        """Pin or reject a passage for a section, or leave it to the search again; give all choices.

        Raises KnowledgeError for a passage that is not in the index, unless its choice is taken
        back.
        """
        time = self.actor.clock()
        found = knowledge.passages([passage_id])
        if choice and not found:
            raise KnowledgeError("services.unknown_passage", place=passage_id)
        evidence = None
        if choice == "pinned" and found[0].box == "facts":
            evidence = Evidence(found[0].citation, found[0].text)
        made = PassageChoice(passage_id, choice, evidence)
        for attempt in range(_ATTEMPTS):
            paper = self.store.load_paper(self.report_id, CHOICES)
            choices = read_choices(paper.text)
            others = [c for c in choices.get(key, ()) if c.passage_id != passage_id]
            choices[key] = (*others, made) if choice else tuple(others)
            change = Change(
                self.report_id,
                self.actor.name,
                time,
                "passage",
                f"{key} {passage_id} {choice}".strip(),
                papers=(replace(paper, text=spell_choices(choices)),),
            )
            try:
                self.store.commit(change)
            except SaveConflictError:
                # Choices of two people do not touch: taken again on what the other saved.
                if attempt == _ATTEMPTS - 1:
                    raise
                continue
            break
        return choices[key]

    def used(self, key: str, *, knowledge: Knowledge) -> UsedPassages:
        """Give what the writer saw of the newest version that was written with passages."""
        for version in self.store.list_versions(self.report_id, key):
            seen = version.record.passages if version.record else ()
            if seen:
                found = knowledge.passages(seen)
                there = {passage.id for passage in found}
                gone = tuple(id_ for id_ in seen if id_ not in there)
                return UsedPassages(version.number, found, gone)
        return UsedPassages(0, (), ())


def section_passages(
    knowledge: Knowledge,
    section: writing.OutlineSection,
    choices: Sequence[PassageChoice] = (),
    *,
    year: int,
    evident: Collection[str] = (),
) -> tuple[SectionPassage, ...]:
    """Give the passages for the writer of a section in a report on `year`.

    `evident` are names of 事实材料 that may vouch for numbers: figures of the others are masked
    unless they are pinned.

    First the pinned ones, then found ones: of the office's own reports on earlier years, of
    事实材料, of policies in force, of others' reports. Each is searched for by the section's title
    and by what last year's section was about (`section_queries`). What was rejected, what tells
    a model what to do and what shares no word with a query stays away unless it is pinned.
    """
    pinned = [c.passage_id for c in choices if c.choice == "pinned"]
    left_out = {c.passage_id for c in choices}
    shown = [
        SectionPassage(p, _quoted(p, is_evidence=True), None) for p in knowledge.passages(pinned)
    ]
    groups: dict[_Shelf, list[str]] = {}
    for record in knowledge.documents():
        group = _group_of(record, year)
        if group:
            groups.setdefault(group, []).append(record.id)
    queries = section_queries(section, _newest_own(knowledge, groups.get("own", [])))
    for group, room in _ROOM.items():
        if group not in groups:
            continue
        filters = Filters(documents=tuple(groups[group]))
        size = room + len(left_out) + _SPARE
        hits = fuse_hits([knowledge.search(query, filters, size) for query in queries])
        fitting = [hit for hit in hits if hit.passage.id not in left_out and _is_fit(hit)]
        shown += [
            SectionPassage(
                hit.passage,
                _quoted(hit.passage, is_evidence=hit.passage.document_name in evident),
                hit,
            )
            for hit in fitting[:room]
        ]
    return tuple(shown)


def _group_of(record: DocumentRecord, year: int) -> _Shelf | None:
    if record.kind == "own_report":
        # The report on the year itself would be last year's wording with this year's outcome.
        return "own" if record.year is None or record.year < year else None
    if record.box == "facts":
        return "facts"
    if record.box == "unsorted":
        # Nobody has said what it is: it is neither wording nor evidence.
        return None
    if record.kind == "policy":
        return "policy" if record.status == "effective" else None
    return "other"


def _newest_own(knowledge: Knowledge, ids: Sequence[str]) -> tuple[Passage, ...]:
    """The passages of the office's newest past report among `ids`."""
    own = [record for record in knowledge.documents() if record.id in ids]
    if not own:
        return ()
    newest = max(own, key=lambda record: (record.year or 0, record.name))
    return knowledge.passages_of(newest.id)


def _is_fit(hit: Hit) -> bool:
    return bool(hit.why.words) and "instructs_model" not in hit.passage.flags


def _quoted(passage: Passage, *, is_evidence: bool) -> writing.Quoted:
    is_material = passage.box == "facts"
    # A number that the check could not prove afterwards is not shown.
    shows_figures = is_material and is_evidence
    return writing.Quoted(
        id=passage.id,
        origin=passage.citation,
        text=passage.text if shows_figures else mask_figures(passage.text),
        issuer=passage.issuer,
        is_own=passage.kind == "own_report",
        is_material=is_material,
    )
