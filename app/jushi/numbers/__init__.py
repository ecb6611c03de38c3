"""Text in, mentions out. Pure: no file but the lexicons that ship, no network, no clock."""

from jushi.numbers.api import is_document_number, read_mentions, read_periods
from jushi.numbers.five_year_plans import PLAN_NAME, plan_years
from jushi.numbers.interval import Interval, interval_of, rounds_to, source_interval
from jushi.numbers.lexicon import form_of
from jushi.numbers.mention import DATA_KINDS, Form, Kind, Mention
from jushi.numbers.numeral import parse_numeral
from jushi.numbers.surface import format_chinese, format_value

__all__ = [
    "DATA_KINDS",
    "PLAN_NAME",
    "Form",
    "Interval",
    "Kind",
    "Mention",
    "form_of",
    "format_chinese",
    "format_value",
    "interval_of",
    "is_document_number",
    "parse_numeral",
    "plan_years",
    "read_mentions",
    "read_periods",
    "rounds_to",
    "source_interval",
]
