"""The way of a stored report from drafter to reviewers to approver, bound to its very text.

What each of them did is kept as one paper beside the report, step by step; how the report stands
follows from the steps and from the text as it is now.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import get_args

from jushi.errors import ConflictError, InvalidError, RefusalError
from jushi.figures import FigureTable
from jushi.messages import Language, Message
from jushi.records import (
    Blocking,
    Change,
    Paper,
    Report,
    SectionVersion,
    SignOffAct,
    SignOffStage,
)
from jushi.services.open_counts import OpenCounts
from jushi.services.workspace.check import Check
from jushi.services.workspace.group import Group
from jushi.services.workspace.reports import OpenReport, StoredReport
from jushi.services.workspace.state import open_counts

SIGN_OFF = "sign_off"
"""Name of the paper, and of its actions in the log before a point."""
REVIEWER_TURNS = frozenset(f"{SIGN_OFF}.{act}" for act in ("comment", "pass", "return", "approve"))
"""What those may do who were asked; all else is for those who may write the report."""
BLOCKING: tuple[Blocking, ...] = get_args(Blocking)
"""What holds a report back from being sent and approved: wrong numbers, all that is open, or
nothing."""
_UNDER_WAY = ("reviewing", "approving")


@dataclass(frozen=True, slots=True)
class Comment:
    """What a reviewer says of a sentence, of a number of it, or of the whole report."""

    who: str
    time: datetime
    words: str
    section: str = ""
    """Key of the section; empty for the whole report."""
    sentence: str = ""
    """Id of the sentence."""
    text: str = ""
    """The sentence as it was then."""
    mention: str = ""
    """The number or words of it that are meant; empty for all of it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that somebody did with the report."""

    act: SignOffAct
    who: str
    time: datetime
    digest: str
    """SHA-256 of the text, see `text_digest`."""
    figures: str
    """SHA-256 of the figures."""
    note: str = ""
    reviewers: tuple[str, ...] = ()
    """Of `send`: who is asked, as `approver`."""
    approver: str = ""
    versions: tuple[tuple[str, int], ...] = ()
    """Of `send`: key and version of each section."""
    still_open: int = 0
    """How much was open then."""


@dataclass(frozen=True, slots=True)
class SignOffState:
    """How the sign-off of a report stands."""

    stage: SignOffStage
    steps: tuple[Step, ...]
    """Oldest first."""
    comments: tuple[tuple[Comment, bool], ...]
    """Oldest first, with whether the sentence has been changed since."""
    waiting: tuple[str, ...]
    """Whose turn it is; the drafter's where it is empty, unless it is approved."""
    digest: str
    """Of the text as it is now."""
    reasons: tuple[Message, ...] = ()
    """Of stage `void`: what was changed since, by whom and when."""

    def may_act(self, name: str) -> bool:
        """Whether it is the turn of that person."""
        return bool(name) and name in self.waiting


