"""A figure changes: which sentences it touches, what they will say, and all of it in one save."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from jushi.characters import NOTHING_TOLD
from jushi.drafting import parse_bound
from jushi.errors import FigureError
from jushi.fidelity import CheckResult, Code, Status, Verdict
from jushi.figures import Figure, FigureTable, evaluate, parse_formula
from jushi.records import Change, FigureEdit, SectionVersion
from jushi.revision.alignment import Piece, mark_characters
from jushi.revision.binding import rendered, verdicts_within
from jushi.text import Section, Sentence

_RESTS_ON_FIGURES = (Code.EXACT, Code.APPROXIMATE, Code.DERIVED)


@dataclass(frozen=True, slots=True)
class TouchedSentence:
    """A sentence that names a figure which changes."""

    key: str
    """Of its section."""
    before: Sentence
    after: Sentence
    """As it reads with the new figures; 过时 where a person must write it."""
    pieces: tuple[Piece, ...]
    by_hand: tuple[str, ...] = ()
    """Why a person must look, one line each; empty where the new text is whole and true."""


@dataclass(frozen=True, slots=True)
class FigurePreview:
    """What a change of figures does to a report."""

    versions: tuple[SectionVersion, ...]
    """The newest versions that it was made from."""
    edits: tuple[FigureEdit, ...]
    """Those asked for, then the figures that are computed from them."""
    table: FigureTable
    """All figures as they will be."""
    sentences: tuple[TouchedSentence, ...]
    """In reading order."""
    problems: tuple[str, ...] = ()
    """Formulas that give nothing any more, one line each."""

    def change(
        self, report_id: str, author: str, time: datetime, *, updates_text: bool = True
    ) -> Change:
        """Give the one save that stores the figures and the sentences they touch.

        Without `updates_text` the sentences keep their words and are marked 过时. If a section
        or figure moved on since, the save is a conflict.
        """
        told = "; ".join(_tell(edit) for edit in self.edits)
        by_key: dict[str, dict[str, Sentence]] = {}
        for touched in self.sentences:
            stale = replace(touched.before, is_stale=True)
            by_key.setdefault(touched.key, {})[stale.id] = touched.after if updates_text else stale
        texts = {
            version.key: _with_sentences(version.text, by_key.get(version.key, {}))
            for version in self.versions
        }
        newer = tuple(
            SectionVersion(
                report_id, version.number, texts[version.key], author, time, "figures", told
            )
            for version in self.versions
            if texts[version.key] != version.text
        )
        return Change(report_id, author, time, "figures", told, versions=newer, figures=self.edits)


def preview_figures(
    versions: Sequence[SectionVersion],
    table: FigureTable,
    new_table: FigureTable,
    *,
    checks: Mapping[str, CheckResult] | None = None,
) -> FigurePreview:
    """Say what `new_table` in place of `table` will do before anything is stored.

    The new table is the old one with cells changed, rows added or taken out, or another workbook
    altogether. Figures with a formula over changed ones are computed anew, sentences rendered anew
    from their templates, approximators included. `checks` holds the last check of section texts, by
    key: it finds the numbers that no template writes but that rest on a changed figure. Where no
    figure changes, the sentences that are 过时 already are written anew with the table as it is.
    """
    known, figures = table.by_id(), new_table.by_id()
    asked = tuple(
        FigureEdit(name, known.get(name), figures.get(name))
        for name in dict.fromkeys((*known, *figures))
        if known.get(name) != figures.get(name)
    )
    computed, problems, changed = _compute_dependants(figures, {e.figure_id for e in asked})
    figures |= {figure.id: figure for figure in computed}
    final = FigureTable(tuple(figures.values()), new_table.problems)
    all_edits = (*asked, *(FigureEdit(f.id, known.get(f.id), f) for f in computed))
    touched = [
        sentence
        for version in versions
        for sentence in _touched(version.text, final, changed, (checks or {}).get(version.key))
    ]
    return FigurePreview(tuple(versions), all_edits, final, tuple(touched), problems)


def _compute_dependants(
    figures: Mapping[str, Figure], changed: set[str]
) -> tuple[tuple[Figure, ...], tuple[str, ...], frozenset[str]]:
    """Give figures whose formula rests on a changed one, recomputed; formulas that fail; and the
    ids of all that changed, those of figures that are only ever computed among them."""
    now, done = dict(figures), set(changed)
    computed: list[Figure] = []
    problems: list[str] = []
    waiting = [f for f in figures.values() if f.formula and f.id not in changed]
    while True:
        left: list[Figure] = []
        for figure in waiting:
            try:
                formula = parse_formula(figure.formula)
                if not done.intersection(formula.ids):
                    left.append(figure)
                    continue
                value = evaluate(formula, now, unit=figure.unit or None)
            except FigureError as error:
                problems.append(f"{figure.indicator}: {error.problem}")
                continue
            newer = figure if figure.value is None else replace(figure, value=_like(value, figure))
            if figure.value is None or newer != figure:
                done.add(figure.id)
                now[figure.id] = newer
            if newer != figure:
                computed.append(newer)
        if len(left) == len(waiting):
            return tuple(computed), tuple(problems), frozenset(done)
        waiting = left


def _like(value: Decimal, figure: Figure) -> Decimal:
    """Round a computed value to the places of the one it replaces; a rate to one at least,
    since 100% may become 99.5%."""
    old = figure.value.as_tuple().exponent if figure.value is not None else 0
    assert isinstance(old, int)
    as_before = value.quantize(Decimal(1).scaleb(min(old, 0)), ROUND_HALF_UP)
    if figure.unit != "%" or as_before == value:
        return as_before
    return value.quantize(Decimal(1).scaleb(min(old, -1)), ROUND_HALF_UP)


def _touched(
    section: Section,
    table: FigureTable,
    changed: frozenset[str],
    check: CheckResult | None,
) -> Iterable[TouchedSentence]:
    for start, sentence in zip(section.offsets(), section.sentences, strict=True):
        is_late = sentence.is_stale and not changed
        loose = _unbound(sentence, start, check, changed)
        if is_late:
            loose = _wrong(sentence, start, check)
        if changed.isdisjoint(_named(sentence)) and not loose and not is_late:
            continue
        after, faults = rendered(sentence, table)
        reasons = (*faults, *loose)
        if after.text == sentence.text and not reasons and not sentence.is_stale:
            continue
        yield TouchedSentence(
            section.key,
            sentence,
            replace(after, is_stale=bool(reasons)),
            mark_characters(sentence.text, after.text),
            reasons,
        )


def _named(sentence: Sentence) -> tuple[str, ...]:
    if not sentence.template:
        return sentence.figures
    return parse_bound(sentence.template).figures


def _unbound(
    sentence: Sentence, start: int, check: CheckResult | None, changed: frozenset[str]
) -> tuple[str, ...]:
    """Say which numbers rest on a changed figure without being bound to it."""
    found = []
    for verdict in _own(sentence, start, check):
        a, b = verdict.mention.start - start, verdict.mention.end - start
        if verdict.code not in _RESTS_ON_FIGURES:
            continue
        is_bound = any(k.start < b and a < k.end for k in sentence.bindings)
        if not is_bound and changed.intersection(verdict.figures):
            found.append(f"“{verdict.mention.text}”依据的数据已改，请改写")
    return tuple(found)


def _wrong(sentence: Sentence, start: int, check: CheckResult | None) -> tuple[str, ...]:
    """Say which numbers that nothing binds are wrong by now."""
    found = []
    for verdict in _own(sentence, start, check):
        a, b = verdict.mention.start - start, verdict.mention.end - start
        is_bound = any(k.start < b and a < k.end for k in sentence.bindings)
        if not is_bound and verdict.status is Status.ERROR:
            found.append(f"“{verdict.mention.text}”与数据不符，请改写")
    return tuple(found)


def _own(sentence: Sentence, start: int, check: CheckResult | None) -> Sequence[Verdict]:
    """The verdicts on the numbers of `sentence`, which begins at `start` of what was checked."""
    if check is None:
        return ()
    return verdicts_within(check.verdicts, start, start + len(sentence.text))


def _with_sentences(section: Section, by_id: Mapping[str, Sentence]) -> Section:
    sentences = tuple(by_id.get(sentence.id, sentence) for sentence in section)
    return replace(section, sentences=sentences)


def _tell(edit: FigureEdit) -> str:
    figure = edit.after or edit.before
    name = figure.indicator if figure is not None else edit.figure_id
    return f"{name} {_value(edit.before)}→{_value(edit.after)}"


def _value(figure: Figure | None) -> str:
    return NOTHING_TOLD if figure is None or figure.value is None else figure.tell_value()
