"""Mentions, figures and evidence in, verdicts out. Pure: no file, network, model or clock."""

from app.fidelity.verdict import CheckResult, Code, Finding, Status, Summary, Verdict, status_of

__all__ = ["CheckResult", "Code", "Finding", "Status", "Summary", "Verdict", "status_of"]
