"""The sentences of a stored section that no model may reword, and their locks lifted one by one."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Literal

from jushi.errors import NotFoundError
from jushi.messages import Message
from jushi.records import Change, SectionVersion, WritingRecord
from jushi.revision import locked_sentences
from jushi.services.workspace.group import Group
from jushi.services.workspace.reports import StoredReport
from jushi.text import Sentence


@dataclass(frozen=True, slots=True)
class Lock:
    """A sentence that no model may reword."""

    sentence: str
    """Its id."""
    text: str
    is_by_confirmation: bool
    """Locked because a number of it was confirmed; else because a person locked it."""


@dataclass(frozen=True, slots=True)
class Locks(Group):
    """The locked sentences of one stored report."""

    def all(self, key: str) -> tuple[Lock, ...]:
        """Give the locked sentences of the newest version of a section, in reading order."""
        section = self._group(StoredReport).newest(key).text
        locked = locked_sentences(
            section,
            self.store.list_decisions(self.report_id),
            self.store.load_figures(self.report_id),
        )
        return tuple(Lock(s.id, s.text, s.lock == "auto") for s in section if s.id in locked)

    def set(
        self, key: str, sentence: str, lock: Literal["on", "off", "auto"], *, base: int
    ) -> SectionVersion:
        """Lock a sentence, lift its lock, or leave it to what is confirmed; a new version.

        Raises SaveConflictError if the section moved on from version `base`.
        """
        version = self.store.load_version(self.report_id, key, base)
        told = _told(version, [sentence])
        note = {"on": "锁定", "off": "解锁", "auto": "恢复默认锁定"}[lock]
        sentences = tuple(replace(s, lock=lock) if s.id == sentence else s for s in version.text)
        return self._keep(version, sentences, "lock", f"{note}：{told}")

    def confirm_carried(self, key: str, sentences: Collection[str], *, base: int) -> SectionVersion:
        """Let sentences that last year's report brought (沿用) stand as they are; a new version.

        Raises SaveConflictError if the section moved on from version `base`, NotFoundError for a
        sentence that is not there.
        """
        version = self.store.load_version(self.report_id, key, base)
        told = _told(version, sentences)
        looked = tuple(
            replace(s, is_carried_over=False, marks=()) if s.id in sentences else s
            for s in version.text
        )
        return self._keep(version, looked, "confirm", f"沿用无误：{told}")

    def _keep(
        self, version: SectionVersion, sentences: tuple[Sentence, ...], action: str, note: str
    ) -> SectionVersion:
        time = self.actor.clock()
        newer = SectionVersion(
            version.report_id,
            version.number,
            replace(version.text, sentences=sentences),
            self.actor.name,
            time,
            "edit",
            note,
            record=WritingRecord("person"),
        )
        self.store.commit(
            Change(version.report_id, self.actor.name, time, action, note, versions=(newer,))
        )
        return newer


def _told(version: SectionVersion, sentences: Collection[str]) -> str:
    known = version.text.by_id()
    for sentence in sentences:
        if sentence not in known:
            raise NotFoundError(
                "services.no_such_sentence_in_section",
                place=Message("places.sentence", name=sentence),
            )
    return "；".join(known[sentence].text.strip() for sentence in sentences)
