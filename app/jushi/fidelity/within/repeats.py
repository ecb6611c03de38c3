"""The same thing told twice in one text, with two numbers."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from jushi.fidelity.verdict import Code
from jushi.fidelity.within.observation import Observation, within_words
from jushi.lazy_pattern import lazy_pattern
from jushi.lexicon import is_plan_heading
from jushi.numbers import Form, Kind, Mention
from jushi.text import CENTURY, CLAUSE_STOPS, Span, sentence_spans, span_at

_TOLD = frozenset({Kind.QUANTITY, Kind.MONEY, Kind.PERCENT})
_YEAR = lazy_pattern(rf"({CENTURY}\d{{2}})年(?:度|全年)?(?!\d|前|上半|第|一季|\d{{1,2}}月)")
_TIME = lazy_pattern(
    rf"{CENTURY}\d{{2}}年|\d{{1,2}}月|季度|半年|上年|去年|同期|截至|目前|以来|期间|十[一二三四]五"
)
_YEARS = lazy_pattern(r"(?:这|过去|近|前)?[两三四五六七八九十]年(?:来|间|里|，)|十[一二三四五]五")
"""A paragraph that looks back on several years tells other numbers with the same words."""
_LETTERS = lazy_pattern(r"[^\W\d_]")
_LEAST_LETTERS = 6
"""Of what is told, in the first clause of a sentence: 受理法律援助案件."""
_LEAST_FARTHER_ON = 9
"""In a later clause, where the one before may say whose it is."""
_LONGEST_HEADING = 40
_LONGEST_SENTENCE = 500


def repeat_observations(
    text: str, mentions: Sequence[Mention], report_year: int | None = None
) -> tuple[Observation, ...]:
    """Give the second of two numbers that the text tells of the same words, in text order.

    The words of the clause in front must be the same but for words such as 全年 and 全县, and
    both are of the report's year, by default the one that the text names most. Plans and
    approximate numbers are left out.
    """
    year = str(report_year) if report_year else _usual_year(text)
    first: dict[tuple[str, str | None, str], Mention] = {}
    seen: list[Observation] = []
    for mention, head in _told(text, mentions, year):
        tail = text[mention.end : mention.end + 1]
        key = (head, mention.unit, "" if tail in CLAUSE_STOPS else tail)
        before = first.setdefault(key, mention)
        if before.value != mention.value:
            params = (("detail", before.text), ("told", mention.text))
            place = (mention.start, mention.end)
            seen.append(Observation(Code.INCONSISTENT, *place, "inconsistent", params))
    return tuple(seen)


def _usual_year(text: str) -> str:
    found = Counter(match[1] for match in _YEAR.finditer(text))
    return found.most_common(1)[0][0] if found else ""


def _told(text: str, mentions: Sequence[Mention], year: str) -> Iterator[tuple[Mention, str]]:
    end = _end_of_results(text)
    spans: tuple[Span, ...] = tuple(sentence_spans(text))
    several = [(m.start(), text.find("\n", m.start())) for m in _YEARS.finditer(text)]
    long_ago = [(low, high if high >= 0 else len(text)) for low, high in several]
    starts = [low for low, _ in long_ago]
    for mention in mentions:
        if mention.kind not in _TOLD or mention.form is not Form.EXACT or mention.start >= end:
            continue
        low, high = span_at(spans, mention.start)
        if high - low > _LONGEST_SENTENCE:
            continue
        sentence, before = text[low:high], text[low : mention.start]
        if "\t" in sentence or any(word in sentence for word in within_words("plan")):
            continue
        place = bisect_left(starts, mention.start) - 1
        if place >= 0 and mention.start < long_ago[place][1]:
            continue
        begin = max(before.rfind(stop) for stop in CLAUSE_STOPS) + 1
        head = _bare(before[begin:], year)
        lead = _bare(before[:begin], year)
        least = _LEAST_FARTHER_ON if _LETTERS.search(lead) else _LEAST_LETTERS
        is_dated = _TIME.search(head) or _TIME.search(lead)
        if not is_dated and len(_LETTERS.findall(head)) >= least:
            yield mention, head


def _end_of_results(text: str) -> int:
    """Where the headings turn to what is to be done; the end of the text if they do not."""
    position = 0
    for line in text.split("\n"):
        # 三、工作打算。 with its full stop is a heading; what has words behind it is a sentence.
        is_heading = len(line) < _LONGEST_HEADING and "。" not in line.strip().rstrip("。")
        if is_heading and is_plan_heading(line):
            return position
        position += len(line) + 1
    return position


def _bare(words: str, year: str) -> str:
    """Give the words without the report's year and what tells no statement from another."""
    if year:
        words = _YEAR.sub(lambda match: "" if match[1] == year else match[0], words)
    for word in within_words("now"):
        words = words.replace(word, "")
    return words.strip(" 　，,：:")
