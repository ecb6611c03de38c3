"""Numbers that name places in a text: headings, list marks, articles, document numbers, codes."""

import re

from app.numbers.english import is_english_unit
from app.numbers.english_numeral import role_of
from app.numbers.found import Found
from app.numbers.lexicon import unit_at, units
from app.numbers.mention import Kind

_CN = "一二三四五六七八九十"
_LEVEL1 = re.compile(rf"[{_CN}]{{1,3}}、(?![{_CN}]{{1,2}}(?:期|级|类|等|季度|线|产|次))")
_LEVEL2 = re.compile(rf"[（(] ?(?P<number>[{_CN}]{{1,3}}) ?[）)]")
_LEVEL4 = re.compile(r"[（(] ?(?P<number>[0-9]{1,2}) ?[）)]")
_LEVEL3 = re.compile(r"(?P<number>[0-9]{1,2})(?:[.．](?![0-9])|、|[)）])")
_DECIMAL_LEVEL = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}\.?(?= ?[一-鿿]| [A-Z])")
_INLINE = re.compile(rf"[{_CN}]{{1,2}}(?:是|要|则|为(?=[了进加推强]))(?!非|否|不是|为)")
_FIRST_SECOND = re.compile(rf"第[{_CN}]{{1,2}}[，,：:、](?!第)")
_CLAUSE_START = "。；;：:，,、！!？?\n ”」》）)"
_LINE_MARKS = " >#*-•·●■◆]\t|"
_NUMBER = rf"(?:[{_CN}百零〇千]{{1,7}}|[0-9]{{1,4}})"
_ARTICLE = re.compile(
    rf"第 ?{_NUMBER} ?(?:条|款|项|章|节|编|目)(?:之[{_CN}]{{1,2}})?"
    rf"(?: ?第? ?[（(]?{_NUMBER}[）)]? ?(?:条|款|项|章|节|目)(?:之[{_CN}])?)*"
    rf"(?:(?:至|到|[-~—–]|、|和|及)第? ?{_NUMBER} ?(?:条|款|项|章|节))*"
)
_HEADING_PART = re.compile(rf"第 ?{_NUMBER} ?(?P<part>章|节|编|部分|篇)")
_DOC_NUMBER = re.compile(
    r"[〔\[［【（(](?P<year>(?:19|20)[0-9]{2})[〕\]］】）)] ?第? ?(?P<number>[0-9]{1,5}) ?号"
)
_CASE_NUMBER = re.compile(
    r"[（(〔\[](?P<year>(?:19|20)[0-9]{2})[）)〕\]] ?[一-鿿][一-鿿0-9]{1,12}?[0-9]{1,6}号(?:之[一二三四五])?"
)
_ORDER = re.compile(
    r"第 ?(?P<number>[0-9]{1,5}|[一二三四五六七八九十百零〇]{1,6}) ?号(?=令|公告|文件|决定|通告|主席令|[）)》”。，；、\s]|$)?"
)
_ORG = re.compile(r"[一-鿿]{1,10}$")
_ORG_STOPS = re.compile(
    r".*(?:根据|按照|依据|依照|印发|转发|文件|落实|贯彻|执行|见|和|与|及|的|了|在|《|以|按|《|参照|下发|出台)"
)
_STANDARD = re.compile(
    r"(?:GB|DB|HJ|JGJ|CJJ|JTG|ISO|IEC|IEEE|YD|DL|SL|NY|AQ|GA|WS|T)(?:/ ?[A-Z]{1,6})?[ -]?[0-9]{1,6}(?:\.[0-9]+)?(?:[-—–][0-9]{2,4})?"
)
_LETTER_CODE = re.compile(
    r"[A-Za-z][A-Za-z&]*(?:[-/][A-Za-z]+)*[-/ ]?[0-9][0-9A-Za-z]*(?:[-.—/][0-9A-Za-z]+)*\+?"
)
_WORD_THEN_DIGITS = re.compile(r"[A-Za-z]+[ /]")
_CURRENCY_CODE = re.compile(
    r"(?:CNY|RMB|USD|EUR|HKD|JPY|GBP|HK|US|NT|AU|A|C|S|R)(?=[$ ]?[0-9$])(?:(?<=[A-Z]{3})|(?=\$))"
)
_URL = re.compile(r"(?:[a-zA-Z][a-zA-Z0-9+.-]{1,10}://|www\.)[^\s，。；、”》）)一-鿿]+")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,64}(?:\.[A-Za-z0-9-]{1,64})+")
_DIGIT_CODE = re.compile(
    r"(?P<phone>[0-9]{1,3}-[0-9]{3}-[0-9]{4}(?:[-/][0-9]{4})?(?![0-9])|0[0-9]{2,3}[- ]?[0-9]{7,8}(?![0-9])(?:[-转][0-9]{1,5})?|400[- ]?[0-9]{3,4}[- ]?[0-9]{3,4}(?![0-9])|1[3-9][0-9]{9}(?![0-9.,]))"
    r"|(?P<version>[0-9]+(?:\.[0-9]+){2,}(?![0-9]))"
    r"|(?P<around>7 ?[×xX*] ?24)(?= ?小时)"
    r"|(?P<sum>[0-9]{1,4}(?:[+＋][0-9A-Za-z一二三四五六七八九十]{1,4})+)"
    r"|(?P<model>[0-9]+(?:\.[0-9]+)?[A-Za-z][A-Za-z0-9]*)"
    r"|(?P<padded>0[0-9]{2,}(?![0-9.%,]))"
    r"|(?P<long>[0-9]{16,}(?![0-9.,]))"
)
_SCIENTIFIC_WORDS = re.compile(r"[0-9]+(?:\.[0-9]+)?[x×]10\^")
_SCIENTIFIC = re.compile(r"[0-9]+(?:\.[0-9]+)?[eE][+-]?[0-9]{1,2}(?![0-9A-Za-z.])")
_CALLED = re.compile(r"(?:打|拨|拨打|致电|热线|电话|专线|平台) ?$")
_HOTLINE = re.compile(
    r"[0-9]{3,6}(?= ?[”’\"」]?(?:政务服务|便民|公共法律服务|法律服务|市民|消费者|价格|环保|纪检|监督|举报|投诉|民生|营商环境|惠企|平安|税务|社保|医保)*(?:热线|专线|平台|举报电话|电话|报警|急救|中心(?!城)))"
)
_HOTLINES = frozenset(
    [
        "110",
        "119",
        "120",
        "122",
        "12110",
        "12301",
        "12305",
        "12306",
        "12308",
        "12309",
        "12313",
        "12315",
        "12316",
        "12318",
        "12319",
        "12320",
        "12328",
        "12329",
        "12333",
        "12336",
        "12337",
        "12338",
        "12339",
        "12340",
        "12341",
        "12345",
        "12348",
        "12350",
        "12351",
        "12355",
        "12358",
        "12360",
        "12361",
        "12363",
        "12365",
        "12366",
        "12368",
        "12369",
        "12371",
        "12378",
        "12380",
        "12381",
        "12385",
        "12386",
        "12388",
        "12389",
        "12390",
        "12393",
        "12395",
        "12396",
        "95598",
        "10000",
        "10010",
        "10086",
        "1818",
    ]
)
_LABEL = re.compile(
    r"(?:附件|附表|附图|专栏|案例|尾号[是为]?|编号[是为]?|房号|[（(]?[图表]|公式|步骤|场景|样本|No\.|№|序号|代码) ?$"
)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⒈⒉⒊⒋⒌⒍⒎⒏⒐❶❷❸❹❺❻❼❽❾❿ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
CIRCLED = frozenset(_CIRCLED)


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
    if level1 and (is_line_start(text, at) or (at and text[at - 1] in "。；：:;")):
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
    elif not (at and text[at - 1] in "。；：:;"):
        return None
    level3 = _LEVEL3.match(text, at)
    if level3 is None:
        return None
    following = text[level3.end() : level3.end() + 1]
    if level3.group()[-1] == "、" and following.isdigit():
        return None
    if not starts_line and level3.group()[-1] == ".":
        return None
    return _heading(at, level3.end(), "level3", level3.span("number"))


