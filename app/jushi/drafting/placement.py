"""Which section of an outline a figure or a section of a past report belongs to."""

import re
from collections.abc import Iterable, Mapping, Sequence

from jushi.drafting.outline import Outline, OutlineSection
from jushi.drafting.past_report import SourceSection
from jushi.drafting.unverified import theme_of
from jushi.figures import Figure
from jushi.text import CENTURY, HEADING_NUMBER

_LIKE = 0.34
"""Share of bigrams from which two headings speak of the same thing."""
_NAMED = 0.5
"""Share of an indicator's words that last year's text of a section must hold to take it in."""
_YEARS = re.compile(rf"\{{\w+\}}年?度?|{CENTURY}\d{{2}}年?度?")
_NUMBER = re.compile(f"^{HEADING_NUMBER}")


def place_sections(outline: Outline, past: Sequence[SourceSection]) -> dict[str, str]:
    """Give for the key of each past section the key of the outline section that takes it in.

    Equal titles first, then titles that are alike, then the child of what took in its parent
    whose indicators its text speaks of most; else where the section before it went. Sections
    of an outline that was read from the same report meet themselves.
    """
    places: dict[str, str] = {}
    sections = list(outline)
    by_key = {section.key: section for section in sections}
    last = sections[0].key if sections else ""
    for section in past:
        found = _of_same_place(section, by_key)
        if found is None:
            found = _of_title(section.title, section.level, sections)
        if found is None:
            found = next((places[s.key] for s in past if _is_above(s, section, places)), None)
        last = found if found is not None else last
        if section.sentences and last:
            last = _child_for(section, by_key[last])
        places[section.key] = last
    return places


def _of_same_place(past: SourceSection, by_key: Mapping[str, OutlineSection]) -> str | None:
    """Its own key, where the outline has the same section there: it was read from this report."""
    twin = by_key.get(past.key)
    return past.key if twin is not None and _bare(twin.title) == _bare(past.title) else None


def _bare(title: str) -> str:
    """A title without years and placeholders: 工作安排 of 2024年工作安排."""
    return _YEARS.sub("", title).strip()


def _child_for(past: SourceSection, section: OutlineSection) -> str:
    """The child of a section that only holds others which a past text belongs to."""
    text = "".join(sentence.text for sentence in past.sentences)
    scored = [
        (sum(text.count(word) for word in child.indicators), -order, child.key)
        for order, child in enumerate(section.children)
    ]
    best = max(scored, default=(0, 0, section.key))
    return best[2] if best[0] else section.key


def place_figure(
    figure: Figure,
    outline: Outline,
    *,
    told: Mapping[str, Iterable[str]],
    texts: Mapping[str, str],
) -> str:
    """Give the key of the section that `figure` belongs to; empty where nothing tells.

    Its section column first, then ids and words that the outline assigns, then the section whose
    text of last year (`texts`, by key) names it, then the one whose `told` indicators are most
    like its own. Problems and plans take figures in only where the workbook says so.
    """
    sections = list(outline)
    by_id = next((s.key for s in sections if figure.id in s.figures), None)
    if by_id is not None:
        return by_id
    if figure.section and (found := _of_name(figure.section, sections)):
        return found
    names = (figure.indicator, *figure.aliases)
    words = [
        (len(word), s.key)
        for s in sections
        for word in s.indicators
        if any(word in n for n in names)
    ]
    if words:
        return max(words, key=lambda entry: entry[0])[1]
    open_ = [s for s in sections if not theme_of(outline.path_of(s.key))]
    return (
        _naming(names, open_, texts)
        or _nearest(figure.indicator, open_, told)
        or _likest_in_characters(figure.indicator, open_ or sections, texts)
    )


def _naming(
    names: Sequence[str], sections: Sequence[OutlineSection], texts: Mapping[str, str]
) -> str:
    """The section whose text of last year holds most of one of the names; empty for none."""
    scored = [
        (max(shared_part(name, texts.get(section.key, "")) for name in names), -order, section.key)
        for order, section in enumerate(sections)
    ]
    best = max(scored, default=(0.0, 0, ""))
    return best[2] if best[0] >= _NAMED else ""


def _of_name(name: str, sections: Sequence[OutlineSection]) -> str | None:
    """The section that a workbook calls 高位统筹, （一）高位统筹，法治氛围更浓厚 or 1.1."""
    plain = _NUMBER.sub("", name.strip())
    for section in sections:
        if name in (section.key, section.title, section.number):
            return section.key
    for section in sections:
        if _bare(plain) == _bare(section.title):
            return section.key
    for section in sections:
        if len(plain) > 1 and (plain in section.title or section.title in plain):
            return section.key
    return _of_title(plain, 0, sections)


def _of_title(title: str, level: int, sections: Sequence[OutlineSection]) -> str | None:
    best: tuple[float, str] | None = None
    for section in sections:
        likeness = likeness_of(_bare(section.title), _bare(title))
        likeness = 1.0 if _bare(section.title) == _bare(title) else likeness
        if level and section.level != level:
            likeness *= 0.8
        if likeness >= _LIKE and (best is None or likeness > best[0]):
            best = (likeness, section.key)
    return best[1] if best else None


def _is_above(other: SourceSection, section: SourceSection, places: Mapping[str, str]) -> bool:
    return other.key in places and section.key.startswith(f"{other.key}.")


def _nearest(
    indicator: str, sections: Sequence[OutlineSection], told: Mapping[str, Iterable[str]]
) -> str:
    scores: list[tuple[float, int, str]] = []
    for order, section in enumerate(sections):
        likest = max(
            (likeness_of(indicator, name) for name in told.get(section.key, ())), default=0
        )
        scores.append((max(likest, likeness_of(indicator, section.title)), -order, section.key))
    best = max(scores, default=(0.0, 0, ""))
    return best[2] if best[0] > 0 else ""


def _likest_in_characters(
    indicator: str, sections: Sequence[OutlineSection], texts: Mapping[str, str]
) -> str:
    """Where nothing names the indicator: the section that has most of its characters."""
    # A level that only holds others has no text of its own to put a figure into.
    leaves = [s for s in sections if not s.children] or list(sections)
    scored = [
        (len(set(indicator) & set(section.title + texts.get(section.key, ""))), -order)
        for order, section in enumerate(leaves)
    ]
    return leaves[-max(scored)[1]].key if scored else ""


def likeness_of(one: str, other: str) -> float:
    """Give how alike two phrases are, 0 to 1: shared pairs of characters (Dice)."""
    first, second = _pairs(one), _pairs(other)
    total = len(first) + len(second)
    return 2 * len(first & second) / total if total else 0.0


def shared_part(one: str, other: str) -> float:
    """Give how much of the shorter phrase the other holds, 0 to 1, in pairs of characters."""
    first, second = _pairs(one), _pairs(other)
    fewest = min(len(first), len(second))
    return len(first & second) / fewest if fewest else 0.0


def _pairs(text: str) -> frozenset[str]:
    plain = re.sub(r"[\W_]|[的和及与等]", "", text)
    return frozenset(plain[i : i + 2] for i in range(len(plain) - 1))
