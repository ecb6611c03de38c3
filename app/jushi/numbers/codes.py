"""Numbers that are names: telephone lines, models, standards, addresses, labels."""

import re

from jushi.characters import COUNTING
from jushi.lazy_pattern import lazy_pattern
from jushi.numbers.english import is_english_unit
from jushi.numbers.english_numeral import role_of
from jushi.numbers.found import Found
from jushi.numbers.lexicon import hotlines, unit_at, units
from jushi.numbers.mention import Kind
from jushi.text import CLAUSE_STOPS, LINK

_DIGITS = lazy_pattern(r"[0-9]+(?:[-—.][0-9]+)?")
_ENDS = CLAUSE_STOPS + " 、）)》”\n"
_ISSUERS = "GB|DB|HJ|JGJ|CJJ|JTG|ISO|IEC|IEEE|YD|DL|SL|NY|AQ|GA|WS|T"
_STANDARD = lazy_pattern(  # GB/T 9704—2012, ISO9001
    rf"(?:{_ISSUERS})(?:/ ?[A-Z]{{1,6}})?[ -]?[0-9]{{1,6}}(?:\.[0-9]+)?(?:[-—–][0-9]{{2,4}})?"
)
_LETTER_CODE = lazy_pattern(  # G107, PM2.5, COVID-19
    r"[A-Za-z][A-Za-z&]{0,20}(?:[-/][A-Za-z]{1,20}){0,3}[-/ ]?[0-9][0-9A-Za-z]*"
    r"(?:[-.—/][0-9A-Za-z]+)*\+?"
)
_WORD_THEN_DIGITS = lazy_pattern(r"[A-Za-z]+[ /]")
_CURRENCY_CODE = lazy_pattern(  # CNY1.25, HK$ 20
    r"(?:CNY|RMB|USD|EUR|HKD|JPY|GBP|HK|US|NT|AU|A|C|S|R)(?=[$ ]?[0-9$])(?:(?<=[A-Z]{3})|(?=\$))"
)
_EMAIL = lazy_pattern(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,64}(?:\.[A-Za-z0-9-]{1,64})+")
_ABROAD = r"[0-9]{1,3}-[0-9]{3}-[0-9]{4}(?:[-/][0-9]{4})?(?![0-9])"  # 1-222-222-2222
_LANDLINE = r"0[0-9]{2,3}[- ]?[0-9]{7,8}(?![0-9])(?:[-转][0-9]{1,5})?"  # 010-68576320
_SERVICE = r"[48]00(?:[- ]?[0-9]){7}(?![0-9.,元万亿人件])"  # 400-123-4567, 4008-126-777
_MOBILE = r"1[3-9][0-9]{9}(?![0-9.,])"
_HOURS_A_WEEK = r"(?:[57] ?[×xX*] ?(?:24|1[02]|8)|24 ?[×xX*] ?7)"
_AROUND = rf"{_HOURS_A_WEEK}(?: ?小时)?(?![0-9.]|[a-z]|[米厘毫])"  # 7×24, 5×8小时; not 7×24米
_DIGIT_CODE = lazy_pattern(
    rf"(?P<phone>{_ABROAD}|{_LANDLINE}|{_SERVICE}|{_MOBILE})"
    r"|(?P<version>[0-9]+(?:\.[0-9]+){2,}(?![0-9]))"  # 2.1.3
    rf"|(?P<around>{_AROUND})"
    rf"|(?P<sum>[0-9]{{1,4}}(?:[+＋][0-9A-Za-z{COUNTING}]{{1,4}})+)"  # 1+N
    r"|[0-9]+(?:\.[0-9]+)?(?P<model>(?P<letters>[A-Za-z][A-Za-z0-9]{0,99}))"  # 5G
    r"|(?P<padded>0[0-9]{2,}(?![0-9.%,]))"  # 007
    r"|(?P<long>[0-9]{16,}(?![0-9.,]))"
)
_REST_OF_CODE = lazy_pattern("[A-Za-z0-9]*")
_GLUED_WORD = lazy_pattern(r"[a-z]{4,}")
_READ_ELSEWHERE = lazy_pattern(r"[eE][0-9]{1,3}|[kKwWM]|[ap]m|st|nd|rd|th|s|x|bn|mn|m|b|tn|pct")
_SCIENTIFIC = lazy_pattern(r"[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,2}(?![0-9A-Za-z.])|[x×]10\^)")
_CALLED = lazy_pattern(r"(?:打|拨|拨打|致电|热线|电话|专线|平台|1[0-9]{4}[、/和]) ?$")
_DIALLED = lazy_pattern(r"(?:拨打|致电|请拨|拨) ?$")
_TICKETS = lazy_pattern(r"工单|诉求|来电|派单|投诉|转办")
_SERVED = (
    "政务服务|便民|公共法律服务|法律服务|市民|服务|消费者|价格|环保|纪检|监督|举报|投诉|民生|营商环境"
    "|惠企|平安|税务|社保|医保"
)
_HOTLINE = lazy_pattern(  # 12345政务服务便民热线
    rf"[0-9]{{3,6}}(?= ?[”’\"」]?(?:{_SERVED}){{0,4}}(?:热线|专线|平台|电话|报警|急救|中心(?!城)))"
)
_LABEL = lazy_pattern(
    r"(?:附件|附表|附图|专栏|案例|尾号[是为]?|编号[是为]?|房号|[（(]?[图表]|公式|步骤|场景|样本|№|序号"
    r"|代码) ?$"
)


