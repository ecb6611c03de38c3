"""Worker processes for files that others send: bounded in time and memory, ended at will.

A parser of hostile bytes can loop, eat memory or overflow the stack of C code, and nothing but
the end of its process stops that. They are for servers: a command is its user's own process.
"""

from jushi.workers.cancellation import Cancellation
from jushi.workers.pool import Limits, WorkerPool

__all__ = ["Cancellation", "Limits", "WorkerPool"]
