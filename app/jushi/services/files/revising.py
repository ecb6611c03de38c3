"""Change one section of a draft as an instruction says, and check the whole again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from jushi.documents import Block, Document
from jushi.errors import DraftError, ReplyError
from jushi.fidelity import check_text
from jushi.figures import FigureTable
from jushi.llm import Model
from jushi.messages import Language
from jushi.revision import asked, edit_section, propose
from jushi.services.asking import ask_revision, change_offline
from jushi.services.files.checking import CheckedReport, check_report
from jushi.services.files.exporting import export_document
from jushi.services.reading import read_figures, read_source
from jushi.services.source import SourceFile
from jushi.text import Section


@dataclass(frozen=True, slots=True)
class LeftChange:
    """What a model would have changed, and what was left as it stood."""

    triage: str
    """需确认 or 已拒绝."""
    before: str
    """Empty for a sentence that it put in."""
    after: str
    """Empty for one that it took out."""
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RevisedReport:
    """A draft with one section changed."""

    file: SourceFile
    checked: CheckedReport
    heading: str
    """Of the section that was changed."""
    before: int
    """Its characters before."""
    after: int
    dropped: tuple[str, ...]
    """What went, as it stood."""
    over: int
    """Characters by which it is still longer than asked, because the rest tells numbers."""
    left: tuple[LeftChange, ...] = ()
    """In reading order; a person decides."""


def revise_report(
    draft: SourceFile,
    figures: SourceFile,
    name: str,
    *,
    section: str,
    instruction: str,
    only: str = "",
    overrules: bool = False,
    language: Language = "zh",
    model: Model | None = None,
) -> RevisedReport:
    """Change `section` of `draft` as `instruction` says; give the draft as a file called `name`.

    `section` is part of its heading. The instruction is a preset of `presets.yaml`, such as
    去掉套话 or 压缩到300字, says itself what to do, 把“A”改为“B”, or is free words. `only` is a
    stretch of the section's text: nothing but its sentences may change. Of what `model` writes only
    that is taken which moves no number, name, date or obligation, unless the instruction asks for
    it; with `overrules` a person takes the rest too, but where a number is at stake. Raises
    DraftError for an instruction that needs a model where there is none, for a section that is not
    there or not the only one, and for words that it does not hold; ModelError where the model gives
    none.
    """
    table = read_figures(figures, language)
    document = read_source(draft)
    start, end = _body_of(document, section)
    blocks = document.blocks
    text = "\n".join(block.text for block in blocks[start:end])
    heading = blocks[start - 1].text
    reviser = _Reviser(table, language, model, overrules=overrules)
    kept = edit_section(Section("1", heading), text, reviser.check, table)
    first, last = _stretch(kept, only)
    done = reviser.run(replace(kept, sentences=kept.sentences[first:last]), instruction)
    whole = (*kept.sentences[:first], *done.section, *kept.sentences[last:])
    done = replace(done, section=replace(kept, sentences=whole))
    body = [Block("paragraph", line) for line in done.section.text.split("\n") if line.strip()]
    revised = replace(document, blocks=(*blocks[:start], *body, *blocks[end:]))
    file = export_document(revised, name)
    checked = check_report(file, figures, language=language)
    return RevisedReport(
        file,
        checked,
        heading,
        kept.length,
        done.section.length,
        done.dropped,
        done.over,
        done.left,
    )


def _body_of(document: Document, section: str) -> tuple[int, int]:
    """The blocks below the heading that `section` is part of, up to the next heading."""
    blocks = document.blocks
    places = [n for n, b in enumerate(blocks) if b.kind == "heading" and section in b.text]
    if len(places) != 1:
        titles = "、".join(_headings(blocks))
        code = "services.several_such_sections" if places else "services.no_section_of_this_name"
        raise DraftError(code, place=f"--section {section}", titles=titles)
    start = places[0] + 1
    end = start
    while end < len(blocks) and blocks[end].kind == "paragraph":
        end += 1
    if end == start:
        raise DraftError("services.section_without_text", place=f"--section {section}")
    return start, end


def _stretch(section: Section, only: str) -> tuple[int, int]:
    """The sentences that `only` reaches into, from the first to behind the last; all without it."""
    if not only.strip():
        return 0, len(section.sentences)
    wanted = "".join(only.split())
    spans, whole = [], ""
    for sentence in section:
        start = len(whole)
        whole += "".join(sentence.text.split())
        spans.append((start, len(whole)))
    at = whole.find(wanted)
    if at < 0:
        raise DraftError("revision.nothing_matches", place=section.title, words=only.strip())
    inside = [n for n, (a, b) in enumerate(spans) if a < at + len(wanted) and at < b]
    return inside[0], inside[-1] + 1


def _headings(blocks: Sequence[Block]) -> list[str]:
    return [block.text.rstrip("。") for block in blocks if block.kind == "heading"]


@dataclass(frozen=True, slots=True)
class _Done:
    section: Section
    dropped: tuple[str, ...] = ()
    over: int = 0
    left: tuple[LeftChange, ...] = ()


class _Reviser:
    """Revises one section by a preset, or has the model do it and takes what is safe."""

    def __init__(
        self, table: FigureTable, language: Language, model: Model | None, *, overrules: bool
    ) -> None:
        self._overrules = overrules
        self._table = table
        self._language = language
        self._model = model
        self.check = partial(check_text, table=table, language=language)

    def run(self, section: Section, words: str) -> _Done:
        wanted = asked.read_instruction(words)
        done = change_offline(wanted, section, has_model=self._model is not None)
        if done is not None:
            return _Done(done.section, done.dropped, done.over)
        if self._model is None:
            presets = asked.load_presets()
            known = "、".join(p.name for p in presets if p.offline and "order" not in p.asks)
            raise DraftError("services.needs_model", place=f"--instruction {words}", known=known)
        return self._ask(self._model, section, asked.instruction_words(wanted))

    def _ask(self, model: Model, section: Section, words: str) -> _Done:
        text, _ = ask_revision(model, section, words, self._table)
        try:
            proposed = edit_section(section, text, self.check, self._table)
        except DraftError as error:
            raise ReplyError("services.unreadable_reply", place=model.name, error=error) from error
        proposal = propose(section, proposed, self.check, instruction=words)
        taken = proposal.safe
        if self._overrules:
            taken |= {n for n, one in enumerate(proposal.changes) if one.may_be_overruled}
            taken |= {n for n, one in enumerate(proposal.changes) if one.wants_only_a_look}
        left = (
            LeftChange(
                one.triage,
                one.change.before.text.strip() if one.change.before else "",
                one.change.after.text.strip() if one.change.after else "",
                tuple(reason.tell(self._language) for reason in one.reasons),
            )
            for place, one in enumerate(proposal.changes)
            if one.change.kind != "kept" and place not in taken
        )
        revised = proposal.accept(taken, overrules=self._overrules)
        return _Done(revised, left=tuple(left))
