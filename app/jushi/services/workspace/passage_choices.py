"""What people decided about passages of the knowledge index, kept with a report."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from jushi.fidelity import Evidence

Choice = Literal["pinned", "rejected", ""]
CHOICES = "passages"
"""Name of the paper that holds them all."""


@dataclass(frozen=True, slots=True)
class PassageChoice:
    """What a person decided about a passage for one section."""

    passage_id: str
    choice: Choice
    evidence: Evidence | None = None
    """Its text where it is pinned 事实材料: it vouches for numbers of the report from then on,
    also when the document leaves the index."""


def pinned_evidence(
    choices: Mapping[str, Sequence[PassageChoice]],
) -> tuple[Evidence, ...]:
    """Give the 事实材料 that were pinned to any section: they may vouch for numbers."""
    return tuple(
        dict.fromkeys(c.evidence for chosen in choices.values() for c in chosen if c.evidence)
    )


def read_choices(text: str) -> dict[str, tuple[PassageChoice, ...]]:
    """Read the paper: choices by key of the section."""
    return {
        key: tuple(
            PassageChoice(id_, choice, Evidence(*evidence) if evidence else None)
            for id_, choice, evidence in chosen
        )
        for key, chosen in json.loads(text or "{}").items()
    }


def spell_choices(choices: Mapping[str, Sequence[PassageChoice]]) -> str:
    """Give the text that `read_choices` reads."""
    return json.dumps(
        {key: list(_rows(chosen)) for key, chosen in choices.items() if chosen},
        ensure_ascii=False,
    )


def _rows(chosen: Sequence[PassageChoice]) -> Iterator[tuple[str, str, list[str] | None]]:
    for one in chosen:
        evidence = [one.evidence.name, one.evidence.text] if one.evidence else None
        yield one.passage_id, one.choice, evidence
