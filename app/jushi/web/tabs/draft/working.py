"""Who works at the page, as jobs are told of it."""

from jushi.services import kept
from jushi.web.clock import now
from jushi.web.page_context import Room


def hand_of(room: Room) -> kept.Hand:
    """The one who sits at the page, now."""
    return kept.Hand(room.desk.owner(), now(), room.language)
