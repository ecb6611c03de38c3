"""Presets as data, and the operations that need no model."""

import re
from dataclasses import replace
from typing import Any, get_args

import pytest
from jushi.errors import DraftError
from jushi.resources import resource_yaml
from jushi.revision.offline import drop_cliches, is_cliche, renumber, reorder, shorten
from jushi.revision.presets import Operation, Preset, load_presets, run_preset
from jushi.revision.sentence import respell
from jushi.text import Binding, Section

_CLICHES = resource_yaml("knowledge", "revision", "cliches.yaml")


def _section(text: str, **droppable: bool) -> Section:
    section = respell(Section("k", "标题"), text)
    marked = tuple(replace(s, is_droppable=droppable.get(s.id, False)) for s in section)
    return replace(section, sentences=marked)


@pytest.mark.parametrize("row", _CLICHES, ids=lambda row: row["catches"])
def test_each_pattern_catches_its_cliche_and_leaves_what_says_something(
    row: dict[str, str],
) -> None:
    assert re.fullmatch(row["pattern"], row["catches"])
    assert is_cliche(row["catches"] + "，")
    assert not is_cliche(row["leaves"])


def test_every_operation_has_a_preset_and_every_gap_a_question() -> None:
    presets = load_presets()
    assert {p.offline for p in presets if p.offline} == set(get_args(Operation))
    for preset in presets:
        gaps = set(re.findall(r"\{(\w+)\}", preset.name + preset.instruction))
        assert gaps <= set(preset.asks)


def _preset(name: str) -> Preset:
    return next(p for p in load_presets() if p.id == name)


def test_a_preset_that_needs_a_model_says_so() -> None:
    with pytest.raises(DraftError) as caught:
        run_preset(_preset("upward_tone"), _section("甲。"))
    assert str(caught.value) == ("upward_tone: it needs a model; set JUSHI_MODEL, or edit by hand")


def test_a_target_length_is_asked_for() -> None:
    with pytest.raises(DraftError, match="no target length was given"):
        run_preset(_preset("shorten"), _section("甲。"))


@pytest.mark.parametrize(
    ("name", "answers", "text"),
    [
        ("shorten", {"characters": 100}, "一是学习。二是办案。"),
        ("drop_cliches", {}, "一是学习。二是办案。"),
        ("reorder", {"order": ("s2", "s1")}, "一是办案。二是学习。"),
        ("renumber", {}, "一是学习。二是办案。"),
    ],
)
def test_every_offline_preset_runs(name: str, answers: dict[str, Any], text: str) -> None:
    assert (
        run_preset(_preset(name), _section("一是学习。二是办案。"), **answers).section.text == text
    )


def test_marked_sentences_go_first_and_only_until_the_target_is_reached() -> None:
    section = _section("甲事项办结一批案件。乙事项举办培训班。丙事项开展活动。", s1=True, s3=True)
    done = shorten(section, 20)
    assert done.section.text == "甲事项办结一批案件。乙事项举办培训班。"
    assert (done.dropped, done.over) == (("丙事项开展活动。",), 0)


def test_what_may_not_go_is_told_as_the_characters_left_over() -> None:
    done = shorten(_section("甲事项办结案件136件。乙事项举办培训班3期。"), 5)
    assert done.section.text == "甲事项办结案件136件。乙事项举办培训班3期。"
    assert done.over == 12 + 11 - 5


def test_empty_talk_goes_without_a_mark_but_a_locked_sentence_stays() -> None:
    section = _section("办结案件136件。在全县营造了浓厚氛围。不断提升全县依法行政水平。")
    assert shorten(section, 1, {"s2"}).section.text == "办结案件136件。在全县营造了浓厚氛围。"


def test_a_cliche_is_cut_out_and_the_number_beside_it_stays_bound() -> None:
    text = "形成强大合力，建成宣传阵地11处，在全县营造了家喻户晓、妇孺皆知的浓厚氛围。"
    at = text.index("11处")
    section = _section(text)
    bound = (Binding(at, at + 3, "sites", ("sites",)),)
    section = replace(section, sentences=(replace(section.sentences[0], bindings=bound),))
    done = drop_cliches(section)
    (sentence,) = done.section.sentences
    assert sentence.text == "建成宣传阵地11处。"
    assert sentence.template == "建成宣传阵地{{sites}}。"
    assert done.dropped == ("形成强大合力，", "在全县营造了家喻户晓、妇孺皆知的浓厚氛围。")


def test_a_clause_with_a_number_is_never_a_cliche() -> None:
    assert not is_cliche("不断提升10个乡镇依法行政水平")


def test_points_are_numbered_anew_when_one_goes() -> None:
    section = _section("做好以下工作：一是学习法律；二是办理案件；三是举办培训。", s2=True)
    assert shorten(section, 25).section.text == "做好以下工作：一是办理案件；二是举办培训。"


def test_each_series_of_points_has_its_own_numbers() -> None:
    text = "一是甲。细节。三是乙。四是丙。一是丁。二是戊。"
    assert renumber(_section(text)).text == "一是甲。细节。二是乙。三是丙。一是丁。二是戊。"


@pytest.mark.parametrize(
    ("text", "numbered"),
    [
        ("（1）甲。（3）乙。", "（1）甲。（2）乙。"),
        ("①甲。③乙。", "①甲。②乙。"),
        ("第一，甲。第三，乙。", "第一，甲。第二，乙。"),
        ("一要甲。三要乙。", "一要甲。二要乙。"),
        ("".join(f"{n}是做事。" for n in ["一", *["九"] * 11]), "一是做事。二是做事。"),
    ],
    ids=["brackets", "circled", "ordinals", "imperative", "past-ten"],
)
def test_points_of_every_dress_are_numbered(text: str, numbered: str) -> None:
    told = renumber(_section(text)).text
    assert told.startswith(numbered)
    if "九" in text:
        assert told.endswith("十一是做事。十二是做事。")


def test_paragraphs_keep_their_places_when_sentences_change_theirs() -> None:
    section = _section("甲。乙。\n丙。")
    assert reorder(section, ("s3", "s1", "s2")).text == "丙。甲。\n乙。"


def test_an_order_that_forgets_a_sentence_is_refused() -> None:
    with pytest.raises(DraftError) as caught:
        reorder(_section("甲。乙。"), ("s1",))
    assert str(caught.value) == (
        "标题: the order does not name each sentence once; name all of s1, s2"
    )


def test_a_paragraph_whose_first_sentence_goes_still_begins() -> None:
    section = _section("甲事项办理。\n乙事项办理。丙事项办理。", s2=True)
    assert shorten(section, 12).section.text == "甲事项办理。\n丙事项办理。"


def test_what_matters_least_goes_first_when_a_section_is_shortened() -> None:
    text = (
        "一是推进公证。办理公证5件，方便群众办事。走访基层了解需求。落实《公证法》各项规定。"
        "二是开展宣传。深入集市讲法。"
    )

    def told(characters: int) -> str:
        return shorten(_section(text), characters).section.text

    assert told(50) == text.replace("深入集市讲法。", "").replace("二是开展宣传。", "")
    assert "落实《公证法》各项规定。" in told(40)
    assert "走访基层" not in told(40)
    assert told(1) == "一是推进公证。办理公证5件。"
