"""What the parts of 核数 show, as plain values for their templates."""

from collections.abc import Sequence
from typing import Any

from jushi.messages import Language, wordings
from jushi.records import Decision
from jushi.services.workspace import CheckItem, CheckPass, OpenReport
from jushi.web.marked_text import card, verdict_class
from jushi.web.views import person_name

View = dict[str, Any]


def passes_view(passes: Sequence[CheckPass], is_drafted: bool, language: Language) -> View:
    """The five passes, each with what is not plainly right."""
    words = wordings("page", language)
    numbers = [i for one in passes for i in one.items if i.verdict is not None]
    settled = sum(not item.is_open for item in numbers)
    progress = words["pass_progress"].format(done=settled, all=len(numbers))
    hint = words["pass_clear"] if is_drafted else words["not_drafted"]
    return {
        "label": words["passes"],
        "progress": progress if is_drafted else "",
        "keys": words["pass_keys"] if is_drafted else "",
        "passes": [
            {
                "id": one.id,
                "title": words[f"pass_{one.id}"],
                "count": f"{one.done}/{len(one.items)}" if is_drafted else "",
                "c": ("clean" if one.done == len(one.items) else "open") if is_drafted else "",
                "hint": hint,
                "items": [_row(item, words) for item in one.items if _is_listed(item)],
            }
            for one in passes
        ],
    }


def item_view(item: CheckItem | None, opened: OpenReport, language: Language) -> View:
    """The card of the chosen item: its sentence, source and last year, and what was decided."""
    words = wordings("page", language)
    if item is None:
        return {"title": "", "c": "", "hint": words["pass_choose"]}
    rows: list[Any] = [{"name": words["explanation"], "value": item.explanation}]
    if item.verdict is not None:
        rows = list(card(item.verdict, opened.table, language)["rows"])  # type: ignore[call-overload]
    if item.decision is not None:
        rows.insert(0, {"name": words["verdict"], "value": decision_text(item.decision, language)})
        if item.decision.reason:
            rows.insert(1, {"name": words["pass_reason"], "value": item.decision.reason})
    before, _, after = item.sentence.partition(item.text) if item.text else ("", "", "")
    return {
        "title": item.text or words["pass_finding"],
        "c": item_class(item),
        "before": before,
        "text": item.text,
        "after": after,
        "rows": rows,
    }


def item_class(item: CheckItem) -> str:
    """The CSS class that says how an item stands."""
    if item.decision is not None:
        return "accepted"
    return item.grade if item.verdict is None else verdict_class(item.verdict)


def decision_text(decision: Decision, language: Language) -> str:
    """Who decided what and when, in one line."""
    words = wordings("page", language)
    return words["pass_decided"].format(
        what=words[f"pass_{decision.kind}"],
        who=person_name(decision.who, language),
        when=decision.time.astimezone().strftime("%Y-%m-%d %H:%M"),
    )


def _is_listed(item: CheckItem) -> bool:
    return item.grade != "ok" or item.is_loose or item.decision is not None


def _row(item: CheckItem, words: dict[str, str]) -> View:
    state = item_class(item)
    told = words[f"pass_{item.decision.kind}"] if item.decision else words.get(state, state)
    return {
        "id": item.id,
        "c": state,
        "text": item.text or words["pass_finding"],
        "state": told,
        "explanation": item.explanation,
    }
