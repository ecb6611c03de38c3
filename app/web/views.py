"""What each part of the page shows, as plain values for its templates."""

from decimal import Decimal
from typing import Any

from app.error_telling import Language, tell_line
from app.jobs import kept
from app.records import JobRecord, Report
from app.web.page_words import page_words
from app.web.painting import tell

View = dict[str, Any]


def head_view(language: Language, opened: kept.OpenReport | None) -> View:
    """Brand, language switch, and the title and state of the report that is open."""
    words = page_words(language)
    home = "/en/" if language == "zh" else "/"
    view: View = {"name": words["name"], "motto": words["motto"], "title": "", "c": "", "state": ""}
    view |= {"other": words["other_language"], "other_href": home, "setup": words["setup"]}
    if opened is not None:
        view["other_href"] = f"{home}?report={opened.report.id}"
        view["title"] = opened.report.title.replace("\n", "")
        view["c"], view["state"] = _state(opened, words)
    return view


def home_view(reports: tuple[Report, ...], language: Language) -> View:
    """The list of reports."""
    rows = [
        {"id": r.id, "year": r.year, "title": r.title.replace("\n", ""), "state": "", "c": ""}
        for r in reports
    ]
    return {"reports": rows, "hint": page_words(language)["no_reports"]}


def figures_view(opened: kept.OpenReport, language: Language) -> View:
    """The figure table: this year, last year, change, where each stands and is told."""
    words = page_words(language)
    used = _uses(opened)
    columns = ("indicator", "this_year", "last_year", "change", "period", "section", "used_in")
    rows = []
    for figure in opened.table:
        change = ""
        if figure.value is not None and figure.previous is not None:
            change = f"{figure.value - figure.previous:+f}"
        rows.append(
            {
                "c": "empty" if figure.value is None else "",
                "cells": [
                    figure.indicator,
                    tell(figure, figure.value) or words["empty"],
                    tell(figure, figure.previous),
                    change,
                    figure.period.text if figure.period else "",
                    figure.section,
                    str(used.get(figure.id, 0)) if opened.result else "",
                    str(figure.cell),
                ],
            }
        )
    titles = [words[column] for column in (*columns, "source_cell")]
    return {"columns": titles, "rows": rows, "hint": ""}


def summary_text(opened: kept.OpenReport, language: Language) -> str:
    """The counts of the check in one paragraph; empty before a draft."""
    if opened.result is None:
        return ""
    words, s = page_words(language), opened.result.summary
    counts = words["summary"].format(
        data=s.data, ok=s.ok, review=s.review, error=s.error, figures=s.figures, used=s.used
    )
    share = f"{s.coincidence * Decimal(100):.1f}%"
    return f"{counts}\n\n{words['coincidence'].format(share=share)}"


def progress_view(opened: kept.OpenReport, language: Language) -> View:
    """How far the drafting is."""
    words, job = page_words(language), opened.job
    if job is None:
        return {"text": words["not_drafted"], "running": False, "percent": 0}
    if not job.is_finished:
        done = sum(step.state == "done" for step in job.steps)
        text = words["drafting"].format(done=done, all=len(job.steps) or "…")
        return {
            "text": f"{text} {_cost(job, words)}".strip(),
            "running": True,
            "percent": job.progress,
        }
    if job.state == "failed":
        problem = tell_line(job.error, language)
        text = words["draft_failed"].format(problem=problem)
    else:
        text = words["drafted"].format(n=sum(step.state == "done" for step in job.steps))
    return {"text": f"{text} {_cost(job, words)}".strip(), "running": False, "percent": 100}


def _cost(job: JobRecord, words: dict[str, str]) -> str:
    """What the model has used, and about what the rest will take; nothing without a model."""
    spent = kept.draft_spending(job)
    if not spent.costs:
        return ""
    told = words["draft_spent"].format(tokens=spent.tokens, seconds=f"{spent.seconds:.0f}")
    if job.is_finished or not spent.left:
        return told
    left = words["draft_spending_left"].format(tokens=spent.tokens_left, seconds=spent.wait_s)
    return f"{told} {left}"


def _state(opened: kept.OpenReport, words: dict[str, str]) -> tuple[str, str]:
    if opened.result is None:
        return "", words["state_new"]
    summary = opened.result.summary
    if summary.error:
        return "error", words["state_errors"].format(n=summary.error)
    if summary.review:
        return "review", words["state_review"].format(n=summary.review)
    return "clean", words["state_clean"]


def _uses(opened: kept.OpenReport) -> dict[str, int]:
    counts: dict[str, int] = {}
    for verdict in opened.result.verdicts if opened.result else ():
        for name in verdict.figures:
            counts[name] = counts.get(name, 0) + 1
    return counts
