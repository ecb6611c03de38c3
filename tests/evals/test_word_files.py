"""What the eval of Word files asks for, and what it counts as told."""

from pathlib import Path
from typing import Any

import pytest

from evals.word_files import compare_file, main, pandoc_text
from tests.documents.word_files import paragraph, run, word_file


def _para(*inlines: dict[str, Any]) -> dict[str, Any]:
    return {"t": "Para", "c": list(inlines)}


def _str(text: str) -> dict[str, Any]:
    return {"t": "Str", "c": text}


def _tree(*blocks: dict[str, Any]) -> dict[str, Any]:
    return {"meta": {}, "blocks": list(blocks)}


def _docx(folder: Path, body: str) -> Path:
    path = folder / "a.docx"
    path.write_bytes(word_file(paragraph("开头。") + body))
    return path


_RAISED = {"t": "Superscript", "c": [_str("3")]}
_LINK = {"t": "Link", "c": [["", [], []], [_str("17")], ["#_Toc99", ""]]}


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        pytest.param(_para(_str("受理1"), _str("7件")), ["17"], id="parts of one number"),
        pytest.param(_para(_str("17"), {"t": "Space"}, _str("3")), ["17", "3"], id="a blank"),
        pytest.param(_para(_str("17"), _RAISED, _str("件")), ["17"], id="a raised mark"),
        pytest.param(_para(_LINK), ["17"], id="the text of a link, not its target"),
        pytest.param(
            {
                "t": "OrderedList",
                "c": [[5, {"t": "Decimal"}, {"t": "Period"}], [[_para(_str("3"))]]],
            },
            ["3"],
            id="no number of a list",
        ),
    ],
)
def test_numbers_that_pandoc_sees(block: dict[str, Any], expected: list[str]) -> None:
    text = "".join(pandoc_text(_tree(block)))

    assert text.replace("受理", " ").replace("件", " ").split() == expected


def test_a_number_in_neither_text_nor_what_was_left_out_is_missing(tmp_path: Path) -> None:
    hidden = paragraph(run("另有99件。", "<w:vanish/>"))
    path = _docx(tmp_path, paragraph("受理17件。") + hidden)

    whole = compare_file(path, _tree(_para(_str("17"))))
    told = compare_file(path, _tree(_para(_str("17")), _para(_str("99"))))
    short = compare_file(path, _tree(_para(_str("17")), _para(_str("17"))))

    assert (whole.outcome, told.outcome, short.outcome) == ("whole", "told", "short")
    assert short.missing == ("17",)


def test_without_files_it_says_so_and_measures_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main([str(tmp_path)])

    assert code == 0
    assert capsys.readouterr().err.startswith("skipped: ")
