"""How the number reader does on the public suites of other recognisers.

`python -m evals.number_suites [--shared DIR] [--show SUITE]` prints a table: cases, exact and
value rates, and the best library measured on each suite. Cases where a suite's convention differs
from ours are listed in number_suites_conventions.jsonl, by id and reason; they count as wrong in
the first rates and are left out of the last column, `apart`.

exact: the spans of the suite's kinds and every value are right, and nothing more is found. A suite
that cuts approximator or unit off is met by any span between our numeral and our whole mention.
value: share of expected mentions with a value that some mention overlaps with the same value, or
the same bounds.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from jushi.numbers import Kind, Mention, parse_numeral, read_mentions

SHARED = Path(__file__).parents[2] / "shared"
CONVENTIONS = Path(__file__).with_name("number_suites_conventions.jsonl")

BEST: dict[str, tuple[str, int | None, int | None]] = {
    # suite: library, exact and value in percent, as numbers.md measured them
    "cn2an-zh-parse": ("cn2an", None, 98),
    "cn2an-zh-reject": ("cn2an", None, 100),
    "duckling-zh-numeral": ("Duckling", None, 100),
    "jionlp-zh-money-extract": ("JioNLP", 100, None),
    "jionlp-zh-money-parse": ("JioNLP", None, 100),
    "recognizers-en-currency": ("ms-recognizers-text", 85, 94),
    "recognizers-en-number": ("ms-recognizers-text", 93, 92),
    "recognizers-en-numberrange": ("Duckling", 9, 38),
    "recognizers-en-percent": ("Recognizers-Text", 100, 100),
    "recognizers-zh-currency": ("Recognizers-Text", 89, 100),
    "recognizers-zh-dimension": ("Recognizers-Text JS", 86, 100),
    "recognizers-zh-number": ("ms-recognizers-text", 99, 100),
    "recognizers-zh-numberrange": ("Duckling", 3, 11),
    "recognizers-zh-ordinal": ("MiNLP", None, 95),
    "recognizers-zh-percent": ("ms-recognizers-text", 100, 100),
    "wetext-zh-tn": ("NeMo TN", None, 99),
}
_LOW_RELEVANCE = frozenset({"duckling-zh-numeral", "cn2an-zh-reject", "recognizers-en-numberrange"})
_TOLERANCE = Decimal("1e-9")

_KINDS: dict[str, frozenset[Kind]] = {
    "number": frozenset(
        {Kind.QUANTITY, Kind.PERCENT, Kind.PERCENTAGE_POINT, Kind.MONEY, Kind.FRACTION}
        | {Kind.MULTIPLE, Kind.RANK}
    ),
    "percent": frozenset({Kind.PERCENT, Kind.PERCENTAGE_POINT}),
    "money": frozenset({Kind.MONEY}),
    "quantity": frozenset({Kind.QUANTITY}),
    "ordinal": frozenset({Kind.ORDINAL, Kind.RANK}),
    "numberrange": frozenset({Kind.QUANTITY, Kind.PERCENT, Kind.FRACTION}),
}


@dataclass
class Tally:
    """What one suite came to."""

    cases: int = 0
    exact: int = 0
    valued: int = 0
    hits: int = 0
    ours: int = 0
    """Cases that another convention decides."""
    misses: list[tuple[str, str]] = field(default_factory=list)


def load_cases(path: Path) -> Iterator[dict[str, Any]]:
    """Cases of one suite, as its README describes them."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def load_conventions() -> dict[str, str]:
    """Reasons by case id."""
    lines = CONVENTIONS.read_text(encoding="utf-8").splitlines()
    return {row["id"]: row["reason"] for row in map(json.loads, lines)}


def _decimal(text: object) -> Decimal | None:
    try:
        return Decimal(str(text))
    except InvalidOperation:
        return None


def same_value(expected: dict[str, Any], mention: Mention) -> bool:
    """Whether `mention` states the expected value or bounds."""
    if "value" in expected and expected["value"] is not None:
        told = _decimal(expected["value"])
        if told is None or mention.value is None:
            return mention.iso is not None and str(expected["value"]) in _date_forms(mention)
        return _equal(told, mention.value) or (
            mention.kind is Kind.PERCENT and _equal(told * 100, mention.value)
        )
    return all(
        (expected.get(side) is None and (bound is None or _is_open(mention, side)))
        or (
            expected.get(side) is not None
            and bound is not None
            and _equal(Decimal(expected[side]), bound)
        )
        for side, bound in (("lo", mention.low), ("hi", mention.high))
    )


def _is_open(mention: Mention, side: str) -> bool:
    """Suites leave 一百多 open above; we end it at one more in the lowest place."""
    return side == "hi" and mention.form.value in {"over", "at_least", "more_than"}


def _date_forms(mention: Mention) -> set[str]:
    iso = mention.iso or ""
    parts = iso.replace("/", "-").replace("Y+0", "XXXX").split("-")
    return {
        iso,
        iso.replace("Y+0", "XXXX"),
        iso.replace("-", ""),
        *parts,
        *(p.lstrip("0") for p in parts),
    }


