"""What the rules of a kind of report ask, put into an outline that was read from a past one.

A past report shows headings and lengths; that causes are to be told, and how long a section
should be, stands in the outline that ships for its kind.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from jushi.characters import HAN
from jushi.drafting.outline import Outline, OutlineSection
from jushi.drafting.outline_file import parse_outline
from jushi.resources import resource_path

_FOLDER = resource_path("knowledge", "outlines")
_COMMON = re.compile(r"\{\w+\}|年度?|工作|报告|情况|的|关于")
_HAN_RUN = re.compile(f"[{HAN}]+")
_BY_ITEM = 100
"""How like a section is that answers the same demand of the rules."""
_SHORTEST, _LONGEST = 0.6, 1.5
"""Of the length that the kind has: last year's section may have been a stub or a flood."""


@cache
def shipped_outlines() -> tuple[Outline, ...]:
    """The outlines that ship, in the order of their files."""
    files = sorted(_FOLDER.glob("*.yaml"))
    return tuple(parse_outline(file.read_text("utf-8"), file.name) for file in files)


def genre_of(title: str) -> Outline | None:
    """Give the shipped outline of the kind that `title` names; None for a kind of no outline."""
    for outline in shipped_outlines():
        words = "".join(_COMMON.sub("", outline.title_template).split())
        if words and words in "".join(title.split()):
            return outline
    return None


def with_genre(outline: Outline) -> Outline:
    """Give `outline` with guidance, required contents and lengths of its kind where it has none.

    What the outline itself says goes first. The kind is told by the title; an outline of another
    kind comes back as it was.
    """
    kind = genre_of(outline.title_template) or genre_of(outline.name)
    if kind is None or kind == outline:
        return outline
    lead, models = outline.lead, _models(outline, kind)
    return replace(
        outline,
        sections=tuple(_filled(section, models) for section in outline.sections),
        lead=replace(lead, guidance=lead.guidance or kind.lead.guidance),
        basis=outline.basis or kind.basis,
        items=outline.items or kind.items,
    )


def _filled(section: OutlineSection, models: Mapping[str, OutlineSection]) -> OutlineSection:
    children = tuple(_filled(child, models) for child in section.children)
    model = models.get(section.key)
    if model is None:
        return replace(section, children=children)
    return replace(
        section,
        children=children,
        guidance=section.guidance or model.guidance,
        required_items=section.required_items or model.required_items,
        queries=tuple(dict.fromkeys((*section.queries, *model.queries))),
        target_chars=_length(section.target_chars, model.target_chars),
    )


def _models(outline: Outline, kind: Outline) -> dict[str, OutlineSection]:
    """For each section, by key, that of the kind about the same matter; none where that is open.

    One section of the kind is the model of one section only, of that whose heading is likest:
    what is asked of 规范执法 is not asked of 强化监督制约, too, for 监督 stands in both.
    """
    likeness = [(*_model_of(section, kind), section.key) for section in outline]
    found: dict[str, OutlineSection] = {}
    for _, model, key in sorted(likeness, key=lambda one: -one[0]):
        if model is not None and model.key not in {other.key for other in found.values()}:
            found[key] = model
    return found


def _model_of(section: OutlineSection, kind: Outline) -> tuple[int, OutlineSection | None]:
    """How like, and the section of the kind that is about the same matter; None where open.

    By the words of what it must tell, then by the pairs of characters that its heading shares
    with one section more than with any other; the first clause of a heading names the matter.
    """
    is_parent = bool(section.children)
    alike = [s for s in kind if bool(s.children) is is_parent and s.level == section.level]
    for item in kind.items:
        if any(word in section.title for word in item.words):
            # 存在问题 answers 不足和原因; what every section answers tells them not apart.
            found = [s for s in alike if s.required_items == (item.key,)]
            if len(found) == 1:
                return _BY_ITEM, found[0]
    # 法治 stands in every heading of such a report and tells none from another.
    common = _pairs(kind.title_template)
    counts = sorted(
        ((_likeness(section.title, s.title, common), -n) for n, s in enumerate(alike)),
        reverse=True,
    )
    if counts and counts[0][0] and (len(counts) == 1 or counts[0][0] > counts[1][0]):
        return counts[0][0], alike[-counts[0][1]]
    return 0, None


def _likeness(title: str, other: str, common: frozenset[str]) -> int:
    whole = (_pairs(title) & _pairs(other)) - common
    first = (_pairs(title.partition("，")[0]) & _pairs(other.partition("，")[0])) - common
    return len(whole) + len(first)


def _pairs(title: str) -> frozenset[str]:
    runs = _HAN_RUN.findall(title)
    return frozenset(run[i : i + 2] for run in runs for i in range(len(run) - 1))


def _length(told: int, usual: int) -> int:
    if not told or not usual:
        return told
    return round(int(min(max(told, usual * _SHORTEST), usual * _LONGEST)), -1)
