"""Which of two readings was chosen for tables of a form, as the workspace keeps it."""

from pathlib import Path

import pytest
from jushi.kept_readings import KEPT_READINGS, keep_readings, load_readings, with_kept_readings
from jushi.services import SourceFile

_BOOK = SourceFile("表.csv", b"a")


def test_newer_choices_stand_beside_older_ones_and_before_them(tmp_path: Path) -> None:
    keep_readings(tmp_path / "home", {"form:a": "other", "form:b": "other"})
    keep_readings(tmp_path / "home", {"form:a": "first"})

    assert load_readings(tmp_path / "home") == {"form:a": "first", "form:b": "other"}


def test_what_is_said_now_goes_with_what_was_kept(tmp_path: Path) -> None:
    keep_readings(tmp_path, {"form:a": "other"})

    book = with_kept_readings(_BOOK, tmp_path, {"表一": "first"})

    assert dict(book.readings) == {"form:a": "other", "表一": "first"}


@pytest.mark.parametrize("text", ["", "[1]", '{"form:a": 3}', "{", '{"form:a": "third"}'])
def test_a_damaged_file_holds_no_choice(tmp_path: Path, text: str) -> None:
    (tmp_path / KEPT_READINGS).write_text(text, "utf-8")

    assert with_kept_readings(_BOOK, tmp_path) == _BOOK