def _equal(a: Decimal, b: Decimal) -> bool:
    return abs(a - b) <= _TOLERANCE * max(abs(a), abs(b), Decimal(1))


def _same_span(expected: dict[str, Any], mention: Mention) -> bool:
    start, end = int(expected["start"]), int(expected["end"])
    return mention.start <= start <= mention.core_start and mention.core_end <= end <= mention.end


def _overlaps(expected: dict[str, Any], mention: Mention) -> bool:
    if "start" not in expected:
        return True
    return bool(mention.start < expected["end"] and expected["start"] < mention.end)


def score_case(case: dict[str, Any], tally: Tally) -> None:
    """Add one case to `tally`."""
    tally.cases += 1
    text = case["input"]
    if case["task"] == "reject":
        try:
            parse_numeral(text)
        except ValueError:
            tally.exact += 1
            tally.hits += 1
        else:
            tally.misses.append((case["id"], "accepted"))
        tally.valued += 1
        return
    expected = case["expected"] or []
    if case["task"] == "parse" and _parses(text, expected[0]):
        tally.valued, tally.hits, tally.exact = tally.valued + 1, tally.hits + 1, tally.exact + 1
        return
    found = read_mentions(text)
    is_right = _score_values(case, expected, found, tally)
    if case["complete"] and is_right and _is_exact(case, expected, found):
        tally.exact += 1


def _parses(text: str, expected: dict[str, Any]) -> bool:
    """Whether the whole input is one numeral to us, of the expected value."""
    try:
        return expected.get("value") is not None and parse_numeral(text) == Decimal(
            expected["value"]
        )
    except (ValueError, InvalidOperation):
        return False


def _score_values(
    case: dict[str, Any], expected: list[dict[str, Any]], found: tuple[Mention, ...], tally: Tally
) -> bool:
    is_right = True
    for mention in expected:
        if mention.get("value") is None and mention.get("lo") is None and mention.get("hi") is None:
            continue
        tally.valued += 1
        if any(_overlaps(mention, m) and same_value(mention, m) for m in found):
            tally.hits += 1
        else:
            is_right = False
            tally.misses.append((case["id"], _miss(case, mention, found)))
    return is_right


def _miss(case: dict[str, Any], expected: dict[str, Any], found: tuple[Mention, ...]) -> str:
    read = ", ".join(
        f"{m.text}={m.value if m.value is not None else (m.low, m.high)!s}" for m in found
    )
    wanted = expected.get("value") or (expected.get("lo"), expected.get("hi"))
    return f"{case['input']!r}: {expected['text']!r} is {wanted}, read {read}"


def _is_exact(
    case: dict[str, Any], expected: list[dict[str, Any]], found: tuple[Mention, ...]
) -> bool:
    kinds = frozenset[Kind]().union(*(_KINDS.get(s, frozenset()) for s in case["scope"]))
    spans_right = all(any(_same_span(e, m) for m in found) for e in expected if "start" in e)
    extra = [m for m in found if m.kind in kinds and not any(_overlaps(e, m) for e in expected)]
    return spans_right and not extra


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "–"


def _row(*cells: str | tuple[str, str, str]) -> str:
    suite, cases, exact, value, best, apart = cells
    return (
        f"{suite:28} {cases:>5} {exact:>6} {value:>6}   {best[0]:20} {best[1]:>5} {best[2]:>5}"
        f"   {apart:>6}"
    )


def main() -> int:
    """Print the table; 2 where the suites are not here."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--show", help="list the misses of this suite")
    options = parser.parse_args()
    folder = options.shared / "number-suites"
    if not folder.is_dir():
        print(
            f"{options.shared}: no number-suites here; give their folder with --shared",
            file=sys.stderr,
        )
        return 2
    conventions = load_conventions() if CONVENTIONS.exists() else {}
    print(_row("suite", "cases", "exact", "value", ("best library", "exact", "value"), "apart"))
    total_valued = total_hits = 0
    for path in sorted(folder.glob("*.jsonl")):
        tally = Tally()
        for case in load_cases(path):
            score_case(case, tally)
        apart = [m for m in tally.misses if m[0] not in conventions]
        excused = len(tally.misses) - len(apart)
        name, exact, value = BEST.get(path.stem, ("", None, None))
        apart_rate = _percent(tally.hits, tally.valued - excused)
        rates = _percent(tally.exact, tally.cases), _percent(tally.hits, tally.valued)
        best = name, str(exact or "–"), str(value or "–")
        print(_row(path.stem, str(tally.cases), *rates, best, apart_rate))
        total_valued += tally.valued
        total_hits += tally.hits
        if options.show == path.stem:
            for case_id, miss in tally.misses:
                print("   ", case_id, "(convention)" if case_id in conventions else "", miss)
    print(_row("all", "", "", _percent(total_hits, total_valued), ("", "", ""), ""))
    return 0


if __name__ == "__main__":
    sys.exit(main())
