"""资料 as plain values for its templates."""

from collections.abc import Sequence
from typing import Any

from jushi.characters import NOTHING_TOLD
from jushi.error_telling import tell_error, tell_message
from jushi.errors import JushiError
from jushi.knowledge import BOXES, DocumentRecord, Hit
from jushi.messages import Language, wordings
from jushi.web.library import Adding

View = dict[str, Any]
_MINUTE = 60


def shelf_view(documents: Sequence[DocumentRecord], language: Language) -> View:
    """The boxes with their documents, those of the newest year first.

    What a person has to say something of comes first, where there is such a document.
    """
    words = wordings("page", language)
    newest = sorted(documents, key=lambda d: (-(d.year or 0), d.name))
    boxes = []
    for box in ("unsorted", *(name for name in BOXES if name != "unsorted")):
        rows = [_row(d, language) for d in newest if d.box == box]
        if box == "unsorted" and not rows:
            continue
        boxes.append(
            {
                "title": words[f"box_{box}"],
                "what": words[f"box_{box}_what"],
                "rows": rows,
                "hint": "" if rows else words["sources_none"],
            }
        )
    columns = ("document", "kind", "year", "sources_issuer", "sources_passages", "sources_status")
    return {"boxes": boxes, "columns": [words[name] for name in columns]}


def _row(document: DocumentRecord, language: Language) -> View:
    words = wordings("page", language)
    notes = [tell_message(notice, language) for notice in document.notices]
    if document.asked:
        fields = "、".join(words[f"asked_{field}"] for field in document.asked)
        notes.insert(0, words["sources_asked"].format(fields=fields))
    if document.removed:
        notes.append(words["sources_removed"].format(n=len(document.removed)))
    if document.flagged:
        notes.append(words["sources_flagged"].format(n=document.flagged))
    if document.owner:
        notes.append(words["sources_owner"].format(name=document.owner))
    superseded = document.superseded_by
    return {
        "id": document.id,
        "name": document.name,
        "title": document.title if document.title != document.name else "",
        "kind": words[f"kind_{document.kind}"],
        "year": str(document.year or NOTHING_TOLD),
        "issuer": document.issuer or NOTHING_TOLD,
        "passages": document.passages,
        "status": words[f"status_{document.status}"],
        "by": words["sources_superseded_by"].format(title=superseded) if superseded else "",
        "c": document.status,
        "notes": notes,
        "label": words["sources_choose"].format(name=document.name),
    }


def adding_view(adding: Adding | None, language: Language) -> View:
    """How far the adding is, or what became of each file."""
    if adding is None:
        return {"text": "", "running": False, "rows": []}
    words = wordings("page", language)
    if adding.error is not None:
        return trouble_view(adding.error, language)
    if adding.outcomes is None:
        return _running_view(adding, words)
    outcomes = adding.outcomes
    rows = [
        {
            "c": outcome.outcome,
            "name": outcome.name,
            "outcome": words[f"outcome_{outcome.outcome}"],
            "told": tell_message(outcome.message, language)
            if outcome.message
            else words["sources_n_passages"].format(n=outcome.passages),
        }
        for outcome in outcomes
    ]
    refused = sum(outcome.outcome == "refused" for outcome in outcomes)
    text = words["sources_added"].format(n=len(outcomes) - refused, refused=refused)
    return {"text": text, "running": False, "rows": rows}


def _running_view(adding: Adding, words: dict[str, str]) -> View:
    progress = adding.progress
    if progress is None:
        return {"text": words["sources_reading"], "running": True, "percent": 0, "rows": []}
    left = progress.remaining_s
    told = words[f"sources_{progress.step}_file"].format(
        name=progress.name,
        done=progress.passages_done,
        total=progress.passages_total,
        rate=f"{progress.rate:.0f}",
    )
    if left is not None:
        minutes, seconds = divmod(int(left), _MINUTE)
        told += words["sources_left"].format(minutes=minutes, seconds=seconds)
    percent = 100 * progress.passages_done // max(progress.passages_total, 1)
    return {"text": told, "running": True, "percent": percent, "rows": []}


def trouble_view(error: JushiError, language: Language) -> View:
    """Why the index cannot be had, in one line."""
    return {"text": tell_error(error, language), "wrong": True, "running": False, "rows": []}


def hits_view(query: str, hits: Sequence[Hit], language: Language) -> View:
    """The passages found, as a writer would see them, each with why it came."""
    words = wordings("page", language)
    rows = [
        {
            "rank": hit.rank,
            "origin": hit.passage.citation,
            "file": hit.passage.document_name,
            "year": str(hit.passage.year or ""),
            "kind": words[f"kind_{hit.passage.kind}"],
            "box": words[f"box_{hit.passage.box}"],
            "text": hit.for_writer(),
            "why": _why(hit, words),
            "flag": words["hit_flagged"] if hit.passage.flags else "",
            "old": words["status_superseded"] if hit.passage.status == "superseded" else "",
        }
        for hit in hits
    ]
    hint = "" if hits or not query.strip() else words["hits_none"]
    return {"rows": rows, "hint": hint, "masked": words["hits_masked"] if rows else ""}


def _why(hit: Hit, words: dict[str, str]) -> str:
    parts = []
    if hit.why.words:
        parts.append(words["why_words"].format(words="、".join(hit.why.words)))
    if hit.why.similarity is not None:
        parts.append(words["why_similarity"].format(n=f"{hit.why.similarity:.2f}"))
    if hit.why.filters:
        parts.append(hit.why.filters)
    return "　".join(parts)
