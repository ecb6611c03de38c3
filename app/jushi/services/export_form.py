"""How a report is asked to be laid out, and what goes with it."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import get_args

from jushi.characters import language_of
from jushi.documents import official
from jushi.errors import DraftError
from jushi.facts import report_year_of
from jushi.figures import Figure, FigureTable
from jushi.messages import Language, render
from jushi.services.source import SourceFile

_SERIAL_DIGITS = 6
_NEVER_WRITTEN = frozenset({"Cc", "Cn", "Cs"})
"""Unicode's categories of control characters, of what is no character, and of halves of one."""
_BETWEEN_NAMES = "、，,；; "


@dataclass(frozen=True, slots=True)
class ExportForm:
    """What a clerk chooses for an export; what is empty is as in the draft."""

    mode: official.Mode = "material"
    """`material` 普通材料, `document` 不盖章公文, `red_head` 预留红头."""
    template: SourceFile | None = None
    """An office's own .docx, whose page, fonts, sizes and spacing are taken over."""
    has_annex: bool = False
    """Whether a table of the year's figures, last year's and the change goes with the report."""
    charts: tuple[tuple[str, ...], ...] = ()
    """One chart for each group of figures, named by id or indicator, of one unit each."""
    has_anchors: bool = True
    """Whether bookmarks tie the numbers to their figures, so that an edited file can be read back;
    without them the file holds nothing but what it shows."""
    issuer: str = ""
    document_number: str = ""
    addressee: str = ""
    signature: str = ""
    date: str = ""
    note: str = ""
    copied_to: str = ""
    printer: str = ""
    print_date: str = ""
    serial: str = ""
    secrecy: str = ""
    urgency: str = ""
    signatories: str = ""
    """Apart by 、."""
    attachment_names: str = ""
    """Apart by ；: attachments that go with the report and stand in no part of the file."""
    is_duplex: bool = False
    """Whether the imprint stands on the back of the last leaf, an even page."""

    def __post_init__(self) -> None:
        """Leave out what no document can hold, and marks that stand between no two names."""
        for field in fields(self):
            typed = getattr(self, field.name)
            if isinstance(typed, str):
                object.__setattr__(self, field.name, _plain(typed))


def _plain(text: str) -> str:
    written = (c for c in text if unicodedata.category(c) not in _NEVER_WRITTEN)
    return "".join(written).strip().strip(_BETWEEN_NAMES)


def complete_report(
    report: official.Report, form: ExportForm, table: FigureTable
) -> official.Report:
    """Give the report with what the form adds: head, signature, imprint, annex table, charts.

    Raises DraftError for a figure that the workbook lacks, DocumentError for a chart of several
    units or where none can be drawn.
    """
    language = language_of(report.text)
    added = [*_annex(form, table, language), *_charts(form, table, language)]
    # A report that is exported a second time brings the annexes of the first, without pictures.
    titles = {attachment.title for attachment in added} | _chart_titles()
    kept = [a for a in report.attachments if a.title not in titles]
    addressee = form.addressee and form.addressee.rstrip("：:") + "："
    return replace(
        report,
        issuer=form.issuer or report.issuer,
        document_number=form.document_number or report.document_number,
        addressee=addressee or report.addressee,
        signature=form.signature or report.signature,
        date=form.date or report.date,
        note=form.note.strip("（）()") or report.note,
        copied_to=form.copied_to.removeprefix("抄送：").rstrip("。") or report.copied_to,
        printer=form.printer or report.printer,
        print_date=form.print_date.removesuffix("印发") or report.print_date,
        serial=_serial(form.serial) or report.serial,
        secrecy=form.secrecy or report.secrecy,
        urgency=form.urgency or report.urgency,
        signatories=_names(form.signatories, "、") or report.signatories,
        attachment_names=_names(form.attachment_names, "；") or report.attachment_names,
        attachments=(*kept, *added),
    )


def _serial(text: str) -> str:
    """份号 with six digits, as 7.2.1 has it; anything else as it was typed."""
    is_number = text.isascii() and text.isdigit()
    return text.zfill(_SERIAL_DIGITS) if is_number else text


def _names(text: str, mark: str) -> tuple[str, ...]:
    plain = text.replace(",", mark).replace("，", mark).replace(";", mark)
    return tuple(name.strip() for name in plain.split(mark) if name.strip())


def layout_for(report: official.Report, form: ExportForm) -> official.Layout:
    """Give the layout: the template's over the format of the report's language."""
    base = "gbt9704" if language_of(report.text) == "zh" else "english"
    if form.template is None:
        return official.load_layout(base)
    return official.layout_from_sample(form.template.name, form.template.content, base=base)


def _chart_titles() -> set[str]:
    """The titles that charts have in any language."""
    return {render("annexes.charts", language) for language in get_args(Language)}


def _annex(
    form: ExportForm, table: FigureTable, language: Language
) -> Iterable[official.Attachment]:
    if not form.has_annex:
        return
    years = _years(table, language)
    rows = official.annex_table(table, language=language, years=";".join(years))
    yield official.Attachment(render("annexes.table", language), (rows,))


def _charts(
    form: ExportForm, table: FigureTable, language: Language
) -> Iterable[official.Attachment]:
    if not form.charts:
        return
    years = _years(table, language)
    pictures = []
    for number, names in enumerate(form.charts, start=1):
        figures = [_named(name, table) for name in names]
        unit = figures[0].unit
        caption = f"图{number} {years[0]}与{years[1]}对比（单位：{unit}）"
        if language == "en":
            caption = f"In {years[0]} and in {years[1]}" + (f" ({unit})" if unit else "")
        pictures.append(official.render_chart(figures, caption=caption, years=years))
    yield official.Attachment(render("annexes.charts", language), tuple(pictures))


def refuse_unknown_figures(form: ExportForm, table: FigureTable) -> None:
    """Raise DraftError for a chart of a figure that the workbook lacks."""
    for name in (name for names in form.charts for name in names):
        _named(name, table)


def _named(name: str, table: FigureTable) -> Figure:
    for figure in table:
        if name in (figure.id, figure.indicator, *figure.aliases):
            return figure
    raise DraftError("services.unknown_figure_of_chart", place=f"--chart {name}")


def _years(table: FigureTable, language: Language) -> tuple[str, str]:
    """The year of the figures and the one before, as headers."""
    newest = report_year_of(table)
    if newest is None:
        return render("annexes.this_year", language), render("annexes.last_year", language)
    this, last = (render("annexes.year", language, year=y) for y in (newest, newest - 1))
    return this, last
