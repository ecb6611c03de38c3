"""The check of a stored report in five passes, and what a person decides on what it says."""

import hashlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import astuple, dataclass
from functools import cache
from typing import get_args

from jushi.errors import ConflictError, InvalidError, NotFoundError
from jushi.fidelity import CheckResult, Finding, RulingKind, Status, Verdict, lint_text
from jushi.messages import Language, Message
from jushi.records import Change, Decision, SectionVersion
from jushi.resources import resource_rows
from jushi.services.workspace.decided import Decided, Identity, Subject, is_worded, kept_anew
from jushi.services.workspace.group import Group
from jushi.services.workspace.reports import OpenReport, Spot, StoredReport
from jushi.services.workspace.sections import Sections

PASSES = ("source", "sums", "agreement", "last_year", "usage")
"""逐数对源, 勾稽计算, 前后一致, 上年衔接, 用法规范."""
_LANGUAGES: tuple[Language, ...] = get_args(Language)


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One number, finding or remark on usage, and what a person decided on it."""

    id: str
    """The same as long as sentence, number and verdict are."""
    pass_id: str
    """One of `PASSES`."""
    code: str
    """Of the verdict or finding, or `usage:` and the rule."""
    grade: Status
    is_loose: bool
    text: str
    """The words that it is about; empty for a finding of the whole report."""
    section: str
    """Key of the section; empty where it stands in none."""
    sentence: str
    """The sentence that it stands in."""
    explanation: str
    expected: str
    """The right form, where there is one."""
    verdict: Verdict | None
    """None for a finding or remark."""
    decision: Decision | None
    subject: Subject
    """What a decision on it is a decision on."""
    finding: int | None = None
    """Place of the finding in the check; None for a number or remark."""

    @property
    def is_open(self) -> bool:
        """Whether a person still has to look at it."""
        return self.grade != "ok" and self.decision is None


@dataclass(frozen=True, slots=True)
class CheckPass:
    """One pass over a report."""

    id: str
    items: tuple[CheckItem, ...]
    """In text order, findings of the whole report last; numbers that are fine included."""

    @property
    def done(self) -> int:
        return sum(not item.is_open for item in self.items)


class _Ground:
    """The text of a report with its sections, to say where a stretch of it stands."""

    def __init__(self, opened: OpenReport, decided: Decided, others: Sequence[Finding]) -> None:
        assert opened.draft is not None
        assert opened.result is not None
        self.result: CheckResult = opened.result
        self.others = others
        self.language = opened.report.language
        self.figures = opened.table.by_id()
        self.values = {f.id: f.value for f in opened.table}
        self.decided = decided
        sentences = {v.key: v.text.sentences for v in opened.versions}
        self.places = [
            (p.start, p.end, p.section, sentences[p.section][p.index])
            for p in opened.draft.places()
        ]
        self.seen: Counter[Hashable] = Counter()

    def items(self) -> Iterator[CheckItem]:
        """All of them: numbers, then remarks, then findings."""
        for verdict in self.result.verdicts:
            subject = self._number(verdict)
            if verdict.mention.is_data or verdict.status is not Status.OK:
                yield self._made(
                    subject,
                    pass_of("verdict", verdict.code),
                    verdict.status,
                    verdict.explanation,
                    verdict=verdict,
                )
        for remark in lint_text(self.result.text, language=self.language):
            code = f"usage:{remark.rule}"
            section, sentence_id, sentence = self._where(remark.start)
            subject = Subject(
                self._identity(code, (), section, sentence_id),
                sentence,
                self.result.text[remark.start : remark.end],
                (),
            )
            told = f"{remark.message}（{remark.source}）"
            yield self._made(subject, pass_of("remark", remark.rule), Status.REVIEW, told)
        for place, finding in enumerate(self.result.findings):
            subject = self._finding(place, finding)
            yield self._made(
                subject,
                pass_of("finding", finding.code),
                finding.status,
                finding.explanation,
                finding=place,
            )

    def _number(self, verdict: Verdict) -> Subject:
        section, sentence_id, sentence = self._where(verdict.mention.start)
        self.seen[section, sentence_id] += 1
        identity = Identity(
            verdict.code.value,
            verdict.figures,
            section,
            sentence_id,
            self.seen[section, sentence_id],
        )
        figures = [self.figures[name] for name in verdict.figures if name in self.figures]
        values = tuple(figure.value for figure in figures)
        return Subject(identity, sentence, verdict.mention.text, values)

    def _finding(self, place: int, finding: Finding) -> Subject:
        section, sentence_id, sentence = "", "", ""
        if finding.start is not None:
            section, sentence_id, sentence = self._where(finding.start)
        figures = [self.figures[name] for name in finding.figures if name in self.figures]
        others = self.others[place : place + 1]
        return Subject(
            self._identity(finding.code.value, finding.figures, section, sentence_id),
            sentence,
            "",
            tuple(value for figure in figures for value in (figure.value, figure.previous)),
            finding.basis,
            (finding.explanation, *(other.explanation for other in others)),
        )

    def _identity(
        self, code: str, figures: tuple[str, ...], section: str, sentence_id: str
    ) -> Identity:
        """The next one of its code and figures there."""
        place = (code, figures, section, sentence_id)
        self.seen[place] += 1
        return Identity(code, figures, section, sentence_id, self.seen[place])

    def _where(self, start: int) -> tuple[str, str, str]:
        """Key of the section, id and text of the sentence; of a heading only its line."""
        number = bisect_right(self.places, start, key=lambda place: place[0]) - 1
        if number >= 0 and start < self.places[number][1]:
            _, _, section, sentence = self.places[number]
            return section, sentence.id, sentence.text
        text = self.result.text
        first = text.rfind("\n", 0, start) + 1
        end = text.find("\n", start)
        return "", text[first : end if end >= 0 else len(text)], ""

    def _made(
        self,
        subject: Subject,
        pass_id: str,
        status: Status,
        explanation: str,
        *,
        verdict: Verdict | None = None,
        finding: int | None = None,
    ) -> CheckItem:
        identity = subject.identity
        marks = (*astuple(identity), subject.sentence, subject.text)
        name = hashlib.blake2b(repr(marks).encode(), digest_size=8).hexdigest()
        return CheckItem(
            name,
            pass_id,
            identity.code,
            status,
            verdict is not None and verdict.is_loose,
            subject.text,
            identity.section,
            subject.sentence,
            explanation,
            (verdict.expected or "") if verdict is not None else "",
            verdict,
            self.decided.on(subject, self.values),
            subject,
            finding,
        )


@dataclass(frozen=True, slots=True)
class Check(Group):
    """The check of one stored report, and what the actor decides on it."""

    def passes(self, opened: OpenReport) -> tuple[CheckPass, ...]:
        """Give the five passes in their order; without items where nothing was drafted."""
        items: list[CheckItem] = []
        if opened.draft is not None and opened.result is not None:
            decided = Decided(self.store.list_decisions(self.report_id))
            others = self._other_findings(opened) if decided.has_worded_findings else ()
            ground = _Ground(opened, decided, others)
            items = sorted(ground.items(), key=lambda item: PASSES.index(item.pass_id))
        return tuple(CheckPass(p, tuple(i for i in items if i.pass_id == p)) for p in PASSES)

    def blocking(self, opened: OpenReport) -> tuple[CheckItem, ...]:
        """Give the errors that nobody has accepted with a reason: no report leaves with them."""
        return blocking_items(self.passes(opened))

    def decide(self, item_id: str, kind: RulingKind, reason: str) -> None:
        """Keep what a person decided. An error is only accepted, and only with a reason.

        Raises InvalidError without one, NotFoundError for an item that is not there any more.
        """
        opened = self._group(StoredReport).open()
        self._decide(opened, self._item(opened, item_id), kind, reason)

    def accept_number(self, spot: Spot, reason: str) -> None:
        """Let a number stand that no source proves, by a person's word; see `decide`.

        Raises InvalidError without a reason and for a number that the check does not judge,
        ConflictError if the section moved on since the number was looked at.
        """
        opened = self._group(StoredReport).open()
        if (spot.key, spot.version) not in {(v.key, v.number) for v in opened.versions}:
            raise ConflictError("services.number_changed_meanwhile", place=spot.text)
        for item in (item for one in self.passes(opened) for item in one.items):
            place = (item.subject.identity.section, item.subject.identity.sentence)
            if item.verdict is None or place != (spot.key, spot.sentence):
                continue
            if opened.find_spot(item.verdict) == spot:
                self._decide(opened, item, "accepted", reason)
                return
        raise InvalidError("services.not_a_judged_number", place=spot.text)

    def accepted(self, opened: OpenReport) -> frozenset[int]:
        """Give where the numbers start that stand in the checked text by a person's word."""
        return frozenset(
            item.verdict.mention.start
            for one in self.passes(opened)
            for item in one.items
            if item.verdict is not None
            and item.grade != "ok"
            and item.decision is not None
            and item.decision.kind == "accepted"
        )

    def withdraw(self, item_id: str) -> None:
        """Take back what was decided on an item.

        Raises NotFoundError where it is gone, ConflictError where nothing is decided on it.
        """
        opened = self._group(StoredReport).open()
        item = self._item(opened, item_id)
        match item.decision:
            case Decision(kind="accepted" | "confirmed" | "dismissed" as kind, reason=reason):
                self._keep(opened, item, kind, reason, is_withdrawn=True)
            case _:
                raise ConflictError("services.nothing_to_undo", place=item.text or item.code)

    def mend(self, item_id: str, words: str) -> SectionVersion:
        """Write `words` in place of the number; InvalidError where it stands in no section."""
        opened = self._group(StoredReport).open()
        item = self._item(opened, item_id)
        spot = opened.find_spot(item.verdict) if item.verdict is not None else None
        if spot is None:
            raise InvalidError("services.not_in_a_section", place=item.text or item.code)
        return self._group(Sections).replace_number(spot, words)

    def _other_findings(self, opened: OpenReport) -> tuple[Finding, ...]:
        """The findings of a report, in their order, as the other language words them."""
        assert opened.result is not None
        text, told = opened.result.text, opened.result.findings
        stored = self._group(StoredReport)
        checks = (stored.checker(opened.table, language=language) for language in _LANGUAGES)
        return next((f for check in checks if (f := check(text).findings) != told), ())

    def _decide(self, opened: OpenReport, item: CheckItem, kind: RulingKind, reason: str) -> None:
        if not reason.strip() and (kind == "accepted" or item.grade == "error"):
            raise InvalidError("services.accepted_without_reason", place=item.text or item.code)
        if item.grade == "error" and kind == "confirmed":
            kind = "accepted"
        self._keep(opened, item, kind, reason.strip())

    def _keep(
        self,
        opened: OpenReport,
        item: CheckItem,
        kind: RulingKind,
        reason: str,
        *,
        is_withdrawn: bool = False,
    ) -> None:
        time = self.actor.clock()
        figure = next(iter(item.verdict.figures), "") if item.verdict else ""
        value = opened.table.by_id()[figure].value if figure in opened.table.by_id() else None
        decision = item.subject.decided(
            Decision(
                self.report_id,
                kind,
                self.actor.name,
                time,
                reason,
                figure_id=figure,
                value=value,
                is_withdrawn=is_withdrawn,
            )
        )
        action = {"accepted": "accept", "confirmed": "confirm", "dismissed": "dismiss"}[kind]
        decisions = (*self._kept_anew(opened, item), decision)
        self.store.commit(
            Change(self.report_id, self.actor.name, time, action, item.text, decisions=decisions)
        )

    def _kept_anew(self, opened: OpenReport, but: CheckItem) -> Iterator[Decision]:
        """What older programs kept by words, for all but one: ended, and kept by identity."""
        ended: list[Decision] = []
        anew: list[Decision] = []
        for item in (item for one in self.passes(opened) for item in one.items):
            if item.decision is not None and is_worded(item.decision):
                end, again = kept_anew(item.subject, item.decision)
                ended += [] if end in ended else [end]
                anew += [again] if item.id != but.id else []
        # An old decision on a number held for all that read the same in its sentence.
        yield from ended
        yield from anew

    def _item(self, opened: OpenReport, item_id: str) -> CheckItem:
        for one in self.passes(opened):
            for item in one.items:
                if item.id == item_id:
                    return item
        raise NotFoundError("services.finding_gone", place=Message("places.finding"))


def blocking_items(passes: Sequence[CheckPass]) -> tuple[CheckItem, ...]:
    """Give the errors that nobody has accepted with a reason."""
    return tuple(
        item
        for one in passes
        for item in one.items
        if item.grade == "error" and item.decision is None
    )


@cache
def pass_of(kind: str, code: str) -> str:
    """Give the pass that a `verdict`, `finding` or `remark` of that code belongs to."""
    rows = resource_rows("knowledge", "rules", "check_passes.tsv")
    told = {(row[1], row[2]): row[0] for row in rows}
    for wanted in ((kind, code), (kind, "*"), ("verdict", code)):
        if wanted in told:
            return told[wanted]
    return PASSES[0]
