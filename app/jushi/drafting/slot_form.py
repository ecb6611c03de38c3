"""How a number was printed, as the forms of a slot that prints another in the same format."""

import re
from decimal import Decimal

from jushi.characters import NUMERALS
from jushi.lexicon import SCALES, chinese_approximators
from jushi.numbers import Kind, Mention

_SCALE_WORDS = {Decimal(worth): word for word, worth in SCALES.items()}
_CHINESE = re.compile(rf"[{NUMERALS}]+")
_USUAL_DIGITS = 2


def slot_for(mention: Mention, formula: str, *, unit: str) -> str:
    """Give the slot `{{formula|…}}` that prints `formula` as `mention` is printed.

    `unit` is the unit of the figure. The approximator, scale word and decimal places are those of
    the mention, `第` and Chinese numerals too.
    """
    core = mention.text[mention.core_start - mention.start : mention.core_end - mention.start]
    scale = _SCALE_WORDS.get(mention.scale, "")
    forms = [
        *_numeral_forms(mention, core, unit),
        *([scale] if scale and not unit.startswith(scale) else []),
        *_rounding_forms(mention, core, scale, unit),
    ]
    return "{{" + "|".join([formula, *forms]) + "}}"


def _numeral_forms(mention: Mention, core: str, unit: str) -> list[str]:
    forms = []
    if mention.text.startswith("第"):
        forms.append("第")
    if _CHINESE.fullmatch(core):
        forms.append("中文")
    if re.search(r"\d[,，]\d{3}", core):
        forms.append(",")
    if mention.unit is None and unit and mention.kind is Kind.QUANTITY:
        forms.append("数")
    return forms


def _rounding_forms(mention: Mention, core: str, scale: str, unit: str) -> list[str]:
    """Approximator, decimal places, and significant digits where they are more than usual."""
    word = _approximator_word(mention)
    decimals = len(core.partition(".")[2])
    forms = []
    if decimals or (scale and not unit.startswith(scale)):
        forms.append(f".{decimals}")
    elif word and len(digits := core.rstrip("0")) > _USUAL_DIGITS and digits.isdigit():
        forms.append(f"{len(digits)}位")
    return [*forms, word] if word else forms


def _approximator_word(mention: Mention) -> str:
    """The approximator as our table knows it; an approximator that it does not know counts as
    约.
    """
    told = mention.approximator
    if not told:
        return ""
    if told in chinese_approximators():
        return told
    known = [word for size in range(len(told), 0, -1) for word in _windows(told, size)]
    return next((word for word in known if word in chinese_approximators()), "约")


def _windows(text: str, size: int) -> list[str]:
    return [text[at : at + size] for at in range(len(text) - size + 1)]
