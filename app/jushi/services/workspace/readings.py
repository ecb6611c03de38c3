"""唱校: two people read a stored report aloud, number by number against its source."""

from dataclasses import dataclass
from typing import Literal

from jushi.errors import ConflictError, InvalidError
from jushi.figures import Figure
from jushi.records import Change, Decision
from jushi.services.workspace.check import Check, CheckItem
from jushi.services.workspace.group import Group
from jushi.services.workspace.reports import OpenReport, StoredReport
from jushi.text import CLAUSE_STOPS

ReadingVerb = Literal["read", "disputed", ""]
_STOPS = CLAUSE_STOPS + "、\n"
_Place = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class ReadingPair:
    """One number as it is read aloud: its clause, and the rows of the workbook behind it."""

    item: CheckItem
    before: str
    """The clause up to the number."""
    after: str
    """The clause behind the number."""
    rows: tuple[Figure, ...]
    """Empty where no figure proves the number."""
    mark: Decision | None
    """Of kind `read` or `disputed`; None where it was not read yet, or changed since."""


@dataclass(frozen=True, slots=True)
class Readings(Group):
    """One stored report as two people read it aloud."""

    def pairs(self, opened: OpenReport) -> tuple[ReadingPair, ...]:
        """Give the numbers of a report in text order; none where it was not drafted."""
        items = [
            i
            for one in self._group(Check).passes(opened)
            for i in one.items
            if i.verdict is not None
        ]
        items.sort(key=_start)
        marks = self._marks()
        by_id = opened.table.by_id()
        pairs = []
        for item in items:
            assert item.verdict is not None
            rows = tuple(by_id[name] for name in item.verdict.figures if name in by_id)
            mark = marks.get(_place(item))
            if mark is not None and mark.value != (rows[0].value if rows else None):
                mark = None
            pairs.append(ReadingPair(item, *_clause(opened, item), rows, mark))
        return tuple(pairs)

    def mark(
        self,
        item_id: str,
        verb: ReadingVerb,
        *,
        readers: tuple[str, str],
        note: str = "",
    ) -> None:
        """Keep that two people read a number: right, or disputed; `""` takes it back.

        It holds for the sentence and the figure's value as they are. Raises InvalidError unless the
        readers are two and for a dispute without a note, ConflictError for a number that has
        changed.
        """
        time = self.actor.clock()
        names = two_readers(readers)
        if verb == "disputed" and not note.strip():
            raise InvalidError("services.disputed_without_note", place="唱校")
        pair = next(
            (p for p in self.pairs(self._group(StoredReport).open()) if p.item.id == item_id), None
        )
        if pair is None:
            raise ConflictError("services.number_changed_while_reading", place="唱校")
        item, figure = pair.item, next(iter(pair.rows), None)
        decision = Decision(
            self.report_id,
            verb or "read",
            "、".join(names),
            time,
            note.strip(),
            item.section,
            item.sentence,
            item.text,
            figure.id if figure else "",
            figure.value if figure else None,
            is_withdrawn=not verb,
        )
        self.store.commit(
            Change(self.report_id, self.actor.name, time, "read", item.text, decisions=(decision,))
        )

    def _marks(self) -> dict[_Place, Decision]:
        """The newest mark of each number; those taken back are none."""
        marks = {
            (d.section, d.sentence, d.mention, d.figure_id): d
            for d in self.store.list_decisions(self.report_id)
            if d.kind in ("read", "disputed")
        }
        return {place: mark for place, mark in marks.items() if not mark.is_withdrawn}


def two_readers(readers: tuple[str, str]) -> tuple[str, str]:
    """Give both names as they are kept. Raises InvalidError unless they are two."""
    reader, other = (name.strip() for name in readers)
    if not reader or not other or reader == other:
        raise InvalidError("services.one_person_reading", place="唱校")
    return reader, other


def _start(item: CheckItem) -> int:
    return item.verdict.mention.start if item.verdict else 0


def _clause(opened: OpenReport, item: CheckItem) -> tuple[str, str]:
    assert opened.result is not None
    assert item.verdict is not None
    text, mention = opened.result.text, item.verdict.mention
    start = max(text.rfind(mark, 0, mention.start) for mark in _STOPS) + 1
    ends = [end for mark in _STOPS if (end := text.find(mark, mention.end)) >= 0]
    return text[start : mention.start], text[mention.end : min(ends, default=len(text))]


def _place(item: CheckItem) -> _Place:
    figure = next(iter(item.verdict.figures), "") if item.verdict else ""
    return item.section, item.sentence, item.text, figure
