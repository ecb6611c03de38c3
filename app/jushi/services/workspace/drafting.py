"""Stored reports drafted in the background: section by section, each saved as it gets done."""

import json
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from threading import Event, Lock
from typing import Literal, TypeVar

from jushi.documents import Document
from jushi.drafting import Outline, ReportDraft, compose_report, writing
from jushi.error_telling import tell_error
from jushi.errors import ConflictError, JushiError, ModelError, ReplyError, StoreOutageError
from jushi.figures import FigureTable
from jushi.knowledge import Knowledge
from jushi.llm import CancelledError, Model
from jushi.messages import Language, Message, render
from jushi.records import (
    Change,
    JobRecord,
    JobStep,
    SaveConflictError,
    SectionVersion,
    WritingRecord,
)
from jushi.revision import Store, with_ids
from jushi.services.workspace.group import Actor, Clock, Group
from jushi.services.workspace.outline import ReportOutline
from jushi.services.workspace.passages import Passages
from jushi.services.workspace.reports import StoredReport
from jushi.services.workspace.sources import Sources
from jushi.services.workspace.workers import GoneError, Hold
from jushi.services.workspace.writing_plan import WritingPlan
from jushi.stored_messages import dump_message
from jushi.text import Section

_SHOWN_EVERY_S = 0.5
"""How often what a model has written so far is saved for the page to show."""
_SHOWN_CHARS = 4000
_BY_PROGRAM = ("draft", "roll_forward")
_BY_PEOPLE = ("edit", "revision", "round_trip", "merge", "restore")
"""Causes of versions; of a changed figure, too, only the program knows."""
_Group = TypeVar("_Group", bound=Group)


@dataclass(frozen=True, slots=True)
class Writers:
    """What a drafting has besides the store; without a model the composer writes."""

    model: Model | None = None
    knowledge: Knowledge | None = None
    at_once: int = 4
    """Sections that the endpoint is asked for at a time."""


@dataclass(frozen=True, slots=True)
class Drafts(Group):
    """Drafting of one stored report in the background, as the actor asks for it."""

    def start(
        self, *, job_id: str, keys: Collection[str] = (), replaces_edited: bool = False
    ) -> JobRecord:
        """Queue the drafting of the report, or of the sections `keys` alone.

        A draft of the whole leaves the sections that people edited as they are, see `edited`,
        unless it `replaces_edited`. Raises ConflictError where one is under way already.
        """
        if self.store.list_jobs(report_id=self.report_id, is_open=True):
            raise ConflictError(
                "services.being_drafted_already",
                place=Message("places.report", name=self.report_id),
            )
        now, owner = self.actor.clock(), self.actor.name
        skips = [] if keys or replaces_edited else [version.key for version in self.edited()]
        request = json.dumps({"keys": sorted(keys), "skips": skips})
        return self.store.save_job(
            JobRecord(job_id, self.report_id, "draft", owner, now, now, request=request)
        )

    def edited(self) -> tuple[SectionVersion, ...]:
        """Give the newest versions of the sections that hold work of people since their draft."""
        return tuple(v for v in self.store.load_sections(self.report_id) if self._is_edited(v))

    def _is_edited(self, newest: SectionVersion) -> bool:
        if newest.cause in _BY_PROGRAM:
            return False
        since: list[SectionVersion] = []
        for version in self.store.list_versions(self.report_id, newest.key):
            if version.cause in _BY_PROGRAM:
                same = [s.text for s in version.text] == [s.text for s in newest.text]
                return not same and any(v.cause in _BY_PEOPLE for v in since)
            since.append(version)
        return True

    def undoable(self) -> tuple[SectionVersion, ...]:
        """Give the sections as the newest drafting left them that were there before it."""
        jobs = self.store.list_jobs(report_id=self.report_id)
        if not jobs or not jobs[0].is_finished:
            return ()
        sections = self.store.load_sections(self.report_id)
        return tuple(v for v in sections if v.job_id == jobs[0].id and v.parent)

    def undo(self) -> tuple[SectionVersion, ...]:
        """Take back the newest drafting as a whole, in one save: each section as it was before.

        Sections that it began stay, and those that were changed since. Raises ConflictError where
        there is nothing to take back.
        """
        time = self.actor.clock()
        made = tuple(
            SectionVersion(
                self.report_id,
                version.number,
                self.store.load_version(self.report_id, version.key, version.parent).text,
                self.actor.name,
                time,
                "undo",
                render("services.version_of_number", self.actor.language, number=version.parent),
                record=WritingRecord("person"),
            )
            for version in self.undoable()
        )
        if not made:
            raise ConflictError(
                "services.no_draft_to_undo", place=Message("places.report", name=self.report_id)
            )
        self.store.commit(
            Change(self.report_id, self.actor.name, time, "undo", "draft", versions=made)
        )
        return made

    def cancel(self, job_id: str) -> JobRecord:
        """Have a drafting stop; the sections that are done stay."""
        while True:
            job = self.store.load_job(job_id)
            if job.is_finished:
                return job
            steps = tuple(
                step if step.state in ("done", "failed") else replace(step, state="cancelled")
                for step in job.steps
            )
            stopped = replace(job, state="cancelled", steps=steps, updated=self.actor.clock())
            try:
                return self.store.save_job(stopped)
            except SaveConflictError:
                continue  # its worker saved a section in between

    def resume(self, job_id: str) -> JobRecord:
        """Queue one again that failed, was stopped or lost its worker; what is done stays."""
        return self.store.save_job(self.store.load_job(job_id).resumed(self.actor.clock()))


