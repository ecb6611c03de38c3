"""A section put before a model with an instruction, and what comes back of it."""

from collections.abc import Callable, Collection, Sequence
from decimal import Decimal

from app.errors import ReplyError
from app.figures import FigureTable
from app.knowledge import mask_figures
from app.llm import Model, Reply, load_prompt, quote_material
from app.records import SectionText, WritingRecord
from app.revision import asked

_PROMPT = ("revise_section", 1)
_ALWAYS_OFFLINE = ("reorder", "renumber")
"""A model does these no better than counting does."""


def ask_revision(
    model: Model,
    section: SectionText,
    instruction: str,
    table: FigureTable,
    *,
    locked: Collection[str] = (),
    passages: Sequence[tuple[str, str]] = (),
    on_text: Callable[[str], None] = lambda _text: None,
) -> tuple[str, WritingRecord]:
    """Give the section as `model` rewrites it, figures as `{{slots}}`, and how it was made.

    `locked` are ids of sentences to leave alone; `passages` are ids with texts that it may learn
    wording from, their numbers masked here. Raises ModelError, or ReplyError for a reply that
    names no text.
    """
    prompt = load_prompt(*_PROMPT)
    named = tuple(dict.fromkeys(name for sentence in section for name in sentence.figures))
    figures = [
        {"slot": f"{{{{{f.id}}}}}", "indicator": f.indicator, "unit": f.unit}
        for f in table
        if f.id in named or (f.value is not None and f.indicator in instruction)
    ]
    messages = prompt.render(
        {
            "instruction": quote_material(instruction),
            "heading": quote_material(section.title),
            "text": quote_material(section.bound_text),
            "figures": figures,
            "locked": [quote_material(s.template or s.text) for s in section if s.id in locked],
            "passages": [quote_material(mask_figures(text)) for _, text in passages],
        }
    )
    reply = model.write(messages, on_text=on_text)
    if not reply.text.strip():
        raise ReplyError(model.name, "the reply holds no text", "ask again")
    return reply.text, _record(reply, prompt.digest, [name for name, _ in passages], named)


def offline_preset(wanted: asked.Instruction, *, has_model: bool) -> asked.Preset | None:
    """Give the preset to be run without a model; None where one is to be asked."""
    preset = asked.preset_for(wanted)
    if preset is None or preset.offline is None:
        return None
    return preset if not has_model or preset.offline in _ALWAYS_OFFLINE else None


def _record(
    reply: Reply, digest: str, passages: Sequence[str], figures: Sequence[str]
) -> WritingRecord:
    return WritingRecord(
        "model",
        model=reply.model,
        prompt="{}.v{}".format(*_PROMPT),
        prompt_hash=digest,
        passages=tuple(passages),
        figures=tuple(figures),
        tokens_in=reply.input_tokens or 0,
        tokens_out=reply.output_tokens or 0,
        seconds=Decimal(f"{reply.seconds:.3f}"),
    )
