"""What a verification says."""

from dataclasses import dataclass
from typing import Literal

from jushi.messages import Message

DifferencePart = Literal["signature", "receipt", "text", "picture", "figure", "decision", "file"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as the receipt has it."""

    part: DifferencePart
    """`signature`: nothing of the receipt can be believed; `receipt`: that part of it was
    changed; the others are what the file, the workbook or the package holds now."""
    message: Message


@dataclass(frozen=True, slots=True)
class Verification:
    """What came of holding a file against its receipt."""

    public_key: str
    """The key that the receipt names."""
    is_trusted: bool
    """Whether that is a key that the caller knows."""
    differences: tuple[Difference, ...]
    parts: dict[str, object]
    """What the receipt says, by its parts."""

    @property
    def holds(self) -> bool:
        """Whether nothing was changed and the key is known."""
        return self.is_trusted and not self.differences
