"""What a clerk asks of a revision: a preset with its answers, or words of their own."""

import re
from dataclasses import dataclass

from jushi.errors import DraftError
from jushi.lexicon import approximator_pattern
from jushi.messages import Message
from jushi.revision.literal import LiteralChange, read_literal, run_literal
from jushi.revision.offline import Shortened
from jushi.revision.presets import Preset, load_presets, run_preset

__all__ = [
    "Instruction",
    "LiteralChange",
    "Preset",
    "Shortened",
    "instruction_words",
    "load_presets",
    "preset_for",
    "read_instruction",
    "read_literal",
    "run_literal",
    "run_preset",
]

_END = f"(?:{approximator_pattern('after')})?"
_GAPS = {"{characters}": r"(?P<characters>\d+)", "{topic}": r"(?P<topic>.+)"}


@dataclass(frozen=True, slots=True)
class Instruction:
    """Either `words` or `preset` is given."""

    words: str = ""
    """Free words; those that read as a preset does, 压缩到300字, are one."""
    preset: str = ""
    """Id of a preset."""
    characters: int | None = None
    topic: str = ""
    order: tuple[str, ...] = ()
    """Ids of all sentences in their new order."""


def read_instruction(words: str) -> Instruction:
    """Give the preset that `words` name with the answers in them, or the free words."""
    for preset in load_presets():
        for wording in (preset.name, preset.name_en, *preset.also):
            pattern = re.escape(wording)
            for gap, group in _GAPS.items():
                pattern = pattern.replace(re.escape(gap), group)
            match = re.fullmatch(pattern + _END, words.strip().rstrip("。").rstrip("."))
            if match:
                found = match.groupdict()
                number = found.get("characters")
                return Instruction(
                    words.strip(),
                    preset.id,
                    int(number) if number else None,
                    found.get("topic") or "",
                )
    return Instruction(words.strip())


def preset_for(instruction: Instruction) -> Preset | None:
    """Give the preset asked for, None for free words; DraftError for an unknown one."""
    name = instruction.preset
    if not name:
        if not instruction.words.strip():
            raise DraftError("revision.empty", place=Message("places.instruction"))
        return None
    for preset in load_presets():
        if preset.id == name:
            return preset
    known = ", ".join(preset.id for preset in load_presets())
    raise DraftError("revision.unknown_preset", place=name, known=known)


def instruction_words(instruction: Instruction) -> str:
    """Give what a model is told: the preset's sentence with its gaps filled, or the free words.

    Raises DraftError for a gap without an answer.
    """
    preset = preset_for(instruction)
    if preset is None:
        return instruction.words.strip()
    told = preset.instruction
    for name, answer in (
        ("characters", str(instruction.characters or "")),
        ("topic", instruction.topic.strip()),
    ):
        if f"{{{name}}}" not in told:
            continue
        if not answer:
            raise DraftError("revision.missing_input", place=preset.name, name=name)
        told = told.replace(f"{{{name}}}", answer)
    return told
