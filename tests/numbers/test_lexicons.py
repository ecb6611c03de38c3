"""Every entry of every lexicon does what its column says."""

from pathlib import Path

import pytest
from jushi.numbers import Form, Kind, Mention, read_mentions, read_periods
from jushi.numbers.lexicon import lexicon_rows

FOLDER = Path(__file__).parents[2] / "knowledge" / "lexicons"


def _only(text: str, surface: str) -> Mention | None:
    return next((m for m in read_mentions(text) if m.text == surface), None)


def _rows(name: str) -> tuple[tuple[str, ...], ...]:
    rows = lexicon_rows(name)
    assert rows, name
    return rows


@pytest.mark.parametrize(
    "name",
    [
        "units.tsv",
        "approximators.tsv",
        "number_words.tsv",
        "rhetorical_nouns.tsv",
        "superlatives.tsv",
        "named_days.tsv",
        "time_words.tsv",
        "words_like_units.tsv",
        "currencies.tsv",
        "hotlines.tsv",
        "english_numbers.tsv",
        "english_units.tsv",
        "number_rules.tsv",
        "attribute_nouns.tsv",
    ],
)
def test_a_lexicon_says_what_it_is_and_repeats_nothing(name: str) -> None:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    heading, *entries = (tuple(line.split("\t")) for line in lines if line[0] != "#")
    width = {"approximators": 3, "rules": 3}.get(name.removesuffix(".tsv").rpartition("_")[2], 1)
    keys = [e[:width] for e in entries]

    assert lines[0].startswith("# ")
    assert len(set(keys)) == len(keys)
    assert {len(e) for e in entries} == {len(heading)}


def test_every_unit_is_read_behind_a_number() -> None:
    wrong = []
    for word, canonical, measures in _rows("units.tsv"):
        text = f"共12{word}。" if word != "番" else f"共翻12{word}。"
        mention = next(m for m in read_mentions(text) if m.text[-1:] != "。")
        covers = mention.text.endswith(word)
        expected = "倍" if measures == "multiple" else canonical
        kept = {"角": "元", "分钱": "元", "‰": "%", "‱": "%"}
        if not covers or mention.unit != kept.get(canonical, expected):
            wrong.append((word, mention.text, mention.unit))
    assert wrong == []


def test_every_approximator_makes_its_form() -> None:
    wrong = []
    for word, language, place, form, *_ in _rows("approximators.tsv"):
        if language != "zh":
            continue
        number = "百" if word in ("上", "过", "破") else "50"
        text = {
            "before": f"有{word}{number}人。",
            "inside": f"有50{word}人。" if word != "几" else "有十几人。",
            "after": f"有50人{word}。",
        }[place]
        mention = read_mentions(text)[0]
        if mention.form is not Form(form) or mention.approximator != word:
            wrong.append((word, mention.text, mention.form.value))
    assert wrong == []


def test_every_phrase_is_found_whole_and_states_no_figure() -> None:
    wrong = []
    for phrase, kind, detail in _rows("number_words.tsv"):
        mention = _only(f"要{phrase}。", phrase)
        if mention is None or mention.kind is not Kind(kind) or mention.is_data:
            wrong.append((phrase, [m.text for m in read_mentions(f"要{phrase}。")]))
        elif mention.detail not in (detail, "anniversary", "per", "grade", "edition"):
            wrong.append((phrase, mention.detail))
    assert wrong == []


def test_no_figure_stands_before_a_rhetorical_noun() -> None:
    wrong = []
    for (noun,) in _rows("rhetorical_nouns.tsv"):
        text = f"抓好四{noun}。" if len(noun) == 1 else f"抓好四个{noun}。"
        if any(m.is_data for m in read_mentions(text)):
            wrong.append(noun)
    assert wrong == []


def test_every_rule_takes_its_example_and_leaves_the_other() -> None:
    wrong: list[tuple[str, set[str]]] = []
    for *_, detail, taken, left in _rows("number_rules.tsv"):
        details = {m.detail for m in read_mentions(taken) if m.value is not None}
        if detail not in details or any(m.is_data for m in read_mentions(taken)):
            wrong.append((taken, details))
        if not any(m.is_data for m in read_mentions(left)):
            wrong.append((left, {m.detail for m in read_mentions(left)}))
    assert wrong == []


