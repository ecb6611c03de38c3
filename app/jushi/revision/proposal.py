"""A revision as a proposal: what may be taken at once, what a person must look at, what is refused.

The three bins: 可采纳 touches nothing that matters; 需确认 drops, adds or approximators anew a
figure, or changes a name, a date or a word of obligation; 已拒绝 holds a number that is not true,
or rewords a sentence that is locked.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from jushi.fidelity import CheckResult, Status, Verdict
from jushi.messages import Language, render
from jushi.revision.diff import SentenceChange, apply_changes, diff_sections
from jushi.revision.facets import Facets, read_facets
from jushi.text import Section, Sentence

Triage = Literal["可采纳", "需确认", "已拒绝"]
ReasonKind = Literal[
    "locked", "untrue", "unsure", "dropped", "added", "approximate", "date", "name", "obligation"
]
_REFUSED = ("locked", "untrue")
_OF_NUMBERS = ("untrue", "unsure", "dropped", "added", "approximate")
_MAY_BE_ASKED = ("dropped", "date", "name", "obligation")
"""Reasons that are none where the instruction itself names what went and what came."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a change is not simply taken."""

    kind: ReasonKind
    before: str
    after: str

    def tell(self, language: Language = "zh") -> str:
        """Give one sentence that a clerk understands."""
        code = f"revision.reason_{self.kind}"
        return render(code, language, before=self.before, after=self.after)


