"""Annexes that a text names and does not have: 详见附件3 where there are two."""

from jushi.characters import COUNTING
from jushi.fidelity.verdict import Code
from jushi.fidelity.within.observation import Observation
from jushi.lazy_pattern import lazy_pattern

_NUMERAL = COUNTING
_WORD = r"(?:附件|附表|附录)"
_NAMED = lazy_pattern(rf"(?P<kind>{_WORD})\s?(?P<number>\d{{1,2}}|[{_NUMERAL}](?![{_NUMERAL}]))")
# 附件：1. …, 附件1, 附件 1：…, alone at the beginning of a line
_OWN_LINE = lazy_pattern(
    rf"^[\s　]*(?P<kind>{_WORD})\s?[:：]?\s?(?P<number>\d{{1,2}}|[{_NUMERAL}])(?=[\s.．、:：]|$)"
)
_LISTED = lazy_pattern(r"^[\s　]*(?P<number>\d{1,2})[.．、]\s?\S")
_ONE = lazy_pattern(rf"^[\s　]*{_WORD}\s?[:：]\s?[^\d\s]")
# Of another document: 《……通知》附件2, 本通知附件 is our own.
_FOREIGN = lazy_pattern(r"[》）)〕]的?$|号文?的?$")


def annex_observations(text: str) -> tuple[Observation, ...]:
    """Give the first place that names each annex which the text has not, in text order.

    Nothing is said of a text that names no annex by number, and of annexes of other documents.
    """
    present: set[tuple[str, int]] = set()
    named: dict[tuple[str, int], tuple[int, int]] = {}
    position, list_of = 0, ""
    for line in text.split("\n"):
        own = _OWN_LINE.match(line)
        further = _LISTED.match(line) if list_of else None
        if own is not None:
            list_of = own["kind"]
            present.add((list_of, _number(own["number"])))
        elif further is not None:
            present.add((list_of, int(further["number"])))
        elif _ONE.match(line):
            present.add((line.strip()[:2], 1))
        else:
            list_of = ""
            for match in _NAMED.finditer(line):
                if not _FOREIGN.search(line[max(0, match.start() - 4) : match.start()]):
                    key = (match["kind"], _number(match["number"]))
                    named.setdefault(key, (position + match.start(), position + match.end()))
        position += len(line) + 1
    return tuple(
        Observation(Code.UNVERIFIED, start, end, "annex_missing", (("told", text[start:end]),))
        for key, (start, end) in named.items()
        if key not in present
    )


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else _NUMERAL.index(text) + 1
