"""Characters that nobody sees, one of each kind that texts bring along or hide words with."""

INVISIBLE_SAMPLES = (
    "\u00ad",  # soft hyphen
    "\u034f",  # combining grapheme joiner
    "\u180e",  # Mongolian vowel separator
    "\u200b",  # zero width space
    "\u200d",  # zero width joiner
    "\u200f",  # right-to-left mark
    "\u202a",  # left-to-right embedding
    "\u202c",  # pop directional formatting
    "\u2060",  # word joiner
    "\u2063",  # invisible separator
    "\u2066",  # left-to-right isolate
    "\ufe0f",  # variation selector
    "\ufeff",  # byte order mark
    "\U000e0041",  # tag
)