@dataclass(frozen=True, slots=True)
class SignOff(Group):
    """The sign-off of one stored report."""

    def state(self, opened: OpenReport | None = None) -> SignOffState:
        """Give how it stands. Raises NotFoundError if there is no such report."""
        opened = opened or self._group(StoredReport).open()
        steps, comments = _read(self._paper().text)
        now, figures = text_digest(opened), _figures_digest(opened.table)
        sent = _last_sent(steps)
        stage, waiting = _stage(steps, sent, now, figures)
        reasons: tuple[Message, ...] = ()
        if stage == "void" and sent is not None:
            reasons = (*self._changes(sent, opened), *self._figure_changes(sent, figures))
            reasons = reasons or (Message("services.sign_off_title_changed"),)
        texts = {(v.key, s.id): s.text for v in opened.versions for s in v.text}
        told = tuple(
            (c, bool(c.text) and texts.get((c.section, c.sentence)) != c.text) for c in comments
        )
        return SignOffState(stage, steps, told, waiting, now, reasons)

    def send(self, *, blocking: Blocking = "errors", note: str = "") -> SignOffState:
        """Send the text as it is now to the reviewers that the report names, then the approver.

        Raises InvalidError where nobody is asked to approve, or the sender is among those asked;
        ConflictError where it is under way, approved, not drafted or held back by what is open.
        """
        opened, state = self._now()
        report = opened.report
        if state.stage in (*_UNDER_WAY, "approved"):
            raise ConflictError("services.sign_off_under_way", place=_place(report))
        if not report.approver:
            raise InvalidError("services.sign_off_without_approver", place=_place(report))
        if self.actor.name in (*report.reviewers, report.approver):
            raise InvalidError("services.sign_off_of_own_report", place=self.actor.name)
        if report.approver in report.reviewers:
            raise InvalidError("services.sign_off_reviewer_approves", place=report.approver)
        counts = self._not_held_back(opened, blocking)
        versions = tuple((version.key, version.number) for version in opened.versions)
        step = self._step("send", opened, note, counts)
        asked = replace(
            step, reviewers=report.reviewers, approver=report.approver, versions=versions
        )
        return self._keep(opened, asked)

    def withdraw(self, *, note: str = "") -> SignOffState:
        """Call the report back from those who were asked. ConflictError where it is with nobody."""
        opened, state = self._now()
        if state.stage not in _UNDER_WAY:
            raise ConflictError("services.sign_off_not_under_way", place=_place(opened.report))
        return self._keep(opened, self._step("withdraw", opened, note))

    def comment(
        self, words: str, *, section: str = "", sentence: str = "", mention: str = ""
    ) -> SignOffState:
        """Say something of a sentence, of a number of it, or of the whole report.

        Raises RefusalError out of turn, InvalidError for no words, or where the sentence is not
        there or does not hold `mention`.
        """
        opened, _ = self._turn()
        words, mention = words.strip(), mention.strip()
        if not words:
            raise InvalidError("services.comment_without_words", place=_place(opened.report))
        text = ""
        if sentence:
            texts = {(v.key, s.id): s.text for v in opened.versions for s in v.text}
            text = texts.get((section, sentence), "")
            if not text or mention not in text:
                raise InvalidError("services.comment_on_nothing", place=mention or sentence)
        said = Comment(
            self.actor.name,
            self.actor.clock(),
            words,
            section,
            sentence,
            text,
            mention if sentence else "",
        )
        steps, comments = _read(self._paper().text)
        return self._store(opened, steps, (*comments, said), "comment", words)

    def pass_on(self, *, note: str = "") -> SignOffState:
        """Let the report pass, as one of the reviewers. RefusalError out of turn."""
        opened, state = self._turn()
        if state.stage != "reviewing":
            raise RefusalError("services.sign_off_not_your_turn", place=self.actor.name)
        return self._keep(opened, self._step("pass", opened, note))

    def send_back(self, *, note: str = "") -> SignOffState:
        """Give the report back to its drafter.

        Raises RefusalError out of turn, InvalidError with neither note nor comment.
        """
        opened, state = self._turn()
        sent = _last_sent(state.steps)
        since = [c for c, _ in state.comments if sent is not None and c.time >= sent.time]
        if not note.strip() and not any(c.who == self.actor.name for c in since):
            raise InvalidError("services.sent_back_without_reason", place=_place(opened.report))
        return self._keep(opened, self._step("return", opened, note))

    def approve(self, *, blocking: Blocking = "errors", note: str = "") -> SignOffState:
        """Approve the very text that the reviewers let pass.

        Raises RefusalError out of turn, ConflictError where what is open holds it back.
        """
        opened, state = self._turn()
        if state.stage != "approving":
            raise RefusalError("services.sign_off_not_your_turn", place=self.actor.name)
        counts = self._not_held_back(opened, blocking)
        return self._keep(opened, self._step("approve", opened, note, counts))

    def _paper(self) -> Paper:
        return self.store.load_paper(self.report_id, SIGN_OFF)

    def _now(self) -> tuple[OpenReport, SignOffState]:
        opened = self._group(StoredReport).open()
        if opened.draft is None:
            raise ConflictError("services.no_text_yet", place=_place(opened.report))
        if opened.job is not None and not opened.job.is_finished:
            raise ConflictError("services.being_drafted_already", place=_place(opened.report))
        return opened, self.state(opened)

    def _turn(self) -> tuple[OpenReport, SignOffState]:
        opened, state = self._now()
        if state.stage == "void":
            raise ConflictError("services.sign_off_void", place=_place(opened.report))
        if not state.may_act(self.actor.name):
            raise RefusalError("services.sign_off_not_your_turn", place=self.actor.name)
        return opened, state

    def _not_held_back(self, opened: OpenReport, blocking: Blocking) -> OpenCounts:
        counts = open_counts(opened, self._group(Check).passes(opened))
        held = {"errors": counts.errors, "open": counts.total, "nothing": 0}[blocking]
        if held:
            raise ConflictError(
                "services.sign_off_held_back", place=_place(opened.report), count=held
            )
        return counts

    def _step(
        self, act: SignOffAct, opened: OpenReport, note: str, counts: OpenCounts | None = None
    ) -> Step:
        if counts is None:
            counts = open_counts(opened, self._group(Check).passes(opened))
        return Step(
            act,
            self.actor.name,
            self.actor.clock(),
            text_digest(opened),
            _figures_digest(opened.table),
            note.strip(),
            still_open=counts.total,
        )

    def _keep(self, opened: OpenReport, step: Step) -> SignOffState:
        steps, comments = _read(self._paper().text)
        return self._store(opened, (*steps, step), comments, step.act, step.note)

    def _store(
        self,
        opened: OpenReport,
        steps: tuple[Step, ...],
        comments: tuple[Comment, ...],
        act: str,
        detail: str,
    ) -> SignOffState:
        paper = replace(self._paper(), text=_written(steps, comments))
        time = self.actor.clock()
        self.store.commit(
            Change(
                self.report_id, self.actor.name, time, f"{SIGN_OFF}.{act}", detail, papers=(paper,)
            )
        )
        return self.state(opened)

    def _changes(self, sent: Step, opened: OpenReport) -> list[Message]:
        """The sections whose text is another one now."""
        then, told = dict(sent.versions), []
        for version in opened.versions:
            number = then.pop(version.key, 0)
            if number == version.number:
                continue
            old = self.store.load_version(self.report_id, version.key, number) if number else None
            if old is None or _plain(old) != _plain(version):
                told.append(_told(version))
        for key in then:
            newest = self.store.list_versions(self.report_id, key)
            told += [_told(newest[0])] if newest else []
        return told

    def _figure_changes(self, sent: Step, figures: str) -> list[Message]:
        if figures == sent.figures:
            return []
        changes = self.store.list_figure_changes(self.report_id)
        return [
            Message(
                "services.sign_off_figure_changed",
                name=figure.indicator,
                who=change.actor,
                time=change.time.astimezone().strftime("%Y-%m-%d %H:%M"),
            )
            for change in changes
            if change.time > sent.time
            for edit in change.figures
            if (figure := edit.after or edit.before) is not None
        ]


