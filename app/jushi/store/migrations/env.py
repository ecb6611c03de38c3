"""Run by Alembic. The caller hands in a connection, and its transaction is the one used."""

from alembic import context
from jushi.store.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
)
context.run_migrations()
