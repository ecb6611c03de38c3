"""Sections of a kept report under a person's hand: edited, joined, numbers mended or accepted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from jushi.drafting import ReportDraft
from jushi.errors import InvalidError
from jushi.fidelity import Verdict
from jushi.messages import Language
from jushi.records import Change, SectionVersion, WritingRecord
from jushi.revision import Store, diff_sections, edit_section, merge_sections
from jushi.services.workspace.reports import report_check
from jushi.text import Section


@dataclass(frozen=True, slots=True)
class Hand:
    """Who does something, when, and in which language they are told of it."""

    name: str
    time: datetime
    """Timezone-aware."""
    language: Language = "zh"


@dataclass(frozen=True, slots=True)
class Spot:
    """A number where it stands in a kept section."""

    key: str
    """Of the section."""
    version: int
    """Number of the version in which it stands so."""
    sentence: str
    """Id of the sentence."""
    start: int
    """Offsets into the text of the section, of the number or of the binding that holds it."""
    end: int
    text: str
    """The number as it is written: `1700余人`."""


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


def edit_kept(
    store: Store, report_id: str, key: str, text: str, *, base: int, hand: Hand, joins: bool = False
) -> SectionVersion:
    """Keep `text` as what a person wrote of version `base` of a section.

    Gives the new version, or the old one where nothing changed. `joins` says that the text
    settles a conflict. Raises SaveConflictError if the section moved on since: nothing is stored.
    """
    version = store.load_version(report_id, key, base)
    check = report_check(store, report_id, language=hand.language)
    section = edit_section(version.text, text, check, store.load_figures(report_id))
    is_same = section.text == version.text.text
    if "{{" in text:
        is_same = section.bound_text == version.text.bound_text
    if is_same and _newest(store, report_id, key).number == base:
        return version
    cause: Literal["merge", "edit"] = "merge" if joins else "edit"
    newer = SectionVersion(
        report_id, base, section, hand.name, hand.time, cause, record=WritingRecord("person")
    )
    store.commit(
        Change(report_id, hand.name, hand.time, cause, version.text.title, versions=(newer,))
    )
    return newer


def weigh_conflict(
    store: Store, report_id: str, key: str, mine: str, *, base: int, language: Language = "zh"
) -> Conflict:
    """Lay `mine`, typed over version `base`, beside what is stored by now, and join both."""
    before = store.load_version(report_id, key, base)
    theirs = _newest(store, report_id, key)
    check = report_check(store, report_id, language=language)
    section = edit_section(before.text, mine, check, store.load_figures(report_id))
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


def compare_sections(before: Section, after: Section) -> tuple[Row, ...]:
    """Give what leads from one text of a section to another, in reading order."""
    return tuple(Row(c.kind, c.pieces) for c in diff_sections(before, after))


def find_spot(
    draft: ReportDraft, versions: Sequence[SectionVersion], verdict: Verdict
) -> Spot | None:
    """Give where the number of `verdict`, of the check of `draft`, stands; None in a heading."""
    by_key = {version.key: version for version in versions}
    for place in draft.places():
        if place.start <= verdict.mention.start and verdict.mention.end <= place.end:
            version = by_key[place.section]
            sentence = version.text.sentences[place.index]
            start = verdict.mention.start - place.start
            end = verdict.mention.end - place.start
            for binding in sentence.bindings:
                if binding.start < end and start < binding.end:
                    start, end = min(start, binding.start), max(end, binding.end)
            first = version.text.offsets()[place.index]
            return Spot(
                version.key,
                version.number,
                sentence.id,
                first + start,
                first + end,
                sentence.text[start:end],
            )
    return None


def replace_number(
    store: Store, report_id: str, spot: Spot, words: str, *, hand: Hand
) -> SectionVersion:
    """Keep the section with `words` in place of the number; `{{id}}` is written out and bound.

    Raises SaveConflictError if the section moved on since the number was looked at, InvalidError
    for words that change nothing.
    """
    text = store.load_version(report_id, spot.key, spot.version).text.text
    text = f"{text[: spot.start]}{words}{text[spot.end :]}"
    made = edit_kept(store, report_id, spot.key, text, base=spot.version, hand=hand)
    if made.number == spot.version:
        raise InvalidError("services.no_change_written", place=spot.text)
    return made


def _newest(store: Store, report_id: str, key: str) -> SectionVersion:
    return store.list_versions(report_id, key)[0]