_NUMBERED = lazy_pattern(  # 分机8016, 邮政编码：737100
    r"(?:分机|邮政编码|邮编|工号|警号|门牌|传真|QQ群?|微信|账号|帐号|卡号|单号|证号|车牌|型号|批号|流水)"
    r"(?:号码?)?(?:[是为]|[:：])? ?$"
)
_SECRECY = lazy_pattern(r"(?:绝密|机密|秘密) ?★ ?$")
_TERM = lazy_pattern(r"[0-9]{1,2} ?(?:年|个?月|[天日])")  # 机密★1年
_LONG = 16
_KEY = lazy_pattern(r"[0-9]{1,2} ?号?键(?!盘|入)")  # 请按2键
_KEY_BEFORE = lazy_pattern(r"(?:按|转|拨|选|或|、)数?字? ?$")


def digit_code_at(text: str, at: int) -> Found | None:
    """Phone lines, versions, models, sums like 1+N, padded and very long digit strings."""
    digits = _DIGITS.match(text, at)
    if digits is None:
        return None
    is_numbered = digits.end() - at < _LONG and _NUMBERED.search(text, max(0, at - 8), at)
    if is_numbered and unit_at(text, digits.end()) is None:
        return Found(at, digits.end(), Kind.PHONE_OR_CODE, "label", digits.span())
    term = _TERM.match(text, at)
    if term and _SECRECY.search(text, max(0, at - 5), at):
        return Found(at, term.end(), Kind.PHONE_OR_CODE, "secrecy", digits.span())
    key = _KEY.match(text, at)
    if key and _KEY_BEFORE.search(text, max(0, at - 3), at):
        return Found(at, key.end(), Kind.PHONE_OR_CODE, "label", digits.span())
    label = _LABEL.search(text, max(0, at - 5), at)
    if label and not text[digits.end() : digits.end() + 1].strip(_ENDS) and _is_label(text, label):
        return Found(at, digits.end(), Kind.PHONE_OR_CODE, "label", digits.span())
    if _HOTLINE.match(text, at) or _is_hotline(text, digits):
        return Found(at, digits.end(), Kind.PHONE_OR_CODE, "hotline", digits.span())
    if _SCIENTIFIC.match(text, at):
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
    """12345 and its like are known; 110 needs a word that says that it is called."""
    known = hotlines().get(digits.group())
    if _DIALLED.search(text, max(0, digits.start() - 4), digits.start()):
        return 3 <= digits.end() - digits.start() <= 8 and not _is_counted(text, digits.end())
    called = _CALLED.search(text, max(0, digits.start() - 6), digits.start())
    if known == "always" and _TICKETS.match(text, digits.end()):
        return True
    if known is None or not (
        _stands_alone(text, digits.end()) or (called and not _is_counted(text, digits.end()))
    ):
        return False
    return known == "always" or called is not None


def _is_counted(text: str, end: int) -> bool:
    return text[end : end + 1] in tuple("万亿余多%.") or unit_at(text, end) is not None


def _stands_alone(text: str, end: int) -> bool:
    following = text[end : end + 1]
    return not following or following in "”’」、，。；）)》/和与及等打来"


def _coded(text: str, at: int, code: re.Match[str]) -> Found | None:
    group, end = code.lastgroup or "", code.end()
    if group in ("around", "sum"):
        return Found(at, end, Kind.SET_PHRASE, "slogan", (at, end))
    if group == "model":
        if not _is_model(text, code):
            return None
        rest = _REST_OF_CODE.match(text, end)
        end = rest.end() if rest else end
    if group == "long" and text[end : end + 2].strip()[:1] in tuple("元美欧人件个"):
        return None
    return Found(at, end, Kind.PHONE_OR_CODE, group, (at, end))


def _is_model(text: str, code: re.Match[str]) -> bool:
    """5G and 4A are names; 25kg, 10k, 2e5 and 15th are read elsewhere."""
    letters = code["letters"]
    if letters.lower() not in ("m", "g") and (role_of(letters) or is_english_unit(letters)):
        return False
    unit = unit_at(text, code.start("letters"))
    if unit is not None and (letters not in units() or not unit.isalnum()):
        return False  # hm² is no model hm
    if _GLUED_WORD.fullmatch(letters):
        return False  # 9999permits counts permits
    if letters not in units() and not _READ_ELSEWHERE.fullmatch(letters):
        return True
    is_range = text[code.end() : code.end() + 1] in tuple("-~—–")
    return letters in ("W", "K", "k", "M") and code.end() - code.start() == 2 and not is_range


def letters_at(text: str, at: int) -> Found | None:
    """URLs, mail addresses, standards and codes that begin with letters: G107, PM2.5, GB/T 9704."""
    if _CURRENCY_CODE.match(text, at):
        return None
    url = LINK.match(text, at)
    if url:
        return Found(at, url.end(), Kind.PHONE_OR_CODE, "url", (at, url.end()))
    if "@" in text[at : at + 64]:
        email = _EMAIL.match(text, at)
        if email:
            return Found(at, email.end(), Kind.PHONE_OR_CODE, "email", (at, email.end()))
    standard = _STANDARD.match(text, at)
    if standard:
        return Found(at, standard.end(), Kind.PHONE_OR_CODE, "standard", (at, standard.end()))
    # Asked first: a long code that is no code would be read again from each letter in it.
    code = None if _WORD_THEN_DIGITS.match(text, at) else _LETTER_CODE.match(text, at)
    if code:
        return Found(at, code.end(), Kind.PHONE_OR_CODE, "code", (at, code.end()))
    return None
