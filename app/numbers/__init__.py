"""Text in, mentions out. Pure: no file but the lexicons that ship, no network, no clock."""

from app.numbers.door import read_mentions, read_periods
from app.numbers.interval import Interval, interval_of, rounds_to, source_interval
from app.numbers.mention import DATA_KINDS, Form, Kind, Mention
from app.numbers.numeral import parse_numeral
from app.numbers.surface import format_chinese, format_value

__all__ = [
    "DATA_KINDS",
    "Form",
    "Interval",
    "Kind",
    "Mention",
    "format_chinese",
    "format_value",
    "interval_of",
    "parse_numeral",
    "read_mentions",
    "read_periods",
    "rounds_to",
    "source_interval",
]
