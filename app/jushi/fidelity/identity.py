"""Which verdict or finding one is: told by code, figures and place, in no language."""

import hashlib
from collections import Counter
from collections.abc import Hashable

from jushi.fidelity.verdict import CheckResult
from jushi.text import sentence_spans, span_at


def identify(result: CheckResult) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give an id for each verdict and for each finding of `result`, in their order.

    It is the same in every language and whatever else the text says: the place of a mention is its
    sentence and which of the sentence's mentions it is. No id occurs twice in a check.
    """
    spans = sentence_spans(result.text) or ((0, 0),)
    seen: Counter[Hashable] = Counter()

    def sentence(start: int) -> str:
        first, end = span_at(spans, start)
        return result.text[first:end].strip()

    def ordinal(place: Hashable) -> int:
        seen[place] += 1
        return seen[place]

    verdicts = []
    for verdict in result.verdicts:
        told = sentence(verdict.mention.start)
        verdicts.append(_id(verdict.code, verdict.figures, told, ordinal(told)))
    findings = []
    for finding in result.findings:
        told = "" if finding.start is None else sentence(finding.start)
        says = (finding.code.value, finding.figures, told, finding.basis)
        findings.append(_id(finding.code, finding.figures, told, finding.basis, ordinal(says)))
    return tuple(verdicts), tuple(findings)


def _id(code: str, *marks: object) -> str:
    return hashlib.blake2b(repr((str(code), *marks)).encode(), digest_size=8).hexdigest()
