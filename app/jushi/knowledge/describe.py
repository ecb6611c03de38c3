"""Reads off a document what it is: kind, title, year, issuer, what it repeals.

The words that tell are data: `knowledge/lexicons/document_kinds.yaml`.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from jushi.characters import COUNTING, HAN
from jushi.documents import Document
from jushi.knowledge.kinds import Box, DocumentKind, Field
from jushi.resources import lexicon_yaml
from jushi.text import CENTURY, STATEMENT_STOPS

_HEAD_BLOCKS = 24
_TAIL_BLOCKS = 6
_LONGEST_TITLE = 60

_YEAR = rf"{CENTURY}\d{{2}}"
# 2023年5月1日 · 2023 年 5 月 1 日
_DATE = re.compile(rf"({_YEAR})\s*年\s*\d{{1,2}}\s*月\s*\d{{1,2}}\s*日")
# 2023年度 · 2021—2025年 is of 2021
_TITLE_YEAR = re.compile(rf"({_YEAR})\s*(?:[—–\-~～至]+\s*{_YEAR})?\s*年")
_NAME_YEAR = re.compile(rf"(?<!\d)({_YEAR})(?!\d)")
# 禾溪县人民政府 · 栖川市 · 新疆维吾尔自治区
_PLACE = (
    rf"[{HAN}]{{1,10}}?(?:特别行政区|自治区|自治州|自治县|新区|省|市|州|盟|县|区|旗|镇|乡|街道)"
    r"(?![省市县区])"  # 贵州省 is not 贵州
    r"(?!场监|场管|容|管理)"  # of 禾溪县城市管理局 the place is 禾溪县
)
_DEPARTMENT = rf"[{HAN}]{{1,14}}?(?:局|委员会|委|办公室|办|中心|厅|院|支队|大队|学校|中学|小学)"
# 禾溪县2023年… · 2023年禾溪县司法局工作总结 · 司法局关于2023年…
_TITLE_PLACE = re.compile(
    rf"(?:{_YEAR}年(?:度)?)?\s*((?:{_PLACE})+(?:人民政府(?:办公室)?)?|(?={_DEPARTMENT}))"
    rf"({_DEPARTMENT}(?=\s|\d|关于|上半年|前|年度|工作|情况|总结|材料|台账|$))?"
)
_OFFICE_PLACE = re.compile(rf"(?:{_PLACE})+")
# 第十一届全国人民代表大会常务委员会第三次会议通过
_CONGRESS = re.compile(
    rf"((?:全国|{_PLACE})?(?:第[{COUNTING}]+届)?(?:全国)?人民代表大会(?:常务委员会)?)"
)
_COUNCIL = re.compile(r"(中共中央、国务院|中共中央办公厅、国务院办公厅|国务院办公厅|国务院)")
# signature line: 栖川市人民政府办公室
_SIGNATURE = re.compile(
    rf"(?:{_PLACE})*[{HAN}]{{0,12}}(?:人民政府|委员会|办公室|办公厅|厅|局|部|委|院)"
)
_REPEAL = re.compile(r"《([^》]{2,40})》(?:[（(][^）)]{0,40}[）)])?\s*(?:同时|即行)?(?:予以)?废止")
_REPEAL_BEFORE = re.compile(r"(?:同时废止|废止)[^。《]{0,12}((?:《[^》]{2,40}》[、和及]?)+)")
# 2017年9月1日 … 第二次修正; a law in force is dated by this and not by when it took effect.
_EDITION_WORDS = re.compile(r"通过|修订|修正|公布|发布|批准|印发")
_BODY_BEGINS = re.compile(r"第一[条章]|一、")
# （2023年修订） · （2021年版）
_EDITION_MARK = re.compile(rf"[（(]({_YEAR})年?(?:修订|修正|版)")
_FRONT_MATTER = re.compile(r"(title|kind|issuer|status|effective_from):\s*(.+)")


@dataclass(frozen=True, slots=True)
class Description:
    """What a document says of itself; its kind is `unknown` where nothing in it tells."""

    kind: DocumentKind
    box: Box
    title: str
    year: int | None
    issuer: str
    repeals: tuple[str, ...]
    """Titles that its text declares void."""
    is_marked_superseded: bool
    """Its own head says that it is no longer in force."""


def describe_document(document: Document, *, name: str, own_issuer: str = "") -> Description:
    """Give what `document` is; `own_issuer` tells own reports from those of others.

    The year of a report is the one that its title names; of a law, its newest edition; else the
    year in the file's name. Empty or None stands for what cannot be told.
    """
    head = _head(document)
    tail = [block.text.strip() for block in document.blocks[-_TAIL_BLOCKS:]]
    front = _front_matter(head)
    title = front.get("title") or _title(document, name)
    kind = "policy" if front.get("kind") == "policy" else _kind(title, name, head)
    is_policy = kind == "policy"
    issuer = front.get("issuer") or (
        _policy_issuer(title, head, tail)
        if is_policy
        else _report_issuer(title, head) or _report_issuer(_stem(name), []) or _signed(tail)
    )
    if kind == "other_report":
        kind = report_kind(issuer, own_issuer, title)
    return Description(
        kind=kind,
        box=box_of(kind),
        title=title,
        year=_year(title, name, head, front, is_policy=is_policy),
        issuer=issuer,
        repeals=_repeals(document.text) if is_policy else (),
        is_marked_superseded=front.get("status") == "superseded"
        or any("已废止" in line or "已失效" in line for line in head[:4]),
    )


def box_of(kind: DocumentKind) -> Box:
    """The box of a kind: only material may be evidence for numbers, and what is not known to be
    of any kind is in neither box.
    """
    if kind == "unknown":
        return "unsorted"
    return "facts" if kind == "material" else "style"


def report_kind(issuer: str, office: str, title: str) -> DocumentKind:
    """What a report of `issuer` is to `office`: its own, this year's material of one of its
    departments (工作总结, 工作情况), or another office's.
    """
    if is_of_office(issuer, office):
        return "own_report"
    is_summary = any(word in title for word in _words()["summary"])
    return "material" if is_summary and _is_department_of(issuer, office) else "other_report"


def fields_to_ask(kind: DocumentKind, box: Box, year: int | None, issuer: str) -> tuple[Field, ...]:
    """Give what a person has to say of a document before it can be used for what it is."""
    if kind == "unknown":
        return ("kind",)
    if box == "unsorted":
        return ("box",)
    asked: list[Field] = []
    if kind in ("own_report", "other_report"):
        asked += [] if year else ["year"]
        asked += [] if issuer else ["issuer"]
    return tuple(asked)


def is_of_office(issuer: str, office: str) -> bool:
    """Whether reports of `issuer` are those of `office`; never where one of them is not known.

    禾溪县人民政府 is of 禾溪县, of 甲省禾溪县 and of 禾溪县司法局; 甲省 is of none of them, nor is
    甲省乙县.
    """
    place, own = issuer.removesuffix("人民政府"), office.removesuffix("人民政府")
    if not place or not own:
        return False
    _, found, rest = own.partition(place)
    return place.endswith(own) or (bool(found) and not re.match(_PLACE, rest))


@lru_cache(maxsize=1 << 12)
def is_of_another_place(issuer: str, office: str) -> bool:
    """Whether `issuer` sits in another place than `office`; never where one place is not told.

    栖川市司法局 is of another place than 禾溪县, 栖川市禾溪县司法局 is not.
    """
    there, here = _OFFICE_PLACE.match(issuer), _OFFICE_PLACE.match(office)
    if not there or not here:
        return False
    return not (there[0].endswith(here[0]) or here[0].endswith(there[0]))


def _is_department_of(issuer: str, office: str) -> bool:
    """Whether `issuer` is a department where `office` sits: 司法局 and 禾溪县司法局 of 禾溪县."""
    is_department = re.fullmatch(rf"(?:{_PLACE})*{_DEPARTMENT}", issuer)
    return bool(office and is_department) and not is_of_another_place(issuer, office)


@lru_cache(maxsize=1 << 16)
def edition_key(title: str) -> str:
    """What editions of one law have in common: the title without state, year and edition marks."""
    bare = re.sub(r"[（(][^）)]*[）)]|《|》|\s", "", title)
    return re.sub(rf"^中华人民共和国|{_YEAR}年?(?:修订|修正|版)?", "", bare)


def _kind(title: str, name: str, head: list[str]) -> DocumentKind:
    """What title, head and file name tell, in this order; reports are sorted by office later.

    A salutation (各位代表：) tells nothing of itself; what is said below it does.
    """
    words = _words()
    opening = "".join(head[:6])
    if any(re.search(pattern, opening) for pattern in words["report_openings"]):
        return "other_report"
    for told in (title, _stem(name)):
        if any(word in told for word in words["report"]):
            return "other_report"
        if _is_policy(told):
            return "policy"
        if any(word in told for word in words["material"]):
            return "material"
    return "unknown"


@lru_cache(maxsize=1)
def _words() -> dict[str, tuple[str, ...]]:
    entries = lexicon_yaml("document_kinds.yaml")
    return {role: tuple(words) for role, words in entries.items()}


def _is_policy(title: str) -> bool:
    bare = re.sub(r"[（(][^）)]*[）)]\s*$", "", title).rstrip("》 ")
    return bare.endswith(_words()["policy"])


def _stem(name: str) -> str:
    """The file's name without folders and ending, its marks apart: `司法局_2023 年总结.docx`."""
    return re.sub(r"\.\w{1,5}$", "", name.rpartition("/")[2]).strip()


