"""What only last year's report vouches for: sentences that stand (沿用), and those that wait."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from jushi.errors import InvalidError, NotFoundError
from jushi.records import Change, SectionVersion, WritingRecord
from jushi.revision import edit_section
from jushi.services.workspace.group import Group
from jushi.services.workspace.locks import Locks
from jushi.services.workspace.reports import StoredReport
from jushi.text import Section

_WAITS = "w"


@dataclass(frozen=True, slots=True)
class CarriedSentence:
    """A sentence that a person must decide on: keep it, write it anew, or leave it out."""

    section: str
    """Key of the section."""
    heading: str
    """Empty for the opening."""
    version: int
    """Number of the section's version in which it was found."""
    id: str
    """Of a sentence that stands its own, `s12`; of one that waits its place, `w0`."""
    text: str
    """One that waits reads as it did in the past report, old numbers and dates included."""
    reasons: tuple[str, ...]
    document: str
    """Name of the past report; empty where it is not known."""

    @property
    def waits(self) -> bool:
        """Whether it is left out of the text until somebody keeps it."""
        return self.id.startswith(_WAITS)


@dataclass(frozen=True, slots=True)
class Carried(Group):
    """The review list of one stored report."""

    def all(self) -> tuple[CarriedSentence, ...]:
        """Give what is to be decided, section by section: what waits, then what stands."""
        versions = self.store.load_sections(self.report_id)
        return tuple(found for version in versions for found in _found(version))

    def settle(
        self, key: str, name: str, verb: Literal["keep", "drop"], *, base: int, text: str = ""
    ) -> SectionVersion:
        """Keep a sentence, in the words of `text` if given, or leave it out; a new version.

        One that waited and is kept stands where it stood in the past report. Raises
        SaveConflictError if the section moved on from version `base`, NotFoundError for a
        sentence that is not on the list, InvalidError for a `text` of more than one paragraph.
        """
        version = self.store.load_version(self.report_id, key, base)
        item = next((one for one in _found(version) if one.id == name), None)
        if item is None:
            raise NotFoundError("services.no_such_sentence_in_section", place=f"sentence {name}")
        if "\n" in text.strip():
            raise InvalidError("services.one_sentence_only", place=item.text)
        if verb == "keep" and not item.waits and text.strip() in ("", item.text):
            return self._group(Locks).confirm_carried(key, [name], base=base)
        words = "" if verb == "drop" else text.strip() or item.text
        before = version.text
        section = _without(before, item) if item.waits else before
        if words or not item.waits:
            section = self._written(section, _with_words(before, item, words))
        return self._save(version, section, f"{'保留' if words else '不要'}：{item.text}")

    def _written(self, section: Section, text: str) -> Section:
        check = self._group(StoredReport).checker()
        return edit_section(section, text, check, self.store.load_figures(self.report_id))

    def _save(self, version: SectionVersion, section: Section, note: str) -> SectionVersion:
        time = self.actor.clock()
        newer = SectionVersion(
            version.report_id,
            version.number,
            section,
            self.actor.name,
            time,
            "edit",
            note,
            record=WritingRecord("person"),
        )
        self.store.commit(
            Change(version.report_id, self.actor.name, time, "confirm", note, versions=(newer,))
        )
        return newer


def _found(version: SectionVersion) -> Iterator[CarriedSentence]:
    section = version.text
    place = (section.key, section.heading, version.number)
    for number, waiting in enumerate(section.withheld):
        reasons = tuple(dict.fromkeys(mark.reason for mark in waiting.marks))
        yield CarriedSentence(*place, f"{_WAITS}{number}", waiting.text, reasons, waiting.document)
    for sentence in section:
        if sentence.past_marks:
            reasons = tuple(dict.fromkeys(mark.reason for mark in sentence.past_marks))
            document = sentence.carried_from.document if sentence.carried_from else ""
            yield CarriedSentence(*place, sentence.id, sentence.text, reasons, document)


def _without(section: Section, item: CarriedSentence) -> Section:
    """`section` with the sentence off its list, and the rest in place."""
    number = int(item.id.removeprefix(_WAITS))
    withheld = section.withheld
    return replace(section, withheld=withheld[:number] + withheld[number + 1 :])


def _with_words(section: Section, item: CarriedSentence, words: str) -> str:
    """The text of `section` with `words` where the sentence stands, or once stood."""
    pieces = [("\n" if n and s.starts_paragraph else "", s) for n, s in enumerate(section)]
    if not item.waits:
        return "".join(
            lead + (words if s.id == item.id else s.bound_text) for lead, s in pieces
        ).strip("\n")
    at = section.withheld[int(item.id.removeprefix(_WAITS))].place
    texts = [lead + sentence.bound_text for lead, sentence in pieces]
    texts.insert(min(at, len(texts)), words)
    return "".join(texts)
