"""Revisions of a stored section as proposals: asked for, looked at, taken or left one by one."""

import hashlib
import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from functools import partial
from typing import Any

from jushi.errors import ConflictError, DraftError, InvalidError, NotFoundError, ReplyError
from jushi.llm import Model
from jushi.messages import Message
from jushi.records import Change, Paper, SectionVersion, WritingRecord
from jushi.revision import (
    Proposal,
    asked,
    edit_section,
    locked_sentences,
    merge_sections,
    propose,
)
from jushi.services.asking import ask_revision, change_offline
from jushi.services.workspace.group import Group
from jushi.services.workspace.reports import StoredReport
from jushi.text import Section, Sentence


@dataclass(frozen=True, slots=True)
class ProposedChange:
    """One sentence that a revision changes."""

    id: str
    """The same as long as the change is the same, whatever was taken before it."""
    place: int
    """In the list of all sentences, changed or not."""
    kind: str
    """`kept`, `changed`, `added` or `removed`."""
    triage: str
    """可采纳, 需确认 or 已拒绝; 可采纳 for one that is kept."""
    before: str
    after: str
    pieces: tuple[tuple[str, str], ...]
    """Its characters: same, removed, added."""
    reasons: tuple[str, ...]
    """Why it is not simply taken, in the language asked for."""
    may_be_overruled: bool = False
    """Whether a person may take it although it is refused: no number is at stake."""
    moves_with: str = ""
    """Id of the other half of a sentence that changed its place; both are taken together."""


@dataclass(frozen=True, slots=True)
class SectionProposal:
    """A revision of a section that waits for a person."""

    key: str
    base: int
    """Version that the changes are against: the newest."""
    asked: str
    """The instruction."""
    changes: tuple[ProposedChange, ...]
    """All sentences in reading order, those that stay among them; without those left already."""
    dropped: tuple[str, ...]
    """What a preset took out, as it stood."""
    over: int
    """Characters by which it is longer than asked, because the rest may not go."""
    record: WritingRecord

    @property
    def open(self) -> tuple[ProposedChange, ...]:
        """What is still to be taken or left."""
        return tuple(change for change in self.changes if change.kind != "kept")


@dataclass(frozen=True, slots=True)
class _Waiting:
    """What is stored of a proposal."""

    base: int
    asked: str
    text: str
    """The proposed section as bound text."""
    record: WritingRecord
    dropped: tuple[str, ...] = ()
    over: int = 0
    left: tuple[str, ...] = ()
    """Ids of changes that a person left."""


