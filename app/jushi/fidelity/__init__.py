"""Mentions, figures and evidence in, verdicts out. Pure: no file, network, model or clock."""

from jushi.fidelity.alone import check_alone
from jushi.fidelity.checker import Checker, bind_mentions, check_text
from jushi.fidelity.evidence import Evidence
from jushi.fidelity.lint import lint_text
from jushi.fidelity.report_html import render_html
from jushi.fidelity.report_json import render_json
from jushi.fidelity.report_text import render_junit, render_text
from jushi.fidelity.report_xlsx import render_xlsx
from jushi.fidelity.told_numbers import ToldNumber, read_told_numbers
from jushi.fidelity.verdict import CheckResult, Code, Finding, Ruling, RulingKind, Status, Verdict

__all__ = [
    "CheckResult",
    "Checker",
    "Code",
    "Evidence",
    "Finding",
    "Ruling",
    "RulingKind",
    "Status",
    "ToldNumber",
    "Verdict",
    "bind_mentions",
    "check_alone",
    "check_text",
    "lint_text",
    "read_told_numbers",
    "render_html",
    "render_json",
    "render_junit",
    "render_text",
    "render_xlsx",
]
