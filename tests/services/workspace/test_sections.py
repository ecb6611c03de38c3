"""A section of a kept report under a person's hand."""

from datetime import timedelta

import pytest
from jushi.errors import ConflictError, JushiError
from jushi.records import SaveConflictError
from jushi.revision import Store
from jushi.services import kept

from tests.services.conftest import NOON

HAND = kept.Hand("沈墨", NOON)


def spot(store: Store, report: str, number: str) -> kept.Spot:
    opened = kept.open_report(store, report)
    assert opened.draft and opened.result
    verdict = next(v for v in opened.result.verdicts if v.mention.text == number)
    found = kept.find_spot(opened.draft, store.load_sections(report), verdict)
    assert found is not None
    return found


def test_a_number_is_found_where_it_stands_in_its_section(store: Store, report: str) -> None:
    found = spot(store, report, "15项")

    text = store.load_version(report, found.key, found.version).text.text
    assert text[found.start : found.end] == found.text == "15项"


def test_a_number_bound_to_another_figure_is_written_out(store: Store, report: str) -> None:
    found = spot(store, report, "15项")

    version = kept.replace_number(store, report, found, "{{pre_meeting_study}}", hand=HAND)

    sentence = version.text.by_id()[found.sentence]
    assert "研究法治议题12次，" in sentence.text
    assert sentence.figures == ("pre_meeting_study",)
    assert (version.number, version.author, version.cause) == (2, "沈墨", "edit")


def test_a_text_over_an_old_version_is_refused_and_laid_beside_the_newest(
    store: Store, report: str
) -> None:
    found = spot(store, report, "15项")
    before = store.load_version(report, found.key, found.version).text.text
    kept.edit_kept(store, report, found.key, f"{before}他们加的。", base=found.version, hand=HAND)
    mine = f"我加的。\n{before}"

    with pytest.raises(SaveConflictError):
        kept.edit_kept(store, report, found.key, mine, base=found.version, hand=HAND)
    conflict = kept.weigh_conflict(store, report, found.key, mine, base=found.version)

    assert (conflict.theirs.number, conflict.clashes) == (2, 0)
    assert conflict.joined.startswith("我加的。")
    assert conflict.joined.endswith("他们加的。")
    joined = kept.edit_kept(
        store, report, found.key, conflict.joined, base=2, hand=HAND, joins=True
    )
    assert (joined.number, joined.cause) == (3, "merge")


def test_the_same_text_makes_no_version(store: Store, report: str) -> None:
    found = spot(store, report, "15项")
    text = store.load_version(report, found.key, found.version).text.text

    version = kept.edit_kept(store, report, found.key, text, base=found.version, hand=HAND)

    assert version.number == found.version


def test_a_wrong_number_is_accepted_where_it_stands(store: Store, report: str) -> None:
    kept.replace_number(store, report, spot(store, report, "15项"), "51项", hand=HAND)

    kept.accept_number(store, report, spot(store, report, "51项"), " 台账核对过 ", hand=HAND)

    opened = kept.open_report(store, report)
    assert opened.draft is not None
    assert [store.list_decisions(report)[0].reason] == ["台账核对过"]
    assert kept.accepted_numbers(store, opened) == {opened.draft.text().index("51项")}


def test_a_number_of_an_older_version_is_not_accepted(store: Store, report: str) -> None:
    found = spot(store, report, "15项")
    kept.replace_number(store, report, found, "51项", hand=HAND)

    with pytest.raises(ConflictError, match="changed meanwhile"):
        kept.accept_number(store, report, found, "台账核对过", hand=HAND)


def test_a_number_is_not_accepted_without_a_reason(store: Store, report: str) -> None:
    with pytest.raises(JushiError, match="accepted without a reason"):
        kept.accept_number(store, report, spot(store, report, "15项"), " ", hand=HAND)


def test_a_restored_version_is_a_new_one_with_the_old_text(store: Store, report: str) -> None:
    found = spot(store, report, "15项")
    before = store.load_version(report, found.key, 1).text.text
    kept.edit_kept(store, report, found.key, f"{before}又一句。", base=1, hand=HAND)

    restored = kept.restore_version(store, report, found.key, 1, hand=HAND)

    assert (restored.number, restored.cause, restored.text.text) == (3, "restore", before)


def test_a_restored_sentence_whose_figure_changed_is_out_of_date(store: Store, report: str) -> None:
    found = spot(store, report, "15项")
    later = kept.Hand("沈墨", NOON + timedelta(hours=1))
    edit = kept.CellEdit("law_topics", "value", "16")
    kept.keep_figures(store, kept.preview_cells(store, report, [edit], hand=later))

    restored = kept.restore_version(store, report, found.key, 1, hand=later)

    assert [s.id for s in restored.text if s.is_stale] == [found.sentence]


def test_a_snapshot_names_the_version_of_each_section_once(store: Store, report: str) -> None:
    snapshot = kept.save_snapshot(store, report, " 送审稿 ", hand=HAND)

    assert snapshot.name == "送审稿"
    assert dict(snapshot.versions)["1.1"] == 1
    with pytest.raises(JushiError, match="such a snapshot already"):
        kept.save_snapshot(store, report, "送审稿", hand=HAND)


def test_a_number_is_tied_to_another_figure_that_reads_the_same(store: Store, report: str) -> None:
    found = spot(store, report, "100%")
    before = store.load_version(report, found.key, found.version).text

    version = kept.replace_number(store, report, found, "{{npc_done_rate}}", hand=HAND)

    assert version.text.text == before.text
    assert "npc_done_rate" not in before.by_id()[found.sentence].figures
    assert "npc_done_rate" in version.text.by_id()[found.sentence].figures
    assert version.number == found.version + 1
