"""The same jobs over HTTP, for other systems: `/api/`, with an OpenAPI document and page."""

from jushi.web.api.answers import file_answer
from jushi.web.api.application import build_token_api, mount_api
from jushi.web.api.faults import fault, status_of

__all__ = ["build_token_api", "fault", "file_answer", "mount_api", "status_of"]
