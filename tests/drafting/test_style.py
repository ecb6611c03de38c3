"""Style rules: each finds its wrong examples and leaves the right ones."""

import pytest
from jushi.drafting.model_writer.style import StyleRule, faulted_by, style_rules


@pytest.mark.parametrize("rule", style_rules(), ids=lambda rule: rule.key)
def test_a_rule_finds_its_wrong_examples_and_no_right_one(rule: StyleRule) -> None:
    for sentence in rule.wrong:
        assert rule in faulted_by(sentence), sentence
    for sentence in rule.right:
        assert faulted_by(sentence) == (), sentence
