"""Sections of a stored report as a person edits them: typed, joined, numbers replaced."""

from dataclasses import dataclass
from typing import Literal

from jushi.errors import InvalidError
from jushi.records import Change, SectionVersion, WritingRecord
from jushi.revision import diff_sections, edit_section, merge_sections
from jushi.services.workspace.group import Group
from jushi.services.workspace.reports import Spot, StoredReport
from jushi.text import Section


@dataclass(frozen=True, slots=True)
class Row:
    """One sentence before and after, or one that came or went."""

    kind: str
    """`kept`, `changed`, `added` or `removed`."""
    pieces: tuple[tuple[str, str], ...]
    """Its characters: same, removed, added."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two texts that were made from one version of a section."""

    base: SectionVersion
    theirs: SectionVersion
    """The newest stored version."""
    mine: str
    """What was typed and not stored."""
    joined: str
    """Both in one text; where they clash it has theirs."""
    clashes: int
    """Sentences that both changed, each in their own way."""
    my_rows: tuple[Row, ...]
    """What I made of the base, sentence by sentence."""
    their_rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Sections(Group):
    """Sections of one stored report, as the actor edits them."""

    def edit(self, key: str, text: str, *, base: int, joins: bool = False) -> SectionVersion:
        """Keep `text` as what a person wrote of version `base` of a section.

        Gives the new version, or the old one where nothing changed. `joins` says that the text
        settles a conflict. Raises SaveConflictError if the section moved on since: nothing is
        stored.
        """
        time = self.actor.clock()
        version = self.store.load_version(self.report_id, key, base)
        check = self._group(StoredReport).checker()
        section = edit_section(version.text, text, check, self.store.load_figures(self.report_id))
        is_same = section.text == version.text.text
        if "{{" in text:
            is_same = section.bound_text == version.text.bound_text
        if is_same and self._group(StoredReport).newest(key).number == base:
            return version
        cause: Literal["merge", "edit"] = "merge" if joins else "edit"
        newer = SectionVersion(
            self.report_id,
            base,
            section,
            self.actor.name,
            time,
            cause,
            record=WritingRecord("person"),
        )
        self.store.commit(
            Change(
                self.report_id, self.actor.name, time, cause, version.text.title, versions=(newer,)
            )
        )
        return newer

    def weigh(self, key: str, mine: str, *, base: int) -> Conflict:
        """Lay `mine`, typed over version `base`, beside what is stored by now, and join both."""
        before = self.store.load_version(self.report_id, key, base)
        theirs = self._group(StoredReport).newest(key)
        check = self._group(StoredReport).checker()
        section = edit_section(before.text, mine, check, self.store.load_figures(self.report_id))
        merge = merge_sections(before.text, section, theirs.text)
        return Conflict(
            before,
            theirs,
            mine,
            merge.section.text,
            len(merge.clashes),
            compare_sections(before.text, section),
            compare_sections(before.text, theirs.text),
        )

    def replace_number(self, spot: Spot, words: str) -> SectionVersion:
        """Keep the section with `words` in place of the number; `{{id}}` is written out and bound.

        Raises SaveConflictError if the section moved on since the number was looked at,
        InvalidError for words that change nothing.
        """
        text = self.store.load_version(self.report_id, spot.key, spot.version).text.text
        text = f"{text[: spot.start]}{words}{text[spot.end :]}"
        made = self.edit(spot.key, text, base=spot.version)
        if made.number == spot.version:
            raise InvalidError("services.no_change_written", place=spot.text)
        return made


def compare_sections(before: Section, after: Section) -> tuple[Row, ...]:
    """Give what leads from one text of a section to another, in reading order."""
    return tuple(Row(c.kind, c.pieces) for c in diff_sections(before, after))
