"""A model's reply as sentences of bound text, without what models put around it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from jushi.drafting.bound_text import parse_slot
from jushi.errors import DraftError
from jushi.figures import Figure, FigureTable
from jushi.resources import lexicon_yaml
from jushi.text import CLOSERS, STATEMENT_STOPS, enumerator_of, sentence_spans

_FENCE = re.compile(r"^\s*(?:```|~~~)")
_MARKUP = re.compile(r"^\s*(?:#{1,6}\s+|[-*•]\s+|>\s*)|\*\*|__(?=\S)|(?<=\S)__")
_WIDE = str.maketrans("｛｝", "{}")
_LOOSE_SLOT = re.compile(r"(?<!\{)\{+([^{}\n]+)\}+")
_AGAIN = re.compile("(其中)[，：:]?其中(?=[^，。])")
"""Tables name their parts 其中：技术人员, and the sentence says 其中, too."""
_VAGUE = re.compile("^(?:余|多(?=[个名人件次场项家户]))")
_ENDS = STATEMENT_STOPS + CLOSERS + "：:…"


@dataclass(frozen=True, slots=True)
class ReplySentence:
    """One sentence as the model wrote it, its slots written as slots are."""

    template: str
    starts_paragraph: bool

    @property
    def enumerator(self) -> str:
        return enumerator_of(self.template)


def read_reply(text: str, table: FigureTable, *, heading: str = "") -> tuple[ReplySentence, ...]:
    """Give the sentences of a reply: no preamble, no markup, no `heading` said again.

    Slots that a model wrote by habit are understood: `{id}`, `{{ id }}`, `{{指标名}}`; a unit or 余
    behind a slot, which prints its own, is taken away.
    """
    names = _names(table)
    sentences: list[ReplySentence] = []
    for line in _lines(text, heading):
        paragraph = _AGAIN.sub(r"\1", _unit_once(_slots(line, names), table))
        if paragraph[-1] not in _ENDS:
            paragraph += "。"
        for start, end in sentence_spans(paragraph):
            sentences.append(ReplySentence(paragraph[start:end].strip(), start == 0))
    return tuple(sentences)


def _lines(text: str, heading: str) -> Iterator[str]:
    told = heading.strip("。 ")
    for raw in text.splitlines():
        line = _MARKUP.sub("", raw).strip()
        if _FENCE.match(raw) or any(p.search(line) for p in _preambles()):
            continue
        if told and (line.strip("。：: ") == told or (told.endswith(line) and len(line) > 1)):
            continue
        if told and line.startswith(told):
            line = line[len(told) :].lstrip("。：: ")
        if line:
            yield line


@cache
def _preambles() -> tuple[re.Pattern[str], ...]:
    words = lexicon_yaml("writing.yaml")
    return tuple(re.compile(pattern) for pattern in words["preambles"])


def _names(table: FigureTable) -> dict[str, str]:
    """Ids by themselves and by the indicator, where only one figure has it."""
    indicators = [f.indicator for f in table]
    names = {f.indicator: f.id for f in table if indicators.count(f.indicator) == 1}
    return names | {f.id: f.id for f in table}


def _slots(line: str, names: Mapping[str, str]) -> str:
    def mended(match: re.Match[str]) -> str:
        formula, bar, forms = match[1].strip().partition("|")
        known = names.get(formula.strip(), formula.strip())
        is_slot = match[0].startswith("{{") or known in names.values()
        return f"{{{{{known}{bar}{forms}}}}}" if is_slot else match[0]

    return _LOOSE_SLOT.sub(mended, line.translate(_WIDE))


def _unit_once(line: str, table: FigureTable) -> str:
    known = table.by_id()
    parts = re.split(r"(\{\{[^{}]*\}\})", line)
    for place in range(1, len(parts), 2):
        unit = _printed_unit(parts[place][2:-2], known)
        # {{a}}余场次 makes an exact count vague: a slot prints 余 itself where the source has it.
        behind = _VAGUE.sub("", parts[place + 1].lstrip(" "), count=1)
        if unit and behind.startswith(unit):
            parts[place + 1] = behind.removeprefix(unit)
        elif behind != parts[place + 1].lstrip(" "):
            parts[place + 1] = behind
        elif unit == "%" and behind.startswith("％"):
            parts[place + 1] = behind[1:]
    return "".join(parts)


def _printed_unit(expression: str, known: Mapping[str, Figure]) -> str:
    try:
        slot = parse_slot(expression)
    except DraftError:
        return ""
    if slot.is_bare:
        return ""
    if slot.is_percent or slot.formula.startswith(("yoy(", "share(")):
        return "%"
    figure = known.get(slot.formula)
    return figure.unit if figure else ""
