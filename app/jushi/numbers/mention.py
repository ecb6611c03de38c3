"""What the number reader finds: a mention, its kind and the interval that it states."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """What a mention is. The first seven say something about the world's size: they are data."""

    QUANTITY = "quantity"
    PERCENT = "percent"
    PERCENTAGE_POINT = "percentage_point"
    MONEY = "money"
    FRACTION = "fraction"
    MULTIPLE = "multiple"
    RANK = "rank"
    DATE = "date"
    PERIOD = "period"
    ORDINAL = "ordinal"
    DOC_NUMBER = "doc_number"
    ARTICLE = "article"
    HEADING = "heading"
    NAMED_EVENT = "named_event"
    SET_PHRASE = "set_phrase"
    PHONE_OR_CODE = "phone_or_code"


DATA_KINDS = frozenset(
    {
        Kind.QUANTITY,
        Kind.PERCENT,
        Kind.PERCENTAGE_POINT,
        Kind.MONEY,
        Kind.FRACTION,
        Kind.MULTIPLE,
        Kind.RANK,
    }
)


class Form(StrEnum):
    """How a mention bounds its value. Truth conditions: `interval.py`."""

    EXACT = "exact"
    OVER = "over"  # 1700余, 300多
    APPROX = "approx"  # 约1700, 1700左右
    NEAR = "near"  # 近1700
    AT_LEAST = "at_least"  # 98%以上, 不低于, 至少
    AT_MOST = "at_most"  # 以下, 以内, 不超过
    MORE_THAN = "more_than"  # 超过, 逾, 突破
    LESS_THAN = "less_than"  # 不足, 不到
    RANGE = "range"  # 3—5天, 三四百
    VAGUE = "vague"  # 数十, 上百, 几十


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of text that expresses a number: `text[m.start:m.end] == m.text`."""

    start: int
    """Offset of the first character of the whole mention, approximator and unit included."""
    end: int
    """Offset behind the last character."""
    text: str
    """The surface, as it stands in the text: `1700余人`."""
    kind: Kind
    value: Decimal | None
    """In `unit`, scale words multiplied out: `1.23亿元` is 123000000 in 元, `三成` is 30 in %.
    Percent and percentage points carry the number before the sign. A fraction is its quotient,
    `翻一番` is 2 in 倍. None for dates and for words that hold a number but say none."""
    low: Decimal | None
    """Least value for which the mention is true; None is unbounded or not applicable."""
    high: Decimal | None
    """Greatest such value, as the usual reading has it: `1700余` has 1800."""
    unit: str | None
    """Unit or classifier without its scale word: 人次, 元, `%` for every way to write percent,
    `百分点`, 倍, 名; None where none is written."""
    form: Form
    approximator: str | None
    """The hedging words as written: `余`, `以上`, `超过`."""
    step: Decimal | None
    """Size of the last printed place, in `unit`: 1000000 for `1.23亿元`, 0.1 for `9.0%`."""
    scale: Decimal
    """What the scale words multiply by: 100000000 for 亿, 10000 for 万, else 1."""
    core_start: int
    """Offset of the numeral alone, without approximator, scale word and unit."""
    core_end: int
    detail: str
    """The finer kind: `count`, `rate`, `rank`, `year`, `first_months`, `edition`, `level2`,
    `slogan`, `word`, …; for what is not data it is the reason why."""
    iso: str | None
    """For dates and periods: `2023`, `2023-05`, `2023-05-12`, `2023-01/2023-11`, `2023/..`
    (since), `../2023-10` (up to), `--12-04` (a day of any year), `XXXX-XX-01/XXXX-XX-25` (every
    month). Years that the text leaves to the reader are relative to the report's year:
    `Y+0-05` for 今年5月, `Y-1` for 上年, `Y+0-01/Y+0-11` for 前11个月."""

    @property
    def is_data(self) -> bool:
        """Whether the mention says something about the world's size and so needs a source."""
        return self.kind in DATA_KINDS
