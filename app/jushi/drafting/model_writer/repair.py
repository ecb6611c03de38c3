"""The faults of a draft named to the model, and its mended sentences read back."""

import re
from collections.abc import Sequence

from jushi.drafting.fact_sheet import FactSheet
from jushi.drafting.model_writer.judging import Judged
from jushi.drafting.model_writer.request import point_lines, quoted_materials, sheet_rows
from jushi.drafting.model_writer.task import SectionTask
from jushi.drafting.model_writer.written import Way
from jushi.figures import Figure, FigureTable
from jushi.llm import Message, load_prompt

REPAIR_PROMPT = ("repair_sentences", 3)
_GONE = re.compile(r"^[（(]?(?:删|删去|删除)[）)]?[。.]?$")
_LINE = re.compile(r"^\s*(\d{1,3})\s*[、.．:：)）]\s*(.+)$")


def ask_for_repair(
    task: SectionTask,
    judged: Sequence[Judged],
    lacking: Sequence[Figure],
    table: FigureTable,
    way: Way,
) -> tuple[Message, ...]:
    """Give the request that names each fault; sentences are numbered by their place, from 1."""
    sentences = [
        {
            "number": place,
            "text": one.draft.bound_text,
            "explanations": "；".join(fault.explanation for fault in (*one.faults, *one.remarks)),
        }
        for place, one in enumerate(judged, 1)
        if one.faults or one.remarks
    ]
    rows = sheet_rows(task, table, way)
    wanted = {figure.id for figure in lacking}
    told = [r for r, row in zip(rows, task.rows, strict=True) if row.id in wanted]
    numbered = [{"number": len(judged) + place, **row} for place, row in enumerate(told, 1)]
    return load_prompt(*REPAIR_PROMPT).render(
        {
            "heading": task.composed.heading,
            "sentences": sentences,
            "lacking": numbered,
            "rows": rows,
            "materials": quoted_materials(task),
            "points": point_lines(task, FactSheet(table)),
            "typed": way == "digits",
        }
    )


def read_repair(text: str) -> dict[int, str]:
    """Give the mended sentences by number, empty for one to be left out.

    Lines without a number are passed over.
    """
    found = (_LINE.match(line) for line in text.splitlines())
    return {int(match[1]): _GONE.sub("", match[2].strip()) for match in found if match}