def draft_spending(job: JobRecord) -> writing.Spending:
    """Give what a drafting has cost so far, for an estimate of what the rest will."""
    costs = [(step.tokens, step.seconds) for step in job.steps if step.tokens or step.seconds]
    left = sum(step.state in ("queued", "running") for step in job.steps)
    at_once = json.loads(job.request or "{}").get("at_once", 1)
    return writing.Spending(costs, left, at_once)


def run_draft(
    store: Store,
    job_id: str,
    *,
    clock: Clock,
    writers: Writers | None = None,
    worker: str = "",
    stopping: Event | None = None,
) -> JobRecord:
    """Draft section by section, saving each; a job taken up again goes on where it stopped.

    Never raises for what a user can mend: the job says what failed. A section that the model
    does not give is the composer's, unless it had a text before, and the job ends as failed. It is
    the composer's, too, where too little of the reply could stay; then the step's note says so.
    A store that does not answer is waited for. A job that another `worker` runs is left alone,
    and one that another takes up is left at once. When `stopping` is set, the job is left to
    whoever comes next; GoneError if the store does not answer then.
    """
    stopping = stopping or Event()
    hold = Hold(store, job_id, clock=clock, worker=worker, stopping=stopping)
    job = hold.take_up()
    if job is not None:
        with hold:
            drafting = _Drafting(store, job, clock, writers or Writers(), hold)
            try:
                drafting.run()
            except (GoneError, CancelledError):
                pass
            except JushiError as error:
                hold.end_failed(error)
        if stopping.is_set():
            hold.release()
    return hold.stored(partial(store.load_job, job_id))


