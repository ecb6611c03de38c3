"""Sentences and the figures they name: rendered from templates, and bound again after an edit."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import permutations

from jushi.drafting import render_bound
from jushi.errors import DraftError
from jushi.fidelity import CheckResult, Code, Verdict
from jushi.figures import Figure, FigureTable
from jushi.lexicon import chinese_approximators
from jushi.revision.sentence import respell
from jushi.text import Binding, Section, Sentence

Check = Callable[[str], CheckResult]
# A number that the check found true may be bound; what it rests on is then known.
_BINDABLE = (Code.EXACT, Code.APPROXIMATE, Code.DERIVED)
_FORMATS = ("", "|万", "|亿", "|数", "|中文", "|第", "|,", "|万|.1", "|万|.2", "|亿|.1", "|亿|.2")
_PLACES = ("", "|.0", "|.1", "|.2")


def rendered(sentence: Sentence, table: FigureTable) -> tuple[Sentence, tuple[str, ...]]:
    """Give `sentence` as its template reads with `table`, and what could not be told, a line each.

    A sentence without a template comes back as it is. Raises DraftError for a template that
    cannot be read.
    """
    if not sentence.template:
        return sentence, ()
    result = render_bound(sentence.template, table)
    told = replace(sentence, text=result.text, bindings=result.bindings)
    return told, tuple(fault.explanation for fault in result.faults)


def edit_section(base: Section, text: str, check: Check, table: FigureTable) -> Section:
    """Give `base` with the text that a person typed in place of its own.

    Sentences keep their ids; numbers that were not touched stay bound, a slot typed as such
    (`{{norm_total}}`) is written out, and the true numbers among the rest are bound again by
    what `check` makes of them. Raises DraftError for a slot that cannot be read.
    """
    plain, places = _written_out(text, table)
    # A slot that was typed says more than what stood there, also where both read the same.
    section = with_places(_freed(respell(base, plain), places), places)
    return _bind_section(section, check(section.text), table)


def _freed(section: Section, places: Sequence[Binding]) -> Section:
    """Give `section` without the bindings that stand where `places`, in text order, are."""
    sentences = []
    for start, sentence in zip(section.offsets(), section.sentences, strict=True):
        first = bisect_right(places, start, key=lambda place: place.end)
        behind = bisect_left(places, start + len(sentence.text), key=lambda place: place.start)
        near = places[first:behind]
        kept = tuple(
            b
            for b in sentence.bindings
            if not any(p.start < start + b.end and start + b.start < p.end for p in near)
        )
        if len(kept) < len(sentence.bindings):
            sentence = sentence.with_bindings(kept)
        sentences.append(sentence)
    return replace(section, sentences=tuple(sentences))


def with_places(section: Section, places: Sequence[Binding]) -> Section:
    """Give `section` with bindings at `places`, offsets into its text; those it has stay."""
    ordered = sorted(places, key=lambda place: place.start)
    starts = [place.start for place in ordered]
    sentences = []
    for start, sentence in zip(section.offsets(), section.sentences, strict=True):
        first, end = bisect_left(starts, start), bisect_right(starts, start + len(sentence.text))
        sentences.append(_with_places(sentence, start, ordered[first:end]))
    return replace(section, sentences=tuple(sentences))


def _with_places(sentence: Sentence, start: int, places: Sequence[Binding]) -> Sentence:
    fresh = [
        replace(p, start=p.start - start, end=p.end - start)
        for p in places
        if start <= p.start and p.end <= start + len(sentence.text)
    ]
    fresh = [
        f for f in fresh if not any(b.start < f.end and f.start < b.end for b in sentence.bindings)
    ]
    if not fresh:
        return sentence
    return sentence.with_bindings(sorted((*sentence.bindings, *fresh), key=lambda b: b.start))


def _written_out(text: str, table: FigureTable) -> tuple[str, tuple[Binding, ...]]:
    """Give `text` with its slots as numbers, lines without words left out, and where they stand."""
    lines: list[str] = []
    places: list[Binding] = []
    at = 0
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if not line.strip():
            continue
        told = line
        if "{{" in line:
            result = render_bound(line, table)
            told = result.text
            places += (replace(b, start=b.start + at, end=b.end + at) for b in result.bindings)
        lines.append(told)
        at += len(told) + 1
    return "\n".join(lines), tuple(places)


def _bind_section(section: Section, result: CheckResult, table: FigureTable) -> Section:
    """Give `section` with the true numbers that nobody bound yet tied to their figures.

    `result` is the check of `section.text`. A number is bound only to an expression that writes
    it exactly as it stands, so that binding never changes a text.
    """
    known, sentences = table.by_id(), []
    for start, sentence in zip(section.offsets(), section.sentences, strict=True):
        own = verdicts_within(result.verdicts, start, start + len(sentence.text))
        sentences.append(_bound(sentence, own, start, table, known))
    return replace(section, sentences=tuple(sentences))


def verdicts_within(verdicts: Sequence[Verdict], start: int, end: int) -> Sequence[Verdict]:
    """Give the verdicts, which are in text order, whose mentions stand from `start` to `end`."""
    first = bisect_left(verdicts, start, key=lambda verdict: verdict.mention.start)
    return verdicts[first : bisect_right(verdicts, end, key=lambda verdict: verdict.mention.end)]


def _bound(
    sentence: Sentence,
    verdicts: Sequence[Verdict],
    start: int,
    table: FigureTable,
    known: Mapping[str, Figure],
) -> Sentence:
    fresh: list[Binding] = []
    for verdict in verdicts:
        a, b = verdict.mention.start - start, verdict.mention.end - start
        is_taken = any(k.start < b and a < k.end for k in sentence.bindings)
        if is_taken or verdict.code not in _BINDABLE or not verdict.mention.is_data:
            continue
        binding = _find_expression(sentence.text, (a, b), verdict, table, known)
        if binding is not None:
            fresh.append(binding)
    if not fresh:
        return sentence
    return sentence.with_bindings(sorted((*sentence.bindings, *fresh), key=lambda b: b.start))


def _find_expression(
    text: str,
    span: tuple[int, int],
    verdict: Verdict,
    table: FigureTable,
    known: Mapping[str, Figure],
) -> Binding | None:
    figures = tuple(name for name in verdict.figures if name in known)
    if not figures:
        return None
    for expression in _expressions(figures, verdict):
        try:
            result = render_bound(f"{text[: span[0]]}{{{{{expression}}}}}", table)
        except DraftError:
            # The sentence itself holds braces: nothing of it can be a template.
            return None
        if result.text == text[: span[1]] and result.bindings:
            return result.bindings[-1]
    return None


def _expressions(figures: tuple[str, ...], verdict: Verdict) -> Iterator[str]:
    """Give ways to write the number, the plainest first."""
    told = verdict.mention.approximator
    approximators = [f"|{told}"] if told in chinese_approximators() else []
    for formula in _formulas(figures, verdict.code):
        for form in _FORMATS:
            yield formula + form
            for word in approximators:
                yield formula + word + form
                yield from (f"{formula}{word}{form}|{n}位" for n in (1, 2, 3, 4))
        yield from (formula + place for place in _PLACES)
        yield from (f"{formula}{word}{place}" for word in approximators for place in _PLACES)


def _formulas(figures: tuple[str, ...], code: Code) -> Iterator[str]:
    if code is not Code.DERIVED:
        yield figures[0]
        return
    for name in figures[:2]:
        yield from (f"yoy({name})", f"diff({name})")
    for a, b in permutations(figures[:3], 2):
        yield from (f"{a}/{b}|%0", f"{a}/{b}|%1", f"{a}/{b}|%2", f"share({a}, {b})", f"{a}-{b}")
    if len(figures) > 1:
        yield f"sum({', '.join(figures)})"
