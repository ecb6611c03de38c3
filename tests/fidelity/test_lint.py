"""Every usage rule catches its wrong examples and leaves its right ones alone."""

import pytest
from jushi.fidelity.lint import UsageRule, lint_text, usage_rules

_WRONG = [(rule, text) for rule in usage_rules() for text in rule.wrong]
_RIGHT = [(rule, text) for rule in usage_rules() for text in rule.right]


@pytest.mark.parametrize(("rule", "text"), _WRONG, ids=[f"{r.id}-{t}" for r, t in _WRONG])
def test_a_rule_catches_its_wrong_example(rule: UsageRule, text: str) -> None:
    remarks = lint_text(text)

    assert rule.id in {remark.rule for remark in remarks}


@pytest.mark.parametrize(("rule", "text"), _RIGHT, ids=[f"{r.id}-{t}" for r, t in _RIGHT])
def test_a_rule_leaves_its_right_example_alone(rule: UsageRule, text: str) -> None:
    remarks = lint_text(text)

    assert rule.id not in {remark.rule for remark in remarks}


def test_a_rule_that_is_switched_off_says_nothing() -> None:
    remarks = lint_text("截止目前，100％", off={"M16"})

    assert [remark.rule for remark in remarks] == ["N19"]


def test_remarks_quote_the_text_they_speak_of() -> None:
    text = "全年办结率100％，约300人左右参加。"

    remarks = lint_text(text, language="en")

    assert [text[r.start : r.end] for r in remarks] == ["％", "约300人左右"]
    assert remarks[1].message == "One approximator is enough."


def test_rule_ids_are_unique() -> None:
    ids = [rule.id for rule in usage_rules()]

    assert len(ids) == len(set(ids))
