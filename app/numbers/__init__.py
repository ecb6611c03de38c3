"""Text in, mentions out. Pure: no file but the lexicons that ship, no network, no clock."""

from app.numbers.mention import DATA_KINDS, Form, Kind, Mention
from app.numbers.numeral import parse_numeral

__all__ = ["DATA_KINDS", "Form", "Kind", "Mention", "parse_numeral"]
