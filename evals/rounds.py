"""First-contact rounds: passages that somebody wrote who had not seen the check.

Each round was checked once before anything was fixed for it; those figures stand in
`evals/README.md`. Since then a round is regression data: `python -m evals.rounds` prints how the
check does on each today, the same as `jushi eval rounds`.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jushi.fidelity import CheckResult, Status, check_text
from jushi.figures import FigureTable, read_workbook

ROUNDS = Path(__file__).parent / "cases" / "rounds"


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of a round with its workbook."""

    text: str
    table: FigureTable
    year: int
    mentions: tuple[dict[str, Any], ...]

    def check(self, text: str | None = None) -> CheckResult:
        """Check the passage, or `text` in its place."""
        return check_text(text or self.text, self.table, report_year=self.year)


@dataclass(frozen=True, slots=True)
class Score:
    """What the check says of one round; counts."""

    true: int
    wrong: int
    """True numbers called wrong."""
    asked: int
    """True numbers asked about."""
    noise: int
    """Numbers that are no data, called wrong."""
    errors: int
    caught: int
    rewrites: int
    false: int
    """True rewrites called wrong."""


def load_passages(folder: Path) -> dict[str, Passage]:
    """The passages of a round by name."""
    passages = {}
    for row in read_lines(folder / "documents.jsonl"):
        workbook = folder / row["figures"]
        table = read_workbook(workbook.name, workbook.read_bytes())
        passages[row["document"]] = Passage(row["text"], table, row["year"], tuple(row["mentions"]))
    return passages


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The rows of a .jsonl file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def score_round(folder: Path) -> Score:
    """Check every passage, planted error and true rewrite of a round."""
    passages = load_passages(folder)
    told = [pair for passage in passages.values() for pair in told_mentions(passage)]
    true = [statuses for expected, statuses in told if expected == "ok"]
    planted = list(_changed(passages, folder / "injected.jsonl"))
    rewritten = list(_changed(passages, folder / "controls.jsonl"))
    return Score(
        true=len(true),
        wrong=sum(Status.ERROR in statuses for statuses in true),
        asked=sum(Status.REVIEW in statuses and Status.ERROR not in statuses for statuses in true),
        noise=sum(Status.ERROR in s for expected, s in told if expected == "not_data"),
        errors=len(planted),
        caught=sum(bool(statuses & accepted) for statuses, accepted in planted),
        rewrites=len(rewritten),
        false=sum(Status.ERROR in statuses for statuses, _ in rewritten),
    )


def told_mentions(passage: Passage) -> Iterator[tuple[str, set[Status]]]:
    """What is expected of each number of a passage, and what the check says of it."""
    result = passage.check()
    for mention in passage.mentions:
        yield mention["status_expected"], _statuses(result, mention["start"], mention["end"])


def _changed(passages: dict[str, Passage], path: Path) -> Iterator[tuple[set[Status], set[Status]]]:
    for row in read_lines(path):
        passage = passages[row["document"]]
        end = row["start"] + len(row["was"])
        text = passage.text[: row["start"]] + row["now"] + passage.text[end:]
        yield _statuses(passage.check(text), *row["at"]), {Status(s) for s in row["accept"]}


def _statuses(result: CheckResult, start: int, end: int) -> set[Status]:
    return {v.status for v in result.verdicts if v.mention.start < end and start < v.mention.end}


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table; `python -m evals.rounds` does the same."""
    parser = argparse.ArgumentParser(prog="jushi eval rounds", description=__doc__)
    parser.add_argument("names", nargs="*", help="rounds to check, by default all")
    names = parser.parse_args(argv).names or sorted(path.name for path in ROUNDS.iterdir())
    print("  round   true  wrong  asked  noise   errors  caught  rewrites  false")
    for name in names:
        s = score_round(ROUNDS / name)
        print(
            f"  {name:6}{s.true:6}{s.wrong:7}{s.asked:7}{s.noise:7}"
            f"{s.errors:9}{s.caught / s.errors:8.1%}{s.rewrites:10}{s.false:7}"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
