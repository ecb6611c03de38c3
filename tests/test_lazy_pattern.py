import re

import pytest
from jushi.lazy_pattern import lazy_pattern


def test_an_expression_compiles_when_it_is_first_asked() -> None:
    broken = lazy_pattern("(")

    with pytest.raises(re.error):
        broken.search("(")


@pytest.mark.parametrize("ask", ["search", "match", "fullmatch", "findall", "split"])
def test_it_answers_as_the_compiled_expression_does(ask: str) -> None:
    lazy, compiled = (make("A[bc]+", re.IGNORECASE) for make in (lazy_pattern, re.compile))

    answers = [getattr(pattern, ask)("xabcbx") for pattern in (lazy, compiled)]

    assert str(answers[0]) == str(answers[1])
    assert lazy.pattern == compiled.pattern
    assert lazy.flags == compiled.flags
