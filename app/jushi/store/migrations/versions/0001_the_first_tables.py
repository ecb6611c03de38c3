"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "meta",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_meta"),
    )
    op.create_table(
        "users",
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_users"),
    )
    op.create_table(
        "reports",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("updated", sa.String(40), nullable=False),
        sa.Column("figure_revision", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reports"),
    )
    op.create_index("ix_reports_updated", "reports", ["updated"])
    op.create_table(
        "jobs",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("report_id", sa.String(64), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("created", sa.String(40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_jobs"),
    )
    op.create_index("ix_jobs_report_id", "jobs", ["report_id"])
    op.create_index("ix_jobs_state", "jobs", ["state"])
    op.create_table(
        "events",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("report_id", sa.String(64), nullable=False),
        sa.Column("actor", sa.String(120), nullable=False),
        sa.Column("time", sa.String(40), nullable=False),
        sa.Column("action", sa.String(80), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_events"),
    )
    op.create_index("ix_events_report_id", "events", ["report_id"])
    _make_report_parts()


def _of_report(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["report_id"], ["reports.id"], name=f"fk_{table}_report_id_reports"
    )


def _report_id() -> sa.Column[str]:
    return sa.Column("report_id", sa.String(64), nullable=False)


def _make_report_parts() -> None:
    op.create_table(
        "sections",
        _report_id(),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        _of_report("sections"),
        sa.PrimaryKeyConstraint("report_id", "key", name="pk_sections"),
    )
    op.create_table(
        "versions",
        _report_id(),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(120), nullable=False),
        sa.Column("time", sa.String(40), nullable=False),
        sa.Column("cause", sa.String(40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        _of_report("versions"),
        sa.PrimaryKeyConstraint("report_id", "key", "number", name="pk_versions"),
    )
    op.create_table(
        "figures",
        _report_id(),
        sa.Column("figure_id", sa.String(200), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        _of_report("figures"),
        sa.PrimaryKeyConstraint("report_id", "figure_id", "since", name="pk_figures"),
    )
    op.create_index("ix_figures_now", "figures", ["report_id", "until"])
    op.create_table(
        "figure_revisions",
        _report_id(),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(120), nullable=False),
        sa.Column("time", sa.String(40), nullable=False),
        _of_report("figure_revisions"),
        sa.PrimaryKeyConstraint("report_id", "revision", name="pk_figure_revisions"),
    )
    op.create_table(
        "papers",
        _report_id(),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        _of_report("papers"),
        sa.PrimaryKeyConstraint("report_id", "name", "revision", name="pk_papers"),
    )
    for table in ("decisions", "snapshots"):
        op.create_table(
            table,
            sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
            _report_id(),
            sa.Column("body", sa.Text(), nullable=False),
            _of_report(table),
            sa.PrimaryKeyConstraint("number", name=f"pk_{table}"),
        )
        op.create_index(f"ix_{table}_report_id", table, ["report_id"])
