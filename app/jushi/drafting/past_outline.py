"""The outline of a past report, ready for the next year."""

import re
from collections import Counter

from jushi.characters import HAN
from jushi.documents import Document
from jushi.drafting.outline import Outline, OutlineSection, Passage
from jushi.drafting.past_report import PastReport, SourceSection, read_past_report
from jushi.text import CENTURY

_YEAR = re.compile(r"(?<!\d)(20\d{2}|19[5-9]\d)(?=年|\D|$)")
_SUBJECT = re.compile(
    rf"^(?:关于)?([{HAN}]{{2,20}}?)(?={CENTURY}\d{{2}}年|人民政府|政府工作报告|$)"
)
_OFFICE = re.compile(
    rf"^([{HAN}]{{1,16}}?(?:省|市|县|区|旗|州|盟|乡|镇|街道|局|厅|委|办|院|部|署))"
)


def outline_of(document: Document) -> Outline:
    """Read the outline out of a past report: its headings, with the length of each section.

    The report's year becomes {year} in title and headings, its neighbours {next_year} and
    {previous_year}, and the subject {subject}, so that the outline serves any year. Keys tell
    the place: `1`, `1.2`.
    """
    past = read_past_report(document)
    year, subject = report_year(past), report_subject(past)
    return Outline(
        name=past.title.replace("\n", "") or past.name,
        title_template=_general(past.title, year, subject),
        sections=_nested(list(past.sections), 0, year)[0],
        lead=Passage(target_chars=_rounded(past.lead.length)),
    )


def report_year(past: PastReport) -> int | None:
    """Give the year that a report is about: its title's, else the one told most often."""
    if told := _YEAR.findall(past.title):
        return int(told[0])
    years = Counter(
        int(year) for section in past for s in section.sentences for year in _YEAR.findall(s.text)
    )
    return min(years, key=lambda year: (-years[year], year)) if years else None


def report_subject(past: PastReport) -> str:
    """Give who reports: what the title names before year or 人民政府; empty if it names nobody."""
    title = past.title.replace("\n", "").replace(" ", "")
    match = _SUBJECT.match(title) or _OFFICE.match(_YEAR.sub("", title).lstrip("年度"))
    if match is None:
        return ""
    office = _OFFICE.match(match.group(1))
    return office.group(1) if office and len(office.group(1)) > 1 else match.group(1)


def _general(text: str, year: int | None, subject: str = "") -> str:
    """Put {year}, {next_year} and {subject} in place of this report's own."""
    general = text.replace("{", "（").replace("}", "）")
    if year is not None:
        general = re.sub(rf"(?<!\d){year + 1}(?!\d)", "{next_year}", general)
        general = re.sub(rf"(?<!\d){year}(?!\d)", "{year}", general)
        general = re.sub(rf"(?<!\d){year - 1}(?!\d)", "{previous_year}", general)
    return general.replace(subject, "{subject}", 1) if subject else general


def _nested(
    flat: list[SourceSection], start: int, year: int | None
) -> tuple[tuple[OutlineSection, ...], int]:
    """Give the sections from `start` on that stand no higher than the first, as trees."""
    found: list[OutlineSection] = []
    place = start
    while place < len(flat) and (place == start or flat[place].level >= flat[start].level):
        section = flat[place]
        children: tuple[OutlineSection, ...] = ()
        following = place + 1
        if following < len(flat) and flat[following].level > section.level:
            children, following = _nested(flat, following, year)
        found.append(
            OutlineSection(
                key=section.key,
                title=_general(section.title, year),
                level=section.level,
                number=section.number,
                run_in=section.is_run_in,
                target_chars=_rounded(section.length),
                queries=(section.title.replace("，", " "),),
                children=children,
            )
        )
        place = following
    return tuple(found), place


def _rounded(length: int) -> int:
    return round(length, -1)
