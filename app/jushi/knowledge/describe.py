"""Reads off a document what it is: kind, title, year, issuer, what it repeals.

The words that tell are data: `knowledge/lexicons/document_kinds.yaml`.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

import yaml

from jushi.documents import Document
from jushi.knowledge.kinds import Box, DocumentKind
from jushi.resources import resource_path
from jushi.text import STATEMENT_STOPS

_FILE = resource_path("knowledge", "lexicons", "document_kinds.yaml")
_HEAD_BLOCKS = 24
_TAIL_BLOCKS = 6
_LONGEST_TITLE = 60

_YEAR = r"(?:19|20)\d{2}"
# 2023年5月1日 · 2023 年 5 月 1 日
_DATE = re.compile(rf"({_YEAR})\s*年\s*\d{{1,2}}\s*月\s*\d{{1,2}}\s*日")
# 2023年度 · 2021—2025年 is of 2021
_TITLE_YEAR = re.compile(rf"({_YEAR})\s*(?:[—–\-~～至]+\s*{_YEAR})?\s*年")
_NAME_YEAR = re.compile(rf"(?<!\d)({_YEAR})(?!\d)")
# 禾溪县人民政府 · 栖川市 · 新疆维吾尔自治区
_PLACE = (
    r"[\u4e00-\u9fff]{1,10}?(?:特别行政区|自治区|自治州|自治县|新区|省|市|州|盟|县|区|旗|镇|乡|街道)"
    r"(?![省市县区])"  # 贵州省 is not 贵州
)
_TITLE_PLACE = re.compile(rf"(?:{_YEAR}年(?:度)?)?\s*((?:{_PLACE})+(?:人民政府)?)")
# 第十一届全国人民代表大会常务委员会第三次会议通过
_CONGRESS = re.compile(
    rf"((?:全国|{_PLACE})?(?:第[一二三四五六七八九十]+届)?(?:全国)?人民代表大会(?:常务委员会)?)"
)
_COUNCIL = re.compile(r"(中共中央、国务院|中共中央办公厅、国务院办公厅|国务院办公厅|国务院)")
# signature line: 栖川市人民政府办公室
_SIGNATURE = re.compile(
    rf"(?:{_PLACE})*[\u4e00-\u9fff]{{0,12}}(?:人民政府|委员会|办公室|办公厅|厅|局|部|委|院)"
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
    """What a document says of itself."""

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
    is_policy = front.get("kind") == "policy" or _is_policy(title)
    issuer = front.get("issuer") or (
        _policy_issuer(title, head, tail) if is_policy else _report_issuer(title, head)
    )
    kind = _kind(title, is_policy=is_policy, issuer=issuer, own_issuer=own_issuer)
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
    """The box of a kind: only material may be evidence for numbers."""
    return "facts" if kind == "material" else "style"


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


def edition_key(title: str) -> str:
    """What editions of one law have in common: the title without state, year and edition marks."""
    bare = re.sub(r"[（(][^）)]*[）)]|《|》|\s", "", title)
    return re.sub(rf"^中华人民共和国|{_YEAR}年?(?:修订|修正|版)?", "", bare)


def _kind(title: str, *, is_policy: bool, issuer: str, own_issuer: str) -> DocumentKind:
    if is_policy:
        return "policy"
    if not any(word in title for word in _words()["report"]):
        return "material"
    return "own_report" if is_of_office(issuer, own_issuer) else "other_report"


@lru_cache(maxsize=1)
def _words() -> dict[str, tuple[str, ...]]:
    entries = yaml.safe_load(_FILE.read_text("utf-8"))
    return {role: tuple(words) for role, words in entries.items()}


def _is_policy(title: str) -> bool:
    bare = re.sub(r"[（(][^）)]*[）)]\s*$", "", title).rstrip("》 ")
    if any(word in bare for word in _words()["report"]):
        return False
    return bare.endswith(_words()["policy"])


def _title(document: Document, name: str) -> str:
    lines = [block.text for block in document.blocks if block.kind == "title"]
    if not lines and document.blocks and len(document.blocks[0].text) <= _LONGEST_TITLE:
        first = document.blocks[0].text
        if not re.search(f"[{STATEMENT_STOPS}]", first) and "\t" not in first:
            lines = [first]
    joined = "".join(re.sub(r"[\s　]+", "", line).lstrip("#") for line in lines)
    return joined[:_LONGEST_TITLE] or re.sub(r"\.\w{2,5}$", "", name.rpartition("/")[2])


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
    if found:
        return found[1]
    for line in head[1:6]:
        place = re.search(rf"在((?:{_PLACE}))第", line)
        if place:
            return place[1]
    return ""


def _policy_issuer(title: str, head: list[str], tail: list[str]) -> str:
    local = _TITLE_PLACE.match(title)
    edition = " ".join(line for line in head[1:] if _EDITION_WORDS.search(line))
    council = _COUNCIL.search(edition)
    congress = _CONGRESS.search(re.sub(r"第[一二三四五六七八九十]+届", "", edition))
    if congress and not (council and council.start() < congress.start()):
        return _full_congress(congress[1])
    if council:
        return council[1]
    for line in reversed(tail):
        if _SIGNATURE.fullmatch(line.replace(" ", "")):
            return line.replace(" ", "")
    return local[1] if local else ""


def _full_congress(name: str) -> str:
    return name if not name.startswith("人民代表大会") else f"全国{name}"


def _repeals(text: str) -> tuple[str, ...]:
    named = _REPEAL.findall(text)
    for group in _REPEAL_BEFORE.findall(text):
        named += re.findall(r"《([^》]{2,40})》", group)
    return tuple(dict.fromkeys(named))
