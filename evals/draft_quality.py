"""How good a drafted report is beside its numbers: changes told, problems proven, inventions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from jushi.documents import Document
from jushi.drafting import ReportDraft
from jushi.drafting.fact_sheet import FactSheet
from jushi.drafting.model_writer.invented import Sources, invented_in
from jushi.drafting.model_writer.repeats import SaidSentences
from jushi.drafting.model_writer.style import faulted_by
from jushi.drafting.model_writer.task import roles_of
from jushi.fidelity import Evidence
from jushi.figures import FigureTable, parse_formula
from jushi.text import Section, Sentence


@dataclass(frozen=True, slots=True)
class Quality:
    """What readers look at."""

    changes: int
    """Figures that are not what they were last year; of `changes_told` the report says so."""
    changes_told: int
    problems: int
    """Items of the sections on problems; `problems_proven` tell a figure."""
    problems_proven: int
    unsupported: int
    """Persons, honours, meetings, documents, causes and practices that no source holds."""
    stale: int
    """Events of last year's report that are told as this year's."""
    repeated: int
    """Sentences, and points of the body, that another section tells."""
    slogans: int
    """Sentences that break a rule of style."""
    sentences: int
    chars: int

    @property
    def unsupported_per_1000(self) -> float:
        """Of 1,000 characters."""
        return round(self.unsupported * 1000 / self.chars, 2) if self.chars else 0.0


def quality_of(
    draft: ReportDraft,
    table: FigureTable,
    past: Sequence[Document],
    materials: Sequence[Evidence] = (),
) -> Quality:
    """Measure `draft`; `past` and `materials` are what it was drafted from."""
    roles = roles_of(draft)
    sentences = [sentence for section in draft for sentence in section.sentences]
    changes, told = _changes(sentences, table)
    items = [item for s in draft if roles.get(s.key) == "problems" for item in _items(s)]
    this_year = [f"{f.indicator}{f.own_note}" for f in table] + [m.text for m in materials]
    then = [document.text for document in past]
    now, ever = (
        Sources(past=then, this_year=this_year),
        Sources(past=[], this_year=this_year + then),
    )
    # Plans tell of what is to come, and a gap says itself that it is one.
    claimed = [s for x in draft if roles.get(x.key) != "plans" for s in x.sentences if not s.gaps]
    unheld = sum(len(invented_in(s.text, now)) for s in claimed)
    unknown = sum(len(invented_in(s.text, ever)) for s in claimed)
    return Quality(
        changes=len(changes),
        changes_told=len(told),
        problems=len(items),
        problems_proven=sum(any(s.told_figures for s in item) for item in items),
        unsupported=unknown,
        stale=max(0, unheld - unknown),
        repeated=_repeated(draft),
        slogans=sum(bool(faulted_by(s.text)) for s in sentences),
        sentences=len(sentences),
        chars=sum(section.length for section in draft),
    )


def _changes(sentences: Sequence[Sentence], table: FigureTable) -> tuple[set[str], set[str]]:
    """Ids of figures that changed, and of those whose change is told."""
    rows = FactSheet(table).rows.values()
    changed = {row.id for row in rows if row.difference}
    known = table.by_id()
    told = set()
    for sentence in sentences:
        for binding in sentence.filled_bindings:
            formula = binding.expression.partition("|")[0]
            is_computed = any(name in formula for name in ("yoy(", "diff(", "prev("))
            names = set(binding.figures) if is_computed else set()
            for name in binding.figures:
                own = known[name].formula if name in known else ""
                if own.startswith(("yoy(", "diff(")):
                    names.update(parse_formula(own).ids)
            told |= names
    return changed, told & changed


def _items(section: Section) -> Iterator[list[Sentence]]:
    """The items of a list of problems, each with the sentences behind its number."""
    item: list[Sentence] = []
    for sentence in section.sentences:
        if sentence.enumerator or (sentence.starts_paragraph and item and not item[0].enumerator):
            if item and item[0].enumerator:
                yield item
            item = []
        item.append(sentence)
    if item and (item[0].enumerator or len(section.sentences) == len(item)):
        yield item


def _repeated(draft: ReportDraft) -> int:
    said, count, roles = SaidSentences({}), 0, roles_of(draft)
    for section in draft:
        role = roles.get(section.key)
        if role is not None:
            count += len(said.repeats_in(_as_written(section), role))
            said.add(section, role)
    return count


def _as_written(section: Section) -> Section:
    """The composer's sentences looked at as a model's."""
    return replace(section, sentences=tuple(replace(s, origin="model") for s in section.sentences))
