"""Numbers that a person typed are bound again."""

from functools import partial

import pytest
from jushi.errors import DraftError
from jushi.fidelity import check_text
from jushi.revision.binding import edit_section
from jushi.text import Section

from tests.revision.test_rebind import TABLE

CHECK = partial(check_text, table=TABLE)


@pytest.mark.parametrize(
    ("text", "expressions"),
    [
        ("持有执法证人员1624人。", ["licence"]),
        ("共计1700余人参加考试。", ["trained|余"]),
        ("受理纠纷8210件，化解纠纷8170件。", ["accepted", "resolved"]),
        ("化解率99.5%。", ["rate"]),
        ("持有执法证人员1625人。", []),
        ("群众满意。", []),
    ],
    ids=["exact", "approximate", "two", "rate", "wrong", "none"],
)
def test_true_numbers_that_a_person_typed_are_bound(text: str, expressions: list[str]) -> None:
    typed = edit_section(Section("k", ""), text, CHECK, TABLE)
    assert [b.expression for s in typed for b in s.bindings] == expressions
    assert typed.text == text


def test_a_slot_that_a_person_types_is_written_out() -> None:
    typed = edit_section(Section("k", ""), "共计{{trained|余}}参加。群众满意。", CHECK, TABLE)
    assert typed.text == "共计1700余人参加。群众满意。"
    assert typed.sentences[0].template == "共计{{trained|余}}参加。"


def test_a_slot_that_cannot_be_read_is_told() -> None:
    with pytest.raises(DraftError, match=r"write \{\{id\}\}"):
        edit_section(Section("k", ""), "共计{{参加。", CHECK, TABLE)