@dataclass(frozen=True, slots=True)
class JudgedChange:
    """One change with its bin."""

    change: SentenceChange
    triage: Triage
    reasons: tuple[Reason, ...] = ()

    @property
    def may_be_overruled(self) -> bool:
        """Whether a person may take it although it is refused: no number is at stake."""
        return self.triage == "已拒绝" and not self._is_of_numbers

    @property
    def wants_only_a_look(self) -> bool:
        """Whether it is to be confirmed, and touches no number."""
        return self.triage == "需确认" and not self._is_of_numbers

    @property
    def _is_of_numbers(self) -> bool:
        return any(reason.kind in _OF_NUMBERS for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class Proposal:
    """All changes of one revision, in reading order."""

    base: Section
    proposed: Section
    changes: tuple[JudgedChange, ...]

    @property
    def safe(self) -> frozenset[int]:
        """Places of the changes that may be taken without a look."""
        return self._places("可采纳")

    @property
    def refused(self) -> frozenset[int]:
        """Places of the changes that cannot be taken."""
        return self._places("已拒绝")

    def accept(self, places: Collection[int], *, overrules: bool = False) -> Section:
        """Give the section with the changes at `places` taken.

        Refused ones never are, unless a person `overrules` and no number is at stake. Half of a
        move brings its other half.
        """
        changes = tuple(judged.change for judged in self.changes)
        refused = self.refused
        if overrules:
            refused -= {n for n, one in enumerate(self.changes) if one.may_be_overruled}
        return apply_changes(self.base, changes, set(places) - refused)

    def _places(self, wanted: Triage) -> frozenset[int]:
        return frozenset(
            place
            for place, judged in enumerate(self.changes)
            if judged.triage == wanted and judged.change.kind != "kept"
        )


Check = Callable[[str], CheckResult]
_QUOTED = re.compile(r"[“\"「]([^”\"」]{2,})[”\"」]")


def propose(
    base: Section,
    proposed: Section,
    check: Check,
    *,
    locked: Collection[str] = (),
    instruction: str = "",
) -> Proposal:
    """Compare `proposed` with `base` and put each change in its bin.

    What `instruction` asks for in so many words is no reason to hesitate.

    `check` gives the verdicts for a text against this report's figures. `locked` are ids of
    sentences that must stay as they are; none where a person, not a model, made the change.
    """
    changes = diff_sections(base, proposed)
    old_errors = _by_sentence(base, check)
    new_errors = _by_sentence(proposed, check)
    whole = (_facets_of(base.sentences), _facets_of(proposed.sentences))
    judged = []
    for change in changes:
        reasons: list[Reason] = []
        if change.kind != "kept":
            if change.before is not None and change.before.id in locked:
                reasons.append(Reason("locked", change.before.text, ""))
            reasons += _verdict_reasons(change, old_errors, new_errors)
            facets = _facet_reasons(change, whole)
            reasons += [r for r in facets if not _is_asked(r, change, instruction)]
        judged.append(JudgedChange(change, _triage_of(reasons), tuple(reasons)))
    return Proposal(base, proposed, _with_moves(judged))


def _is_asked(reason: Reason, change: SentenceChange, instruction: str) -> bool:
    """Whether the instruction names what went and what came, or quotes the sentence that goes."""
    if not instruction or reason.kind not in _MAY_BE_ASKED:
        return False
    if change.after is None and change.before is not None:
        quoted = _QUOTED.findall(instruction)
        if any(words in change.before.text for words in quoted):
            return True
    words = [word for side in (reason.before, reason.after) for word in side.split("、") if word]
    return all(word in instruction for word in words)


def _triage_of(reasons: Sequence[Reason]) -> Triage:
    if any(reason.kind in _REFUSED for reason in reasons):
        return "已拒绝"
    return "需确认" if reasons else "可采纳"


def _with_moves(judged: list[JudgedChange]) -> tuple[JudgedChange, ...]:
    """Give both halves of a move the graver bin of the two: they are taken together."""
    order: tuple[Triage, ...] = get_args(Triage)
    told = []
    for one in judged:
        other = one.change.moved_with
        graver = (
            one.triage if other is None else max(one.triage, judged[other].triage, key=order.index)
        )
        told.append(replace(one, triage=graver))
    return tuple(told)


def _by_sentence(section: Section, check: Check) -> dict[str, list[Verdict]]:
    """Give the verdicts that are not ok, by the id of the sentence they stand in."""
    heading = f"{section.title}\n" if section.title else ""
    verdicts = check(heading + section.text).verdicts
    found: dict[str, list[Verdict]] = {}
    for start, sentence in zip(section.offsets(), section.sentences, strict=True):
        first = start + len(heading)
        found[sentence.id] = [
            v
            for v in verdicts
            if v.status is not Status.OK and first <= v.mention.start < first + len(sentence.text)
        ]
    return found


def _verdict_reasons(
    change: SentenceChange,
    before: dict[str, list[Verdict]],
    after: dict[str, list[Verdict]],
) -> list[Reason]:
    """Say which numbers are untrue now and were not so before."""
    if change.after is None:
        return []
    old = before.get(change.before.id, []) if change.before is not None else []
    known = Counter((v.mention.text, v.code) for v in old)
    reasons = []
    for verdict in after.get(change.after.id, []):
        key = (verdict.mention.text, verdict.code)
        if known[key]:
            known[key] -= 1
            continue
        kind: ReasonKind = "untrue" if verdict.status is Status.ERROR else "unsure"
        reasons.append(Reason(kind, verdict.mention.text, verdict.explanation))
    return reasons


def _facets_of(sentences: Sequence[Sentence]) -> Facets:
    return read_facets(*(sentence.text for sentence in sentences))


def _facet_reasons(change: SentenceChange, whole: tuple[Facets, Facets]) -> list[Reason]:
    """Say what of figures, dates, names and obligations went or came.

    What a sentence lost and another sentence of the section gained was moved, not dropped.
    """
    before = read_facets(change.before.text if change.before else "")
    after = read_facets(change.after.text if change.after else "")
    reasons = _number_reasons(before, after, whole)
    old, new = whole
    reasons += _word_reasons("date", (before.dates, after.dates), (old.dates, new.dates))
    reasons += _word_reasons("name", (before.names, after.names), (old.names, new.names))
    if change.before is not None and change.after is not None:
        lost, gained = (
            before.obligations - after.obligations,
            after.obligations - before.obligations,
        )
        if {w.split(":")[0] for w in lost} != {w.split(":")[0] for w in gained}:
            reasons.append(Reason("obligation", _words(lost), _words(gained)))
    return reasons


def _number_reasons(before: Facets, after: Facets, whole: tuple[Facets, Facets]) -> list[Reason]:
    old, new = whole
    lost = (before.numbers - after.numbers) & (old.numbers - new.numbers)
    gained = (after.numbers - before.numbers) & (new.numbers - old.numbers)
    reasons = []
    for gone in sorted(lost, key=str):
        # The same indicator told otherwise: same unit, and one number for one.
        twin = next((k for k in sorted(gained, key=str) if k[1] == gone[1]), None)
        if twin is not None:
            del gained[twin]
            reasons.append(Reason("approximate", before.surfaces[gone], after.surfaces[twin]))
        else:
            reasons.append(Reason("dropped", before.surfaces[gone], ""))
    reasons += [Reason("added", "", after.surfaces[key]) for key in sorted(gained, key=str)]
    return reasons


def _word_reasons(
    kind: ReasonKind,
    sentence: tuple[Counter[str], Counter[str]],
    section: tuple[Counter[str], Counter[str]],
) -> list[Reason]:
    lost = (sentence[0] - sentence[1]) & (section[0] - section[1])
    gained = (sentence[1] - sentence[0]) & (section[1] - section[0])
    if not lost and not gained:
        return []
    return [Reason(kind, "、".join(sorted(lost)), "、".join(sorted(gained)))]


def _words(found: Counter[str]) -> str:
    return "、".join(sorted(word.split(":")[1] for word in found))