@dataclass(frozen=True, slots=True)
class Proposals(Group):
    """Revisions of one stored report that wait for a person."""

    def ask(
        self,
        key: str,
        instruction: asked.Instruction,
        *,
        model: Model | None = None,
        selection: Collection[str] = (),
        passages: Sequence[tuple[str, str]] = (),
        on_text: Callable[[str], None] = lambda _text: None,
    ) -> SectionProposal:
        """Ask for a revision of the newest version of a section and keep it as a proposal.

        `selection` are ids of sentences: only the stretch from the first to the last of them may
        change; empty for all. Without `model` a preset that needs none is run; free words and other
        presets raise DraftError then. `passages`, ids with texts, show a model wording. A proposal
        that waited for this section is replaced.
        """
        version = self._group(StoredReport).newest(key)
        section = version.text
        first, last = _stretch(section, selection)
        part = replace(section, sentences=section.sentences[first:last])
        wanted = _read(instruction)
        words = asked.instruction_words(wanted)
        table = self.store.load_figures(self.report_id)
        locked = locked_sentences(section, self.store.list_decisions(self.report_id), table)
        dropped: tuple[str, ...] = ()
        over = 0
        done = change_offline(wanted, part, has_model=model is not None, locked=locked)
        if done is not None:
            text, dropped, over = done.section.bound_text, done.dropped, done.over
            record = WritingRecord("preset")
        elif model is not None:
            text, record = ask_revision(
                model, part, words, table, locked=locked, passages=passages, on_text=on_text
            )
        else:
            raise DraftError("revision.needs_model", place=words)
        text = _spliced(section, first, last, text)
        waiting = _Waiting(version.number, words, text, record, dropped, over)
        try:
            proposal = self._weigh(key, waiting)
        except DraftError as error:
            raise ReplyError(
                "services.unreadable_reply", place=record.model, error=error
            ) from error
        self._keep(key, waiting, detail=f"{section.title}：{words}")
        return proposal

    def waiting(self, key: str) -> SectionProposal | None:
        """Give the proposal that waits for a section, against its newest version, if one does.

        If the section moved on, what others changed stays as they made it.
        """
        waiting = self._load(key)
        return None if waiting is None else self._weigh(key, waiting)

    def accept(
        self, key: str, ids: Collection[str] | None, *, overrules: bool = False
    ) -> SectionVersion:
        """Take the changes of these ids, or with None all that are 可采纳; one new version.

        The rest waits on. Raises InvalidError for a refused change, which is never taken unless
        the actor `overrules` the refusal of one that touches no number,
        ConflictError where there is nothing to take, SaveConflictError if somebody saved the
        section meanwhile.
        """
        time = self.actor.clock()
        waiting = self._require(key)
        base, proposed = self._texts(key, waiting)
        proposal = self._weigh(key, waiting)
        wanted = {c.id for c in proposal.open if c.triage == "可采纳"} if ids is None else set(ids)
        by_id = {change.id: change for change in proposal.open}
        for name in wanted:
            if name not in by_id:
                raise ConflictError("services.change_not_pending", place=f"change {name}")
            _refuse(by_id[name], overrules=overrules)
        judged = self._judged(base.text, proposed, waiting=waiting)
        section = judged.accept({by_id[name].place for name in wanted}, overrules=overrules)
        if section.text == base.text.text:
            raise ConflictError("services.no_change_to_propose", place=section.title or key)
        section = _with_origin(section, base.text, waiting.record)
        newer = SectionVersion(
            self.report_id,
            base.number,
            section,
            self.actor.name,
            time,
            "revision",
            waiting.asked,
            record=waiting.record,
        )
        moved = replace(waiting, base=newer.number, text=proposed.bound_text)
        self.store.commit(
            Change(
                self.report_id,
                self.actor.name,
                time,
                "revise",
                f"{section.title}：{waiting.asked}",
                versions=(newer,),
                papers=(self._paper(key, moved),),
            )
        )
        return newer

    def leave(self, key: str, ids: Collection[str] | None) -> SectionProposal | None:
        """Leave the changes of these ids, with None the whole proposal; give what still waits."""
        waiting = self._require(key)
        if ids is None:
            title = self._group(StoredReport).newest(key).text.title
            self._keep(key, None, detail=title)
            return None
        left = replace(waiting, left=tuple(dict.fromkeys((*waiting.left, *ids))))
        self._keep(key, left, detail=waiting.asked)
        return self._weigh(key, left)

    def _texts(self, key: str, waiting: _Waiting) -> tuple[SectionVersion, Section]:
        """The newest version, and what the proposal makes of it."""
        base = self.store.load_version(self.report_id, key, waiting.base)
        table = self.store.load_figures(self.report_id)
        check = self._group(StoredReport).checker(table=table)
        proposed = edit_section(base.text, waiting.text, check, table)
        newest = self._group(StoredReport).newest(key)
        if newest.number != base.number:
            proposed = merge_sections(base.text, proposed, newest.text).section
        return newest, proposed

    def _judged(self, base: Section, proposed: Section, *, waiting: _Waiting) -> Proposal:
        table = self.store.load_figures(self.report_id)
        is_free = waiting.record.writer != "model"
        locked = locked_sentences(base, self.store.list_decisions(self.report_id), table)
        check = self._group(StoredReport).checker(table=table)
        return propose(
            base,
            proposed,
            check,
            locked=() if is_free else locked,
            instruction=waiting.asked,
        )

    def _weigh(self, key: str, waiting: _Waiting) -> SectionProposal:
        base, proposed = self._texts(key, waiting)
        judged = self._judged(base.text, proposed, waiting=waiting).changes
        names = [_name(one.change.before, one.change.after) for one in judged]
        changes = tuple(
            ProposedChange(
                names[place],
                place,
                one.change.kind,
                one.triage,
                one.change.before.text if one.change.before else "",
                one.change.after.text if one.change.after else "",
                one.change.pieces,
                tuple(reason.tell(self.actor.language) for reason in one.reasons),
                one.may_be_overruled,
                "" if one.change.moved_with is None else names[one.change.moved_with],
            )
            for place, one in enumerate(judged)
            if names[place] not in waiting.left or one.change.kind == "kept"
        )
        return SectionProposal(
            key,
            base.number,
            waiting.asked,
            changes,
            waiting.dropped,
            waiting.over,
            waiting.record,
        )

    def _paper(self, key: str, waiting: _Waiting | None) -> Paper:
        name = f"proposal/{key}"
        told = (
            "" if waiting is None else json.dumps(asdict(waiting), ensure_ascii=False, default=str)
        )
        return Paper(name, told, self.store.load_paper(self.report_id, name).revision)

    def _keep(self, key: str, waiting: _Waiting | None, *, detail: str) -> None:
        time = self.actor.clock()
        paper = self._paper(key, waiting)
        action = "propose" if waiting is not None and not waiting.left else "leave"
        self.store.commit(
            Change(self.report_id, self.actor.name, time, action, detail, papers=(paper,))
        )

    def _load(self, key: str) -> _Waiting | None:
        told = self.store.load_paper(self.report_id, f"proposal/{key}").text
        if not told:
            return None
        raw = json.loads(told)
        record = raw.pop("record")
        tuples = partial(_tuples_in, names=("dropped", "left", "passages", "figures"))
        made = WritingRecord(**tuples(record | {"seconds": Decimal(record["seconds"])}))
        return _Waiting(**tuples(raw), record=made)

    def _require(self, key: str) -> _Waiting:
        waiting = self._load(key)
        if waiting is None:
            raise ConflictError(
                "services.no_pending_revision", place=Message("places.section", name=key)
            )
        return waiting


