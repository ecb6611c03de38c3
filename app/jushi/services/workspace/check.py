"""The check of a kept report in five passes, and what a person decides on what it says."""

import hashlib
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from jushi.errors import StoreError
from jushi.fidelity import CheckResult, Finding, Status, Verdict, lint_text
from jushi.records import Change, Decision, SectionVersion
from jushi.resources import resource_rows
from jushi.revision import Store
from jushi.services.workspace.reports import OpenReport
from jushi.services.workspace.sections import Hand, find_spot, replace_number

PASSES = ("source", "sums", "agreement", "last_year", "usage")
"""逐数对源, 勾稽计算, 前后一致, 上年衔接, 用法规范."""
_Place = tuple[str, str, str, str]
_Verb = Literal["accepted", "confirmed", "dismissed"]


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One number, finding or remark on usage, and what a person decided on it."""

    id: str
    """The same as long as sentence, number and verdict are."""
    pass_id: str
    """One of `PASSES`."""
    code: str
    """Of the verdict or finding, or `usage:` and the rule."""
    grade: Literal["ok", "review", "error"]
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


def read_passes(store: Store, opened: OpenReport) -> tuple[CheckPass, ...]:
    """Give the five passes in their order; without items where nothing was drafted."""
    items: list[CheckItem] = []
    if opened.draft is not None and opened.result is not None:
        decisions = _decisions(store, opened.report.id)
        ground = _Ground(opened, opened.versions, decisions)
        items = sorted(ground.items(), key=lambda item: PASSES.index(item.pass_id))
    return tuple(CheckPass(p, tuple(i for i in items if i.pass_id == p)) for p in PASSES)


def blocking_items(store: Store, opened: OpenReport) -> tuple[CheckItem, ...]:
    """Give the errors that nobody has accepted with a reason: no report leaves with them."""
    return tuple(
        item
        for one in read_passes(store, opened)
        for item in one.items
        if item.grade == "error" and item.decision is None
    )


def decide_item(
    store: Store, opened: OpenReport, item_id: str, kind: _Verb, reason: str, *, hand: Hand
) -> None:
    """Keep what a person decided. An error is only accepted, and only with a reason.

    Raises StoreError without one, and for an item that is not there any more.
    """
    item = _item(store, opened, item_id)
    if not reason.strip() and (kind == "accepted" or item.grade == "error"):
        raise StoreError(
            item.text or item.code, "it is accepted without a reason", "write why it may stand"
        )
    if item.grade == "error" and kind == "confirmed":
        kind = "accepted"
    _keep(store, opened, item, kind, reason.strip(), hand=hand)


def withdraw_item(store: Store, opened: OpenReport, item_id: str, *, hand: Hand) -> None:
    """Take back what was decided on an item. Raises StoreError where it is gone."""
    item = _item(store, opened, item_id)
    match item.decision:
        case Decision(kind="accepted" | "confirmed" | "dismissed" as kind, reason=reason):
            _keep(store, opened, item, kind, reason, hand=hand, is_withdrawn=True)


def mend_item(
    store: Store, opened: OpenReport, item_id: str, words: str, *, hand: Hand
) -> SectionVersion:
    """Write `words` in place of the number. Raises StoreError where it stands in no section."""
    item = _item(store, opened, item_id)
    spot = None
    if item.verdict is not None and opened.draft is not None:
        spot = find_spot(opened.draft, opened.versions, item.verdict)
    if spot is None:
        raise StoreError(item.text or item.code, "is no number of a section", "edit the section")
    return replace_number(store, opened.report.id, spot, words, hand=hand)


@cache
def pass_of(kind: str, code: str) -> str:
    """Give the pass that a `verdict`, `finding` or `remark` of that code belongs to."""
    rows = resource_rows("knowledge", "rules", "check_passes.tsv")
    told = {(row[1], row[2]): row[0] for row in rows}
    for wanted in ((kind, code), (kind, "*"), ("verdict", code)):
        if wanted in told:
            return told[wanted]
    return PASSES[0]


def _keep(
    store: Store,
    opened: OpenReport,
    item: CheckItem,
    kind: _Verb,
    reason: str,
    *,
    hand: Hand,
    is_withdrawn: bool = False,
) -> None:
    figure = next(iter(item.verdict.figures), "") if item.verdict else ""
    value = opened.table.by_id()[figure].value if figure in opened.table.by_id() else None
    decision = Decision(
        opened.report.id,
        kind,
        hand.name,
        hand.time,
        reason,
        item.section,
        item.sentence,
        item.text,
        figure,
        value,
        item.code,
        is_withdrawn,
    )
    action = {"accepted": "accept", "confirmed": "confirm", "dismissed": "dismiss"}[kind]
    store.commit(
        Change(opened.report.id, hand.name, hand.time, action, item.text, decisions=(decision,))
    )


def _item(store: Store, opened: OpenReport, item_id: str) -> CheckItem:
    for one in read_passes(store, opened):
        for item in one.items:
            if item.id == item_id:
                return item
    raise StoreError("finding", "is not there any more", "choose one of the list")


def _decisions(store: Store, report_id: str) -> dict[_Place, Decision]:
    found: dict[_Place, Decision] = {}
    for decision in store.list_decisions(report_id):
        if decision.kind in ("read", "disputed"):
            continue
        found[_place(decision.section, decision.sentence, decision.mention, decision.code)] = (
            decision
        )
    return {place: decision for place, decision in found.items() if not decision.is_withdrawn}


def _place(section: str, sentence: str, text: str, code: str) -> _Place:
    """Where a decision holds. A number is one thing, whatever the check says of it next."""
    is_number = bool(text) and not code.startswith("usage:")
    return section, sentence, text, "" if is_number else code


class _Ground:
    """The text of a report with its sections, to say where a stretch of it stands."""

    def __init__(
        self,
        opened: OpenReport,
        versions: tuple[SectionVersion, ...],
        decisions: dict[_Place, Decision],
    ) -> None:
        assert opened.draft is not None
        assert opened.result is not None
        self.result: CheckResult = opened.result
        self.language = opened.report.language
        self.values = {f.id: f.value for f in opened.table}
        self.decisions = decisions
        texts = {v.key: [s.text for s in v.text.sentences] for v in versions}
        self.places = [
            (p.start, p.end, p.section, texts[p.section][p.index]) for p in opened.draft.places()
        ]
        self.seen: dict[_Place, int] = {}

    def items(self) -> Iterator[CheckItem]:
        """All of them: numbers, then remarks, then findings."""
        for verdict in self.result.verdicts:
            if verdict.mention.is_data or verdict.status is not Status.OK:
                yield self._number(verdict)
        for remark in lint_text(self.result.text, language=self.language):
            text = self.result.text[remark.start : remark.end]
            section, sentence = self._where(remark.start)
            code = f"usage:{remark.rule}"
            yield self._made(
                CheckItem(
                    "",
                    pass_of("remark", remark.rule),
                    code,
                    "review",
                    False,
                    text,
                    section,
                    sentence,
                    f"{remark.message}（{remark.source}）",
                    "",
                    None,
                    None,
                )
            )
        for finding in self.result.findings:
            yield self._finding(finding)

    def _number(self, verdict: Verdict) -> CheckItem:
        section, sentence = self._where(verdict.mention.start)
        return self._made(
            CheckItem(
                "",
                pass_of("verdict", verdict.code),
                verdict.code.value,
                verdict.status.value,
                verdict.is_loose,
                verdict.mention.text,
                section,
                sentence,
                verdict.explanation,
                verdict.expected or "",
                verdict,
                None,
            )
        )

    def _finding(self, finding: Finding) -> CheckItem:
        return self._made(
            CheckItem(
                "",
                pass_of("finding", finding.code),
                finding.code.value,
                finding.status.value,
                False,
                "",
                "",
                finding.explanation,
                finding.explanation,
                "",
                None,
                None,
            )
        )

    def _where(self, start: int) -> tuple[str, str]:
        number = bisect_right(self.places, start, key=lambda place: place[0]) - 1
        if number >= 0 and start < self.places[number][1]:
            return self.places[number][2], self.places[number][3]
        return "", ""

    def _made(self, item: CheckItem) -> CheckItem:
        """The item with its id and what was decided on it, unless the figure moved on since."""
        place = _place(item.section, item.sentence, item.text, item.code)
        self.seen[place] = count = self.seen.get(place, 0) + 1
        marks = (*place, item.code, str(count))
        name = hashlib.blake2b("\x1f".join(marks).encode(), digest_size=8).hexdigest()
        decision = self.decisions.get(place)
        if (
            decision is not None
            and decision.value is not None
            and decision.figure_id in self.values
            and self.values[decision.figure_id] != decision.value
        ):
            decision = None
        return replace(item, id=name, decision=decision)
