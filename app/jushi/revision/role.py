"""What a person who signs in may be."""

from typing import Literal

Role = Literal["管理", "起草", "审核"]
"""The words are what the page shows. What each may do, `User.may` knows alone."""
