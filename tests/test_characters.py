"""Characters that nobody sees, one set for every reader; the language of a text."""

import unicodedata

import pytest
from jushi.characters import INVISIBLE, language_of, without_invisible
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


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("2023年受理案件136件。", "zh"),
        ("GDP增长5%，OA办件12件。", "zh"),
        ("𠮷林𠮷镇", "zh"),
        ("In 2023 the county accepted 136 cases.", "en"),
        ("The county of 某县 accepted 136 cases in 2023.", "en"),
        ("Annual report of the Office of Justice (某县司法局)", "en"),
        ("2023", "zh"),
        ("", "zh"),
    ],
)
def test_the_language_is_that_of_most_of_a_text(text: str, language: str) -> None:
    assert language_of(text) == language
