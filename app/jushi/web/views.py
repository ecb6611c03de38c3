"""What each part of the page shows, as plain values for its templates."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any

from jushi.error_telling import tell_message
from jushi.messages import Language, wordings
from jushi.records import JobRecord, Report
from jushi.services.workspace import (
    Actor,
    CheckPass,
    OpenReport,
    Workspace,
    draft_spending,
    open_counts,
    open_text,
)
from jushi.stored_messages import load_message

View = dict[str, Any]
_STREAM_CHARS = 160
_ACTS = {
    "live": ("rename", "archive", "delete"),
    "archived": ("unarchive", "delete"),
    "deleted": ("restore",),
}
"""What can be done with a report of the list, by where it is."""
State = tuple[str, str]
"""Grade and words of how a report stands."""


def head_view(
    language: Language,
    opened: OpenReport | None,
    state: State = ("", ""),
    user: str = "",
) -> View:
    """Brand, language switch, who is signed in, and title and state of the open report."""
    words = wordings("page", language)
    home = "/en/" if language == "zh" else "/"
    view: View = {"name": words["name"], "motto": words["motto"], "title": "", "c": "", "state": ""}
    view |= {"other": words["other_language"], "other_href": home, "setup": words["setup"]}
    view |= {"user": user, "sign_out": words["sign_out"]}
    if opened is not None:
        view["other_href"] = f"{home}?report={opened.report.id}"
        view["title"] = opened.report.title.replace("\n", "")
        view["c"], view["state"] = state
    return view


def home_view(
    reports: Sequence[Report],
    opened: Mapping[str, State],
    language: Language,
    *,
    may: Collection[str] = (),
    deleted: str = "",
) -> View:
    """The list of reports; `opened` holds the states of those that were looked into.

    `may` are those that the person may change, `deleted` is the one that was deleted just now.
    """
    words = wordings("page", language)
    rows = [_home_row(report, opened, words, may) for report in reports]
    gone = next((row["title"] for row in rows if row["id"] == deleted), "")
    kinds = [
        {
            "id": kind,
            "title": words[f"home_kind_{kind}"],
            "n": sum(row["kind"] == kind for row in rows),
        }
        for kind in _ACTS
    ]
    return {
        "reports": rows,
        "hint": words["no_reports"],
        "roll": words["home_roll"],
        "sure": words["home_roll_sure"],
        "more": words["home_more"],
        "search": words["home_search"],
        "kinds": kinds,
        "undo": words["home_gone"].format(title=gone) if gone else "",
        "undo_id": deleted,
        "undo_do": words["home_restore"],
    }


def _home_row(
    report: Report, opened: Mapping[str, State], words: dict[str, str], may: Collection[str]
) -> View:
    grade, told = opened.get(report.id, ("", ""))
    time = report.updated.astimezone().strftime("%Y-%m-%d %H:%M")
    kind = "deleted" if report.deleted else "archived" if report.is_archived else "live"
    acts = _ACTS[kind] if report.id in may else ()
    return {
        "id": report.id,
        "year": report.year,
        "title": report.title.replace("\n", ""),
        "c": grade,
        "state": told,
        "changed": words["home_changed"].format(time=time),
        "kind": kind,
        "acts": [{"act": act, "title": words[f"home_{act}"]} for act in acts],
    }


def summary_text(opened: OpenReport, passes: Sequence[CheckPass], language: Language) -> str:
    """The counts of the check, and what is open; empty before a draft."""
    if opened.result is None:
        return ""
    words, s = wordings("page", language), opened.result.summary
    counts = words["summary"].format(
        data=s.data, ok=s.ok, review=s.review, error=s.error, figures=s.figures, used=s.used
    )
    share = f"{s.coincidence * Decimal(100):.1f}%"
    left = open_text(open_counts(opened, passes), language)
    told = (counts, left, words["coincidence"].format(share=share))
    return "\n\n".join(line for line in told if line)


def progress_view(opened: OpenReport, language: Language) -> View:
    """How far the drafting is."""
    words, job = wordings("page", language), opened.job
    if job is None:
        return {"text": words["not_drafted"], "running": False, "percent": 0}
    if not job.is_finished:
        done = sum(step.state == "done" for step in job.steps)
        text = words["drafting"].format(done=done, all=len(job.steps) or "…")
        return {
            "text": f"{text} {_cost(job, words)}".strip(),
            "running": True,
            "percent": job.progress,
            "streams": _steps(opened, job, "running", language),
        }
    if job.state == "cancelled":
        done = sum(step.state == "done" for step in job.steps)
        text = words["draft_stopped"].format(done=done, all=len(job.steps))
    elif job.state == "failed":
        problem = tell_message(load_message(job.error), language)
        text = words["draft_failed"].format(problem=problem)
    else:
        text = words["drafted"].format(n=sum(step.state == "done" for step in job.steps))
    return {
        "text": f"{text} {_cost(job, words)}".strip(),
        "running": False,
        "percent": 100,
        "failed": _steps(opened, job, "failed", language),
    }


def _steps(opened: OpenReport, job: JobRecord, state: str, language: Language) -> list[View]:
    """Sections in that state, with the end of what was received or with what went wrong."""
    headings = {section.key: section.heading for section in opened.draft or ()}
    rows = []
    for step in job.steps:
        if step.state == state:
            note = tell_message(load_message(step.note), language)
            text = note or step.text[-_STREAM_CHARS:]
            rows.append({"heading": headings.get(step.key, ""), "text": text})
    return rows


def _cost(job: JobRecord, words: dict[str, str]) -> str:
    """What the model has used, and about what the rest will take; nothing without a model."""
    spent = draft_spending(job)
    if not spent.costs:
        return ""
    told = words["draft_spent"].format(tokens=spent.tokens, seconds=f"{spent.seconds:.0f}")
    if job.is_finished or not spent.left:
        return told
    left = words["draft_spending_left"].format(tokens=spent.tokens_left, seconds=spent.wait_s)
    return f"{told} {left}"


def person_name(name: str, language: Language) -> str:
    """A person as people read it: where nobody signs in, there is no name to tell."""
    return Actor.tell(name, language)


def report_state(workspace: Workspace, opened: OpenReport) -> State:
    """How a report stands: the same wherever it is told."""
    passes = workspace.check.passes(opened)
    grade, told = state_of(opened, passes, workspace.actor.language)
    stage = workspace.sign_off.state(opened).stage
    if stage == "drafting":
        return grade, told
    return grade, f"{told} · {wordings('page', workspace.actor.language)[f'stage_{stage}']}"


def state_of(opened: OpenReport, passes: Sequence[CheckPass], language: Language) -> State:
    """How far a report is drafted, and what a person still has to look at."""
    words, job = wordings("page", language), opened.job
    if job is not None and not job.is_finished:
        return "", words["state_drafting"].format(percent=job.progress)
    if opened.result is None:
        return "", words["state_new"]
    counts = open_counts(opened, passes)
    told = []
    if counts.errors:
        told.append(words["state_errors"].format(n=counts.errors))
    if counts.numbers:
        told.append(words["state_review"].format(n=counts.numbers))
    if counts.places:
        is_proven = not told and opened.result.summary.data
        told.append(words["state_open" if is_proven else "state_more"].format(n=counts.places))
    if told:
        return ("error" if counts.errors else "review"), words["state_and"].join(told)
    if not opened.result.summary.data:
        return "", words["state_no_data"]
    return "clean", words["state_clean"]
