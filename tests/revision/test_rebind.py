"""A figure changes: the sentences it touches, the figures computed from it, one save."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from jushi.fidelity import check_text
from jushi.figures import Figure, FigureTable, SourceCell
from jushi.records import SectionVersion
from jushi.revision.binding import rendered
from jushi.revision.rebind import FigurePreview, preview_figures
from jushi.revision.sentence import respell
from jushi.store import open_store
from jushi.text import Section, Sentence

from tests.store.databases import sqlite_url
from tests.store.samples import figures_change, new_figures, report, saving

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def _figure(
    name: str,
    indicator: str,
    value: str | None,
    unit: str = "人",
    *,
    formula: str = "",
    previous: str | None = None,
) -> Figure:
    return Figure(
        name,
        indicator,
        None if value is None else Decimal(value),
        unit,
        "",
        None,
        None if previous is None else Decimal(previous),
        "",
        "",
        (),
        False,
        formula,
        "",
        "",
        SourceCell("f.csv", "", "C2"),
    )


TABLE = FigureTable(
    (
        _figure("licence", "持有执法证人员", "1624"),
        _figure("supervisor", "持有监督证人员", "77"),
        _figure("trained", "参加考试人员", "1701", formula="licence+supervisor"),
        _figure("accepted", "受理纠纷", "8210", "件", previous="8000"),
        _figure("resolved", "化解纠纷", "8170", "件"),
        _figure("rate", "化解率", "99.5", "%", formula="resolved/accepted"),
    )
)


def _sentence(number: int, template: str) -> Sentence:
    bare = Sentence("", template, id=f"s{number}", starts_paragraph=number == 1)
    told, faults = rendered(bare, TABLE)
    assert faults == ()
    return told


def _version(*templates: str) -> SectionVersion:
    sentences = tuple(_sentence(n, template) for n, template in enumerate(templates, 1))
    return SectionVersion("r1", 3, Section("s1", "执法", sentences), "zhang", NOW, "draft")


def _with(name: str, value: str | None, table: FigureTable = TABLE) -> FigureTable:
    new = None if value is None else Decimal(value)
    return replace(
        table,
        figures=tuple(replace(f, value=new) if f.id == name else f for f in table),
    )


def _preview(name: str, value: str, *versions: SectionVersion) -> FigurePreview:
    return preview_figures(versions, TABLE, _with(name, value))


def test_a_approximator_that_would_be_false_is_derived_anew() -> None:
    version = _version("共计{{trained|余}}参加考试。", "群众满意。")
    assert version.text.text == "共计1700余人参加考试。群众满意。"
    preview = _preview("trained", "1689", version)
    (touched,) = preview.sentences
    assert touched.after.text.endswith("近1700人参加考试。")
    assert touched.by_hand == ()


def test_figures_computed_from_the_changed_one_change_with_it() -> None:
    version = _version("持证{{licence}}。", "参加考试{{trained}}。", "监督{{supervisor}}。")
    preview = _preview("licence", "1650", version)
    assert [(e.figure_id, e.after and str(e.after.value)) for e in preview.edits] == [
        ("licence", "1650"),
        ("trained", "1727"),
    ]
    assert [t.after.text for t in preview.sentences] == ["持证1650人。", "参加考试1727人。"]
    assert preview.table.by_id()["trained"].value == 1727


def test_a_rate_is_rounded_to_the_places_it_had() -> None:
    preview = _preview("resolved", "8000")
    assert str(preview.table.by_id()["rate"].value) == "97.4"


def test_a_rate_of_all_that_becomes_less_is_not_told_as_all() -> None:
    table = FigureTable(
        tuple(
            replace(f, value=Decimal({"resolved": 8210, "rate": 100}.get(f.id, f.value or 0)))
            for f in TABLE
        )
    )
    assert (
        str(
            preview_figures((), table, _with("resolved", "8200", table)).table.by_id()["rate"].value
        )
        == "99.9"
    )


def test_growth_written_in_the_sentence_follows_its_sign() -> None:
    version = _version("受理纠纷{{accepted}}，同比增长{{yoy(accepted)}}。")
    assert version.text.text == "受理纠纷8210件，同比增长2.6%。"
    preview = _preview("accepted", "7600", version)
    assert preview.sentences[0].after.text == "受理纠纷7600件，同比下降5%。"


def test_no_change_at_all_can_change_again() -> None:
    version = _version("受理纠纷{{accepted}}，同比增长{{yoy(accepted)}}。")
    same = _preview("accepted", "8000", version)
    level = same.sentences[0].after
    assert level.text == "受理纠纷8000件，同比持平。"
    again = preview_figures(
        (replace(version, text=replace(version.text, sentences=(level,))),),
        same.table,
        _with("accepted", "8400", same.table),
    )
    assert again.sentences[0].after.text == "受理纠纷8400件，同比增长5%。"


def test_a_value_taken_away_leaves_a_gap_that_can_be_filled_again() -> None:
    version = _version("共计{{trained|余}}参加考试。")
    no_sum = tuple(replace(f, formula="") if f.id == "trained" else f for f in TABLE)
    emptied = preview_figures((version,), TABLE, _with("trained", None, FigureTable(no_sum)))
    (touched,) = emptied.sentences
    assert touched.after.text == "共计【待补：参加考试人员】参加考试。"
    assert touched.after.is_stale
    assert touched.by_hand == ("参加考试人员还没有数值",)
    gap = touched.after.bindings[0]
    assert touched.after.text[gap.start : gap.end] == "【待补：参加考试人员】"
    filled, _ = rendered(touched.after, TABLE)
    assert filled.text == version.text.text


def test_a_formula_that_gives_nothing_any_more_is_told() -> None:
    preview = _preview("accepted", "0")
    assert [problem.split(":")[0] for problem in preview.problems] == ["化解率"]


def test_sentences_that_read_the_same_are_not_touched() -> None:
    version = _version("共计{{trained|余}}参加考试。")
    preview = _preview("trained", "1702", version)
    assert preview.sentences == ()


def test_a_figure_and_its_sentences_are_stored_in_one_step(tmp_path: Path) -> None:
    store = open_store(sqlite_url(tmp_path))
    store.save_report(report(), "zhang")
    store.commit(figures_change(*new_figures(*TABLE)))
    first = replace(_version("共计{{trained|余}}参加考试。"), parent=0)
    store.commit(saving(first))
    versions = store.load_sections("r1")
    preview = _preview("trained", "1689", *versions)
    store.commit(preview.change("r1", "li", NOW))
    (newest,) = store.load_sections("r1")
    assert newest.text.text.endswith("近1700人参加考试。")
    assert (newest.number, newest.cause, newest.author) == (2, "figures", "li")
    assert newest.note == "参加考试人员 1701人→1689人"
    assert store.load_figures("r1").by_id()["trained"].value == 1689
    assert store.list_events("r1")[0].detail == newest.note
    store.close()


def test_sentences_may_keep_their_words_and_are_marked() -> None:
    version = _version("共计{{trained|余}}参加考试。", "群众满意。")
    preview = _preview("trained", "1689", version)
    change = preview.change("r1", "li", NOW, updates_text=False)
    stale, other = change.versions[0].text.sentences
    assert (stale.text, stale.is_stale) == ("共计1700余人参加考试。", True)
    assert not other.is_stale


def test_the_same_figures_change_nothing() -> None:
    version = _version("共计{{trained|余}}参加考试，受理纠纷{{accepted}}。")
    again = tuple(rendered(s, TABLE)[0] for s in version.text)
    assert again == version.text.sentences
    unchanged = preview_figures((version,), TABLE, TABLE)
    assert (unchanged.sentences, unchanged.edits) == ((), ())


def test_a_sentence_that_was_edited_still_follows_the_figures_it_kept() -> None:
    version = _version("共计{{trained|余}}参加考试，化解{{resolved}}。")
    edited = respell(version.text, "全年共计1700余人参加了考试，化解矛盾8170件。")
    preview = _preview("trained", "1689", replace(version, text=edited))
    assert preview.sentences[0].after.text.endswith("近1700人参加了考试，化解矛盾8170件。")


@pytest.mark.parametrize(
    ("after", "changed"),
    [
        (FigureTable(TABLE.figures[3:]), ["licence", "supervisor", "trained"]),
        (FigureTable((*TABLE.figures, _figure("new", "新指标", "1"))), ["new"]),
        (_with("supervisor", "78"), ["supervisor", "trained"]),
    ],
    ids=["removed", "added", "changed"],
)
def test_a_new_table_is_stored_as_what_differs(after: FigureTable, changed: list[str]) -> None:
    preview = preview_figures((), TABLE, after)
    assert [e.figure_id for e in preview.edits] == changed


def test_a_number_that_nobody_bound_but_that_rests_on_the_figure_is_pointed_out() -> None:
    text = "共计1701人参加考试。"
    typed = respell(Section("s1", ""), text)
    version = SectionVersion("r1", 3, typed, "zhang", NOW, "edit")
    checks = {"s1": check_text(text, TABLE)}
    preview = preview_figures((version,), TABLE, _with("trained", "1689"), checks=checks)
    (touched,) = preview.sentences
    assert touched.after.is_stale
    assert touched.by_hand == ("“1701人”依据的数据已改，请改写",)
