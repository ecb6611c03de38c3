"""The faults of a draft named to the model, and its mended sentences read back."""

import re
from collections.abc import Sequence

from jushi.drafting.model_writer.judging import Judged
from jushi.drafting.model_writer.task import SectionTask
from jushi.drafting.model_writer.written import Way
from jushi.drafting.rendering import render_bound
from jushi.figures import Figure, FigureTable
from jushi.llm import Message, load_prompt

_LINE = re.compile(r"^\s*(\d{1,3})\s*[、.．:：)）]\s*(.+)$")


def figure_rows(figures: Sequence[Figure], table: FigureTable, way: Way) -> list[dict[str, object]]:
    """Give the table that a model sees: `value` is printed as it should be typed."""
    return [
        {
            "slot": f.indicator if way == "digits" else f"{{{{{f.id}}}}}",
            "indicator": f.indicator,
            "unit": f.unit,
            "value": render_bound(f"{{{{{f.id}}}}}", table).text,
            "period": f.period.text if f.period else "",
            "is_required": f.required,
        }
        for f in figures
    ]


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
    rows = figure_rows(task.figures, table, way)
    wanted = {figure.id for figure in lacking}
    numbered = [
        {"number": len(judged) + place, **row}
        for place, row in enumerate(
            (r for r, f in zip(rows, task.figures, strict=True) if f.id in wanted), 1
        )
    ]
    return load_prompt("repair_sentences", 1).render(
        {
            "heading": task.composed.heading,
            "sentences": sentences,
            "lacking": numbered,
            "figures": rows,
            "typed": way == "digits",
        }
    )


def read_repair(text: str) -> dict[int, str]:
    """Give the mended sentences by number; lines without one are passed over."""
    found = (_LINE.match(line) for line in text.splitlines())
    return {int(match[1]): match[2].strip() for match in found if match}
