"""Who works at the page, as jobs are told of it."""

from app.jobs import kept
from app.web.clock import now
from app.web.room import Room


def hand_of(room: Room) -> kept.Hand:
    """The one who sits at the page, now."""
    return kept.Hand(room.desk.owner(), now(), room.language)
