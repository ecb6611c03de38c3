"""Instructions, diffs, versions, figures that change: what happens to a text once it stands."""

from app.revision.store import Store
from app.revision.user import User

__all__ = ["Store", "User"]
