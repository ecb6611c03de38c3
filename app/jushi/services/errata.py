"""勘误表: what a report gets wrong, what it should say, and by which cell."""

from jushi.documents import official
from jushi.error_telling import Language
from jushi.fidelity import CheckResult, Status

_TITLES = {"zh": "勘误表", "en": "Errata"}
_HEADERS = {
    "zh": ("序号", "所在语句", "原文", "应为", "说明", "依据"),
    "en": ("No.", "Sentence", "Printed", "Read", "Reason", "Source"),
}
_NOTHING = {"zh": "未发现需要更正的数字。", "en": "No number needs correcting."}
_NO_FORM = "—"
_LONGEST_QUOTE = 60
_ENDS = "。！？；\n!?;"


def render_errata(result: CheckResult, name: str, *, language: Language = "zh") -> bytes:
    """Give a .docx in the official format with a row for each number that is wrong.

    `name` is the report's. Numbers to review, and those that a person accepted, are
    no errata and stand in the check report only.
    """
    rows = [
        tuple(official.Paragraph.plain(cell) for cell in cells) for cells in _rows(result, language)
    ]
    heading = official.Paragraph.plain(name)
    parts: tuple[official.Paragraph | official.Table, ...] = (
        heading,
        official.Table(_HEADERS[language], tuple(rows))
        if rows
        else official.Paragraph.plain(_NOTHING[language]),
    )
    layout = official.load_layout("gbt9704" if language == "zh" else "english")
    return official.render_docx(official.Report((_TITLES[language],), lead=parts), layout)


def _rows(result: CheckResult, language: Language) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for verdict in result.verdicts:
        if verdict.status is not Status.ERROR or verdict.is_accepted:
            continue
        mention = verdict.mention
        rows.append(
            (
                str(len(rows) + 1),
                _sentence(result.text, mention.start, mention.end),
                mention.text,
                verdict.expected or _NO_FORM,
                verdict.explanation,
                verdict.evidence or _NO_FORM,
            )
        )
    for finding in result.findings:
        if finding.status is Status.ERROR and not finding.is_accepted:
            rows.append(
                (str(len(rows) + 1), _NO_FORM, _NO_FORM, _NO_FORM, finding.explanation, _NO_FORM)
            )
    return rows


def _sentence(text: str, start: int, end: int) -> str:
    """The sentence around a number, cut on both sides of it where it is long."""
    low = max((text.rfind(mark, 0, start) for mark in _ENDS), default=-1) + 1
    stops = [place for mark in _ENDS if (place := text.find(mark, end)) >= 0]
    high = min(stops, default=len(text))
    cut_low, cut_high = max(low, start - _LONGEST_QUOTE // 2), min(high, end + _LONGEST_QUOTE // 2)
    head, tail = ("…" if cut_low > low else ""), ("…" if cut_high < high else "")
    return f"{head}{text[cut_low:cut_high].strip()}{tail}".replace("\t", " ")
