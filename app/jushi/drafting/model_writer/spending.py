"""What a draft by a model costs: so far, and what the rest may cost at that rate."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Spending:
    """Of the sections that a model writes; the others cost nothing."""

    costs: Collection[tuple[int, Decimal]]
    """Tokens, read and written, and seconds of the model's own time for each written section."""
    left: int
    """Sections that are still to be written."""
    at_once: int = 4
    """Sections that the endpoint is asked for at a time."""

    @property
    def tokens(self) -> int:
        return sum(tokens for tokens, _ in self.costs)

    @property
    def seconds(self) -> Decimal:
        """Of the model's own time: sections written at once each count in full."""
        return sum((seconds for _, seconds in self.costs), Decimal(0))

    @property
    def tokens_left(self) -> int | None:
        """None until a section is written."""
        return self.tokens * self.left // len(self.costs) if self.costs else None

    @property
    def wait_s(self) -> int | None:
        """Seconds until all are written, by the clock; None until a section is written."""
        if not self.costs:
            return None
        mean = self.seconds / len(self.costs)
        return int((mean * self.left / max(min(self.at_once, self.left), 1)).to_integral_value())
