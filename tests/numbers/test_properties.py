"""What holds of every text."""

import re
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jushi.numbers import (
    Form,
    Kind,
    Mention,
    format_chinese,
    format_value,
    interval_of,
    parse_numeral,
    read_mentions,
    read_periods,
    rounds_to,
)

from tests.invisible import INVISIBLE_SAMPLES

PIECES = [
    *"零一二三四五六七八九十百千万亿点半双几数多两第0123456789,.-—~%％‰年月日号至到个件元人次名前近约超余以上下内",
    *"之分成折倍番角毛又比/:：·“”‘’（）()〔〕《》今去上下每条款届期、。，；\n\t kwMeEGm^$￥aO〇○lІ",
    *[
        "百分之",
        "个百分点",
        "以上",
        "左右",
        "上半年",
        "“十四五”",
        "国发",
        "号",
        "三分之二",
        "余万元",
        "统一",
    ],
    *[" two ", " half ", " million ", " and ", " a ", " percent ", " third", " more than ", " to "],
    *["\u200b", "\u200f", "\x00", "\ud800", "\u3000", "\xa0", "½", "①", "２０", "壹", "萬", "伍"],
]
texts = st.lists(st.sampled_from(PIECES), max_size=16).map("".join) | st.text(max_size=40)
values = st.decimals(min_value=0, max_value=10**12, places=2, allow_nan=False) | st.integers(
    0, 10**9
).map(Decimal)


def _facts(mention: Mention) -> tuple[object, ...]:
    return mention.kind, mention.value, mention.low, mention.high, mention.unit, mention.form


@given(texts)
@example("零3零")  # a slice beyond the end of the text is shorter than what was looked for
@example("2E68几/8》")  # an exponent too large for a remainder
@example("6、9千三e0-每下")
@example("翻一2番hundred ")
def test_mentions_are_in_order_apart_and_quote_the_text(text: str) -> None:
    end = 0
    for mention in read_mentions(text):
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        assert mention.start <= mention.core_start < mention.core_end <= mention.end
        end = mention.end


@given(texts)
def test_periods_are_in_order_and_apart_too(text: str) -> None:
    end = 0
    for mention in read_periods(text, read_mentions(text)):
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        end = mention.end


@given(texts, values)
def test_whatever_was_read_can_be_judged_and_told(text: str, value: Decimal) -> None:
    for mention in read_mentions(text):
        interval = interval_of(mention)
        assert interval.is_loose(value) <= interval.holds(value)
        assert rounds_to(value, mention) in {"exact", "rounded", "truncated", "no"}
        if mention.is_data:
            assert format_value(value, like=mention)


@given(texts)
def test_every_digit_stands_in_a_mention(text: str) -> None:
    covered = {i for m in read_mentions(text) for i in range(m.start, m.end)}

    assert [i for i, c in enumerate(text) if c in "0123456789" and i not in covered] == []


SENTENCES = [
    "全县持证1624人、77人共计1700余人参加培训，合格率98%以上。",
    "投资12,345.67万元，增长近一成，占三分之二以上。",
    "2023年前11个月受理8210余件，荣获全省第五名。",
    "一是加强统筹；二是完善“十四五”规划，落实《2023年18条措施》。",
    "完成3—5项，两三个月内办结一百二十件。",
]


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize(
    "before", ["我们认真落实各项要求。", "坚持稳中求进，\n", "　　全县上下奋力拼搏。\n"]
)
def test_neutral_text_around_a_sentence_only_shifts_it(sentence: str, before: str) -> None:
    alone = read_mentions(sentence)

    among = read_mentions(before + sentence + "此项工作扎实有效。")

    assert [(m.start + len(before), m.text, _facts(m)) for m in alone] == [
        (m.start, m.text, _facts(m)) for m in among
    ]


_WIDE = {ord(c): ord(c) + 0xFEE0 for c in "0123456789%"}


@pytest.mark.parametrize("sentence", SENTENCES)
def test_full_width_and_half_width_mean_the_same(sentence: str) -> None:
    wide = sentence.translate(_WIDE)

    assert [_facts(m) for m in read_mentions(wide)] == [_facts(m) for m in read_mentions(sentence)]


@given(st.integers(11, 99_999_999))
def test_chinese_numerals_and_digits_mean_the_same(number: int) -> None:
    chinese = read_mentions(f"共{format_chinese(number)}件。")
    digits = read_mentions(f"共{number}件。")

    assert [(m.value, m.unit, m.kind) for m in chinese] == [
        (m.value, m.unit, m.kind) for m in digits
    ]


@given(st.integers(0, 10**15))
def test_what_is_told_in_chinese_parses_back(number: int) -> None:
    assert parse_numeral(format_chinese(number)) == number


@given(
    st.integers(1, 10**10),
    st.sampled_from(["人", "件", "元", "亩", "人次", "%", "百分点", "倍"]),
    st.sampled_from([Decimal(1), Decimal(10**4), Decimal(10**8)]),
)
def test_a_value_told_exactly_reads_back(number: int, unit: str, scale: Decimal) -> None:
    value = Decimal(number) if unit in {"人", "件", "人次"} else Decimal(number) / 100
    if unit in {"%", "百分点", "倍"}:
        scale = Decimal(1)
    told = format_value(value * scale, unit, scale=scale)

    (mention,) = read_mentions(f"共{told}。")

    assert (mention.value, mention.unit) == (value * scale, unit)


LIKES = [
    "1700余人",
    "近27000元",
    "约1700件",
    "98%以上",
    "1.23亿元",
    "一百二十件",
    "八十万人",
    "三百二十万元",
    "五千万元",
    "一点五亿元",
    "近万人",
    "三万余户",
    "二十余万人",
    "3百万元",
    "1小时30分",
    "1.27∶1",
    "5∶4",
    "30000余人",
    "约4.10万亿元",
    "82.1万人",
    "３.５％",
    "第五名",
    "至少3次",
]


@given(st.integers(2, 99_999), st.sampled_from(LIKES))
@example(81, "八十万人")  # 八十一十万人, where the ten of 八十万 was taken for a scale word
def test_a_value_told_like_a_mention_keeps_unit_and_truth(number: int, like: str) -> None:
    (model,) = read_mentions(like)
    value = Decimal(number) * (model.scale if model.scale > 1 else 1)

    (told,) = read_mentions(format_value(value, like=model))

    assert told.unit == model.unit
    if told.form is Form.EXACT:
        assert rounds_to(value, told) in {"exact", "rounded"}
    else:
        assert interval_of(told).holds(value)


@pytest.mark.parametrize("character", INVISIBLE_SAMPLES, ids=ascii)
def test_an_invisible_character_inside_a_number_changes_nothing_but_the_span(
    character: str,
) -> None:
    text = f"聘任调解员31{character}67名，增长9.{character}0%。"

    found = read_mentions(text)

    assert [(m.value, m.unit) for m in found] == [(Decimal(3167), "名"), (Decimal("9.0"), "%")]
    assert [m.text for m in found] == [f"31{character}67名", f"9.{character}0%"]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_endings_do_not_move_headings(ending: str) -> None:
    text = ending.join(["一、总体情况", "（一）成效", "1.受理3件"])

    found = read_mentions(text)

    assert [m.kind for m in found] == [Kind.HEADING, Kind.HEADING, Kind.HEADING, Kind.QUANTITY]
    assert all(re.search(r"\d|[一二三]", m.text) for m in found)
