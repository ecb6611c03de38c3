"""A short probe of a model: do figure slots survive it, and does it write Chinese?

Small models lose placeholders or type digits in their place; what was measured decides how
Jushi lets a model write.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from jushi.characters import language_of
from jushi.llm.model import Model
from jushi.llm.prompts import load_prompt

_ROWS = (
    ("legal_aid_cases", "受理法律援助案件", "件"),
    ("norm_total", "梳理行政规范性文件", "件"),
    ("trained_officers", "参加培训的行政执法人员", "人"),
    ("done_rate", "人大代表建议办结率", ""),
    ("lectures", "举办法治讲座", "场"),
)
_DIGIT = re.compile(r"[0-9０-９]")


@dataclass(frozen=True, slots=True)
class ProbeResult:
    """What a probe measured."""

    asked: int
    """Slots that the model was asked to keep."""
    kept: int
    """Of those, the ones that its text holds exactly once."""
    typed_digits: bool
    """Whether it typed numbers although it was told not to."""
    is_chinese: bool
    """Whether most letters of its text are Chinese."""
    seconds: float

    @property
    def survival(self) -> float:
        """Share of the slots that survived, 0 to 1."""
        return self.kept / self.asked


def probe_model(model: Model, *, is_cancelled: Callable[[], bool] = lambda: False) -> ProbeResult:
    """Let `model` write five short sentences with a slot each and measure what came back.

    Raises ModelError where the endpoint does not answer, CancelledError where `is_cancelled`.
    """
    rows = [{"slot": f"{{{{{i}}}}}", "indicator": name, "unit": unit} for i, name, unit in _ROWS]
    asked = load_prompt("probe_slots", 1).render({"rows": rows})
    reply = model.write(asked, is_cancelled=is_cancelled)
    text = reply.text
    without_slots = re.sub(r"\{\{[^{}]*\}\}", "", text)
    letters = re.findall(r"[^\W\d_]", without_slots)
    return ProbeResult(
        asked=len(_ROWS),
        kept=sum(text.count(row["slot"]) == 1 for row in rows),
        typed_digits=bool(_DIGIT.search(without_slots)),
        is_chinese=bool(letters) and language_of(without_slots) == "zh",
        seconds=reply.seconds,
    )
