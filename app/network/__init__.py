"""Outgoing connections: the one place that decides which are allowed, and who is sent a key."""

from app.network.addresses import is_local_address
from app.network.http import (
    PUBLIC_ENDPOINT,
    idle_client,
    open_async_client,
    open_client,
    open_session,
)
from app.network.keys import ApiKey, host_of
from app.network.policy import ANYWHERE, ForbiddenAddressError, NetworkPolicy
from app.network.postgres import pin_postgres
from app.network.process import watch_process

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
    "watch_process",
]
