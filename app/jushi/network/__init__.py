"""Outgoing connections: the one place that decides which are allowed, and who is sent a key."""

from jushi.network.addresses import is_local_address
from jushi.network.http import (
    PUBLIC_ENDPOINT,
    idle_client,
    open_async_client,
    open_client,
    open_session,
)
from jushi.network.keys import ApiKey, host_of
from jushi.network.policy import ANYWHERE, ForbiddenAddressError, NetworkPolicy
from jushi.network.postgres import pin_postgres
from jushi.network.process import watch_process
from jushi.network.replies import refusal_reason

__all__ = [
    "ANYWHERE",
    "PUBLIC_ENDPOINT",
    "ApiKey",
    "ForbiddenAddressError",
    "NetworkPolicy",
    "host_of",
    "idle_client",
    "is_local_address",
    "open_async_client",
    "open_client",
    "open_session",
    "pin_postgres",
    "refusal_reason",
    "watch_process",
]
