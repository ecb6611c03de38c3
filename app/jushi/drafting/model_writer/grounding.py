"""What a model typed that nothing vouches for: dates and times, headings and sentences again."""

import re
from collections.abc import Sequence, Set

from jushi.characters import HAN
from jushi.drafting.model_writer.task import SectionTask
from jushi.fidelity import Evidence, Verdict
from jushi.lexicon import any_of
from jushi.text import CLAUSE_STOPS, Sentence

_STRETCH = re.compile(r"\d+(?:\s*[年月日时分.:：/-]\s*\d+)*[年月日时分]?")
_COUNTED = re.compile(f"[{HAN}]?")
_YEAR = re.compile(r"(\d{4})年?")
_SPACE = re.compile(r"\s+")
_NUMBERED = re.compile(r"^\s*(?:\d+\s*[.、．)）]|[（(]\d+[)）])\s*")
_NO_WORDS = re.compile(r"[\W\d_]+")
_CHINESE_RUN = re.compile(f"[{HAN}]+")
_FEWEST_PAIRS = 4
"""A sentence of fewer pairs of characters is too short to be called foreign by them."""
_FOREIGN, _UNVOUCHED, _SWEEPING, _SWEEPING_NEAR = 0.15, 0.45, 0.9, 0.75
"""Shares of pairs that the sources hold. Of 95 sentences of another county's report of the same
kind 1 % fall below the first; of sentences that models rewrote from the sources none falls below
the second, of injected ones nine in ten do. What sweeps, 全部办结 or 历史新高, has to stand in them
nearly word by word; less of the sentence is enough where they sweep over the same thing."""
_PAST, _OF_THIS_YEAR = 0.75, 0.6
"""Shares of pairs from which, and below which, a sentence is last year's practice told again."""
_TOPIC = 24
_SWEPT = 2
"""Characters behind a sweeping word that say what it sweeps over."""
_LITTLE_MORE = 1.5
"""A sentence that holds the title and so much of its length at most says nothing else."""


def unfounded_numbers(
    draft: Sentence,
    verdicts: Sequence[Verdict],
    start: int,
    known: str,
    year: int,
) -> tuple[str, ...]:
    """Give stretches of digits that tell no data, such as a date, and that `known` does not hold.

    `verdicts` are those of the sentence, which begins at `start`; data is judged by them. The
    report's year, the one before and the one after may always be written, and so may the number
    that the sentence begins with.
    """
    spans = [(b.start, b.end) for b in draft.filled_bindings]
    spans += [
        (v.mention.start - start, v.mention.end - start) for v in verdicts if v.mention.is_data
    ]
    numbered = _NUMBERED.match(draft.text)
    found = []
    for match in _STRETCH.finditer(draft.text, numbered.end() if numbered else 0):
        judged = any(first < match.end() and match.start() < last for first, last in spans)
        if judged or _is_year(match[0], year):
            continue
        # 98号 is not known because 98件 is; a date needs nothing behind it.
        behind = _COUNTED.match(draft.text, match.end()) if match[0][-1].isdigit() else None
        stretch = match[0] + (behind[0] if behind else "")
        if not _holds(known, stretch):
            found.append(stretch)
    return tuple(found)


def vouching_text(known: str, task: SectionTask, evidence: Sequence[Evidence]) -> str:
    """Give all that a date or a document's number may be taken from, blanks left out."""
    periods = (figure.period.text for figure in task.figures if figure.period)
    given = (source.text for source in (*evidence, *task.materials))
    told = (passage.text for passage in task.passages if passage.is_material)
    points = (f"{point.text}{point.cause}{point.evidence}" for point in task.points)
    return _SPACE.sub("", "\n".join((known, *periods, *given, *told, *points, *task.others)))


def character_pairs(*texts: str) -> frozenset[str]:
    """Give each two Chinese characters that stand beside each other in one of `texts`."""
    runs = (run for text in texts for run in _CHINESE_RUN.findall(text))
    return frozenset(run[i : i + 2] for run in runs for i in range(len(run) - 1))


def is_foreign(text: str, sources: Set[str]) -> bool:
    """Whether a sentence has hardly a word in common with the sources, whatever it says.

    `sources` are their character pairs.
    """
    pairs = character_pairs(text)
    return len(pairs) >= _FEWEST_PAIRS and _known_share(pairs, sources) < _FOREIGN


def is_unvouched(text: str, sources: Set[str]) -> bool:
    """Whether most of what a sentence says, or of a sweeping one a part, is in no source."""
    share = _known_share(character_pairs(text), sources)
    swept = [text[m.start() : m.end() + _SWEPT] for m in any_of("sweeping").finditer(text)]
    if not swept:
        return share < _UNVOUCHED
    is_same = character_pairs(*swept) <= sources
    return share < (_SWEEPING_NEAR if is_same else _SWEEPING)


def is_last_years(text: str, past: Set[str], this_year: Set[str]) -> bool:
    """Whether a sentence says in the past reports' words what nothing of this year says.

    `past` and `this_year` are character pairs of what each holds. A topic sentence of one clause,
    自觉接受人大监督。, says nothing that could be last year's.
    """
    if len(text) <= _TOPIC and not any(stop in text[:-1] for stop in CLAUSE_STOPS):
        return False
    pairs = character_pairs(text)
    if len(pairs) < _FEWEST_PAIRS:
        return False
    return _known_share(pairs, past) >= _PAST and _known_share(pairs, this_year) < _OF_THIS_YEAR


def _known_share(pairs: Set[str], sources: Set[str]) -> float:
    return len(pairs & sources) / len(pairs) if pairs else 1.0


def is_echo(text: str, task: SectionTask) -> bool:
    """Whether a sentence says the report's title or the section's heading again, and no more."""
    said = _NO_WORDS.sub("", text)
    if not said:
        return True
    for printed in (task.title, task.composed.heading):
        words = _NO_WORDS.sub("", printed)
        if said in words or (words and words in said and len(said) < len(words) * _LITTLE_MORE):
            return True
    return False


def without_number(text: str) -> str:
    """Give a sentence without blanks and without the number it begins with: `3. `."""
    return _SPACE.sub("", _NUMBERED.sub("", text))


def _is_year(stretch: str, year: int) -> bool:
    """Whether it is the report's year, the one before or the one after."""
    alone = _YEAR.fullmatch(stretch)
    return alone is not None and abs(int(alone[1]) - year) <= 1


def _holds(known: str, stretch: str) -> bool:
    bare = re.escape(_SPACE.sub("", stretch))
    # 6月 may be told of what was on 6月10日, and 2025年 of it, too.
    end = "" if bare.endswith(("年", "月")) else r"(?!\d|\.\d)"
    return re.search(rf"(?<![\d.]){bare}{end}", known) is not None
