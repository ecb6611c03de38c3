"""What a recogniser hands to the reader: a mention whose offsets are those of the plain text."""

from dataclasses import dataclass
from decimal import Decimal

from jushi.numbers.mention import Form, Kind

ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Amount:
    """The size that a mention states."""

    value: Decimal | None
    unit: str | None
    step: Decimal | None
    scale: Decimal = ONE
    form: Form = Form.EXACT
    approximator: str | None = None
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A mention in the making; offsets count characters of the plain text."""

    start: int
    end: int
    kind: Kind
    detail: str
    core: tuple[int, int]
    amount: Amount | None = None
    iso: str | None = None
