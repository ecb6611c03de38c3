"""Instructions, diffs, versions, figures that change: what happens to a text once it stands."""

from app.revision.store import Event, FigureChange, Store, VersionLine

__all__ = ["Event", "FigureChange", "Store", "VersionLine"]
