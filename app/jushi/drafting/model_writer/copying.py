"""What a model took over from another office's text: long runs of words (雷同), names (残留)."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from jushi.characters import TITLE
from jushi.drafting.model_writer.task import Quoted, SectionTask
from jushi.figures import FigureTable
from jushi.lexicon import posts
from jushi.resources import lexicon_yaml

_TITLE = re.compile(TITLE)
_SPACE = re.compile(r"\s+")
_BREAK = "\x00"
"""Stands for what is nobody's own wording, so that no run goes across it."""
_NAMES = frozenset({"ns", "nt"})
"""Places and bodies in the tags of jieba, which rjieba gives too."""
_PERSONS = frozenset({"nr", "nrt"})
_SHORTEST_NAME = 2


def longest_copy(text: str, passages: Sequence[Quoted]) -> tuple[str, Quoted] | None:
    """Give the longest run of words of `text` that another office's passage holds, and that one.

    None where it is shorter than `copied_chars` of the lexicon. Titles in 《》 and the set phrases
    of official language belong to nobody and end a run.
    """
    least: int = _lexicon()["copied_chars"]
    own = _comparable(text)
    best: tuple[str, Quoted] | None = None
    for passage in passages:
        if passage.is_own or passage.is_material:
            continue
        whole, runs = _runs_of(passage.text, least)
        for start in range(len(own) - least + 1):
            if own[start : start + least] not in runs:
                continue
            # One that is no longer than the longest so far need not be read to its end.
            end = start + max(least, len(best[0]) + 1 if best else 0)
            if end > len(own) or own[start:end] not in whole:
                continue
            while end < len(own) and own[start : end + 1] in whole:
                end += 1
            best = own[start:end], passage
    return best


def residue_names(text: str, passages: Sequence[Quoted], known: str) -> tuple[str, ...]:
    """Give names of another office's passages that `text` holds and `known` does not.

    `known` is what this report may speak of: its figures, its outline, the office's own past
    wording. Names of the whole country are nobody's residue.
    """
    foreign = {
        name for p in passages if not (p.is_own or p.is_material) for name in _names_of(p.text)
    }
    found = [name for name in foreign if name in text and name not in known]
    longest = [n for n in found if not any(n != other and n in other for other in found)]
    return tuple(sorted(longest, key=text.index))


def known_words(task: SectionTask, table: FigureTable) -> str:
    """Give what the section may speak of, as one text: figures, outline, the office's own past."""
    rows = (
        " ".join((f.indicator, f.subject, f.section, f.source, f.own_note, *f.aliases))
        for f in table
    )
    own = (p.text for p in task.passages if p.is_own or p.is_material)
    given = (material.text for material in task.materials)
    composed = (task.title, task.composed.heading, task.composed.text, task.own, task.guidance)
    return "\n".join((*rows, *own, *given, task.past, *composed, *task.items))


def _comparable(text: str) -> str:
    text = _SPACE.sub("", _TITLE.sub(_BREAK, text))
    for phrase in _lexicon()["common_phrases"]:
        text = text.replace(phrase, _BREAK)
    return text


@lru_cache(maxsize=256)
def _runs_of(text: str, least: int) -> tuple[str, frozenset[str]]:
    whole = _comparable(text)
    runs = (whole[i : i + least] for i in range(len(whole) - least + 1))
    return whole, frozenset(run for run in runs if _BREAK not in run)


@lru_cache(maxsize=256)
def _names_of(text: str) -> frozenset[str]:
    # Importing it unpacks its dictionary, 0.2 s; many reports are drafted without passages.
    import rjieba

    tagged = rjieba.tag(text)
    names = {word for word, tag in tagged if tag in _NAMES}
    for (word, tag), (behind, _) in pairwise(tagged):
        # The tag alone is often wrong: a word of office or address must follow.
        if tag in _PERSONS and behind.startswith(posts()):
            names.add(word)
    common = frozenset(_lexicon()["common_names"])
    return frozenset(n for n in names if len(n) >= _SHORTEST_NAME and n not in common)


@cache
def _lexicon() -> dict[str, Any]:
    return dict(lexicon_yaml("writing.yaml"))
