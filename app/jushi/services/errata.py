"""勘误表: what a report gets wrong, what it should say, and by which cell."""

from collections.abc import Sequence

from jushi.characters import NOTHING_TOLD
from jushi.documents import official
from jushi.fidelity import CheckResult, Status
from jushi.messages import Language, wordings
from jushi.numbers import Mention
from jushi.text import STATEMENT_STOPS, Span, span_at, statement_spans

_COLUMNS = ("number", "sentence", "printed", "expected", "reason", "source")
_LONGEST_QUOTE = 60


def render_errata(result: CheckResult, name: str, *, language: Language = "zh") -> bytes:
    """Give a .docx in the official format with a row for each number that is wrong.

    `name` is the report's. Numbers to review, and those that a person accepted, are
    no errata and stand in the check report only.
    """
    rows = [
        tuple(official.Paragraph.plain(cell) for cell in cells) for cells in _rows(result, language)
    ]
    words = wordings("errata", language)
    header = tuple(words[f"column_{column}"] for column in _COLUMNS)
    table = official.Table(header, tuple(rows))
    nothing = official.Paragraph.plain(words["nothing"])
    parts = (official.Paragraph.plain(name), table if rows else nothing)
    layout = official.load_layout("gbt9704" if language == "zh" else "english")
    return official.render_docx(official.Report((words["title"],), lead=parts), layout)


def _rows(result: CheckResult, language: Language) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    statements = statement_spans(result.text)
    for verdict in result.verdicts:
        if verdict.status is not Status.ERROR or verdict.is_accepted:
            continue
        mention = verdict.mention
        rows.append(
            (
                str(len(rows) + 1),
                _quote(result.text, statements, mention),
                mention.text,
                verdict.expected or NOTHING_TOLD,
                verdict.explanation,
                verdict.evidence or NOTHING_TOLD,
            )
        )
    for finding in result.findings:
        if finding.status is Status.ERROR and not finding.is_accepted:
            rows.append(
                (
                    str(len(rows) + 1),
                    NOTHING_TOLD,
                    NOTHING_TOLD,
                    NOTHING_TOLD,
                    finding.explanation,
                    NOTHING_TOLD,
                )
            )
    return rows


def _quote(text: str, statements: Sequence[Span], mention: Mention) -> str:
    """The statement around a number without its stop, cut on both sides where it is long."""
    start, end = mention.start, mention.end
    low, high = span_at(statements, start)
    high = low + len(text[low:high].rstrip(STATEMENT_STOPS + "\n"))
    cut_low, cut_high = max(low, start - _LONGEST_QUOTE // 2), min(high, end + _LONGEST_QUOTE // 2)
    head, tail = ("…" if cut_low > low else ""), ("…" if cut_high < high else "")
    return f"{head}{text[cut_low:cut_high].strip()}{tail}".replace("\t", " ")
