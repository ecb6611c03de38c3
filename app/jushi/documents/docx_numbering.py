"""Numbers that Word shows before paragraphs but stores only as a reference (w:numPr)."""

import re
from dataclasses import dataclass

from jushi.characters import CIRCLED_NUMBERS, COUNTING, FINANCIAL_NUMERALS, ONE_TO_NINE
from jushi.documents.ooxml import Element, OfficePackage, small_number, w

_DIGITS = f"〇{ONE_TO_NINE}"
_ROWS = {
    "decimalEnclosedCircle": CIRCLED_NUMBERS,
    "decimalEnclosedCircleChinese": CIRCLED_NUMBERS,
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
}
_LEGAL = str.maketrans(f"{COUNTING}百", f"{FINANCIAL_NUMERALS}佰")
_COUNTING = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
    }
)
_DIGITAL = frozenset(
    {"ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand", "koreanDigital2"}
)
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_MOST_LEVELS = 9
_LONGEST_TEXT = 255
"""Levels and characters that Word itself allows."""
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    number_format: str
    text: str
    """With `%1` to `%9` for the counters of the levels."""
    suffix: str
    is_legal: bool


class NumberingCounter:
    """Counts the numbered paragraphs of one document, in document order."""

    def __init__(self, package: OfficePackage, part: str | None) -> None:
        self._levels_by_num: dict[str, dict[int, _Level]] = {}
        self._abstract_by_num: dict[str, str] = {}
        self._counts_by_abstract: dict[str, dict[int, int]] = {}
        self._restarted: set[tuple[str, int]] = set()
        self._overrides: dict[tuple[str, int], int] = {}
        root = package.tree(part) if part else None
        if root is not None:
            self._load(root)

    def next_number(self, num_id: str, level: int) -> str:
        """Count one paragraph and give the number that stands before its text, or ""."""
        levels = self._levels_by_num.get(num_id, {})
        if level not in levels:
            return ""
        counts = self._counts_by_abstract.setdefault(self._abstract_by_num[num_id], {})
        self._restart_once(num_id, level, counts)
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [number for number in counts if number > level]:
            del counts[deeper]
        return _render(levels, level, counts)

    def _restart_once(self, num_id: str, level: int, counts: dict[int, int]) -> None:
        """A w:num with a start override begins anew at its first paragraph."""
        key = (num_id, level)
        if key in self._overrides and key not in self._restarted:
            self._restarted.add(key)
            counts[level] = self._overrides[key] - 1

    def _load(self, root: Element) -> None:
        abstract_levels: dict[str, dict[int, _Level]] = {}
        links: dict[str, str] = {}
        for node in root.iter(w("abstractNum")):
            key = node.get(w("abstractNumId"), "")
            abstract_levels[key] = {
                small_number(level.get(w("ilvl")), 0): _read_level(level)
                for level in node.findall(w("lvl"))[:_MOST_LEVELS]
            }
            style, link = node.find(w("styleLink")), node.find(w("numStyleLink"))
            if style is not None:
                links[style.get(w("val"), "")] = key
            if link is not None and not abstract_levels[key]:
                links[f"#{key}"] = link.get(w("val"), "")
        for node in root.iter(w("num")):
            num_id = node.get(w("numId"), "")
            key = _value(node, "abstractNumId", "")
            key = links.get(links.get(f"#{key}", ""), key)
            levels = dict(abstract_levels.get(key, {}))
            for override in node.findall(w("lvlOverride"))[:_MOST_LEVELS]:
                number = small_number(override.get(w("ilvl")), 0)
                own = override.find(w("lvl"))
                if own is not None:
                    levels[number] = _read_level(own)
                if override.find(w("startOverride")) is not None:
                    start = small_number(_value(override, "startOverride", "1"), 1)
                    self._overrides[num_id, number] = start
            self._levels_by_num[num_id] = levels
            self._abstract_by_num[num_id] = key


def _value(node: Element, child: str, default: str) -> str:
    found = node.find(w(child))
    return default if found is None else str(found.get(w("val"), default))


def _read_level(node: Element) -> _Level:
    return _Level(
        start=small_number(_value(node, "start", "1"), 1),
        number_format=_value(node, "numFmt", "decimal"),
        text=_value(node, "lvlText", "")[:_LONGEST_TEXT],
        suffix=_value(node, "suff", "tab"),
        is_legal=node.find(w("isLgl")) is not None,
    )


def _render(levels: dict[int, _Level], level: int, counts: dict[int, int]) -> str:
    own = levels[level]
    if own.number_format in ("bullet", "none"):
        return ""

    def number(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        if at not in levels:
            return ""
        count = counts.setdefault(at, levels[at].start)
        return format_number(count, "decimal" if own.is_legal else levels[at].number_format)

    text = re.sub(r"%([1-9])", number, own.text)
    # `1.` before `2023年` must not become 1.2023; 一、 and （一） part themselves.
    needs_space = own.suffix != "nothing" and text and text[-1] not in "、）．，："
    return text + " " if needs_space else text


def format_number(number: int, number_format: str) -> str:
    """Give a counter in one of Word's number formats; unknown ones as digits."""
    if number_format in _COUNTING:
        return _counting(number)
    if number_format in _DIGITAL:
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    row = _ROWS.get(number_format, "")
    if number <= len(row):
        return row[number - 1]
    match number_format:
        case "chineseLegalSimplified":
            return _counting(number).translate(_LEGAL)
        case "decimalFullWidth" | "decimalFullWidth2":
            return str(number).translate(_FULL_WIDTH)
        case "decimalZero":
            return f"{number:02d}"
        case "lowerLetter":
            return _letter(number)
        case "upperLetter":
            return _letter(number).upper()
        case "lowerRoman":
            return _roman(number)
        case "upperRoman":
            return _roman(number).upper()
    return str(number)


def _counting(number: int) -> str:
    """一, 十, 十一, 二十, 一百零一; counters never need more."""
    if number < 10:
        return _DIGITS[number]
    if number < 20:
        return "十" + (_DIGITS[number - 10] if number > 10 else "")
    if number < 100:
        return _DIGITS[number // 10] + "十" + (_DIGITS[number % 10] if number % 10 else "")
    if number < 1000:
        rest = number % 100
        middle = "" if not rest else "零" + _DIGITS[rest] if rest < 10 else ""
        tail = "" if rest < 10 else ("一" if rest < 20 else "") + _counting(rest)
        return _DIGITS[number // 100] + "百" + middle + tail
    return str(number)


def _letter(number: int) -> str:
    """a … z, aa … zz as Word counts: the same letter repeated."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    text = ""
    for size, letters in _ROMAN:
        while number >= size:
            text += letters
            number -= size
    return text
