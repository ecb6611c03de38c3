"""Change one section of a draft as an instruction says, and check the whole again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from app.documents import Block, Document
from app.error_telling import Language
from app.errors import DraftError
from app.fidelity import check_text
from app.jobs.checking import CheckedReport, check_report
from app.jobs.exporting import export_document
from app.jobs.reading import read_figures, read_source
from app.jobs.source import SourceFile
from app.records import SectionText
from app.revision import asked, edit_section


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


def revise_report(
    draft: SourceFile,
    figures: SourceFile,
    name: str,
    *,
    section: str,
    instruction: str,
    language: Language = "zh",
) -> RevisedReport:
    """Change `section` of `draft` as `instruction` says; give the draft as a file called `name`.

    `section` is part of its heading. The instruction is a preset of `presets.yaml`, such as
    去掉套话 or 压缩到300字; one that needs a model, or none at all, raises DraftError. So does a
    section that is not there or not the only one.
    """
    table = read_figures(figures, language)
    document = read_source(draft)
    start, end = _body_of(document, section)
    blocks = document.blocks
    text = "\n".join(block.text for block in blocks[start:end])
    heading = blocks[start - 1].text
    kept = edit_section(SectionText("1", heading), text, partial(check_text, table=table), table)
    changed, dropped, over = _run(kept, instruction)
    body = [Block("paragraph", line) for line in changed.text.split("\n") if line.strip()]
    revised = replace(document, blocks=(*blocks[:start], *body, *blocks[end:]))
    file = export_document(revised, name)
    checked = check_report(file, figures, language=language)
    return RevisedReport(file, checked, heading, kept.length, changed.length, dropped, over)


def _body_of(document: Document, section: str) -> tuple[int, int]:
    """The blocks below the heading that `section` is part of, up to the next heading."""
    blocks = document.blocks
    places = [n for n, b in enumerate(blocks) if b.kind == "heading" and section in b.text]
    if len(places) != 1:
        titles = "、".join(_headings(blocks))
        problem = "names no section" if not places else "names several sections"
        raise DraftError(f"--section {section}", problem, f"choose one of: {titles}")
    start = places[0] + 1
    end = start
    while end < len(blocks) and blocks[end].kind == "paragraph":
        end += 1
    if end == start:
        raise DraftError(f"--section {section}", "has no text of its own", "choose one below it")
    return start, end


def _headings(blocks: Sequence[Block]) -> list[str]:
    return [block.text.rstrip("。") for block in blocks if block.kind == "heading"]


def _run(section: SectionText, words: str) -> tuple[SectionText, tuple[str, ...], int]:
    """The section changed, what was dropped, and by how much it is still too long."""
    wanted = asked.read_instruction(words)
    preset = asked.preset_for(wanted)
    if preset is not None:
        done = asked.run_preset(preset, section, characters=wanted.characters)
        return done.section, done.dropped, done.over
    presets = asked.load_presets()
    known = "、".join(p.name for p in presets if p.offline and "order" not in p.asks)
    raise DraftError(f"--instruction {words}", "needs a model", f"or write one of: {known}")
