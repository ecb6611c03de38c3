"""唱校: what two readers ticked and disputed, and when it has to be read anew."""

import pytest
from jushi.errors import ConflictError, InvalidError
from jushi.revision import Store
from jushi.services import kept

from tests.services.conftest import NOON

HAND = kept.Hand("沈墨", NOON)
BOTH = ("沈墨", "陆青")


def pairs(store: Store, report: str) -> dict[str, kept.ReadingPair]:
    found = kept.reading_pairs(store, kept.open_report(store, report))
    return {pair.item.text: pair for pair in reversed(found)}


def mark(
    store: Store, report: str, item_id: str, verb: str, note: str = "", by: tuple[str, str] = BOTH
) -> None:
    opened = kept.open_report(store, report)
    kept.mark_pair(store, opened, item_id, verb, readers=by, note=note, hand=HAND)  # type: ignore[arg-type]


def test_pairs_come_in_text_order_each_with_its_clause_and_row(store: Store, report: str) -> None:
    opened = kept.open_report(store, report)
    assert opened.result is not None

    found = kept.reading_pairs(store, opened)

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
    before = kept.read_passes(store, kept.open_report(store, report))

    mark(store, report, pairs(store, report)["15项"].item.id, "disputed", "台账是16项")

    assert kept.read_passes(store, kept.open_report(store, report)) == before


def test_changed_sentence_is_read_anew(store: Store, report: str) -> None:
    number = pairs(store, report)["15项"].item.id
    mark(store, report, number, "read")

    kept.mend_item(store, kept.open_report(store, report), number, "51项", hand=HAND)

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
