"""A sentence as bound text: what its template must be, given its words and its bindings."""

from collections.abc import Iterable

from jushi.text import Binding


def template_of(text: str, bindings: Iterable[Binding]) -> str:
    """Give `text` with `{{expression}}` in place of each binding; empty where there is none."""
    pieces, last = [], 0
    for binding in bindings:
        pieces += [text[last : binding.start], "{{", binding.expression, "}}"]
        last = binding.end
    return "".join([*pieces, text[last:]]) if last or pieces else ""
