"""Changes that a clerk can ask for with one click, as data; some need no model."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from jushi.errors import DraftError
from jushi.resources import resource_yaml
from jushi.revision.offline import Shortened, drop_cliches, renumber, reorder, shorten
from jushi.text import Section

_FILE = "presets.yaml"
Operation = Literal["shorten", "drop_cliches", "reorder", "renumber"]
Question = Literal["characters", "topic", "order"]


@dataclass(frozen=True, slots=True)
class Preset:
    """One kind of change."""

    id: str
    name: str
    """Chinese, as the page shows it; `{characters}` or `{topic}` where the clerk fills in."""
    name_en: str
    instruction: str
    """What a model is told, with the same gaps."""
    also: tuple[str, ...] = ()
    """Other words that ask for the same."""
    asks: tuple[Question, ...] = ()
    offline: Operation | None = None
    """What does it without a model; None where only a model can."""


@cache
def load_presets() -> tuple[Preset, ...]:
    """Load the presets that ship, in the order in which a page shows them."""
    rows = resource_yaml("knowledge", "revision", _FILE)["presets"]
    presets = tuple(
        Preset(
            row["id"],
            row["name"]["zh"],
            row["name"]["en"],
            row["instruction"],
            tuple(row.get("also", ())),
            tuple(row.get("asks", ())),
            row.get("offline"),
        )
        for row in rows
    )
    for preset in presets:
        unknown = {*preset.asks} - {*get_args(Question)}
        if unknown or (preset.offline and preset.offline not in get_args(Operation)):
            raise DraftError("revision.unknown_operation", place=f"{_FILE}: {preset.id}")
    return presets


def run_preset(
    preset: Preset,
    section: Section,
    *,
    characters: int | None = None,
    order: tuple[str, ...] = (),
    locked: Collection[str] = (),
) -> Shortened:
    """Give the section as an offline preset changes it, and what it could not do.

    `characters` and `order`, ids of all sentences, are what the clerk filled in; sentences whose
    ids are in `locked` are not dropped or trimmed. Raises DraftError for a preset that needs a
    model and for a missing answer.
    """
    match preset.offline:
        case "shorten":
            if not characters or characters < 1:
                raise DraftError("revision.no_target_length", place=preset.id)
            return shorten(section, characters, locked)
        case "drop_cliches":
            return drop_cliches(section, locked)
        case "reorder":
            return Shortened(reorder(section, order))
        case "renumber":
            return Shortened(renumber(section))
        case None:
            raise DraftError("revision.needs_model", place=preset.id)
