"""Between drafts, as writers make them, and sections, as the store keeps them."""

from collections.abc import Sequence
from dataclasses import replace

from jushi.drafting import (
    Binding as DraftBinding,
)
from jushi.drafting import (
    CarriedFrom,
    ReportDraft,
    SectionDraft,
    SentenceDraft,
)
from jushi.drafting import (
    Mark as DraftMark,
)
from jushi.records import Binding, Mark, Report, SectionText, Sentence
from jushi.revision.alignment import align
from jushi.revision.binding import with_gaps


def section_of_draft(draft: SectionDraft, base: SectionText | None = None) -> SectionText:
    """Give a drafted section as it is kept; sentences keep the ids and locks they had in `base`."""
    fresh = tuple(_sentence(s, f"s{n}") for n, s in enumerate(draft.sentences, 1))
    section = SectionText(
        draft.key,
        draft.title,
        fresh,
        draft.level,
        draft.number,
        draft.path,
        draft.is_run_in,
        draft.notes,
    )
    return section if base is None else _with_ids(section, base)


def report_draft(report: Report, sections: Sequence[SectionText]) -> ReportDraft:
    """Give a stored report as a draft, to be checked, numbered and exported.

    The section of level 0, or an empty one, is the opening.
    """
    opening = next((s for s in sections if s.level == 0), SectionText("lead", "", level=0))
    return ReportDraft(
        report.title,
        report.year,
        report.subject,
        draft_of_section(opening),
        tuple(draft_of_section(s) for s in sections if s is not opening),
    )


def draft_of_section(section: SectionText) -> SectionDraft:
    """Give a stored section as a draft."""
    return SectionDraft(
        key=section.key,
        number=section.number,
        title=section.title,
        level=section.level,
        path=section.path,
        sentences=tuple(_draft(sentence) for sentence in section),
        is_run_in=section.is_run_in,
        notes=section.notes,
    )


def _sentence(draft: SentenceDraft, name: str) -> Sentence:
    bound = tuple(Binding(b.start, b.end, b.expression, b.figures) for b in draft.bindings)
    names_figures = "{{" in draft.template
    carried = draft.carried_from
    return Sentence(
        id=name,
        text=draft.text,
        bindings=tuple(with_gaps(draft.template, draft.text, bound)) if names_figures else bound,
        template=draft.template if names_figures else "",
        starts_paragraph=draft.starts_paragraph,
        is_carried_over=draft.vouched_only_by_past,
        origin=draft.origin,
        marks=tuple(Mark(m.start, m.end, m.text, m.kind, m.reason) for m in draft.marks),
        carried_from=None if carried is None else (carried.document, carried.sentence),
        enumerator=draft.enumerator,
    )


def _draft(sentence: Sentence) -> SentenceDraft:
    carried = sentence.carried_from
    return SentenceDraft(
        template=sentence.template or sentence.text,
        text=sentence.text,
        bindings=tuple(
            DraftBinding(b.start, b.end, b.expression, b.figures)
            for b in sentence.bindings
            if not sentence.text.startswith("【待补：", b.start)
        ),
        origin=sentence.origin,
        carried_from=None if carried is None else CarriedFrom(*carried),
        marks=tuple(DraftMark(m.start, m.end, m.text, m.kind, m.reason) for m in sentence.marks),
        starts_paragraph=sentence.starts_paragraph,
        enumerator=sentence.enumerator,
    )


def _with_ids(section: SectionText, base: SectionText) -> SectionText:
    pairs = align([s.text.strip() for s in base], [s.text.strip() for s in section])
    origin = {b: base.sentences[a] for a, b in pairs if a is not None and b is not None}
    free = max((int(s.id[1:]) for s in base if s.id[1:].isdigit()), default=0)
    sentences = []
    for place, sentence in enumerate(section.sentences):
        old = origin.get(place)
        if old is None:
            free += 1
            sentences.append(replace(sentence, id=f"s{free}"))
        else:
            sentences.append(
                replace(sentence, id=old.id, lock=old.lock, is_droppable=old.is_droppable)
            )
    return replace(section, sentences=tuple(sentences))
