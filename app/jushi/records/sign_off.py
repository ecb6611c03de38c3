"""Closed sets of the sign-off, which settings, services and the API share."""

from typing import Literal

SignOffAct = Literal["send", "withdraw", "pass", "return", "approve"]
SignOffStage = Literal["drafting", "reviewing", "approving", "approved", "returned", "void"]
Blocking = Literal["errors", "open", "nothing"]
"""What holds a report back that is sent or approved: wrong numbers, all that is open, nothing."""