def test_every_noun_is_qualified_by_a_bound_of_its_class() -> None:
    amounts = {"age": "60岁以上", "head": "500人以上", "size": "50万元以上", "time": "10年以上"}
    wrong = []
    for noun, bounds in _rows("attribute_nouns.tsv"):
        for bound in set(bounds.split(",")) - {"modifier"}:
            mention = _only(f"年收入{amounts[bound]}的{noun}有", amounts[bound])
            if mention is None or mention.is_data or mention.detail != "attribute":
                wrong.append((noun, bound))
        if bounds == "modifier" and not any(
            m.is_data for m in read_mentions(f"50万元以上{noun}，")
        ):
            wrong.append((noun, bounds))
    assert wrong == []


def test_every_superlative_is_a_rank() -> None:
    for word, rank in _rows("superlatives.tsv"):
        mention = _only(f"在全国{word}，", word)
        assert mention is not None, word
        assert (mention.kind, str(mention.value)) == (Kind.RANK, rank), word


def test_every_named_day_is_a_day_in_quotation_marks() -> None:
    for name, day in _rows("named_days.tsv"):
        mention = _only(f"开展“{name}”活动", name)
        assert mention is not None, name
        assert (mention.kind, mention.iso) == (Kind.NAMED_EVENT, day), name


def test_every_time_word_is_a_period() -> None:
    for word, iso, role, _every in _rows("time_words.tsv"):
        if role == "cell":
            continue
        text = f"报告，{word}，完成"
        found = [m for m in read_periods(text, read_mentions(text)) if m.text == word]
        assert found, word
        assert found[0].iso == (iso or None), word


def test_no_word_that_begins_like_a_unit_is_cut() -> None:
    wrong = []
    for (word,) in _rows("words_like_units.tsv"):
        mention = read_mentions(f"共5{word}。")[0]
        if mention.unit is not None and len(mention.unit) == 1 and mention.text.endswith(word[0]):
            wrong.append((word, mention.text))
    assert wrong == []


def test_every_currency_makes_money_of_the_number_behind_it() -> None:
    for prefix, unit in _rows("currencies.tsv"):
        mention = read_mentions(f"共 {prefix} 20，")[0]
        assert (mention.kind, mention.unit) == (Kind.MONEY, unit), prefix


def test_every_hotline_is_a_code() -> None:
    for number, known in _rows("hotlines.tsv"):
        text = f"依托{number}，" if known == "always" else f"请拨打{number}。"
        mention = _only(text, number)
        assert mention is not None, number
        assert mention.kind is Kind.PHONE_OR_CODE, number


def test_every_english_unit_is_read_behind_a_number() -> None:
    wrong = []
    for word, canonical, _ in _rows("english_units.tsv"):
        mention = read_mentions(f"about 12 {word}, then")[0]
        if mention.unit != canonical:
            wrong.append((word, mention.text, mention.unit))
    assert wrong == []


def test_every_english_approximator_makes_its_form() -> None:
    wrong = []
    for word, language, place, form, *_ in _rows("approximators.tsv"):
        if language != "en":
            continue
        text = f"It was {word} 50 people." if place == "before" else f"It was 50 {word}."
        if word.startswith("-"):
            text = f"It was 50{word}."
        mention = read_mentions(text)[0]
        if mention.form is not Form(form):
            wrong.append((word, mention.text, mention.form.value))
    assert wrong == []


_ENGLISH = {
    "cardinal": ("{w} people", "value"),
    "hundred": ("two {w} people", "value"),
    "scale": ("two {w} people", "value"),
    "dozen": ("two {w} of them", "value"),
    "part": ("{n} {w} of it", "value"),
    "ordinal": ("the {w} one", "value"),
    "times": ("It {w} the figure", "value"),
    "some": ("{w} of people", "low"),
}


def test_every_english_number_word_is_read() -> None:
    wrong = []
    for word, role, value in _rows("english_numbers.tsv"):
        if role == "month":
            mentions = read_mentions(f"on {word.capitalize()} 5, 2023")
            ok = [m.iso for m in mentions] == [f"2023-{int(value):02d}-05"]
        else:
            pattern, side = _ENGLISH[role]
            count = "three" if word.endswith("s") else "one"
            mentions = read_mentions(pattern.format(w=word, n=count))
            told = {
                "hundred": 2 * int(value),
                "scale": 2 * int(value),
                "dozen": 2 * int(value),
                "some": 2 * int(value),
            }.get(role, int(value))
            found = [getattr(m, side) for m in mentions]
            ok = bool(found) and (
                round((3 if count == "three" else 1) / found[0]) == told
                if role == "part"
                else told in found
            )
        if not ok:
            wrong.append((word, role, [(m.text, m.value) for m in mentions]))
    assert wrong == []
