"""Characters that nobody sees: one set for every reader."""

import unicodedata

import pytest
from jushi.characters import INVISIBLE, without_invisible
from jushi.documents import read_document

from tests.invisible import INVISIBLE_SAMPLES


def test_the_set_holds_what_formats_and_nothing_that_shows() -> None:
    assert set(INVISIBLE_SAMPLES) <= set(INVISIBLE)
    assert len(set(INVISIBLE)) == len(INVISIBLE)
    assert not {c for c in INVISIBLE if unicodedata.category(c)[0] in "PSNZ"}


@pytest.mark.parametrize("text", ["共136件，增长9.0%。", "naïve — 2.5 ㎡", " \t\n\u3000", ""])
def test_what_shows_stays(text: str) -> None:
    assert without_invisible(text) == text


@pytest.mark.parametrize("unseen", INVISIBLE_SAMPLES, ids=ascii)
def test_a_document_is_read_without_them(unseen: str) -> None:
    content = f"受理{unseen}案件13{unseen}6件。".encode()

    assert read_document("a.txt", content).text == "受理案件136件。"
