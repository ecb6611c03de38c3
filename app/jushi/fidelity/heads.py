"""The words that a number leaves to those behind it, in its sentence and not in its brackets."""

from jushi.facts import Token
from jushi.fidelity.structure import Span

_Head = tuple[Span, dict[Token, float]]
_NONE: _Head = ((-1, -1), {})


class Heads:
    """Keeps what was named last, while the mentions of a text are walked once."""

    def __init__(self) -> None:
        self._last, self._outside, self._is_aside = _NONE, _NONE, False

    def before(self, sentence: Span, *, is_aside: bool) -> dict[Token, float] | None:
        """What `sentence` named last; None if nothing. `is_aside` says that brackets are open:
        收入500亿元（税收300亿元），增长5% is of what stands before them."""
        if is_aside and not self._is_aside:
            self._outside = self._last
        elif self._is_aside and not is_aside and self._outside[0] == sentence:
            self._last = self._outside
        self._is_aside = is_aside
        return self._last[1] if self._last[0] == sentence else None

    def tell(self, sentence: Span, head: dict[Token, float]) -> None:
        """Keep what a mention of `sentence` named."""
        if head:
            self._last = (sentence, head)