@dataclass(slots=True)
class _Drafting:
    """One run. Sections come from several threads; what is saved goes through `lock`."""

    store: Store
    job: JobRecord
    clock: Clock
    writers: Writers
    hold: Hold
    lock: Lock = field(default_factory=Lock)
    language: Language = field(init=False)
    draft: ReportDraft = field(init=False)
    newest: dict[str, SectionVersion] = field(init=False)
    shown: float = 0.0

    def run(self) -> None:
        stored, store, report_id = self.hold.stored, self.store, self.job.report_id
        self.language = stored(self._group(StoredReport).record).language
        table = stored(partial(store.load_figures, report_id))
        past = stored(self._group(Sources).own_past)
        outline = stored(self._group(ReportOutline).current)
        self.draft = compose_report(table, past, outline=outline)
        self.newest = {v.key: v for v in stored(partial(store.load_sections, report_id))}
        sections = self._asked()
        for section in sections:
            if section.key not in {step.key for step in self.job.steps}:
                self.job = self.job.with_step(
                    JobStep(section.key, title=section.heading), self.clock()
                )
        self._save(self.job)
        open_ = {s.key: s for s in sections if self._step(s.key).state != "done"}
        model = self.writers.model
        tasks: list[writing.SectionTask] = []
        if model is not None:
            tasks = [task for task in self._planned(table, outline, past) if task.key in open_]
        # A model that cannot be had is found out before anything is written.
        way: writing.Way | ReplyError = "slots"
        if model is not None and tasks:
            way = self._way(model)
        by_model = {task.key for task in tasks}
        for section in open_.values():
            if section.key not in by_model:
                self._keep(section, WritingRecord("composer"))
        if isinstance(way, ReplyError):
            for task in tasks:
                self._keep_composed(task, way)
        elif model is not None and tasks:
            self._write(model, tasks, way)
        self._finish()

    def _group(self, group: type[_Group]) -> _Group:
        """What is done with the report, by whoever asked for the draft."""
        return group(self.store, self.job.report_id, Actor(self.job.owner, self.clock))

    def _asked(self) -> list[Section]:
        request = json.loads(self.job.request or "{}")
        keys, skips = request.get("keys"), request.get("skips", ())
        return [
            section
            for section in self.draft
            if (not keys or section.key in keys) and section.key not in skips
        ]

    def _planned(
        self, table: FigureTable, outline: Outline, past: Sequence[Document]
    ) -> tuple[writing.SectionTask, ...]:
        """All sections that a model may write, by the plan that a person kept, if any did."""
        kept = self.hold.stored(self._group(WritingPlan).kept)
        brief, plan = kept if kept is not None else (None, None)
        return writing.plan_sections(
            table,
            writing.with_genre(outline),
            self.draft,
            passages=self._passages,
            past=past,
            materials=self.hold.stored(self._group(Sources).materials),
            brief=brief,
            plan=plan,
        )

    def _passages(self, section: writing.OutlineSection) -> list[writing.Quoted]:
        knowledge = self.writers.knowledge
        if knowledge is None:
            return []
        find = self._group(Passages).find
        found = self.hold.stored(partial(find, section, knowledge=knowledge, year=self.draft.year))
        return [passage.quoted for passage in found]

    def _write(self, model: Model, tasks: Sequence[writing.SectionTask], way: writing.Way) -> None:
        stored, store, report_id = self.hold.stored, self.store, self.job.report_id
        outcomes = writing.write_sections(
            tasks,
            model,
            stored(partial(store.load_figures, report_id)),
            way=way,
            at_once=self.writers.at_once,
            evidence=stored(self._group(Sources).evidence),
            standing=self._standing({task.key for task in tasks}),
            on_text=self._hear,
            is_cancelled=lambda: self.hold.is_gone,
        )
        for task, outcome in outcomes:
            if isinstance(outcome, CancelledError):
                continue
            if not isinstance(outcome, writing.WrittenSection):
                self._keep_composed(task, outcome)
            elif outcome.notes.given_up is not None:
                self._keep_given_up(task, outcome, outcome.notes.given_up)
            else:
                self._keep(outcome.section, _record(task, outcome.notes))

    def _keep_composed(self, task: writing.SectionTask, error: ModelError) -> None:
        """Save the composer's section for one that the model did not give, and say so in it."""
        told = tell_error(error, self.language)
        section = replace(task.composed, notes=(*task.composed.notes, self._composed(told)))
        self._keep(section, WritingRecord("composer"), failed=dump_message(error.message))

    def _keep_given_up(
        self, task: writing.SectionTask, written: writing.WrittenSection, error: ReplyError
    ) -> None:
        """The same for a reply of which too little could stay: the section is done all the same."""
        told = tell_error(error, self.language)
        section = replace(written.section, notes=(self._composed(told), *written.section.notes))
        record = replace(_record(task, written.notes), writer="composer")
        self._keep(section, record, note=dump_message(error.message))

    def _composed(self, told: str) -> str:
        return render("drafting.composed_instead", self.language, told=told)

    def _standing(self, written: Collection[str]) -> dict[str, list[str]]:
        others = [v.text for key, v in self.newest.items() if key not in written]
        return {f"{t.number}{t.title}": [s.text for s in t] for t in others if t.sentences}

    def _way(self, model: Model) -> writing.Way | ReplyError:
        """Measured once for a job: one that is taken up again goes on the same way.

        ReplyError where the model's replies are of no use.
        """
        request = json.loads(self.job.request or "{}")
        if "way" not in request:
            try:
                measured = writing.measure_way(model, is_cancelled=lambda: self.hold.is_gone)
            except ReplyError as error:
                return error
            request["way"] = measured
            request["at_once"] = self.writers.at_once
            with self.lock:
                self._save(replace(self.job, request=json.dumps(request)))
        way: writing.Way = request["way"]
        return way

    def _hear(self, key: str, piece: str) -> None:
        with self.lock:
            step = self._step(key)
            text = (step.text + piece)[-_SHOWN_CHARS:]
            self.job = self.job.with_step(replace(step, state="running", text=text), self.clock())
            if time.monotonic() - self.shown < _SHOWN_EVERY_S:
                return
            self.shown = time.monotonic()
            try:
                self._save_once()
            except (SaveConflictError, StoreOutageError):
                return  # only shown: the text itself is saved when it is whole

    def _keep(
        self, section: Section, record: WritingRecord, *, failed: str = "", note: str = ""
    ) -> None:
        """Save a section that is done; in the place of a failed one nothing that was there goes."""
        base = self.newest.get(section.key)
        with self.lock:
            step = self._step(section.key)
            if failed and base is not None:
                step = replace(step, state="failed", text="", note=failed)
                self._save(self.job.with_step(step, self.clock()))
                return
            version = SectionVersion(
                self.job.report_id,
                base.number if base else 0,
                with_ids(section, base.text if base else None),
                self.job.owner,
                self.clock(),
                "draft",
                record=record,
                job_id=self.job.id,
            )
            state: Literal["failed", "done"] = "failed" if failed else "done"
            step = replace(
                step,
                state=state,
                progress=100,
                version=version.number,
                text="",
                note=failed or note,
                tokens=record.tokens_in + record.tokens_out,
                seconds=record.seconds,
            )
            self._commit(version, step, section.heading)

    def _commit(self, version: SectionVersion, step: JobStep, heading: str) -> None:
        while True:
            try:
                self.hold.stored(partial(self._commit_once, version, step, heading))
            except SaveConflictError:
                if self._has_moved_on(version, step, heading):
                    return
            else:
                break
        self.newest[version.key] = version
        self.job = self._load_mine()

    def _commit_once(self, version: SectionVersion, step: JobStep, heading: str) -> None:
        change = Change(
            self.job.report_id,
            self.job.owner,
            self.clock(),
            "draft",
            heading,
            versions=(version,),
            job=replace(self.job.with_step(step, self.clock()), losses=0),
            order=self._order(version.key),
        )
        self.store.commit(change)

    def _has_moved_on(self, version: SectionVersion, step: JobStep, heading: str) -> bool:
        """Settle a lost race: False where the save may be tried again on what is stored now."""
        now = self._load_mine()
        told = (step.key, step.state, step.version)
        if any((s.key, s.state, s.version) == told for s in now.steps):
            self.newest[version.key] = version
            self.job = now  # it was stored, and only the answer was lost
            return True
        sections = self.hold.stored(partial(self.store.load_sections, self.job.report_id))
        numbers = {v.key: v.number for v in sections}
        if numbers.get(version.key, 0) == version.parent:
            self.job = replace(self.job, revision=now.revision)
            return False
        error = ConflictError("services.section_changed_meanwhile", place=heading)
        note = dump_message(error.message)
        left = replace(self._step(version.key), state="failed", text="", note=note)
        self._save(self.job.with_step(left, self.clock()))
        return True

    def _order(self, key: str) -> tuple[str, ...]:
        """Of a whole report the draft's sections, of chosen ones those that were there too."""
        drafted = [section.key for section in self.draft]
        if len(self.job.steps) < len(drafted):
            others = [name for name in self.newest if name not in drafted]
            return (*(n for n in drafted if n in self.newest or n == key), *others)
        return tuple(name for name in drafted if name in self.newest or name == key)

    def _finish(self) -> None:
        with self.lock:
            failed = [step for step in self.job.steps if step.state == "failed"]
            if self.hold.is_gone:
                return
            state: Literal["failed", "done"] = "failed" if failed else "done"
            self._save(replace(self.job, state=state, error=failed[0].note if failed else ""))

    def _step(self, key: str) -> JobStep:
        return next(step for step in self.job.steps if step.key == key)

    def _save(self, job: JobRecord) -> None:
        self.job = job
        while True:
            try:
                return self.hold.stored(self._save_once)
            except SaveConflictError:
                # A save whose answer was lost is the only other one of this worker's.
                self.job = replace(self.job, revision=self._load_mine().revision)

    def _save_once(self) -> None:
        now = self.clock()
        self.job = self.store.save_job(replace(self.job, updated=now, heartbeat=now))

    def _load_mine(self) -> JobRecord:
        """The job as it is stored. Raises GoneError where it is not this worker's any more."""
        job = self.hold.stored(partial(self.store.load_job, self.job.id))
        if not self.hold.is_mine(job):
            raise GoneError
        return job


def _record(task: writing.SectionTask, notes: writing.WritingNotes) -> WritingRecord:
    return WritingRecord(
        "model",
        notes.model,
        notes.prompt,
        notes.prompt_hash,
        notes.passages,
        tuple(figure.id for figure in task.figures),
        notes.input_tokens,
        notes.output_tokens,
        notes.seconds,
    )
