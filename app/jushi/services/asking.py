"""A section put before a model with an instruction, and what comes back of it."""

from collections.abc import Callable, Collection, Sequence
from decimal import Decimal

from jushi.characters import language_of
from jushi.drafting import writing
from jushi.errors import ReplyError
from jushi.figures import FigureTable
from jushi.knowledge import mask_figures
from jushi.llm import Model, Reply, load_prompt, quote_material
from jushi.records import WritingRecord
from jushi.revision import asked
from jushi.text import Section

_PROMPT = ("revise_section", 2)
_TRIES = 2
_UNKNOWN = "未知"
"""What stands in the prompt for a value that the workbook has not."""
_SHOWN = 40
"""Characters of a sentence that is told of."""
_ALWAYS_OFFLINE = ("reorder", "renumber")
"""A model does these no better than counting does."""


def ask_revision(
    model: Model,
    section: Section,
    instruction: str,
    table: FigureTable,
    *,
    locked: Collection[str] = (),
    passages: Sequence[tuple[str, str]] = (),
    on_text: Callable[[str], None] = lambda _text: None,
) -> tuple[str, WritingRecord]:
    """Give the section as `model` rewrites it, figures as `{{slots}}`, and how it was made.

    `locked` are ids of sentences to leave alone; `passages` are ids with texts that it may learn
    wording from, their numbers masked here. What is no text of a report is named to the model
    once. Raises ModelError, or ReplyError for a reply that holds no text or is no report's.
    """
    prompt = load_prompt(*_PROMPT)
    known = section.bound_text
    is_chinese = language_of(section.text) == "zh"
    named = tuple(dict.fromkeys(name for sentence in section for name in sentence.figures))
    values = {
        "instruction": quote_material(instruction),
        "heading": quote_material(section.title),
        "text": quote_material(known),
        "figures": _rows(table, named, instruction),
        "locked": [quote_material(s.bound_text) for s in section if s.id in locked],
        "passages": [quote_material(mask_figures(text)) for _, text in passages],
    }
    replies: list[Reply] = []
    faults: tuple[tuple[str, str], ...] = ()
    while len(replies) < _TRIES:
        told = [{"text": quote_material(text[:_SHOWN]), "explanation": why} for text, why in faults]
        replies.append(model.write(prompt.render({**values, "faults": told}), on_text=on_text))
        faults = writing.find_no_report(replies[-1].text, known, is_chinese=is_chinese)
        if not faults:
            break
    if faults:
        shown = faults[0][0][:_SHOWN]
        raise ReplyError("services.reply_is_no_report", place=model.name, shown=shown)
    if not replies[-1].text.strip():
        raise ReplyError("services.reply_without_text", place=model.name)
    return replies[-1].text, _record(replies, prompt.digest, [name for name, _ in passages], named)


def _rows(table: FigureTable, named: Sequence[str], instruction: str) -> list[dict[str, str]]:
    """The figures that the section or the instruction names, with both years' values."""
    return [
        {
            "slot": f"{{{{{f.id}}}}}",
            "indicator": f.indicator,
            "value": f.tell_value() or _UNKNOWN,
            "previous": f.tell_previous() or _UNKNOWN,
        }
        for f in table
        if f.id in named or (f.value is not None and f.indicator in instruction)
    ]


def change_offline(
    wanted: asked.Instruction,
    section: Section,
    *,
    has_model: bool,
    locked: Collection[str] = (),
) -> asked.Shortened | None:
    """Give the section as an instruction changes it that needs no model; None where one is asked.

    What an instruction says to the letter (把“A”改为“B”) is done so, whether there is a model or
    not. Raises DraftError where the section has nothing of what is named.
    """
    preset = _offline_preset(wanted, has_model=has_model)
    if preset is not None:
        return asked.run_preset(
            preset, section, characters=wanted.characters, order=wanted.order, locked=locked
        )
    literal = None if wanted.preset else asked.read_literal(wanted.words)
    return None if literal is None else asked.run_literal(literal, section, locked)


def _offline_preset(wanted: asked.Instruction, *, has_model: bool) -> asked.Preset | None:
    """Give the preset to be run without a model; None where one is to be asked."""
    preset = asked.preset_for(wanted)
    if preset is None or preset.offline is None:
        return None
    return preset if not has_model or preset.offline in _ALWAYS_OFFLINE else None


def _record(
    replies: Sequence[Reply], digest: str, passages: Sequence[str], figures: Sequence[str]
) -> WritingRecord:
    return WritingRecord(
        "model",
        model=replies[-1].model,
        prompt="{}.v{}".format(*_PROMPT),
        prompt_hash=digest,
        passages=tuple(passages),
        figures=tuple(figures),
        tokens_in=sum(reply.input_tokens or 0 for reply in replies),
        tokens_out=sum(reply.output_tokens or 0 for reply in replies),
        seconds=Decimal(f"{sum(reply.seconds for reply in replies):.3f}"),
    )
