"""The sentences of a kept section that no model may reword, and their locks lifted one by one."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Literal

from jushi.errors import NotFoundError
from jushi.messages import Message
from jushi.records import Change, SectionVersion, WritingRecord
from jushi.revision import Store, locked_sentences
from jushi.services.workspace.sections import Hand
from jushi.text import Sentence


@dataclass(frozen=True, slots=True)
class Lock:
    """A sentence that no model may reword."""

    sentence: str
    """Its id."""
    text: str
    is_by_confirmation: bool
    """Locked because a number of it was confirmed; else because a person locked it."""


def list_locks(store: Store, report_id: str, key: str) -> tuple[Lock, ...]:
    """Give the locked sentences of the newest version of a section, in reading order."""
    section = _newest(store, report_id, key).text
    locked = locked_sentences(
        section, store.list_decisions(report_id), store.load_figures(report_id)
    )
    return tuple(Lock(s.id, s.text, s.lock == "auto") for s in section if s.id in locked)


def set_lock(
    store: Store,
    report_id: str,
    key: str,
    sentence: str,
    lock: Literal["on", "off", "auto"],
    *,
    base: int,
    hand: Hand,
) -> SectionVersion:
    """Lock a sentence, lift its lock, or leave it to what is confirmed; a new version.

    Raises SaveConflictError if the section moved on from version `base`.
    """
    version = store.load_version(report_id, key, base)
    told = _told(version, [sentence])
    note = {"on": "锁定", "off": "解锁", "auto": "恢复默认锁定"}[lock]
    sentences = tuple(replace(s, lock=lock) if s.id == sentence else s for s in version.text)
    return _keep(store, version, sentences, "lock", f"{note}：{told}", hand=hand)


def confirm_carried(
    store: Store, report_id: str, key: str, sentences: Collection[str], *, base: int, hand: Hand
) -> SectionVersion:
    """Let sentences that last year's report brought (沿用) stand as they are; a new version.

    Raises SaveConflictError if the section moved on from version `base`, NotFoundError for a
    sentence that is not there.
    """
    version = store.load_version(report_id, key, base)
    told = _told(version, sentences)
    looked = tuple(
        replace(s, is_carried_over=False, marks=()) if s.id in sentences else s
        for s in version.text
    )
    return _keep(store, version, looked, "confirm", f"沿用无误：{told}", hand=hand)


def _told(version: SectionVersion, sentences: Collection[str]) -> str:
    known = version.text.by_id()
    for sentence in sentences:
        if sentence not in known:
            raise NotFoundError(
                "services.no_such_sentence_in_section", place=f"sentence {sentence}"
            )
    return "；".join(known[sentence].text.strip() for sentence in sentences)


def _keep(
    store: Store,
    version: SectionVersion,
    sentences: tuple[Sentence, ...],
    action: str,
    note: str,
    *,
    hand: Hand,
) -> SectionVersion:
    newer = SectionVersion(
        version.report_id,
        version.number,
        replace(version.text, sentences=sentences),
        hand.name,
        hand.time,
        "edit",
        note,
        record=WritingRecord("person"),
    )
    store.commit(Change(version.report_id, hand.name, hand.time, action, note, versions=(newer,)))
    return newer


def _newest(store: Store, report_id: str, key: str) -> SectionVersion:
    versions = store.list_versions(report_id, key)
    if not versions:
        raise NotFoundError("services.no_such_section", place=Message("places.section", name=key))
    return versions[0]
