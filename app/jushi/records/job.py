"""The state of long work, kept in the store so that it outlives page, server and power."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Literal

JobState = Literal["queued", "running", "done", "failed", "cancelled"]


@dataclass(frozen=True, slots=True)
class JobStep:
    """One section of a job, or one file of an import."""

    key: str
    state: JobState = "queued"
    progress: int = 0
    """Percent, 0 to 100."""
    version: int = 0
    """Number of the section version that came of it, 0 while there is none."""
    text: str = ""
    """What was received so far; what a page shows that re-attaches."""
    note: str = ""
    """What went wrong or was left open, for `jushi.stored_messages.load_message`; may be empty."""
    tokens: int = 0
    """That a model read and wrote for it."""
    seconds: Decimal = Decimal(0)
    """Of that model's own time."""
    title: str = ""
    """As people read it; empty for the opening of a report."""


@dataclass(frozen=True, slots=True)
class JobRecord:
    """One job. `revision` guards it: a save holds only for who has read the newest state."""

    id: str
    report_id: str
    kind: str
    """`draft`, `revise`, `import`, `knowledge`, `export`, …"""
    owner: str
    created: datetime
    updated: datetime
    steps: tuple[JobStep, ...] = ()
    state: JobState = "queued"
    request: str = ""
    """What was asked for, as JSON of the job's own making; no keys or passwords."""
    error: str = ""
    """Why it failed, for `load_message` as well; empty if it did not."""
    revision: int = 0
    """0 for a job that was never saved."""
    worker: str = ""
    """Who runs it: an id of the process, made by the caller; empty where nobody does."""
    heartbeat: datetime | None = None
    """Last sign of life of that worker; a job in work without one for long has lost it."""
    losses: int = 0
    """How often in a row it lost its worker, with no step done in between."""

    @property
    def is_finished(self) -> bool:
        return self.state in ("done", "failed", "cancelled")

    @property
    def progress(self) -> int:
        """Percent over all steps; 100 for a job without steps that is done."""
        if not self.steps:
            return 100 if self.state == "done" else 0
        return sum(step.progress for step in self.steps) // len(self.steps)

    def with_step(self, step: JobStep, time: datetime) -> "JobRecord":
        """Give the job with the step of that key replaced, or added at the end."""
        keys = [s.key for s in self.steps]
        steps = (
            tuple(step if s.key == step.key else s for s in self.steps)
            if step.key in keys
            else (*self.steps, step)
        )
        beat = time if self.worker else None
        return replace(self, steps=steps, updated=time, heartbeat=beat)

    def resumed(self, time: datetime) -> "JobRecord":
        """Give the job as a new worker takes it up: finished steps stay, the rest starts again."""
        steps = tuple(
            s if s.state == "done" else JobStep(s.key, version=s.version, title=s.title)
            for s in self.steps
        )
        return replace(
            self,
            steps=steps,
            state="queued",
            error="",
            updated=time,
            worker="",
            heartbeat=None,
            losses=0,
        )
