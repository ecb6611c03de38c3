"""What is common to all that is done with one stored report: the store, its id, and who acts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, TypeVar

from jushi.messages import Language, wordings
from jushi.receipts import Signer
from jushi.revision import Store

Clock = Callable[[], datetime]
"""Gives the time now, timezone-aware: services have no clock of their own."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, by which clock, and in which language they are told of it."""

    LOCAL: ClassVar[str] = "local"
    """Name of whoever works where nobody signs in."""

    name: str
    clock: Clock
    language: Language = "zh"
    signer: Signer | None = None
    """What signs the files that leave; None leaves them without a receipt."""

    @classmethod
    def tell(cls, name: str, language: Language) -> str:
        """A stored name as people read it: where nobody signs in, there is none to tell."""
        return wordings("page", language)["local_user"] if name == cls.LOCAL else name


@dataclass(frozen=True, slots=True)
class Group:
    """One stored report for one actor: what every group of services is made of."""

    store: Store
    """As the actor may see it."""
    report_id: str
    actor: Actor

    def _group(self, group: type["_Group"]) -> "_Group":
        """Another group of the same report and actor."""
        return group(self.store, self.report_id, self.actor)


_Group = TypeVar("_Group", bound=Group)
