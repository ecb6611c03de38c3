"""What stands between the braces is read, or refused with its words."""

import pytest
from jushi.drafting.bound_text import parse_bound
from jushi.errors import DraftError


def test_pieces_and_slots_come_in_text_order() -> None:
    bound = parse_bound("共{{a|余}}，占{{a/b|%1}}。")

    assert [p if isinstance(p, str) else p.formula for p in bound.pieces] == [
        "共",
        "a",
        "，占",
        "a/b",
        "。",
    ]
    assert bound.figures == ("a", "b")


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("共{{a}", "braces do not pair near '共{{a}'"),
        ("共{{}}", "{{}}"),
        ("共{{a|花}}", "has the unknown form '花'"),
        ("共{{a|余|近}}", "says twice how to print it, at '近'"),
        ("共{{a+}}", "is no formula"),
        ("共{{12}}", "names no figure"),
    ],
    ids=["unpaired", "empty", "unknown-form", "two-approximators", "broken-formula", "no-figure"],
)
def test_what_is_no_slot_is_refused_with_its_words(text: str, quoted: str) -> None:
    with pytest.raises(DraftError) as error:
        parse_bound(text)

    assert quoted in str(error.value)


@pytest.mark.parametrize(
    ("expression", "parts"),
    [
        ("a, b", ("a", "b")),
        ("share(a, b)", ("share(a, b)",)),
        ("share(a, b)，sum(c, d), e", ("share(a, b)", "sum(c, d)", "e")),
        ("yoy(a), b", ("yoy(a)", "b")),
    ],
)
def test_a_slot_is_parted_at_commas_outside_brackets(
    expression: str, parts: tuple[str, ...]
) -> None:
    (slot,) = parse_bound(f"{{{{{expression}}}}}").slots

    assert slot.parts == parts