def _measures(text: str, at: int) -> bool:
    """Whether a unit or scale word stands at `at`, so that the number before it is an amount."""
    at += text[at : at + 1] == " "
    return text[at : at + 1] in tuple("万亿千百成折余多") or unit_at(text, at) is not None


def bracket_mark_at(text: str, at: int) -> Found | None:
    """（一） （1） and what holds a year in brackets: 〔2021〕33号, （2023）豫0928行初12号."""
    number = _document_number(text, at)
    if number is not None:
        return number
    level2 = _LEVEL2.match(text, at)
    if level2:
        return _heading(at, level2.end(), "level2", level2.span("number"))
    level4 = _LEVEL4.match(text, at)
    if level4 and text[level4.end() : level4.end() + 1] not in tuple("件人个项万元%"):
        return _heading(at, level4.end(), "level4", level4.span("number"))
    return None


def _document_number(text: str, at: int) -> Found | None:
    numbered = _DOC_NUMBER.match(text, at)
    if numbered:
        org = _ORG.search(text, max(0, at - 10), at)
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


def digit_code_at(text: str, at: int) -> Found | None:
    """Phone lines, versions, models, sums like 1+N, padded and very long digit strings."""
    label = _LABEL.search(text, max(0, at - 5), at)
    digits = re.compile(r"[0-9]+(?:[-—.][0-9]+)?").match(text, at)
    if (
        label
        and digits
        and not text[digits.end() : digits.end() + 1].strip(" ，。；：、）)》”\n:")
        and _is_label(text, label)
    ):
        return Found(at, digits.end(), Kind.PHONE_OR_CODE, "label", digits.span())
    hotline = _HOTLINE.match(text, at)
    if hotline or (digits and _is_hotline(text, digits)):
        end = hotline.end() if hotline else digits.end()  # type: ignore[union-attr]
        return Found(at, end, Kind.PHONE_OR_CODE, "hotline", (at, end))
    if _SCIENTIFIC.match(text, at) or _SCIENTIFIC_WORDS.match(text, at):
        return None
    code = _DIGIT_CODE.match(text, at)
    if code is None or code.lastgroup is None:
        return None
    return _coded(text, at, code)


