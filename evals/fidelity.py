"""How many planted errors the check finds, and how often it cries wolf, by kind of error.

`python -m evals.fidelity` prints the tables; the same as `jushi eval fidelity`.
"""

import argparse
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

from jushi.fidelity import CheckResult, Status, Verdict, check_text
from jushi.figures import FigureTable
from jushi.services.error_injection import KINDS, Mutation, Truth

from evals.rewrites import REWRITES
from evals.truths import load_truths

_DEFAULT_SHARED = Path(__file__).parents[2] / "shared"


@dataclass
class Tally:
    """Cases of one kind of error."""

    cases: int = 0
    caught: int = 0
    right_code: int = 0
    spilled: int = 0
    """Other mentions that became errors though nothing about them changed."""
    missed: list[str] = field(default_factory=list)


def plant(truth: Truth, kind: str, most: int, seed: int) -> Iterator[Mutation]:
    """Give up to `most` mutations of `kind`, drawn without order from the proven mentions."""
    rng = random.Random(f"{seed}:{kind}")
    verdicts = truth.proven()
    rng.shuffle(verdicts)
    given = 0
    for verdict in verdicts:
        mutation = KINDS[kind](truth, verdict, rng)
        if mutation is not None:
            yield mutation
            given += 1
            if given == most:
                return


def grade(truth: Truth, mutation: Mutation, tally: Tally) -> None:
    """Check the damaged text and count what was seen."""
    text, spans = mutation.apply(truth.text)
    result = check_text(text, truth.table)
    flagged = [v for v in result.verdicts if v.status is not Status.OK and _meets(v, spans)]
    tally.cases += 1
    if flagged:
        tally.caught += 1
        tally.right_code += any(v.code in mutation.codes for v in flagged)
    else:
        start, end = spans[0]
        context = text[max(0, start - 25) : end + 12].replace("\n", "⏎")
        first = mutation.changes[0]
        tally.missed.append(f"{context}  ← {truth.text[first.start : first.end]}")
    tally.spilled += _spilled(truth.result, result, mutation, spans)


def _meets(verdict: Verdict, spans: Sequence[tuple[int, int]]) -> bool:
    mention = verdict.mention
    return any(mention.start < end and start < mention.end for start, end in spans)


def _spilled(
    before: CheckResult, after: CheckResult, mutation: Mutation, spans: Sequence[tuple[int, int]]
) -> int:
    errors = [v for v in after.verdicts if v.status is Status.ERROR and not _meets(v, spans)]
    old = {v.mention.start for v in before.verdicts if v.status is Status.ERROR}
    # What the error governs changes with it: numbers behind a wrong year.
    near = max(end for _, end in spans)
    end_of_sentence = after.text.find("。", near)
    return sum(
        v.mention.start not in old and not near <= v.mention.start <= end_of_sentence
        for v in errors
        if _place_before(v.mention.start, mutation) not in old
    )


def _place_before(start: int, mutation: Mutation) -> int:
    shift = sum(len(c.text) - (c.end - c.start) for c in mutation.changes if c.start < start)
    return start - shift


def main(argv: Sequence[str] | None = None) -> int:
    """Print the tables; 0 unless a document cannot be read."""
    parser = argparse.ArgumentParser(prog="jushi eval fidelity", description=__doc__)
    parser.add_argument("--shared", type=Path, default=_DEFAULT_SHARED)
    parser.add_argument("--most", type=int, default=20, help="cases of a kind and document")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="print the cases that were missed")
    arguments = parser.parse_args(argv)
    truths = load_truths(arguments.shared)
    _print_truths(truths)
    _print_rewrites(truths, arguments.seed)
    _print_kinds(truths, arguments.most, arguments.seed, show=arguments.show)
    _print_removed(truths, arguments.most, arguments.seed, show=arguments.show)
    _print_swapped(truths, show=arguments.show)
    return 0


def left_ok(truth: Truth, most: int, seed: int) -> Iterator[tuple[Verdict, bool]]:
    """Up to `most` mentions that one cell proves, and whether each stays proven without it."""
    proven = [v for v in truth.result.verdicts if v.status is Status.OK and len(v.figures) == 1]
    for verdict in random.Random(seed).sample(proven, min(most, len(proven))):
        (removed,) = verdict.figures
        kept = tuple(figure for figure in truth.table if figure.id != removed)
        result = check_text(truth.text, replace(truth.table, figures=kept))
        place = verdict.mention.start
        after = next(v for v in result.verdicts if v.mention.start == place)
        yield verdict, after.status is Status.OK and after.mention.is_data


