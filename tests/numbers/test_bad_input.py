"""Texts that no clerk writes: nothing raises and nothing is lost."""

import pytest
from jushi.numbers import Kind, read_mentions, read_periods


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "无数字的一句话".replace("一", "整"), "\x00", "\ud800"]
)
def test_a_text_without_numbers_has_no_mentions(text: str) -> None:
    assert read_mentions(text) == ()


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "1" * 100_000,
        "1," * 10_000,
        "1.1." * 25_000,
        "一" * 100_000,
        "一 " * 10_000,
        "百十" * 10_000,
        "第" * 10_000,
        "“" * 10_000,
        "（" * 10_000,
        "a-" * 10_000,
        "a@" * 10_000,
        "1a" * 10_000,
        "1O" * 10_000,
        "one hundred and " * 8_000,
        "half " * 20_000,
        "近" * 10_000,
        "5%—" * 6_000,
        "十、" * 6_000,
        "多" * 10_000,
        "几" * 10_000,
        "《" * 10_000,
        "2023年5月" + "第" * 10_000,
        "三分之" * 6_000,
        "1/" * 10_000,
        "三又" * 6_000,
        "以上" * 6_000,
        "$" * 10_000,
        "-" * 10_000,
        "\u200b1" * 10_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_thousands_of_repetitions_are_read(text: str) -> None:
    found = read_mentions(text)

    assert all(text[m.start : m.end] == m.text for m in found)


def test_a_hundred_thousand_digits_are_one_code() -> None:
    (mention,) = read_mentions("1" * 100_000)

    assert (mention.kind, mention.value, mention.end) == (Kind.PHONE_OR_CODE, None, 100_000)


def test_offsets_behind_invisible_characters_are_those_of_the_given_text() -> None:
    text = "\u200b" * 1000 + "共\u200f136\u200e件。"

    (mention,) = read_mentions(text)

    assert text[mention.start : mention.end] == mention.text
    assert mention.value == 136


@pytest.mark.slow
def test_a_long_line_is_read_to_its_end() -> None:
    text = "受理案件136件，办结率98%以上；" * 5_000

    found = read_mentions(text)

    assert len(found) == 10_000
    assert found[-1].end == len(text) - 1
    assert read_periods(text, read_mentions(text)) == ()
