"""Numbers that name places in a text: headings, list marks, articles, document numbers."""

import unicodedata
from decimal import Decimal

from jushi.characters import CIRCLED_NUMBERS, COUNTING, HAN
from jushi.lazy_pattern import lazy_pattern
from jushi.numbers.found import ONE, Amount, Found
from jushi.numbers.lexicon import unit_at
from jushi.numbers.mention import Kind
from jushi.numbers.plain_text import make_plain
from jushi.text import CENTURY, CLAUSE_STOPS, STATEMENT_STOPS

_LEVEL1 = lazy_pattern(
    rf"[{COUNTING}]{{1,3}}、(?![{COUNTING}]{{1,2}}(?:期|级|类|等|季度|线|产|次))"
)
_LEVEL2 = lazy_pattern(rf"[（(] ?(?P<number>[{COUNTING}]{{1,3}}) ?[）)]")
_LEVEL4 = lazy_pattern(r"[（(] ?(?P<number>[0-9]{1,2}) ?[）)]")
_LEVEL3 = lazy_pattern(r"(?P<number>[0-9]{1,2})(?:[.．](?![0-9])|、|[)）])")
_DECIMAL_LEVEL = lazy_pattern(  # 1.2概述; not 2.0版, not 4.5级
    rf"[0-9]{{1,2}}(?:\.[1-9][0-9]?){{1,3}}\.?(?= ?[{HAN}]| [A-Z][a-z])"
    r"(?! ?[级版](?!别|分|数|联|块|权))"
)
_INLINE = lazy_pattern(rf"[{COUNTING}]{{1,2}}(?:是|要|则|为(?=[了进加推强]))(?!非|否|不是|为)")
_FIRST_SECOND = lazy_pattern(rf"第[{COUNTING}]{{1,2}}[，,：:、](?!第)")
_CLAUSE_START = CLAUSE_STOPS + "、\n ”」》）)"
_LIST_LEADS = STATEMENT_STOPS + "：:"
_LINE_MARKS = " >#*-•·●■◆]\t|"
_NUMBER = rf"(?:[{COUNTING}百零〇千]{{1,7}}|[0-9]{{1,4}})"
_PART = "[条款项章节编目]"
_UNDER = rf" ?第? ?[（(]?{_NUMBER}[）)]? ?[条款项章节目](?:之[{COUNTING}])?"  # 第十二条|第（二）项
_AND = rf"(?:至|到|[-~—–]|、|和|及)第? ?{_NUMBER} ?[条款项章节]"  # 第九条|至第十一条
_ARTICLE = lazy_pattern(
    rf"第 ?{_NUMBER} ?{_PART}(?:之[{COUNTING}]{{1,2}})?(?:{_UNDER}){{0,6}}(?:{_AND}){{0,20}}"
)
_HEADING_PART = lazy_pattern(rf"第 ?{_NUMBER} ?(?P<part>章|节|编|部分|篇)")
_DOC_NUMBER = lazy_pattern(
    rf"[〔\[［【（(](?P<year>{CENTURY}[0-9]{{2}})[〕\]］】）)] ?第? ?(?P<number>[0-9]{{1,5}}) ?号"
)
_DOC_NUMBER_ALONE = lazy_pattern(rf"\w{{1,12}}{_DOC_NUMBER.pattern}")
_CASE_NUMBER = lazy_pattern(
    rf"[（(〔\[](?P<year>{CENTURY}[0-9]{{2}})[）)〕\]] ?"
    rf"[{HAN}][{HAN}0-9]{{1,12}}?[0-9]{{1,6}}号(?:之[一二三四五])?"
)
_ORDER = lazy_pattern(rf"第 ?(?P<number>[0-9]{{1,5}}|[{COUNTING}百零〇]{{1,6}}) ?号")
_ORG = lazy_pattern(rf"[{HAN}]{{1,10}}$")
_ORG_STOPS = lazy_pattern(  # 根据|国发〔2021〕33号
    r".*(?:根据|按照|依据|依照|印发|转发|文件|落实|贯彻|执行|参照|下发|出台|[见和与及的了在《以按])"
)
CIRCLED = frozenset(
    f"{CIRCLED_NUMBERS}㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⒈⒉⒊⒋⒌⒍⒎⒏⒐❶❷❸❹❺❻❼❽❾❿ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
)


def is_line_start(text: str, at: int) -> bool:
    """Whether only blanks, bullets or a Word bookmark stand before `at` in its line."""
    for i in range(at - 1, max(-1, at - 24), -1):
        if text[i] == "\n" or text[i] == "\r":
            return True
        if text[i] not in _LINE_MARKS:
            return False
        if text[i] == "]":
            return True
    return at < 24 or text[at - 24 : at].isspace()


def _is_clause_start(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] in _CLAUSE_START


def _heading(start: int, end: int, detail: str, core: tuple[int, int]) -> Found:
    return Found(start, end, Kind.HEADING, detail, core)


