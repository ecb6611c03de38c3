"""Whether a sentence says rightly of a target that it was reached. Words: slot_words.yaml."""

import re
from functools import cache
from typing import Any

from jushi.drafting.bound_text import Slot, parse_bound
from jushi.drafting.fact_sheet import FactSheet
from jushi.resources import lexicon_yaml
from jushi.text import CLAUSE_STOPS

_NEAR = 10
"""Characters between the word and the target: 实现控制在{{t}}, 完成省里下达的{{t}}."""


def with_true_targets(template: str, sheet: FactSheet) -> str:
    """Give bound text in which what is said of targets agrees with the figures.

    完成{{plan}}的年度计划 behind a figure that is below its plan becomes 未完成…, and 未达到 of one
    that was reached 达到. Text that names no figure with its target comes back as it is.

    Raises DraftError for slots that cannot be read.
    """
    told: list[str] = []
    pieces, text = parse_bound(template).pieces, ""
    for piece in pieces:
        if isinstance(piece, str):
            text += piece
            continue
        is_reached = _is_reached(piece, told, sheet)
        if is_reached is not None:
            text = _agreeing(text, is_reached=is_reached)
        text += f"{{{{{piece.expression}}}}}"
        told += piece.figures
    return text


def _is_reached(slot: Slot, told: list[str], sheet: FactSheet) -> bool | None:
    """Whether the target that `slot` tells was reached by a figure told before; None for others."""
    if len(slot.figures) != 1 or slot.formula != slot.figures[0]:
        return None
    for name in told:
        row = sheet.rows.get(name)
        if row is not None and row.target and slot.formula in parse_bound(row.target).figures:
            return row.is_target_reached if slot.formula != name else None
    return None


def _agreeing(before: str, *, is_reached: bool) -> str:
    match = _said().search(before)
    if match is None or bool(match["missed"]) is not is_reached:
        return before
    met = match["met"]
    turned = met if is_reached else _words()["target_turned"].get(met, f"未{met}")
    return f"{before[: match.start()]}{turned}{before[match.end('met') :]}"


@cache
def _said() -> re.Pattern[str]:
    words = _words()
    return re.compile(
        rf"(?P<missed>{words['target_missed']})?(?P<met>{words['target_met']})"
        rf"[^{CLAUSE_STOPS}、{{}}]{{0,{_NEAR}}}$"
    )


@cache
def _words() -> dict[str, Any]:
    return dict(lexicon_yaml("slot_words.yaml"))