def _title(document: Document, name: str) -> str:
    lines = [block.text for block in document.blocks if block.kind == "title"]
    if not lines and document.blocks and len(document.blocks[0].text) <= _LONGEST_TITLE:
        first = document.blocks[0].text
        is_salutation = first.rstrip().endswith(("：", ":"))
        if not (is_salutation or re.search(f"[{STATEMENT_STOPS}]", first) or "\t" in first):
            lines = [first]
    joined = "".join(re.sub(r"[\s　]+", "", line).lstrip("#") for line in lines)
    return joined[:_LONGEST_TITLE] or _stem(name)


def _head(document: Document) -> list[str]:
    """The lines above the first article or section."""
    lines = [block.text.strip() for block in document.blocks[:_HEAD_BLOCKS]]
    ends = (n for n, line in enumerate(lines) if _BODY_BEGINS.match(line))
    return lines[: max(next(ends, len(lines)), 1)]


def _front_matter(head: list[str]) -> dict[str, str]:
    lines = [line for text in head for line in text.splitlines()]
    found = (_FRONT_MATTER.fullmatch(line.strip()) for line in lines)
    return {match[1]: match[2].strip() for match in found if match}


def _year(
    title: str, name: str, head: list[str], front: dict[str, str], *, is_policy: bool
) -> int | None:
    marked = _EDITION_MARK.search(title)
    if marked:
        return int(marked[1])
    if is_policy:
        dated = [line for line in head if _EDITION_WORDS.search(line)]
        years = [int(year) for line in dated for year in _DATE.findall(line)]
        years += [int(y) for y in re.findall(rf"^{_YEAR}", front.get("effective_from", ""))]
        if years:
            # A head that stops at the first edition is put right by who named the file.
            return max(years + [int(y) for y in _NAME_YEAR.findall(name)])
    named = _TITLE_YEAR.search(title) or _NAME_YEAR.search(name)
    return int(named[1]) if named else None


