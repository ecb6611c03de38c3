"""What each part of the page shows, as plain values for its templates."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from jushi.error_telling import tell_message
from jushi.messages import Language, wordings
from jushi.records import JobRecord, Report
from jushi.services.workspace import CheckPass, OpenReport, draft_spending
from jushi.stored_messages import load_message

View = dict[str, Any]
_STREAM_CHARS = 160
State = tuple[str, str]
"""Grade and words of how a report stands."""


def head_view(
    language: Language,
    opened: OpenReport | None,
    passes: Sequence[CheckPass] = (),
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
        view["c"], view["state"] = state_of(opened, passes, language)
    return view


def home_view(reports: Sequence[Report], opened: Mapping[str, State], language: Language) -> View:
    """The list of reports; `opened` holds the states of those that were looked into."""
    words = wordings("page", language)
    rows = []
    for report in reports:
        grade, told = opened.get(report.id, ("", ""))
        changed = report.updated.astimezone().strftime("%Y-%m-%d %H:%M")
        rows.append(
            {
                "id": report.id,
                "year": report.year,
                "title": report.title.replace("\n", ""),
                "c": grade,
                "state": told,
                "changed": words["home_changed"].format(time=changed),
            }
        )
    return {
        "reports": rows,
        "hint": words["no_reports"],
        "roll": words["home_roll"],
        "sure": words["home_roll_sure"],
    }


def summary_text(opened: OpenReport, language: Language) -> str:
    """The counts of the check in one paragraph; empty before a draft."""
    if opened.result is None:
        return ""
    words, s = wordings("page", language), opened.result.summary
    counts = words["summary"].format(
        data=s.data, ok=s.ok, review=s.review, error=s.error, figures=s.figures, used=s.used
    )
    share = f"{s.coincidence * Decimal(100):.1f}%"
    return f"{counts}\n\n{words['coincidence'].format(share=share)}"


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


def state_of(opened: OpenReport, passes: Sequence[CheckPass], language: Language) -> State:
    """How a report stands: how far it is drafted, and what a person still has to look at."""
    words, job = wordings("page", language), opened.job
    if job is not None and not job.is_finished:
        return "", words["state_drafting"].format(percent=job.progress)
    if opened.result is None:
        return "", words["state_new"]
    left = [item for one in passes for item in one.items if item.is_open and item.verdict]
    wrong = sum(item.grade == "error" for item in left)
    wrong += sum(
        i.grade == "error" and i.is_open and not i.verdict for p in passes for i in p.items
    )
    if wrong:
        return "error", words["state_errors"].format(n=wrong)
    if left:
        return "review", words["state_review"].format(n=len(left))
    if places := _open_places(opened, passes):
        return "review", words["state_open"].format(n=places)
    if not opened.result.summary.data:
        return "", words["state_no_data"]
    return "clean", words["state_clean"]


def _open_places(opened: OpenReport, passes: Sequence[CheckPass]) -> int:
    """How many sentences and remarks a person has to look at, beside the numbers.

    Sentences that no source vouches for, or the past report alone, and those with gaps.
    """
    sentences = [s for section in opened.draft or () for s in section]
    looked_at = sum(bool(sentence.marks) or sentence.gaps > 0 for sentence in sentences)
    return looked_at + sum(item.is_open for one in passes for item in one.items)
