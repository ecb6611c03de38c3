"""The same jobs over HTTP, for other systems: `/api/`, with an OpenAPI document and page."""

from app.web.api.answers import file_answer
from app.web.api.application import build_api
from app.web.api.faults import fault

__all__ = ["build_api", "fault", "file_answer"]
