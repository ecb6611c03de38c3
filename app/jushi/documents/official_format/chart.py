"""Charts of figures, drawn by matplotlib where it is installed."""

import io
from collections.abc import Sequence
from typing import Any

from jushi.documents.official_format.report import Picture
from jushi.errors import DocumentError
from jushi.figures import Figure
from jushi.messages import Message

_CHINESE_FONTS = (
    "FandolSong", "SimSun", "Noto Serif CJK SC", "Noto Serif CJK JP", "Noto Sans CJK SC",
    "Noto Sans CJK JP", "AR PL SungtiL GB", "AR PL UMing CN", "WenQuanYi Zen Hei", "SimHei",
    "Microsoft YaHei", "PingFang SC", "Songti SC", "AR PL KaitiM GB",
)  # fmt: skip
_THIS_YEAR, _LAST_YEAR = "#1F4E79", "#BFBFBF"


def render_chart(
    figures: Sequence[Figure], *, caption: str, years: tuple[str, str] = ("本年", "上年")
) -> Picture:
    """Give a bar chart of figures of one unit, with last year's bars where they are known.

    Values stand on the bars as the workbook has them. The description lists the same numbers,
    for readers and for checks. Raises DocumentError where matplotlib or a Chinese font is
    missing, and for figures of several units.
    """
    shown = [figure for figure in figures if figure.value is not None]
    units = {figure.unit for figure in shown}
    if len(units) != 1:
        told = "、".join(sorted(units)) or Message("documents.no_figure_with_value")
        raise DocumentError("documents.mixed_chart", place=caption, told=told)
    plot = _load_plot(caption)
    canvas, axes = plot.subplots(figsize=(6.3, 0.55 * len(shown) + 1.2), dpi=200)
    try:
        _draw(axes, shown, years, has_previous=any(f.previous is not None for f in shown))
        canvas.tight_layout()
        buffer = io.BytesIO()
        # Without metadata the same figures give the same bytes.
        canvas.savefig(buffer, format="png", metadata={"Software": None})
    finally:
        plot.close(canvas)
    return Picture(buffer.getvalue(), caption, _description(shown, years))


def _load_plot(caption: str) -> Any:
    try:
        import matplotlib
    except ImportError as error:
        raise DocumentError("documents.charts_need_matplotlib", place=caption) from error
    matplotlib.use("Agg")
    from matplotlib import font_manager, pyplot

    families = {font.name for font in font_manager.fontManager.ttflist}
    family = next((name for name in _CHINESE_FONTS if name in families), None)
    if family is None:
        raise DocumentError("documents.no_chinese_font", place=caption)
    matplotlib.rcParams["font.family"] = [family]
    matplotlib.rcParams["axes.unicode_minus"] = False
    return pyplot


def _draw(axes: Any, figures: list[Figure], years: tuple[str, str], *, has_previous: bool) -> None:
    height = 0.38 if has_previous else 0.6
    places = range(len(figures))
    bars = axes.barh(places, [_number(f.value) for f in figures], height, color=_THIS_YEAR)
    axes.bar_label(bars, [f.tell_value(with_unit=False) for f in figures], padding=3, fontsize=8)
    if has_previous:
        below = [place + height for place in places]
        old = [_number(f.previous) for f in figures]
        grey = axes.barh(below, old, height, color=_LAST_YEAR)
        labels = ["" if f.previous is None else f"{f.previous:f}" for f in figures]
        axes.bar_label(grey, labels, padding=3, fontsize=8)
        # Above the bars, so that it covers no label.
        place = {"loc": "lower right", "bbox_to_anchor": (1.0, 1.0), "ncols": 2}
        axes.legend([bars, grey], years, fontsize=8, frameon=False, **place)
    axes.set_yticks([place + (height / 2 if has_previous else 0) for place in places])
    axes.set_yticklabels([f.indicator for f in figures], fontsize=9)
    axes.invert_yaxis()
    axes.set_xlabel(figures[0].unit, fontsize=9)
    axes.margins(x=0.15)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)


def _number(value: Any) -> float:
    """Bars are drawn in floats; the labels keep the exact text."""
    return 0.0 if value is None else float(value)


def _description(figures: list[Figure], years: tuple[str, str]) -> str:
    """One sentence a figure, worded so that the check reads it like the report's own text."""
    is_chinese = not any(year.isascii() for year in years)
    told = []
    for figure in figures:
        value, previous = f"{figure.value:f}", figure.previous
        if not is_chinese:
            text = f"In {years[0]} {figure.indicator} came to {value} {figure.unit}"
            told.append(f"{text.rstrip()}.")
            if previous is not None:
                text = f"In {years[1]} {figure.indicator} came to {previous:f} {figure.unit}"
                told.append(f"{text.rstrip()}.")
            continue
        text = f"{years[0]}{figure.indicator}{figure.tell_value()}"
        if previous is not None:
            text += f"，{years[1]}{figure.tell_previous()}"
        told.append(f"{text}。")
    return ("" if is_chinese else " ").join(told)
