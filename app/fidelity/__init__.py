"""Mentions, figures and evidence in, verdicts out. Pure: no file, network, model or clock."""

from app.fidelity.checker import bind_mentions, check_text
from app.fidelity.evidence import Evidence
from app.fidelity.lint import lint_text
from app.fidelity.report_html import render_html
from app.fidelity.report_json import render_json
from app.fidelity.report_text import render_junit, render_text
from app.fidelity.report_xlsx import render_xlsx
from app.fidelity.verdict import CheckResult, Code, Finding, Ruling, Status, Verdict

__all__ = [
    "CheckResult",
    "Code",
    "Evidence",
    "Finding",
    "Ruling",
    "Status",
    "Verdict",
    "bind_mentions",
    "check_text",
    "lint_text",
    "render_html",
    "render_json",
    "render_junit",
    "render_text",
    "render_xlsx",
]
