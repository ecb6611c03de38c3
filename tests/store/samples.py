"""Values that store tests put in and expect back."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

from jushi.figures import Figure, Period, SourceCell
from jushi.records import (
    Change,
    Decision,
    FigureEdit,
    JobRecord,
    Paper,
    Report,
    SectionVersion,
    Snapshot,
    WritingRecord,
)
from jushi.revision import Store, User
from jushi.text import Binding, Section, Sentence

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
# The hash of "correct horse".
_CORRECT_HORSE = (
    "$argon2id$v=19$m=65536,t=3,p=4$NUBMk5QtgqZjjv0mxuutnQ"
    "$0RGVZwpE0WpppEBbzrRAPbKJfBeBOKcbFR9A2q/SUC8"
)
BEIJING = timezone(timedelta(hours=8))


def at(minute: int) -> datetime:
    return NOON + timedelta(minutes=minute)


def report(name: str = "r1", owner: str = "zhang") -> Report:
    return Report(name, "濮阳县2023年度报告", "濮阳县", 2023, "zh", owner, NOON, NOON)


def figure(name: str = "norm_total", value: str | None = "136") -> Figure:
    return Figure(
        id=name,
        indicator="梳理规范性文件",
        value=None if value is None else Decimal(value),
        unit="件",
        approx="",
        period=Period("2023年", date(2023, 1, 1), date(2023, 12, 31)),
        previous=Decimal("98.50"),
        subject="濮阳县",
        section="高点谋划",
        aliases=("规范性文件", "文件"),
        required=True,
        formula="",
        source="县司法局",
        note="",
        cell=SourceCell("figures.csv", "", "C9"),
        extra=(("科室", "法规科"),),
    )


def section(key: str = "s1", text: str = "共梳理规范性文件136件。") -> Section:
    start = text.find("136件")
    bound = (Binding(start, start + 4, "norm_total", ("norm_total",)),) if start >= 0 else ()
    return Section(
        key, "高点谋划", (Sentence(text, bindings=bound, id="s1", starts_paragraph=True),)
    )


def version(
    text: Section | None = None, parent: int = 0, *, author: str = "zhang", minute: int = 0
) -> SectionVersion:
    return SectionVersion(
        "r1",
        parent,
        text or section(),
        author,
        at(minute),
        "draft" if parent == 0 else "edit",
        note="第一稿",
        record=WritingRecord("composer", passages=("p1",), seconds=Decimal("0.25")),
    )


def saving(*versions: SectionVersion, minute: int = 0, actor: str = "zhang") -> Change:
    return Change("r1", actor, at(minute), "edit", versions=versions)


def figures_change(*edits: FigureEdit, minute: int = 0) -> Change:
    return Change("r1", "zhang", at(minute), "figures", figures=edits)


def new_figures(*figures: Figure) -> tuple[FigureEdit, ...]:
    return tuple(FigureEdit(f.id, None, f) for f in figures)


def new_value(old: Figure, value: str) -> FigureEdit:
    return FigureEdit(old.id, old, replace(old, value=Decimal(value)))


def job(name: str = "j1") -> JobRecord:
    return JobRecord(name, "r1", "draft", "zhang", NOON, NOON)


def fill(store: Store) -> None:
    """Put something into every table: what the dumps in tests/data/store hold, so it stays."""
    old = figure()
    store.save_user(User("zhang", "起草", _CORRECT_HORSE, at(0)), "root", at(0))
    store.save_report(report(), "zhang")
    store.commit(figures_change(*new_figures(old)))
    store.commit(figures_change(new_value(old, "140.0"), minute=1))
    store.commit(saving(version()))
    store.commit(
        replace(
            saving(version(section(text="零\x00 \ud800 𠀀。"), 1)),
            papers=(Paper("outline", "a: 1"),),
            decisions=(Decision("r1", "accepted", "wang", at(3), "电话核实"),),
            snapshots=(Snapshot("r1", "送审稿", "zhang", at(4), (("s1", 1),), 2),),
        )
    )
    store.save_job(job())


def content_of(store: Store) -> tuple[object, ...]:
    """Give all that can be read of a store that `fill` has filled, to compare two of them."""
    return (
        store.load_reports(),
        store.load_sections("r1"),
        store.list_versions("r1", "s1"),
        store.load_figures("r1"),
        store.list_figure_changes("r1"),
        store.load_paper("r1", "outline"),
        store.list_decisions("r1"),
        store.list_snapshots("r1"),
        store.list_jobs(),
        store.load_users(),
        store.list_events(),
    )