def _is_label(text: str, label: re.Match[str]) -> bool:
    word = label.group().strip()
    before = text[label.start() - 1 : label.start()]
    return word not in ("图", "表") or before not in tuple("代仪列地试企蓝版报时意发电课年")


def _is_hotline(text: str, digits: re.Match[str]) -> bool:
    """12345 and its like are known; 110 and 10000 need a word that says that they are called."""
    if digits.group() not in _HOTLINES or not _stands_alone(text, digits.end()):
        return False
    if _CALLED.search(text, max(0, digits.start() - 3), digits.start()):
        return True
    return digits.group().startswith("12") and len(digits.group()) == 5


def _stands_alone(text: str, end: int) -> bool:
    following = text[end : end + 1]
    return not following or following in "”’」、，。；）)》/和与及等打来"


def _coded(text: str, at: int, code: re.Match[str]) -> Found | None:
    group, end = code.lastgroup, code.end()
    kind, detail = Kind.PHONE_OR_CODE, str(group)
    if group == "around":
        kind, detail, end = Kind.SET_PHRASE, "slogan", re.compile(r" ?小时").match(text, end).end()  # type: ignore[union-attr]
    elif group == "sum":
        kind, detail = Kind.SET_PHRASE, "slogan"
    elif (group == "model" and not _is_model(text, code)) or (
        group == "long" and text[end : end + 2].strip()[:1] in tuple("元美欧人件个")
    ):
        return None
    return Found(at, end, kind, detail, (at, end))


def _is_model(text: str, code: re.Match[str]) -> bool:
    """5G and 4A are names; 25kg, 10k, 2e5 and 15th are read elsewhere."""
    digits = re.match(r"[0-9]+(?:\.[0-9]+)?", code.group())
    assert digits is not None
    letters = code.group()[digits.end() :]
    if letters.lower() not in ("m", "g") and (role_of(letters) or is_english_unit(letters)):
        return False
    if letters in units() or re.fullmatch(
        r"[eE][0-9]{1,3}|[kKwWM]|[kKM]|[ap]m|(?:st|nd|rd|th)|s|x|bn|mn|m|b|tn|million|billion|yuan|percent|pct",
        letters,
    ):
        is_range = re.match(r"[-~—–][0-9]", code.string[code.end() :]) is not None
        return letters in ("W", "K", "k", "M") and len(digits.group()) == 1 and not is_range
    return True


def letters_at(text: str, at: int) -> Found | None:
    """URLs, mail addresses, standards and codes that begin with letters: G107, PM2.5, GB/T 9704."""
    if _CURRENCY_CODE.match(text, at):
        return None
    url = _URL.match(text, at)
    if url:
        return Found(at, url.end(), Kind.PHONE_OR_CODE, "url", (at, url.end()))
    if "@" in text[at : at + 64]:
        email = _EMAIL.match(text, at)
        if email:
            return Found(at, email.end(), Kind.PHONE_OR_CODE, "email", (at, email.end()))
    standard = _STANDARD.match(text, at)
    if standard:
        return Found(at, standard.end(), Kind.PHONE_OR_CODE, "standard", (at, standard.end()))
    code = _LETTER_CODE.match(text, at)
    if code and not _WORD_THEN_DIGITS.match(code.group()):
        return Found(at, code.end(), Kind.PHONE_OR_CODE, "code", (at, code.end()))
    return None


def circled_at(text: str, at: int) -> Found | None:
    """① ㈠ ⑴ and Roman numerals as list marks."""
    return _heading(at, at + 1, "list_mark", (at, at + 1))
