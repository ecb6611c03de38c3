"""The two evals that take a figure away and that give figures each other's values."""

from jushi.fidelity import check_text
from jushi.figures import read_workbook
from jushi.services.error_injection import Truth

from evals.fidelity import left_ok, proven_swaps, swapped_slots

_TABLE = read_workbook(
    "f.csv",
    "指标,数值,单位,期间\n受理案件,312,件,2024年\n审结案件,287,件,2024年\n"
    "粮食产量,5.2,万吨,2024年\n".encode(),
)


def test_a_mention_does_not_stay_proven_without_its_figure() -> None:
    text = "2024年受理案件312件，审结案件287件，粮食产量5.2万吨。"
    truth = Truth(text, _TABLE, check_text(text, _TABLE))

    assert [stays for _, stays in left_ok(truth, most=20, seed=1)] == [False] * 3


def test_swapped_slots_name_one_figure_and_tell_the_others_value() -> None:
    (sentence,) = swapped_slots(_TABLE)

    assert sentence == "2024年，受理案件287件，审结案件312件。"
    assert proven_swaps(_TABLE, sentence) == 0
