"""The check for a terminal, and as JUnit XML for build servers."""

from bisect import bisect_right
from collections.abc import Sequence
from html import escape

from jushi.fidelity.clause import lay_out
from jushi.fidelity.verdict import CheckResult, Status, Verdict
from jushi.messages import wordings

_SIGNS = {Status.OK: "✓", Status.REVIEW: "?", Status.ERROR: "✗"}


def render_text(result: CheckResult, *, language: str = "zh") -> str:
    """Give the summary, what is wrong or open with its line and a reason, and remarks on usage."""
    words = wordings("check", language)
    summary = result.summary
    lines = [
        words["summary"].format(
            data=summary.data,
            ok=summary.ok,
            review=summary.review,
            error=summary.error,
            figures=summary.figures,
            used=summary.used,
        ),
        words["coincidence"].format(share=f"{summary.coincidence * 100:.2f}%"),
    ]
    line_starts = [0, *(at + 1 for at, char in enumerate(result.text) if char == "\n")]
    for verdict in result.verdicts:
        if verdict.status is not Status.OK or verdict.is_loose:
            lines.append(_line(verdict, line_starts, words))
    for finding in result.findings:
        code = words[finding.code.value]
        lines.append(f"{_SIGNS[finding.status]} [{code}] {finding.explanation}")
    for remark in result.remarks:
        told = f"[{words['usage']} {remark.rule}] {remark.message}"
        quote = result.text[remark.start : remark.end]
        lines.append(f"· {_place(line_starts, remark.start)} “{quote}” {told}")
    return "\n".join(lines) + "\n"


def _line(verdict: Verdict, line_starts: Sequence[int], words: dict[str, str]) -> str:
    code = words["loose"] if verdict.is_loose else words[verdict.code.value]
    sign = _SIGNS[verdict.status]
    place = _place(line_starts, verdict.mention.start)
    return f"{sign} {place} “{verdict.mention.text}” [{code}] {verdict.explanation}"


def _place(line_starts: Sequence[int], start: int) -> str:
    """Line and column, from 1."""
    line = bisect_right(line_starts, start)
    return f"{line}:{start - line_starts[line - 1] + 1}"


def render_junit(result: CheckResult, *, language: str = "zh") -> str:
    """Give one test case for each data mention and finding; errors fail, reviews are skipped."""
    layout = lay_out(result.text)
    cases = []
    for verdict in result.verdicts:
        if not verdict.mention.is_data and verdict.status is Status.OK:
            continue
        name = f"{verdict.mention.text} @{verdict.mention.start}"
        sentence = layout.quote_at(verdict.mention.start)
        cases.append(_case(name, verdict.status, verdict.explanation, sentence))
    for finding in result.findings:
        cases.append(_case(",".join(finding.figures), finding.status, finding.explanation, ""))
    failed = sum("<failure" in case for case in cases)
    skipped = sum("<skipped" in case for case in cases)
    head = f'<testsuite name="jushi check" tests="{len(cases)}" failures="{failed}"'
    title = wordings("check", language)["title"]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f"<testsuites name={_attribute(title)}>\n"
        f'{head} skipped="{skipped}">\n' + "\n".join(cases) + "\n</testsuite>\n</testsuites>\n"
    )


def _case(name: str, status: Status, explanation: str, sentence: str) -> str:
    inner = ""
    if status is Status.ERROR:
        inner = f"<failure message={_attribute(explanation)}>{_content(sentence)}</failure>"
    elif status is Status.REVIEW:
        inner = f"<skipped message={_attribute(explanation)}/>"
    return f'<testcase classname="numbers" name={_attribute(name)}>{inner}</testcase>'


def _attribute(text: str) -> str:
    return f'"{escape(_printable(text))}"'


def _content(text: str) -> str:
    return escape(_printable(text), quote=False)


def _printable(text: str) -> str:
    """XML 1.0 has no place for control characters and lone surrogates."""
    return "".join(c if c >= " " and not "\ud800" <= c <= "\udfff" else "\ufffd" for c in text)
