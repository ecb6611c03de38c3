"""A section of a stored report under a person's hand."""

from datetime import timedelta

import pytest
from jushi.errors import ConflictError, JushiError
from jushi.records import SaveConflictError
from jushi.revision import Store
from jushi.services.workspace import Actor, CellEdit, Spot, Workspace

from tests.services.conftest import ACTOR, NOON


def spot(store: Store, report: str, number: str) -> Spot:
    opened = Workspace(store, report, ACTOR).open()
    assert opened.draft and opened.result
    verdict = next(v for v in opened.result.verdicts if v.mention.text == number)
    found = opened.find_spot(verdict)
    assert found is not None
    return found


def test_a_number_is_found_where_it_stands_in_its_section(store: Store, report: str) -> None:
    found = spot(store, report, "15项")

    text = store.load_version(report, found.key, found.version).text.text
    assert text[found.start : found.end] == found.text == "15项"


def test_a_number_bound_to_another_figure_is_written_out(store: Store, report: str) -> None:
    found = spot(store, report, "15项")

    version = Workspace(store, report, ACTOR).sections.replace_number(
        found, "{{pre_meeting_study}}"
    )

    sentence = version.text.by_id()[found.sentence]
    assert "研究法治议题12次，" in sentence.text
    assert sentence.figures == ("pre_meeting_study",)
    assert (version.number, version.author, version.cause) == (2, "沈墨", "edit")


def test_a_text_over_an_old_version_is_refused_and_laid_beside_the_newest(
    store: Store, report: str
) -> None:
    ws = Workspace(store, report, ACTOR)
    found = spot(store, report, "15项")
    before = store.load_version(report, found.key, found.version).text.text
    ws.sections.edit(found.key, f"{before}他们加的。", base=found.version)
    mine = f"我加的。\n{before}"

    with pytest.raises(SaveConflictError):
        ws.sections.edit(found.key, mine, base=found.version)
    conflict = ws.sections.weigh(found.key, mine, base=found.version)

    assert (conflict.theirs.number, conflict.clashes) == (2, 0)
    assert conflict.joined.startswith("我加的。")
    assert conflict.joined.endswith("他们加的。")
    joined = ws.sections.edit(found.key, conflict.joined, base=2, joins=True)
    assert (joined.number, joined.cause) == (3, "merge")


def test_the_same_text_makes_no_version(store: Store, report: str) -> None:
    found = spot(store, report, "15项")
    text = store.load_version(report, found.key, found.version).text.text

    version = Workspace(store, report, ACTOR).sections.edit(found.key, text, base=found.version)

    assert version.number == found.version


def test_a_wrong_number_is_accepted_where_it_stands(store: Store, report: str) -> None:
    ws = Workspace(store, report, ACTOR)
    ws.sections.replace_number(spot(store, report, "15项"), "51项")

    ws.check.accept_number(spot(store, report, "51项"), " 台账核对过 ")

    opened = ws.open()
    assert opened.draft is not None
    assert [store.list_decisions(report)[0].reason] == ["台账核对过"]
    assert ws.check.accepted(opened) == {opened.draft.text().index("51项")}


def test_a_number_of_an_older_version_is_not_accepted(store: Store, report: str) -> None:
    ws = Workspace(store, report, ACTOR)
    found = spot(store, report, "15项")
    ws.sections.replace_number(found, "51项")

    with pytest.raises(ConflictError, match="changed meanwhile"):
        ws.check.accept_number(found, "台账核对过")


def test_a_number_is_not_accepted_without_a_reason(store: Store, report: str) -> None:
    with pytest.raises(JushiError, match="accepted without a reason"):
        Workspace(store, report, ACTOR).check.accept_number(spot(store, report, "15项"), " ")


def test_a_restored_version_is_a_new_one_with_the_old_text(store: Store, report: str) -> None:
    ws = Workspace(store, report, ACTOR)
    found = spot(store, report, "15项")
    before = store.load_version(report, found.key, 1).text.text
    ws.sections.edit(found.key, f"{before}又一句。", base=1)

    restored = ws.versions.restore(found.key, 1)

    assert (restored.number, restored.cause, restored.text.text) == (3, "restore", before)


def test_a_restored_sentence_whose_figure_changed_is_out_of_date(store: Store, report: str) -> None:
    found = spot(store, report, "15项")
    later = Actor("沈墨", lambda: NOON + timedelta(hours=1))
    edit = CellEdit("law_topics", "value", "16")
    Workspace(store, report, ACTOR).figures.keep(
        Workspace(store, report, later).figures.preview([edit])
    )

    restored = Workspace(store, report, later).versions.restore(found.key, 1)

    assert [s.id for s in restored.text if s.is_stale] == [found.sentence]


def test_a_snapshot_names_the_version_of_each_section_once(store: Store, report: str) -> None:
    ws = Workspace(store, report, ACTOR)
    snapshot = ws.versions.save_snapshot(" 送审稿 ")

    assert snapshot.name == "送审稿"
    assert dict(snapshot.versions)["1.1"] == 1
    with pytest.raises(JushiError, match="such a snapshot already"):
        ws.versions.save_snapshot("送审稿")


def test_a_number_is_tied_to_another_figure_that_reads_the_same(store: Store, report: str) -> None:
    found = spot(store, report, "100%")
    before = store.load_version(report, found.key, found.version).text

    version = Workspace(store, report, ACTOR).sections.replace_number(found, "{{npc_done_rate}}")

    assert version.text.text == before.text
    assert "npc_done_rate" not in before.by_id()[found.sentence].figures
    assert "npc_done_rate" in version.text.by_id()[found.sentence].figures
    assert version.number == found.version + 1
