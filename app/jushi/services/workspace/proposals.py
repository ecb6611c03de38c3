"""Revisions of a kept section as proposals: asked for, looked at, taken or left one by one."""

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
    Store,
    asked,
    edit_section,
    locked_sentences,
    merge_sections,
    propose,
)
from jushi.services.asking import ask_revision, offline_preset
from jushi.services.workspace.reports import report_check
from jushi.services.workspace.sections import Hand
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
    bin: str
    """可采纳, 需确认 or 已拒绝; 可采纳 for one that is kept."""
    before: str
    after: str
    pieces: tuple[tuple[str, str], ...]
    """Its characters: same, removed, added."""
    reasons: tuple[str, ...]
    """Why it is not simply taken, in the language asked for."""
    moves_with: str = ""
    """Id of the other half of a sentence that changed its place; both are taken together."""


@dataclass(frozen=True, slots=True)
class KeptProposal:
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


def propose_revision(
    store: Store,
    report_id: str,
    key: str,
    instruction: asked.Instruction,
    *,
    hand: Hand,
    model: Model | None = None,
    selection: Collection[str] = (),
    passages: Sequence[tuple[str, str]] = (),
    on_text: Callable[[str], None] = lambda _text: None,
) -> KeptProposal:
    """Ask for a revision of the newest version of a section and keep it as a proposal.

    `selection` are ids of sentences: only the stretch from the first to the last of them may
    change; empty for all. Without `model` a preset that needs none is run; free words and other
    presets raise DraftError then. `passages`, ids with texts, show a model wording. A proposal
    that waited for this section is replaced.
    """
    version = _newest(store, report_id, key)
    section = version.text
    first, last = _stretch(section, selection)
    part = replace(section, sentences=section.sentences[first:last])
    wanted = _read(instruction)
    words = asked.instruction_words(wanted)
    offline = offline_preset(wanted, has_model=model is not None)
    table = store.load_figures(report_id)
    locked = locked_sentences(section, store.list_decisions(report_id), table)
    dropped: tuple[str, ...] = ()
    over = 0
    if offline is not None:
        done = asked.run_preset(
            offline, part, characters=wanted.characters, order=wanted.order, locked=locked
        )
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
        proposal = _weigh(store, report_id, key, waiting, hand)
    except DraftError as error:
        raise ReplyError("services.unreadable_reply", place=record.model, error=error) from error
    _keep(store, report_id, key, waiting, hand=hand, detail=f"{section.title}：{words}")
    return proposal


def open_proposal(store: Store, report_id: str, key: str, *, hand: Hand) -> KeptProposal | None:
    """Give the proposal that waits for a section, against its newest version; None if none does.

    If the section moved on, what others changed stays as they made it.
    """
    waiting = _load(store, report_id, key)
    return None if waiting is None else _weigh(store, report_id, key, waiting, hand)


def accept_changes(
    store: Store, report_id: str, key: str, ids: Collection[str] | None, *, hand: Hand
) -> SectionVersion:
    """Take the changes of these ids, or with None all that are 可采纳; one new version.

    The rest waits on. Raises InvalidError for a refused change, which is never taken, ConflictError
    where there is nothing to take, SaveConflictError if somebody saved the section meanwhile.
    """
    waiting = _require(store, report_id, key)
    base, proposed = _texts(store, report_id, key, waiting)
    proposal = _weigh(store, report_id, key, waiting, hand)
    wanted = {c.id for c in proposal.open if c.bin == "可采纳"} if ids is None else set(ids)
    by_id = {change.id: change for change in proposal.open}
    for name in wanted:
        if name not in by_id:
            raise ConflictError("services.change_not_pending", place=f"change {name}")
        if by_id[name].bin == "已拒绝":
            told = "; ".join(by_id[name].reasons)
            raise InvalidError("services.change_refused", place=by_id[name].after[:30], told=told)
    judged = _judged(store, report_id, base.text, proposed, hand=hand, waiting=waiting)
    section = judged.accept({by_id[name].place for name in wanted})
    if section.text == base.text.text:
        raise ConflictError("services.no_change_to_propose", place=section.title or key)
    section = _with_origin(section, base.text, waiting.record)
    newer = SectionVersion(
        report_id,
        base.number,
        section,
        hand.name,
        hand.time,
        "revision",
        waiting.asked,
        record=waiting.record,
    )
    moved = replace(waiting, base=newer.number, text=proposed.bound_text)
    store.commit(
        Change(
            report_id,
            hand.name,
            hand.time,
            "revise",
            f"{section.title}：{waiting.asked}",
            versions=(newer,),
            papers=(_paper(store, report_id, key, moved),),
        )
    )
    return newer


