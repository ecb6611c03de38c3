"""唱校: what two readers ticked and disputed, and when it has to be read anew."""

import pytest
from jushi.errors import ConflictError, InvalidError
from jushi.revision import Store
from jushi.services.workspace import ReadingPair, Workspace

from tests.services.conftest import ACTOR, NOON

BOTH = ("沈墨", "陆青")


def pairs(store: Store, report: str) -> dict[str, ReadingPair]:
    ws = Workspace(store, report, ACTOR)
    found = ws.readings.pairs(ws.open())
    return {pair.item.text: pair for pair in reversed(found)}


def mark(
    store: Store, report: str, item_id: str, verb: str, note: str = "", by: tuple[str, str] = BOTH
) -> None:
    ws = Workspace(store, report, ACTOR)
    ws.readings.mark(item_id, verb, readers=by, note=note)  # type: ignore[arg-type]


def test_pairs_come_in_text_order_each_with_its_clause_and_row(store: Store, report: str) -> None:
    ws = Workspace(store, report, ACTOR)
    opened = ws.open()
    assert opened.result is not None

    found = ws.readings.pairs(opened)

    starts = [pair.item.verdict.mention.start for pair in found if pair.item.verdict]
    assert starts == sorted(starts)
    assert len(starts) == len(found) >= opened.result.summary.data
    clauses = [f"{pair.before}{pair.item.text}{pair.after}" for pair in found]
    assert all(clause in opened.result.text for clause in clauses)
    assert [row.indicator for row in pairs(store, report)["15项"].rows] != []


def test_tick_and_dispute_are_kept_with_both_names_and_taken_back(
    store: Store, report: str
) -> None:
    number = pairs(store, report)["15项"].item.id

    mark(store, report, number, "read")
    ticked = pairs(store, report)["15项"].mark
    assert ticked is not None
    assert (ticked.kind, ticked.who, ticked.time) == ("read", "沈墨、陆青", NOON)

    mark(store, report, number, "disputed", "台账是16项")
    disputed = pairs(store, report)["15项"].mark
    assert disputed is not None
    assert (disputed.kind, disputed.reason) == ("disputed", "台账是16项")

    mark(store, report, number, "")
    assert pairs(store, report)["15项"].mark is None


def test_reading_decides_nothing_in_the_passes(store: Store, report: str) -> None:
    ws = Workspace(store, report, ACTOR)
    before = ws.check.passes(ws.open())

    mark(store, report, pairs(store, report)["15项"].item.id, "disputed", "台账是16项")

    assert ws.check.passes(ws.open()) == before


def test_changed_sentence_is_read_anew(store: Store, report: str) -> None:
    number = pairs(store, report)["15项"].item.id
    mark(store, report, number, "read")

    Workspace(store, report, ACTOR).check.mend(number, "51项")

    assert pairs(store, report)["51项"].mark is None
    with pytest.raises(ConflictError, match="changed meanwhile"):
        mark(store, report, number, "read")


@pytest.mark.parametrize(
    ("verb", "note", "by", "told"),
    [
        pytest.param("read", "", ("沈墨", " 沈墨"), "two different people", id="one person"),
        pytest.param("read", "", ("沈墨", ""), "two different people", id="no second name"),
        pytest.param("disputed", " ", BOTH, "without a note", id="no note"),
    ],
)
def test_reading_of_one_person_or_without_a_note_is_refused(
    store: Store, report: str, verb: str, note: str, by: tuple[str, str], told: str
) -> None:
    with pytest.raises(InvalidError, match=told):
        mark(store, report, pairs(store, report)["15项"].item.id, verb, note, by)
