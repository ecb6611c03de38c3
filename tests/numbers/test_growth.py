"""The reader's work grows with the text, whatever the text is made of."""

import pytest
from hypothesis import given, settings
from jushi.numbers import Kind, read_mentions

from tests.work import calls, dense_units, grows_with, repeated


@settings(max_examples=30)
@given(dense_units)
def test_twice_the_text_is_twice_the_work(unit: str) -> None:
    assert grows_with(read_mentions, unit, 400)


@pytest.mark.parametrize("unit", ["一百 五", "百五百 "])
def test_a_run_of_numerals_is_not_tried_at_each_length(unit: str) -> None:
    text = repeated(unit, 400)

    assert calls(lambda: read_mentions(text)) < 800 * len(text)


def test_letters_for_digits_are_not_looked_through_for_each_number() -> None:
    assert grows_with(read_mentions, "3O67名", 4_000)


@pytest.mark.parametrize("before", ["", "第", "前", "共", "$", "百分之", "1-", "1:", "one and "])
@pytest.mark.parametrize("digits", ["1." + "5" * 300, "1" * 300, "1" * 300 + ".5"])
def test_digits_without_end_are_no_amount(before: str, digits: str) -> None:
    found = read_mentions(f"{before}{digits}件。")

    assert found[-1].kind is Kind.PHONE_OR_CODE
    assert all(len(m.text) < 10 for m in found[:-1])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一百五十二件", 152),
        ("三千二百件", 3_200),
        ("五百万三百件", 5_000_300),
        ("三百二十一点五百件", 32_150),
        ("二千零二十件", 2_020),
    ],
)
def test_places_that_fall_are_one_numeral(text: str, value: int) -> None:
    (mention,) = read_mentions(text)

    assert mention.value == value


def test_places_that_rise_begin_another_numeral() -> None:
    assert [m.value for m in read_mentions("一百二十五，一百 五一百 五件")][:1] == [125]


def test_a_long_code_is_read_whole() -> None:
    code = "5G" + "a1" * 200

    (mention,) = read_mentions(f"编码{code}，")

    assert mention.text == code


def test_a_digit_that_is_a_letter_is_found_among_many() -> None:
    found = read_mentions("有3O67名、41名、5O名")

    assert [m.detail for m in found] == ["lookalike", "count", "lookalike"]
