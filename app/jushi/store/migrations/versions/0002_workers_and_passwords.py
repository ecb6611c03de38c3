"""Which worker runs a job and when it last gave a sign of life; when a password was set."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("jobs", sa.Column("worker", sa.String(120), nullable=True))
    op.add_column("jobs", sa.Column("heartbeat", sa.String(40), nullable=True))
    op.create_index("ix_jobs_worker", "jobs", ["worker"])
    op.create_index("ix_jobs_heartbeat", "jobs", ["heartbeat"])
    op.add_column("users", sa.Column("password_changed", sa.String(40), nullable=True))
