"""Total rows of a table against the rows above them."""

from decimal import Decimal

from jushi.lexicon import cell_words


class TotalCheck:
    """Adds up the values of one table, from its top and from the last 小计."""

    def __init__(self) -> None:
        self._all: list[Decimal] = []
        self._since_subtotal: list[Decimal] = []
        self._units: set[str] = set()

    def add(self, unit: str, value: Decimal) -> None:
        """Count one more row in."""
        self._all.append(value)
        self._since_subtotal.append(value)
        self._units.add(unit)

    def disagreement(self, text: str, total: Decimal | None) -> Decimal | None:
        """Give what the rows above add up to where a total row `text` says something else.

        None where it agrees, and where nothing can be said: fewer than two rows, several units,
        no total.
        """
        since, every = self._since_subtotal, self._all
        self._since_subtotal = []
        if total is None or len(self._units) != 1:
            return None
        added = sum(since if text.lower() in cell_words("subtotal") else every, Decimal(0))
        if len(every) < 2 or total in (added, sum(since, Decimal(0))):
            return None
        return added
