"""提纲 as plain values for its template."""

from typing import Any

from jushi.figures import Figure, FigureTable
from jushi.messages import Language, wordings
from jushi.services.workspace import OutlinePlan

View = dict[str, Any]


def plan_view(plan: OutlinePlan, table: FigureTable, language: Language) -> View:
    """The sections in order with their figures, what is asked, and what nobody tells."""
    words, figures = wordings("page", language), table.by_id()
    numbers = {section.key: section.number + section.title for section in plan.outline}
    rows = [
        {
            "key": section.key,
            "level": section.level,
            "number": section.number,
            "title": section.title,
            "length": words["outline_chars"].format(n=section.target_chars)
            if section.target_chars
            else "",
            "guidance": section.guidance,
            "figures": [
                {"t": figures[name].indicator, "c": "byhand" if name in section.figures else ""}
                for name in dict.fromkeys((*section.figures, *plan.told.get(section.key, ())))
                if name in figures
            ],
        }
        for section in plan.outline
    ]
    covered = [
        {
            "text": text,
            "c": "" if keys else "gap",
            "sections": "、".join(numbers[key] for key in keys if key in numbers)
            or words["outline_gap"],
        }
        for text, keys in plan.coverage
    ]
    untold = [figures[name].indicator for name in plan.untold if name in figures]
    gaps = sum(row["c"] == "gap" for row in covered)
    return {
        "label": words["tab_outline"],
        "rows": rows,
        "covered": covered,
        "coverage": words["outline_coverage"].format(n=len(covered) - gaps, all=len(covered)),
        "has_gap": gaps > 0,
        "untold": untold,
        "untold_head": words["outline_untold"].format(n=len(untold)),
        "byhand": words["outline_byhand"],
        "total": words["outline_total"].format(
            sections=len(rows), n=sum(section.target_chars for section in plan.outline)
        ),
    }


def section_choices(
    plan: OutlinePlan, table: FigureTable
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """What may be assigned to a section: figures by indicator, required contents by text."""
    figures = [(_told(figure), figure.id) for figure in table]
    return figures, [(item.text, item.key) for item in plan.outline.items]


def _told(figure: Figure) -> str:
    value = "" if figure.value is None else f" {figure.value}{figure.unit}"
    return f"{figure.indicator}{value} [{figure.id}]"
