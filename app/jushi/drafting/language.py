"""What can be drafted from: Chinese figures and reports. English is checked, not drafted."""

import re
from collections.abc import Sequence

from jushi.characters import HAN
from jushi.documents import Document
from jushi.errors import DraftError
from jushi.figures import FigureTable

_HAN = re.compile(f"[{HAN}]")


def refuse_english(table: FigureTable, past: Sequence[Document]) -> None:
    """Raise DraftError where most figures have no Chinese name, or a past report no Chinese word.

    What would come of it is a report half in Chinese whose numbers nobody can check.
    """
    foreign = [figure for figure in table if not _HAN.search(figure.indicator)]
    if len(foreign) * 2 > len(table):
        raise DraftError("drafting.english_figures", place=foreign[0].cell.file or "figures")
    for document in past:
        if not _HAN.search(document.text):
            raise DraftError("drafting.english_report", place=document.name)
