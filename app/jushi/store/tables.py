"""The tables. Values that are only ever read whole lie in `body`, as JSON text of `codec`."""

from sqlalchemy import ForeignKey, Index, Integer, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

_TIME = String(40)
_NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Keeps the tables together and gives constraints names that migrations can use."""

    metadata = MetaData(naming_convention=_NAMES)


class MetaRow(Base):
    """What is known of the database itself: `app_version`, the newest Jushi that opened it."""

    __tablename__ = "meta"
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class UserRow(Base):
    __tablename__ = "users"
    name: Mapped[str] = mapped_column(String(120), primary_key=True)
    body: Mapped[str] = mapped_column(Text)
    password_changed: Mapped[str | None] = mapped_column(_TIME)
    """None: not since the database knows of it."""


class ReportRow(Base):
    __tablename__ = "reports"
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    updated: Mapped[str] = mapped_column(_TIME, index=True)
    figure_revision: Mapped[int] = mapped_column(Integer)
    body: Mapped[str] = mapped_column(Text)


class SectionRow(Base):
    """Which version of a section is the newest, and where the section stands."""

    __tablename__ = "sections"
    report_id: Mapped[str] = mapped_column(ForeignKey("reports.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    number: Mapped[int] = mapped_column(Integer)
    position: Mapped[int | None] = mapped_column(Integer)
    """None: the section has left the outline."""


class VersionRow(Base):
    __tablename__ = "versions"
    report_id: Mapped[str] = mapped_column(ForeignKey("reports.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    author: Mapped[str] = mapped_column(String(120))
    time: Mapped[str] = mapped_column(_TIME)
    cause: Mapped[str] = mapped_column(String(40))
    note: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)


class FigureRow(Base):
    """One state of a figure: true from revision `since` to before revision `until`."""

    __tablename__ = "figures"
    report_id: Mapped[str] = mapped_column(ForeignKey("reports.id"), primary_key=True)
    figure_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    since: Mapped[int] = mapped_column(Integer, primary_key=True)
    until: Mapped[int | None] = mapped_column(Integer)
    position: Mapped[int] = mapped_column(Integer)
    body: Mapped[str] = mapped_column(Text)

    __table_args__ = (Index("ix_figures_now", "report_id", "until"),)


class RevisionRow(Base):
    """One save that changed figures."""

    __tablename__ = "figure_revisions"
    report_id: Mapped[str] = mapped_column(ForeignKey("reports.id"), primary_key=True)
    revision: Mapped[int] = mapped_column(Integer, primary_key=True)
    author: Mapped[str] = mapped_column(String(120))
    time: Mapped[str] = mapped_column(_TIME)


class PaperRow(Base):
    __tablename__ = "papers"
    report_id: Mapped[str] = mapped_column(ForeignKey("reports.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(200), primary_key=True)
    revision: Mapped[int] = mapped_column(Integer, primary_key=True)
    body: Mapped[str] = mapped_column(Text)


class DecisionRow(Base):
    __tablename__ = "decisions"
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    report_id: Mapped[str] = mapped_column(ForeignKey("reports.id"), index=True)
    body: Mapped[str] = mapped_column(Text)


class SnapshotRow(Base):
    __tablename__ = "snapshots"
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    report_id: Mapped[str] = mapped_column(ForeignKey("reports.id"), index=True)
    body: Mapped[str] = mapped_column(Text)


class JobRow(Base):
    __tablename__ = "jobs"
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    report_id: Mapped[str] = mapped_column(String(64), index=True)
    state: Mapped[str] = mapped_column(String(20), index=True)
    created: Mapped[str] = mapped_column(_TIME)
    revision: Mapped[int] = mapped_column(Integer)
    body: Mapped[str] = mapped_column(Text)
    worker: Mapped[str | None] = mapped_column(String(120), index=True)
    """None: nobody runs it."""
    heartbeat: Mapped[str | None] = mapped_column(_TIME, index=True)
    """Not in `body`: it is written every few seconds, by whoever runs the job."""


class EventRow(Base):
    __tablename__ = "events"
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    report_id: Mapped[str] = mapped_column(String(64), index=True)
    actor: Mapped[str] = mapped_column(String(120))
    time: Mapped[str] = mapped_column(_TIME)
    action: Mapped[str] = mapped_column(String(80))
    detail: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    """Of this line and all before it: see `audit.py`."""
