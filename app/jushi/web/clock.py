"""The time that everything in the server goes by."""

from datetime import UTC, datetime


def now() -> datetime:
    """The time now in UTC."""
    return datetime.now(UTC)