def _refuse(change: ProposedChange, *, overrules: bool) -> None:
    """Raise InvalidError for a refused change, unless it may be overruled and is."""
    if change.triage == "已拒绝" and not (overrules and change.may_be_overruled):
        told = "; ".join(change.reasons)
        raise InvalidError("services.change_refused", place=change.after[:30], told=told)


def _read(instruction: asked.Instruction) -> asked.Instruction:
    """The instruction with the preset that its words name, if they name one."""
    if instruction.preset:
        return instruction
    return replace(asked.read_instruction(instruction.words), order=instruction.order)


def _stretch(section: Section, selection: Collection[str]) -> tuple[int, int]:
    if not selection:
        return 0, len(section.sentences)
    places = [n for n, s in enumerate(section.sentences) if s.id in selection]
    if len(places) != len(set(selection)):
        raise NotFoundError("services.sentence_gone", place=section.title)
    return places[0], places[-1] + 1


def _spliced(section: Section, first: int, last: int, text: str) -> str:
    """The bound text of `section` with `text` in place of its sentences `first` to `last`."""
    whole = section.sentences
    pieces = [replace(section, sentences=whole[:first]).bound_text, text.strip("\n")]
    pieces.append(replace(section, sentences=whole[last:]).bound_text)
    opens = [first < len(whole) and whole[first].starts_paragraph]
    opens.append(last < len(whole) and whole[last].starts_paragraph)
    joined = pieces[0]
    for piece, opening in zip(pieces[1:], opens, strict=True):
        joined += ("\n" if opening and joined else "") + piece
    return joined


def _name(before: Sentence | None, after: Sentence | None) -> str:
    told = json.dumps([s and s.id + s.text for s in (before, after)], ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def _with_origin(section: Section, base: Section, record: WritingRecord) -> Section:
    if record.writer != "model":
        return section
    known = {sentence.text for sentence in base}
    sentences = tuple(s if s.text in known else replace(s, origin="model") for s in section)
    return replace(section, sentences=sentences)


def _tuples_in(raw: dict[str, Any], names: Collection[str]) -> dict[str, Any]:
    return {name: tuple(value) if name in names else value for name, value in raw.items()}
