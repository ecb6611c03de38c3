"""How a report is asked to be laid out, and what goes with it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from jushi.documents import official
from jushi.errors import DraftError
from jushi.figures import Figure, FigureTable
from jushi.services.source import SourceFile

_CHARTS_ZH, _CHARTS_EN = "主要数据对比图", "Charts of key figures"
_CHARTS = frozenset({_CHARTS_ZH, _CHARTS_EN})
_LATIN_BELOW = 0.1
"""Share of Chinese characters below which a report is an English one."""


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
    issuer: str = ""
    document_number: str = ""
    addressee: str = ""
    signature: str = ""
    date: str = ""
    note: str = ""
    copied_to: str = ""
    printer: str = ""
    print_date: str = ""


def complete_report(
    report: official.Report, form: ExportForm, table: FigureTable
) -> official.Report:
    """Give the report with what the form adds: head, signature, imprint, annex table, charts.

    Raises DraftError for a figure that the workbook lacks, DocumentError for a chart of several
    units or where none can be drawn.
    """
    is_chinese = _is_chinese(report)
    added = [*_annex(form, table, is_chinese), *_charts(form, table, is_chinese)]
    # A report that is exported a second time brings the annexes of the first, without pictures.
    titles = {attachment.title for attachment in added} | _CHARTS
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
        attachments=(*kept, *added),
    )


def layout_for(report: official.Report, form: ExportForm) -> official.Layout:
    """Give the layout: the template's over the format of the report's language."""
    base = "gbt9704" if _is_chinese(report) else "english"
    if form.template is None:
        return official.load_layout(base)
    return official.layout_from_sample(form.template.name, form.template.content, base=base)


def _is_chinese(report: official.Report) -> bool:
    text = report.text
    return sum("\u3400" <= char <= "\u9fff" for char in text) >= _LATIN_BELOW * max(1, len(text))


def _annex(form: ExportForm, table: FigureTable, is_chinese: bool) -> Iterable[official.Attachment]:
    if not form.has_annex:
        return
    years = _years(table, is_chinese)
    language = "zh-CN" if is_chinese else "en-GB"
    rows = official.annex_table(table, language=language, years=";".join(years))
    yield official.Attachment("主要数据表" if is_chinese else "Key figures", (rows,))


def _charts(
    form: ExportForm, table: FigureTable, is_chinese: bool
) -> Iterable[official.Attachment]:
    if not form.charts:
        return
    years = _years(table, is_chinese)
    pictures = []
    for number, names in enumerate(form.charts, start=1):
        figures = [_named(name, table) for name in names]
        unit = figures[0].unit
        caption = f"图{number} {years[0]}与{years[1]}对比（单位：{unit}）"
        if not is_chinese:
            caption = f"In {years[0]} and in {years[1]}" + (f" ({unit})" if unit else "")
        pictures.append(official.render_chart(figures, caption=caption, years=years))
    yield official.Attachment(_CHARTS_ZH if is_chinese else _CHARTS_EN, tuple(pictures))


def _named(name: str, table: FigureTable) -> Figure:
    for figure in table:
        if name in (figure.id, figure.indicator, *figure.aliases):
            return figure
    raise DraftError("services.unknown_figure_of_chart", place=f"--chart {name}")


def _years(table: FigureTable, is_chinese: bool) -> tuple[str, str]:
    """The year of the figures and the one before, as headers."""
    years = [f.period.end.year for f in table if f.period is not None and f.period.end]
    if not years:
        return ("本年", "上年") if is_chinese else ("This year", "Last year")
    end = "年" if is_chinese else ""
    return f"{max(years)}{end}", f"{max(years) - 1}{end}"
