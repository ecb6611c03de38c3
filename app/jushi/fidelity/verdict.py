"""What the check says: a verdict for each mention, findings for the report, a summary."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from jushi.fidelity.lint import Remark
from jushi.messages import wordings
from jushi.numbers import Mention


class Status(StrEnum):
    """How bad it is."""

    OK = "ok"
    REVIEW = "review"
    ERROR = "error"


class Code(StrEnum):
    """What is right or wrong with a mention or a report; each code has one status."""

    EXACT = "exact"
    APPROXIMATE = "approximate"
    DERIVED = "derived"
    QUOTED = "quoted"
    NOT_DATA = "not_data"
    WRONG_VALUE = "wrong_value"
    WRONG_UNIT = "wrong_unit"
    WRONG_SCALE = "wrong_scale"
    WRONG_ATTRIBUTION = "wrong_attribution"
    STALE = "stale"
    WRONG_ROUNDING = "wrong_rounding"
    WRONG_ARITHMETIC = "wrong_arithmetic"
    WRONG_DIRECTION = "wrong_direction"
    WRONG_DATE = "wrong_date"
    INCONSISTENT = "inconsistent"
    UNSUPPORTED = "unsupported"
    AMBIGUOUS = "ambiguous"
    UNVERIFIED = "unverified"
    TRUNCATED = "truncated"
    TARGET = "target"
    UNUSED_FIGURE = "unused_figure"
    UNREAD_ROW = "unread_row"


_OK = {Code.EXACT, Code.APPROXIMATE, Code.DERIVED, Code.QUOTED, Code.NOT_DATA}
_REVIEW = {
    Code.AMBIGUOUS,
    Code.UNVERIFIED,
    Code.TRUNCATED,
    Code.TARGET,
    Code.UNUSED_FIGURE,
    Code.UNREAD_ROW,
}


def status_of(code: Code) -> Status:
    """Give the status of a verdict with `code`; a finding may be graver (a required figure)."""
    if code in _OK:
        return Status.OK
    return Status.REVIEW if code in _REVIEW else Status.ERROR


RulingKind = Literal["accepted", "confirmed", "dismissed"]
"""`accepted`: it stands although no source proves it. `confirmed`: compared with its source.
`dismissed`: looked at, and nothing is wrong."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a person decided on a verdict or finding."""

    kind: RulingKind
    who: str
    time: str
    """ISO 8601 with zone."""
    reason: str

    def tell(self, language: str) -> str:
        """Give all of it in one line."""
        parts = (wordings("check", language)[self.kind], self.who, self.time, self.reason)
        return " · ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the check says of one mention."""

    mention: Mention
    code: Code
    figures: tuple[str, ...]
    """Ids of the figures it rests on or contradicts, nearest first."""
    expected: str | None
    """The right surface form, where there is one: `1700余人`."""
    explanation: str
    """One sentence that a clerk understands, in the language asked for."""
    evidence: str | None
    """The cell, or the document and sentence, that it rests on."""
    is_loose: bool = False
    """True, but further from the value than it need be: 98%以上 of 99.5%."""
    ruling: Ruling | None = None
    """None where nobody decided."""

    @property
    def status(self) -> Status:
        return status_of(self.code)

    @property
    def is_accepted(self) -> bool:
        """Whether it is an error that stands by a person's word."""
        return self.status is Status.ERROR and self.ruling is not None


@dataclass(frozen=True, slots=True)
class Finding:
    """What the check says of the whole report, not of one mention."""

    code: Code
    status: Status
    figures: tuple[str, ...]
    explanation: str
    start: int | None = None
    end: int | None = None
    ruling: Ruling | None = None
    basis: tuple[str, ...] = ()
    """What it says, in no language: the rule and the values that `explanation` tells."""

    @property
    def is_accepted(self) -> bool:
        """Whether it is an error that stands by a person's word."""
        return self.status is Status.ERROR and self.ruling is not None


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts over the data mentions (`ok`, `review`, `error`) and the figures."""

    mentions: int
    data: int
    ok: int
    review: int
    error: int
    figures: int
    used: int
    coincidence: Decimal
    """Chance that a number of the text's own kinds, drawn at random, would have passed."""
    accepted: int = 0
    """Errors, mentions and findings, that stand by a person's word."""

    @property
    def fidelity(self) -> Decimal | None:
        """Share of data mentions that are ok; None where nothing could be checked."""
        return Decimal(self.ok) / self.data if self.data else None


@dataclass(frozen=True, slots=True)
class CheckResult:
    """Everything that `check_text` says; verdicts in text order, one for each mention."""

    text: str
    verdicts: tuple[Verdict, ...]
    findings: tuple[Finding, ...]
    summary: Summary
    remarks: tuple[Remark, ...] = ()
    """Usage that breaks a rule, in text order; of no weight for any verdict."""

    @property
    def has_errors(self) -> bool:
        """Whether an error is open: one that nobody accepted."""
        return any(v.status is Status.ERROR and not v.is_accepted for v in self.verdicts) or any(
            f.status is Status.ERROR and not f.is_accepted for f in self.findings
        )

    def ruled(
        self, mentions: Mapping[int, Ruling], findings: Mapping[int, Ruling]
    ) -> "CheckResult":
        """Give the result with what people decided: on mentions by where they start, on findings
        by their place in `findings`."""
        verdicts = tuple(replace(v, ruling=mentions.get(v.mention.start)) for v in self.verdicts)
        found = tuple(replace(f, ruling=findings.get(n)) for n, f in enumerate(self.findings))
        accepted = sum(v.is_accepted for v in verdicts) + sum(f.is_accepted for f in found)
        summary = replace(self.summary, accepted=accepted)
        return replace(self, verdicts=verdicts, findings=found, summary=summary)