def chinese_mark_at(text: str, at: int) -> Found | None:
    """一、 at the start of a line or clause; 一是, 二要 at the start of a clause."""
    level1 = _LEVEL1.match(text, at)
    if level1 and (is_line_start(text, at) or (at and text[at - 1] in _LIST_LEADS)):
        return _heading(at, level1.end(), "level1", (at, level1.end() - 1))
    if not _is_clause_start(text, at):
        return None
    inline = _INLINE.match(text, at)
    if inline:
        return _heading(at, inline.end(), "inline_enumerator", (at, inline.end() - 1))
    return None


def digit_mark_at(text: str, at: int) -> Found | None:
    """1. 1、 1） 1.1 at the start of a line, 1） and 1、 after a full stop too."""
    starts_line = is_line_start(text, at)
    if starts_line:
        decimal = _DECIMAL_LEVEL.match(text, at)
        if decimal and not _measures(text, decimal.end()):
            return _heading(at, decimal.end(), "level_decimal", (at, decimal.end()))
    elif not (at and text[at - 1] in _LIST_LEADS):
        return None
    level3 = _LEVEL3.match(text, at)
    if level3 is None:
        return None
    following = text[level3.end() : level3.end() + 1]
    if level3.group()[-1] == "、" and following.isdigit():
        return None
    if not starts_line and level3.group()[-1] == "." and not _is_noted(text, at, level3.end()):
        return None
    return _heading(at, level3.end(), "level3", level3.span("number"))


def _is_noted(text: str, at: int, end: int) -> bool:
    """注：1.数据来自…；2.口径…: a list that runs on in its line, by Chinese stops."""
    following = text[end : end + 2].lstrip()[:1]
    lead = text[at - 1]
    return lead in _LIST_LEADS and not lead.isascii() and "一" <= following <= "鿿"


def _measures(text: str, at: int) -> bool:
    """Whether a unit or scale word stands at `at`, so that the number before it is an amount."""
    at += text[at : at + 1] == " "
    return text[at : at + 1] in tuple("万亿千百成折余多") or unit_at(text, at) is not None


def bracket_mark_at(text: str, at: int, floor: int) -> Found | None:
    """（一） （1） and what holds a year in brackets: 〔2021〕33号, （2023）豫0928行初12号."""
    number = _document_number(text, at, floor)
    if number is not None:
        return number
    level2 = _LEVEL2.match(text, at)
    if level2:
        return _heading(at, level2.end(), "level2", level2.span("number"))
    level4 = _LEVEL4.match(text, at)
    if level4 and text[level4.end() : level4.end() + 1] not in tuple("件人个项万元%"):
        return _heading(at, level4.end(), "level4", level4.span("number"))
    return None


def is_number_alone(text: str) -> bool:
    """Whether `text` is a document number and nothing else."""
    return _DOC_NUMBER_ALONE.fullmatch(make_plain(text).text) is not None


def _document_number(text: str, at: int, floor: int) -> Found | None:
    numbered = _DOC_NUMBER.match(text, at)
    if numbered:
        org = _ORG.search(text, max(floor, at - 10), at)
        start = org.start() if org else at
        stop = _ORG_STOPS.match(text, start, at)
        start = stop.end() if stop else start
        return Found(
            start,
            numbered.end(),
            Kind.DOC_NUMBER,
            "doc_number",
            (numbered.start("year"), numbered.end("number")),
        )
    case = _CASE_NUMBER.match(text, at)
    if case:
        return Found(
            at, case.end(), Kind.DOC_NUMBER, "case_number", (case.start("year"), case.end() - 1)
        )
    return None


def article_at(text: str, at: int) -> Found | None:
    """第十二条第三款, 第三章第二节, 第六十二条之一; 第一章 that opens a line is a heading."""
    part = _HEADING_PART.match(text, at)
    if part and is_line_start(text, at):
        return _heading(at, part.end(), "part", (at + 1, part.start("part")))
    article = _ARTICLE.match(text, at)
    if article:
        return Found(at, article.end(), Kind.ARTICLE, "article", (at + 1, article.end() - 1))
    enumerator = _FIRST_SECOND.match(text, at)
    if enumerator and _is_clause_start(text, at):
        return _heading(
            at, enumerator.end() - 1, "inline_enumerator", (at + 1, enumerator.end() - 1)
        )
    order = _ORDER.match(text, at)
    if order:
        return Found(at, order.end(), Kind.DOC_NUMBER, "order", order.span("number"))
    return None


_CLASSES = frozenset("类级型期线等号段区度")
"""Ⅱ类水质 and Ⅲ级 are names of classes, not amounts."""


def circled_at(text: str, at: int) -> Found | None:
    """① ㈠ ⑴ and Roman numerals as list marks; 活动⑨场 hides an amount, which must not pass."""
    unit = unit_at(text, at + 1)
    if (
        unit is not None
        and unit not in _CLASSES
        and not is_line_start(text, at)
        and not _is_clause_start(text, at)
    ):
        value = Decimal(str(unicodedata.numeric(text[at])))
        amount = Amount(value, unit, ONE)
        return Found(at, at + 1 + len(unit), Kind.QUANTITY, "lookalike", (at, at + 1), amount)
    return _heading(at, at + 1, "list_mark", (at, at + 1))
