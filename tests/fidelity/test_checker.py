"""One workbook, many texts: a checker says of each what a check of it alone says."""

from jushi.fidelity import Checker, Evidence, bind_mentions, check_text
from jushi.figures import read_workbook

NOW = read_workbook("now.csv", "指标,数值,单位,期间\n受理案件,66,件,2023年\n".encode())
BEFORE = read_workbook("old.csv", "指标,数值,单位,期间\n受理案件,71,件,2022年\n".encode())
TEXTS = (
    "2023年受理案件66件，比上年减少5件。",
    "2023年受理案件71件。",
    "全省受理案件9000件。",
    "2022年受理案件71件。",
)


def test_a_checker_says_of_each_text_what_a_check_of_it_alone_says() -> None:
    quoted = (Evidence("省年报", "全省受理案件9000件。"),)
    checker = Checker(NOW, previous=BEFORE, evidence=quoted)

    for text in (*TEXTS, *TEXTS[::-1]):
        for year in (None, 2022, 2023):
            alone = check_text(text, NOW, previous=BEFORE, evidence=quoted, report_year=year)
            assert checker.check(text, report_year=year) == alone
        assert Checker(NOW).bind(text) == bind_mentions(text, NOW)