def text_digest(opened: OpenReport) -> str:
    """Give the SHA-256 of the report's text in UTF-8, as hexadecimal; empty before a draft."""
    if opened.draft is None:
        return ""
    return hashlib.sha256(opened.draft.text().encode()).hexdigest()


def sign_off_notes(state: SignOffState, language: Language) -> dict[str, str]:
    """Give lines for the head of a manifest: the text's SHA-256, the stage, and every step."""
    notes = {"text sha256": state.digest, "sign-off": state.stage}
    for number, step in enumerate(state.steps, 1):
        time = step.time.isoformat(timespec="seconds")
        told = f"{step.act}; {step.who}, {time}; text sha256 {step.digest}"
        notes[f"sign-off {number}"] = f"{told}; {step.note}" if step.note else told
    for number, reason in enumerate(state.reasons, 1):
        notes[f"sign-off void {number}"] = reason.render(language)
    return notes


def _figures_digest(table: FigureTable) -> str:
    told = [
        (
            f.id,
            f.indicator,
            f.subject,
            str(f.value),
            str(f.previous),
            f.unit,
            f.approx,
            f.period.text if f.period else "",
        )
        for f in table
    ]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def _stage(
    steps: Sequence[Step], sent: Step | None, digest: str, figures: str
) -> tuple[SignOffStage, tuple[str, ...]]:
    """The stage, and whose turn it is."""
    if sent is None:
        return "drafting", ()
    since = steps[steps.index(sent) + 1 :]
    acts = {step.act for step in since}
    if "return" in acts:
        return "returned", ()
    if "withdraw" in acts:
        return "drafting", ()
    if (sent.digest, sent.figures) != (digest, figures):
        return "void", ()
    if "approve" in acts:
        return "approved", ()
    passed = {step.who for step in since if step.act == "pass"}
    waiting = tuple(name for name in sent.reviewers if name not in passed)
    return ("reviewing", waiting) if waiting else ("approving", (sent.approver,))


def _last_sent(steps: Sequence[Step]) -> Step | None:
    return next((step for step in reversed(steps) if step.act == "send"), None)


def _plain(version: SectionVersion) -> tuple[str, str]:
    return version.text.title, "".join(sentence.text for sentence in version.text)


def _told(version: SectionVersion) -> Message:
    title = f"{version.text.number}{version.text.title}"
    return Message(
        "services.sign_off_section_changed",
        name=title or Message("page.draft_lead"),
        who=version.author,
        time=version.time.astimezone().strftime("%Y-%m-%d %H:%M"),
    )


def _place(report: Report) -> str:
    return " ".join(report.title.split())


def _written(steps: Sequence[Step], comments: Sequence[Comment]) -> str:
    values = {"steps": [asdict(s) for s in steps], "comments": [asdict(c) for c in comments]}
    return json.dumps(values, ensure_ascii=False, default=_time_text)


def _time_text(value: object) -> str:
    assert isinstance(value, datetime)
    return value.isoformat()


def _read(text: str) -> tuple[tuple[Step, ...], tuple[Comment, ...]]:
    values = json.loads(text or '{"steps": [], "comments": []}')
    for value in (*values["steps"], *values["comments"]):
        value["time"] = datetime.fromisoformat(value["time"])
    for value in values["steps"]:
        value["reviewers"] = tuple(value["reviewers"])
        value["versions"] = tuple((key, number) for key, number in value["versions"])
    return (
        tuple(Step(**value) for value in values["steps"]),
        tuple(Comment(**value) for value in values["comments"]),
    )
