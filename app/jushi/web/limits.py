"""How much may be sent to the server at once."""

_MB = 1024 * 1024
LARGEST_FILE = 50 * _MB
"""Bytes of one file, from the page and from the API."""
LARGEST_REQUEST = LARGEST_FILE + 10 * _MB
"""Bytes of an upload with what stands around it."""
