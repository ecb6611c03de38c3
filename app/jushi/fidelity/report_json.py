"""The check as JSON, in the form that outside scripts rely on."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from jushi.fidelity.identity import identify
from jushi.fidelity.verdict import CheckResult, Finding, Verdict


def render_json(result: CheckResult, notices: Sequence[str] = ()) -> str:
    """Give the check report as JSON, version 1; numbers of the report are decimal strings.

    `notices` say what the reader of the report's file left out or mended.
    """
    told = _report(result) | {"notices": list(notices)}
    return json.dumps(told, ensure_ascii=False, indent=1)


def _report(result: CheckResult) -> dict[str, Any]:
    summary = result.summary
    fidelity = summary.fidelity
    verdict_ids, finding_ids = identify(result)
    return {
        "version": 1,
        "summary": {
            "mentions": summary.mentions,
            "data": summary.data,
            "ok": summary.ok,
            "review": summary.review,
            "error": summary.error,
            "accepted": summary.accepted,
            "figures": summary.figures,
            "used": summary.used,
            "fidelity": None if fidelity is None else round(float(fidelity), 3),
            "coincidence": float(summary.coincidence),
        },
        "mentions": [
            _mention(verdict) | {"id": name}
            for verdict, name in zip(result.verdicts, verdict_ids, strict=True)
        ],
        "findings": [
            _finding(finding) | {"id": name}
            for finding, name in zip(result.findings, finding_ids, strict=True)
        ],
        "remarks": [asdict(remark) for remark in result.remarks],
    }


def _mention(verdict: Verdict) -> dict[str, Any]:
    mention = verdict.mention
    return {
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "value": _plain(mention.value),
        "low": _plain(mention.low),
        "high": _plain(mention.high),
        "unit": mention.unit,
        "approximator": mention.approximator,
        "kind": mention.kind.value,
        "status": verdict.status.value,
        "code": verdict.code.value,
        "figures": list(verdict.figures),
        "expected": verdict.expected,
        "explanation": verdict.explanation,
        "evidence": verdict.evidence,
        "loose": verdict.is_loose,
        "decision": verdict.ruling and asdict(verdict.ruling),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code.value,
        "status": finding.status.value,
        "figures": list(finding.figures),
        "explanation": finding.explanation,
        "start": finding.start,
        "end": finding.end,
        "decision": finding.ruling and asdict(finding.ruling),
    }


def _plain(value: Decimal | None) -> str | None:
    """Digits without an exponent: 1700, not 1.7E+3."""
    return None if value is None else f"{value:f}"