def leave_changes(
    store: Store, report_id: str, key: str, ids: Collection[str] | None, *, hand: Hand
) -> KeptProposal | None:
    """Leave the changes of these ids, or with None the whole proposal; give what still waits."""
    waiting = _require(store, report_id, key)
    if ids is None:
        title = _newest(store, report_id, key).text.title
        _keep(store, report_id, key, None, hand=hand, detail=title)
        return None
    left = replace(waiting, left=tuple(dict.fromkeys((*waiting.left, *ids))))
    _keep(store, report_id, key, left, hand=hand, detail=waiting.asked)
    return _weigh(store, report_id, key, left, hand)


def _read(instruction: asked.Instruction) -> asked.Instruction:
    """The instruction with the preset that its words name, if they name one."""
    if instruction.preset:
        return instruction
    return replace(asked.read_instruction(instruction.words), order=instruction.order)


def _newest(store: Store, report_id: str, key: str) -> SectionVersion:
    versions = store.list_versions(report_id, key)
    if not versions:
        raise NotFoundError("services.no_such_section", place=Message("places.section", name=key))
    return versions[0]


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


def _texts(
    store: Store, report_id: str, key: str, waiting: _Waiting
) -> tuple[SectionVersion, Section]:
    """The newest version, and what the proposal makes of it."""
    base = store.load_version(report_id, key, waiting.base)
    table = store.load_figures(report_id)
    check = report_check(store, report_id, table=table)
    proposed = edit_section(base.text, waiting.text, check, table)
    newest = _newest(store, report_id, key)
    if newest.number != base.number:
        proposed = merge_sections(base.text, proposed, newest.text).section
    return newest, proposed


def _judged(
    store: Store,
    report_id: str,
    base: Section,
    proposed: Section,
    *,
    hand: Hand,
    waiting: _Waiting,
) -> Proposal:
    table = store.load_figures(report_id)
    is_free = waiting.record.writer != "model"
    locked = locked_sentences(base, store.list_decisions(report_id), table)
    check = report_check(store, report_id, table=table, language=hand.language)
    return propose(base, proposed, check, locked=() if is_free else locked)


def _weigh(store: Store, report_id: str, key: str, waiting: _Waiting, hand: Hand) -> KeptProposal:
    base, proposed = _texts(store, report_id, key, waiting)
    judged = _judged(store, report_id, base.text, proposed, hand=hand, waiting=waiting).changes
    names = [_name(one.change.before, one.change.after) for one in judged]
    changes = tuple(
        ProposedChange(
            names[place],
            place,
            one.change.kind,
            one.bin,
            one.change.before.text if one.change.before else "",
            one.change.after.text if one.change.after else "",
            one.change.pieces,
            tuple(reason.tell(hand.language) for reason in one.reasons),
            "" if one.change.moved_with is None else names[one.change.moved_with],
        )
        for place, one in enumerate(judged)
        if names[place] not in waiting.left or one.change.kind == "kept"
    )
    return KeptProposal(
        key,
        base.number,
        waiting.asked,
        changes,
        waiting.dropped,
        waiting.over,
        waiting.record,
    )


def _name(before: Sentence | None, after: Sentence | None) -> str:
    told = json.dumps([s and s.id + s.text for s in (before, after)], ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def _with_origin(section: Section, base: Section, record: WritingRecord) -> Section:
    if record.writer != "model":
        return section
    known = {sentence.text for sentence in base}
    sentences = tuple(s if s.text in known else replace(s, origin="model") for s in section)
    return replace(section, sentences=sentences)


def _paper(store: Store, report_id: str, key: str, waiting: _Waiting | None) -> Paper:
    name = f"proposal/{key}"
    told = "" if waiting is None else json.dumps(asdict(waiting), ensure_ascii=False, default=str)
    return Paper(name, told, store.load_paper(report_id, name).revision)


def _keep(
    store: Store, report_id: str, key: str, waiting: _Waiting | None, *, hand: Hand, detail: str
) -> None:
    paper = _paper(store, report_id, key, waiting)
    action = "propose" if waiting is not None and not waiting.left else "leave"
    store.commit(Change(report_id, hand.name, hand.time, action, detail, papers=(paper,)))


def _load(store: Store, report_id: str, key: str) -> _Waiting | None:
    told = store.load_paper(report_id, f"proposal/{key}").text
    if not told:
        return None
    raw = json.loads(told)
    record = raw.pop("record")
    tuples = partial(_tuples_in, names=("dropped", "left", "passages", "figures"))
    made = WritingRecord(**tuples(record | {"seconds": Decimal(record["seconds"])}))
    return _Waiting(**tuples(raw), record=made)


def _tuples_in(raw: dict[str, Any], names: Collection[str]) -> dict[str, Any]:
    return {name: tuple(value) if name in names else value for name, value in raw.items()}


def _require(store: Store, report_id: str, key: str) -> _Waiting:
    waiting = _load(store, report_id, key)
    if waiting is None:
        raise ConflictError(
            "services.no_pending_revision", place=Message("places.section", name=key)
        )
    return waiting
