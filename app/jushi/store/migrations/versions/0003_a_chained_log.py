"""Each line of the log holds the digest of all lines up to it."""

import hashlib
import json

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_COLUMNS = ("report_id", "actor", "time", "action", "detail")


def upgrade() -> None:
    op.add_column("events", sa.Column("digest", sa.String(64), nullable=False, server_default=""))
    connection = op.get_bind()
    events = sa.table("events", *(sa.column(name) for name in ("number", "digest", *_COLUMNS)))
    rows = connection.execute(sa.select(events).order_by(events.c.number)).mappings().all()
    digest = ""
    for row in rows:
        told = json.dumps([digest, *(row[name] for name in _COLUMNS)], ensure_ascii=True)
        digest = hashlib.sha256(told.encode()).hexdigest()
        of_row = sa.update(events).where(events.c.number == row["number"])
        connection.execute(of_row.values(digest=digest))