def _report_issuer(title: str, head: list[str]) -> str:
    found = _TITLE_PLACE.match(title)
    if found and found[0]:
        return found[1] + (found[2] or "")
    for line in head[1:6]:
        place = re.search(rf"在((?:{_PLACE}))第", line)
        if place:
            return place[1]
    return ""


def _signed(tail: list[str]) -> str:
    """The office that signs at the end; empty where no line is one."""
    lines = [re.sub(r"[\s　]+", "", line) for line in tail]
    return next((line for line in reversed(lines) if _SIGNATURE.fullmatch(line)), "")


def _policy_issuer(title: str, head: list[str], tail: list[str]) -> str:
    local = _TITLE_PLACE.match(title)
    edition = " ".join(line for line in head[1:] if _EDITION_WORDS.search(line))
    council = _COUNCIL.search(edition)
    congress = _CONGRESS.search(re.sub(rf"第[{COUNTING}]+届", "", edition))
    if congress and not (council and council.start() < congress.start()):
        return _full_congress(congress[1])
    if council:
        return council[1]
    return _signed(tail) or (local[1] if local else "")


def _full_congress(name: str) -> str:
    return name if not name.startswith("人民代表大会") else f"全国{name}"


def _repeals(text: str) -> tuple[str, ...]:
    named = _REPEAL.findall(text)
    for group in _REPEAL_BEFORE.findall(text):
        named += re.findall(r"《([^》]{2,40})》", group)
    return tuple(dict.fromkeys(named))
