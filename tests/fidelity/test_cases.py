"""The small labelled cases, and the seed: what must come out of real text."""

import json
from pathlib import Path

from jushi.fidelity import Status, check_text
from jushi.figures import read_workbook

LISTED = Path(__file__).parents[1] / "data" / "fidelity_cases_listed.json"


def wrong_verdicts(case: dict) -> list[str]:
    """What the check says of `case` that it must not, one line each."""
    rows = json.dumps(case["figures"], ensure_ascii=False).encode()
    result = check_text(case["text"], read_workbook("figures.json", rows))
    wrong, expected_spans = [], set()
    for expected in case["expect"]:
        start = -1
        for _ in range(expected.get("occurrence", 1)):
            start = case["text"].index(expected["text"], start + 1)
        end = start + len(expected["text"])
        found = [v for v in result.verdicts if v.mention.start < end and start < v.mention.end]
        expected_spans.update(v.mention.start for v in found)
        told = [(v.mention.text, v.status.value, v.code.value) for v in found]
        good = [
            v
            for v in found
            if v.status.value == expected["status"]
            and (not expected.get("codes") or v.code.value in expected["codes"])
        ]
        if not good:
            wrong.append(f"{expected} came out as {told}")
    for verdict in result.verdicts:
        if verdict.status is Status.ERROR and verdict.mention.start not in expected_spans:
            wrong.append(f"unexpected error: {verdict}")
    return wrong


def test_every_labelled_case_gets_its_verdict_or_is_listed(shared: Path) -> None:
    lines = (shared / "fidelity-cases" / "cases.jsonl").read_text(encoding="utf-8").splitlines()
    listed = json.loads(LISTED.read_text(encoding="utf-8"))

    wrong = {
        case["id"]: found for case in map(json.loads, lines) if (found := wrong_verdicts(case))
    }

    assert {k: v for k, v in wrong.items() if k not in listed} == {}
    assert set(listed) <= set(wrong), "a listed case is right by now: take it off the list"