def swapped_slots(table: FigureTable) -> Iterator[str]:
    """Sentences that name two figures of one unit, each with the other's value.

    So a writer does who fills the slots of a draft in the wrong order.
    """
    figures = [f for f in table if f.value is not None and not f.approx]
    for one, other in pairwise(figures):
        is_told = one.indicator != other.indicator and one.value != other.value
        if is_told and one.unit == other.unit and one.period == other.period:
            period = one.period.text if one.period else ""
            first = f"{one.subject}{one.indicator}{other.value:f}{one.unit}"
            second = f"{other.subject}{other.indicator}{one.value:f}{one.unit}"
            yield f"{period}，{first}，{second}。".lstrip("，")


def proven_swaps(table: FigureTable, sentence: str) -> int:
    """How many numbers of a swapped sentence come out as proven; none should."""
    verdicts = check_text(sentence, table).verdicts
    return sum(v.status is Status.OK for v in verdicts if v.mention.is_data)


def _print_removed(truths: dict[str, Truth], most: int, seed: int, *, show: bool) -> None:
    stayed = [
        (verdict, stays, truth)
        for truth in truths.values()
        for verdict, stays in left_ok(truth, most, seed)
    ]
    count = sum(stays for _, stays, _ in stayed)
    share = count / max(1, len(stayed))
    print(f"\nfigures removed one by one\n  {count} of {len(stayed)} stay proven ({share:.1%})")
    if show:
        for verdict, stays, truth in stayed:
            if stays:
                start, end = verdict.mention.start, verdict.mention.end
                print(f"      stays: {truth.text[max(0, start - 25) : end]}")


def _print_swapped(truths: dict[str, Truth], *, show: bool) -> None:
    print("\nswapped slots\n  document          sentences  with a number proven")
    for name, truth in truths.items():
        sentences = list(swapped_slots(truth.table))
        proven = [s for s in sentences if proven_swaps(truth.table, s)]
        print(f"  {name:18} {len(sentences):8} {len(proven):21}")
        if show:
            for sentence in proven:
                print(f"      proven: {sentence}")


def _print_truths(truths: dict[str, Truth]) -> None:
    print("true texts\n  document              data   ok  review  error  figures  used")
    for name, truth in truths.items():
        s = truth.result.summary
        print(f"  {name:20} {s.data:5} {s.ok:4} {s.review:7} {s.error:6} {s.figures:8} {s.used:5}")


def _print_rewrites(truths: dict[str, Truth], seed: int) -> None:
    print("\ntrue rewrites, which must stay silent\n  kind                    cases  error  review")
    for kind, rewrite in REWRITES.items():
        cases = errors = reviews = 0
        for truth in truths.values():
            for mutation in rewrite(truth, random.Random(seed)):
                text, spans = mutation.apply(truth.text)
                result = check_text(text, truth.table)
                hit = [v for v in result.verdicts if _meets(v, spans)]
                cases += 1
                errors += any(v.status is Status.ERROR for v in hit)
                reviews += any(v.status is Status.REVIEW for v in hit)
        print(f"  {kind:22} {cases:6} {errors:6} {reviews:7}")


def _print_kinds(truths: dict[str, Truth], most: int, seed: int, *, show: bool) -> None:
    tallies: dict[str, Tally] = defaultdict(Tally)
    for kind in KINDS:
        for truth in truths.values():
            for mutation in plant(truth, kind, most, seed):
                grade(truth, mutation, tallies[kind])
    print(
        "\nplanted errors\n  kind                       cases  caught  share  right code  spilled"
    )
    for kind, tally in tallies.items():
        share = tally.caught / tally.cases
        print(
            f"  {kind:25} {tally.cases:6} {tally.caught:7} {share:6.1%} {tally.right_code:11}"
            f" {tally.spilled:8}"
        )
        if show:
            for missed in tally.missed:
                print(f"      missed: {missed}")
    graded = [t for t in tallies.values() if t.cases]
    mean = sum(t.caught / t.cases for t in graded) / len(graded)
    cases = sum(t.cases for t in graded)
    caught = sum(t.caught for t in graded)
    told = f"{caught / cases:.2%} caught, mean of kinds {mean:.2%}"
    print(f"  {len(graded)} kinds, {cases} cases: {told}")


if __name__ == "__main__":
    raise SystemExit(main())
