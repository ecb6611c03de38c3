"""The numeral at a place of the text: 1,234 1200余万 十五六 数百万 三万五, without its unit."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from jushi.characters import ONE_TO_NINE
from jushi.lazy_pattern import lazy_pattern
from jushi.lexicon import MYRIADS, PLACES
from jushi.numbers.found import ONE
from jushi.numbers.lexicon import phrase_at, unit_at, units
from jushi.numbers.mention import Form
from jushi.numbers.numeral import EXACT, LONGEST, Numeral, read_numeral, times
from jushi.numbers.symbols import DIGIT_OF, VULGAR_FRACTIONS

_TENS = "".join(PLACES)
DIGITS = f"零〇○{ONE_TO_NINE}两俩仨幺"
BIGS = "".join(MYRIADS)
CHINESE = DIGITS + "廿卅卌" + _TENS + BIGS

_ARABIC = (
    r"(?:[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?![0-9])(?:\.[0-9]+)?"  # 12,34,567.89
    r"|[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?"  # 1,234.5
    r"|[0-9]+(?:\.[0-9]+)?)"
)
_SMALL = "[0-9]{1,4}(?![0-9.,%])"  # the digits behind a scale word: 1万|5288
_NEXT_PLACE = rf" {{1,2}}(?=[{CHINESE}]|[0-9]{{1,4}} {{0,2}}[{_TENS}])"  # 7万| 5千
_ARABIC_TAIL = (
    rf" {{0,2}}[{_TENS}{BIGS}](?:[{CHINESE}]|(?<=[{CHINESE} ]){_SMALL}|{_NEXT_PLACE}){{0,100}}"
)
_ARABIC_RUN = lazy_pattern(rf"(?:{_ARABIC}|\.[0-9]+)(?:{_ARABIC_TAIL})?")  # 10亿零817万5288
_PLAIN_ARABIC = lazy_pattern(rf"{_ARABIC}(?![ 0-9.,eE^{_TENS}{BIGS}kKwWM点x×])")
_POINT = rf" ?点 ?(?=[{DIGITS}0-9])|(?<=点)[0-9]+|(?<=点 )[0-9]+"  # 一百|点123
_MIXED_SMALL = rf"(?<=[{_TENS}{BIGS}零]){_SMALL}"  # 二百|34
_CHINESE_RUN = lazy_pattern(
    rf"[{CHINESE}](?:[{CHINESE}]|{_POINT}|{_MIXED_SMALL}| {{1,4}}(?=[{CHINESE}])){{0,100}}"
)
_RUN = lazy_pattern(rf"[0-9,]+(?:\.[0-9]+)?|[{CHINESE}点]+")
_EITHER = lazy_pattern(
    rf"(?P<head>(?:[{CHINESE}]*[{_TENS}{BIGS}])?)"
    rf"(?P<low>[一二两三四五六七八])(?P<high>[二两三四五六七八九])(?P<tail>[{_TENS}{BIGS}]*)"
)
_SOME = lazy_pattern(
    rf"(?P<head>[{CHINESE} ]{{0,40}}?)零?(?P<word>[几数]) ?(?P<tail>[{_TENS}{BIGS}]*)"
)
_INSIDE = lazy_pattern(rf" ?(?P<word>[余多来几]) ?(?P<tail>[{_TENS}{BIGS}]*)")
_NO_APPROXIMATOR = lazy_pattern(r"来(?:自|源|说|看|访|电|信|往|到)|余(?:额|下|量|款|粮|姚|杭)")
_HUNDRED_MILLIONS = lazy_pattern(r" ?个亿(?!元?以上|元?级|企业)")
_SCIENTIFIC = lazy_pattern(r"[eE][+-]?[0-9]{1,2}(?![0-9A-Za-z.])")
_TO_DIGITS = lazy_pattern(r"[-~—–][0-9]")
_TEN_POWER = lazy_pattern(r" ?[x×] ?10\^(?P<power>[+-]?[0-9]{1,2})(?![0-9.])")
_POWER = lazy_pattern(r"\^([+-]*)([0-9]{1,2})(?![0-9.])")
_LETTER_SCALE = lazy_pattern(r" {0,2}([kKwM])(?![A-Za-z0-9²³/])")
_LETTER_SIZES = {"k": 1000, "K": 1000, "w": 10_000, "M": 1_000_000}
_ADJACENT = frozenset({(3, 5)})


@dataclass(frozen=True, slots=True)
class Core:
    """A numeral where it stands, with the approximator that stands inside it."""

    start: int
    end: int
    value: Decimal | None
    """None for 数十 and 十五六, which say only bounds."""
    step: Decimal
    """Zero for what was computed of two numbers: 3∶2 has no last place."""
    scale: Decimal
    is_chinese: bool
    digits_end: int
    """Where the digits end and scale words or inner approximators begin."""
    approximator: str | None = None
    form: Form = Form.EXACT
    low: Decimal | None = None
    high: Decimal | None = None


def core_at(text: str, at: int) -> Core | None:
    """Give the longest numeral that begins at `at`, or None."""
    char = text[at]
    if char in "0123456789.":
        return _arabic_at(text, at)
    if char in VULGAR_FRACTIONS:
        return Core(at, at + 1, VULGAR_FRACTIONS[char], ONE, ONE, False, at + 1)
    if char == "半":
        return _half_at(text, at)
    return _some_at(text, at) or _either_at(text, at) or _chinese_at(text, at)


def is_overlong(text: str, at: int) -> int:
    """Where a run of digits or numerals at `at` ends that is too long to be an amount, else 0."""
    if at + LONGEST > len(text):
        return 0
    run = _RUN.match(text, at)
    return run.end() if run and run.end() - at >= LONGEST - 20 else 0


def _arabic_at(text: str, at: int) -> Core | None:
    plain = _PLAIN_ARABIC.match(text, at)
    if plain and plain.end() - at > LONGEST:
        return None
    if plain and (part := VULGAR_FRACTIONS.get(text[plain.end() : plain.end() + 1])):
        whole = _core(at, plain.end(), text[at : plain.end()], chinese=False)
        assert whole.value is not None
        return replace(whole, end=whole.end + 1, value=whole.value + part, digits_end=whole.end + 1)
    if plain:
        return _with_inner_approximator(
            text, _core(at, plain.end(), text[at : plain.end()], chinese=False)
        )
    run = _ARABIC_RUN.match(text, at)
    if run is None:
        return None
    core = _longest_numeral(text, at, run.end(), chinese=False)
    if core is None:
        return None
    return _with_inner_approximator(text, _with_letters(text, core))


def _with_letters(text: str, core: Core) -> Core:
    """Take in 2e5, 2^5, 10k and 30w."""
    scientific = _SCIENTIFIC.match(text, core.end)
    if scientific and text[core.start : core.end].isascii():
        return _core(
            core.start, scientific.end(), text[core.start : scientific.end()], chinese=False
        )
    ten = _TEN_POWER.match(text, core.end)
    if ten and core.value is not None:
        return replace(core, end=ten.end(), value=core.value.scaleb(int(ten["power"]), EXACT))
    power = _POWER.match(text, core.end)
    if power and core.value and core.end - core.start < 8:
        sign = -1 if power[1].count("-") % 2 else 1
        value = EXACT.power(core.value, sign * int(power[2]))
        return replace(core, end=power.end(), value=value)
    letter = _LETTER_SCALE.match(text, core.end)
    if letter and core.value is not None and core.scale == 1 and _is_letter_scale(core, letter):
        size = Decimal(_LETTER_SIZES[letter[1]])
        return replace(
            core,
            end=letter.end(),
            value=times(core.value, size),
            step=times(core.step, size),
            scale=size,
        )
    return core


def _is_letter_scale(core: Core, letter: re.Match[str]) -> bool:
    """10k, 1.5M and 5k-20k are amounts; 4K, 8K and 3M are names."""
    if letter[1] == "w" or _TO_DIGITS.match(letter.string, letter.end()):
        return True
    return core.value is not None and (core.value >= 10 or core.step < 1)


def _chinese_at(text: str, at: int) -> Core | None:
    run = _CHINESE_RUN.match(text, at)
    if run is None:
        return None
    core = _longest_numeral(text, at, run.end(), chinese=True)
    return _with_inner_approximator(text, core) if core else None


def _longest_numeral(text: str, at: int, end: int, *, chinese: bool) -> Core | None:
    end = min(end, at + LONGEST)
    blank = text.find(" ", at, end) if chinese else -1
    if blank >= 0 and not _may_be_spaced(text[at:end]):
        end = blank
    end = _before_words(text, at, _before_place_twice(text, at, end))
    while end > at:
        surface = text[at:end]
        core = _core_or_none(at, end, surface, chinese=chinese)
        if core is not None:
            return core
        end -= 1
        while end > at and text[end - 1] in " 点":
            end -= 1
    return None


def _may_be_spaced(surface: str) -> bool:
    """一百 五 十 二 is one numeral; 一 二 三 in a table row is three."""
    parts = surface.split()
    return any(c in _TENS + BIGS + "点" for c in parts[0]) or (
        len(parts) > 1 and parts[1][0] in _TENS + BIGS + "点"
    )


def _before_place_twice(text: str, at: int, end: int) -> int:
    """Cut a run at a place that does not fall: 一百五|一百五. No longer run is one numeral.

    Without it each of its lengths is tried, from each of its characters.
    """
    lowest, before = 10_000, ""
    for i in range(at, end):
        char = text[i]
        if char in BIGS + "点":
            lowest = 10_000
        elif char in PLACES and before not in _TENS + BIGS:
            place = PLACES[char]
            if place >= lowest:
                return i
            lowest = place
        if char != " ":
            before = char
    return end


def _before_words(text: str, at: int, end: int) -> int:
    """Cut a run where a unit or a word begins in it: 2.5亿|千瓦时, 108万|百姓."""
    for i in range(at + 1, end):
        char = text[i]
        if char in "百千兆":
            unit = unit_at(text, i)
            if unit and len(unit) > 1 and i + len(unit) > end:
                return i
        elif char == "两" and i == end - 1 and _is_weight(text, i):
            return i
        if i >= end - 2 and char not in "零〇" and not _continues(text, i):
            span = phrase_at(text, i, i)
            if span and span[0] == i and span[1] > end:
                return i
    return end


def _continues(text: str, at: int) -> bool:
    """Whether a place word at `at` belongs to the digit before it: 三十|大 is 三十, not 十大."""
    before = text[at - 1]
    if text[at] in _TENS + BIGS:
        return before in DIGITS or before.isdecimal()
    return before in "十百千零"


def _is_weight(text: str, at: int) -> bool:
    return text[at - 1] != "千" and text[at + 1 : at + 2] not in tuple(units())


def _core_or_none(start: int, end: int, surface: str, *, chinese: bool) -> Core | None:
    try:
        return _core(start, end, surface, chinese=chinese)
    except ValueError:
        return None


def _core(start: int, end: int, surface: str, *, chinese: bool) -> Core:
    numeral = read_numeral(surface)
    return Core(
        start,
        end,
        numeral.value,
        numeral.step,
        numeral.scale,
        chinese,
        start + _digits_length(surface, numeral.scale),
    )


def _digits_length(surface: str, scale: Decimal) -> int:
    """Where the words begin that make `scale`: 八十|万 is eighty 万, 3|百万 three million."""
    end = len(surface)
    while end > 1 and (scale > 1 or surface[end - 1] == " "):
        char = surface[end - 1]
        size = MYRIADS.get(char) or PLACES.get(char)
        if size is None and char != " ":
            break
        scale /= size or 1
        end -= 1
    return end


def _with_inner_approximator(text: str, core: Core) -> Core:
    """Take in 余, 多, 来 or 几 and the scale words behind it: 1200余万, 十几万, 5千余."""
    many = _HUNDRED_MILLIONS.match(text, core.end)
    if many and core.value is not None and core.scale == 1:
        many_size = Decimal(100_000_000)
        return replace(
            core,
            end=many.end(),
            value=times(core.value, many_size),
            step=times(core.step, many_size),
            scale=many_size,
        )
    inside = _INSIDE.match(text, core.end)
    if inside is None or core.value is None or not core.value:
        return core
    word, tail, end = inside["word"], inside["tail"], inside.end()
    if _NO_APPROXIMATOR.match(text, inside.start("word")):
        return core
    if word in "来几" and not (core.is_chinese or text[core.end - 1] == "0"):
        return core
    if word == "几" and text[core.end - 1] not in "十零":
        return core
    if tail:
        cut = _before_words(text, inside.start("tail") - 1, end)
        tail, end = tail[: cut - inside.start("tail")], cut
    size = _tail_size(tail)
    if size is None:
        return core
    value = times(core.value, size)
    return replace(
        core,
        end=end,
        value=value,
        step=times(core.step, size),
        scale=times(core.scale, size) if tail and tail[-1] in BIGS else core.scale,
        approximator=word,
        form=Form.OVER,
    )


def _tail_size(tail: str) -> Decimal | None:
    if not tail:
        return ONE
    try:
        return read_numeral(tail).value
    except ValueError:
        return None


def _either_at(text: str, at: int) -> Core | None:
    """Two neighbours that say one or the other: 七八十, 十五六, 四五千, 三五百, 两三."""
    found = _EITHER.match(text, at)
    if found is None:
        return None
    low, high = found["low"], found["high"]
    a, b = DIGIT_OF[low], DIGIT_OF[high]
    if not (b == a + 1 or (a, b) in _ADJACENT) or (low, high) in (("一", "二"), ("二", "两")):
        return None
    end = found.end()
    if text[end : end + 1] and text[end] in CHINESE + "点":
        return None
    head, tail = found["head"], found["tail"]
    if head and not tail and head[-1] not in "十":
        return None  # 一百二三 is heard, not written
    if not head and not tail and not _may_count(text, end):
        return None
    try:
        first, last = read_numeral(head + low + tail), read_numeral(head + high + tail)
    except ValueError:
        return None
    return Core(
        at,
        end,
        None,
        last.step,
        last.scale,
        True,
        found.start("high") + 1,
        form=Form.RANGE,
        low=first.value,
        high=last.value,
    )


def _may_count(text: str, at: int) -> bool:
    """Whether something stands at `at` that is counted: 两三个, 三五年."""
    unit = unit_at(text, at + (text[at : at + 1] == " "))
    return unit is not None and unit not in {
        "级",
        "点",
        "分",
        "期",
        "线",
        "区",
        "时",
        "月",
        "省",
        "市",
    }


def _some_at(text: str, at: int) -> Core | None:
    """几十, 数百万, 十几, 二十几万, 一百零几万."""
    found = _SOME.match(text, at)
    if found is None:
        return None
    head, word, tail = found["head"].replace(" ", ""), found["word"], found["tail"]
    end = found.end()
    if word == "数" and text.startswith("分之", end):
        return None  # 天数|百分之九十
    if tail:
        end = _before_words(text, found.start("tail") - 1, end)
        tail = text[found.start("tail") : end]
    if not head:
        if not tail and word == "数":
            return None
        low, high = _scaled("二" + tail if tail else "三"), _scaled("九" + tail)
        if low is None or high is None:
            return None
        return Core(
            at,
            end,
            None,
            _order(low.value),
            low.scale,
            True,
            found.start("word") + 1,
            approximator=word,
            form=Form.VAGUE,
            low=low.value,
            high=high.value,
        )
    if word == "数" or head[-1] not in "十百千零":
        return None
    base, size = _scaled(head.rstrip("零")), _tail_size(tail)
    if base is None or size is None:
        return None
    value = times(base.value, size)
    scale = size if tail and tail[-1] in BIGS else ONE
    return Core(
        at, end, value, scale, scale, True, found.end("head"), approximator=word, form=Form.OVER
    )


def _half_at(text: str, at: int) -> Core:
    """半 is one half of what follows; 半百 is fifty."""
    if text[at + 1 : at + 2] == "百":
        return Core(at, at + 2, Decimal(50), ONE, ONE, True, at + 2)
    half = Decimal("0.5")
    return Core(at, at + 1, half, half, ONE, True, at + 1)


def _scaled(surface: str) -> Numeral | None:
    try:
        return read_numeral(surface)
    except ValueError:
        return None


def _order(value: Decimal) -> Decimal:
    return ONE.scaleb(value.adjusted())
