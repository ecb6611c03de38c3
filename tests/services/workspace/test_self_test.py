"""自测: what is planted in copies of a stored report, and what it tells of the check."""

import random

import pytest
from jushi.errors import ConflictError
from jushi.fidelity import check_text
from jushi.figures import read_workbook
from jushi.records import Report
from jushi.revision import Store
from jushi.services.error_injection import FAMILIES, KINDS, Truth
from jushi.services.workspace import SelfTest, Workspace

from tests.services.conftest import ACTOR, NOON, SAMPLE


def last(store: Store, report: str, most: int, seed: int = 1) -> SelfTest:
    *_, done = Workspace(store, report, ACTOR).self_test.run(most=most, seed=seed)
    return done


def test_each_error_is_another_kind_and_is_told_as_found_or_missed(
    store: Store, report: str
) -> None:
    done = last(store, report, 8)

    assert done.is_finished
    assert done.asked == len(done.planted) == len({one.kind for one in done.planted}) == 8
    assert done.found + len(done.missed) == 8
    assert done.found >= 6
    assert {one.kind for one in done.planted} <= set(KINDS)
    assert set(done.by_family()) <= set(FAMILIES)
    assert sum(found for found, _ in done.by_family().values()) == done.found


def test_state_is_told_after_each_error(store: Store, report: str) -> None:
    states = list(Workspace(store, report, ACTOR).self_test.run(most=2, seed=1))

    assert [len(state.planted) for state in states] == [0, 1, 2]


def test_planted_words_stand_in_a_copy_and_not_in_the_report(store: Store, report: str) -> None:
    ws = Workspace(store, report, ACTOR)
    before = ws.open()
    assert before.draft is not None

    planted = last(store, report, 4).planted

    assert all(one.after.strip("。\n") in one.sentence or "\n" in one.after for one in planted)
    assert all(one.sentence not in before.draft.text() for one in planted)
    assert ws.open().draft == before.draft


@pytest.mark.slow
def test_same_seed_plants_the_same_and_another_plants_others(store: Store, report: str) -> None:
    one, again, other = (last(store, report, 2, seed).planted for seed in (1, 1, 2))

    assert one == again
    assert one != other


def test_report_without_a_proven_number_is_refused(store: Store, report: str) -> None:
    store.save_report(Report("empty", "标题", "县", 2024, "zh", "沈墨", NOON, NOON), "沈墨")

    with pytest.raises(ConflictError, match="no number of the report is proven"):
        last(store, "empty", 1)


def test_every_error_names_the_kind_that_it_is_listed_as() -> None:
    table = read_workbook("figures.csv", (SAMPLE / "figures-2023.csv").read_bytes())
    text = (SAMPLE / "report-2023.txt").read_text("utf-8")
    truth = Truth(text, table, check_text(text, table))

    made = {
        kind: {m.kind for v in truth.proven() if (m := plant(truth, v, random.Random(1)))}
        for kind, plant in KINDS.items()
    }

    assert sum(map(len, made.values())) > 30
    assert all(names <= {kind} for kind, names in made.items())
