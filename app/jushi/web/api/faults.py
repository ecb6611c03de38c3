"""Every error of the API: one JSON object with place, problem and remedy."""

from http import HTTPStatus

from fastapi import FastAPI, Request, Response
from fastapi.exception_handlers import http_exception_handler
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from jushi.errors import (
    ConflictError,
    GivenUpError,
    InvalidError,
    JushiError,
    ModelError,
    NotFoundError,
    RefusalError,
    UnavailableError,
)
from jushi.messages import Language, LibraryWords, Message, render_value, wordings
from jushi.safe_parsing import mend_surrogates
from jushi.web.api.request_faults import tell_request_fault
from jushi.web.session_manager import TooManyTriesError


class FileKindError(InvalidError):
    """A file of a kind that is not taken."""


class LargeFileError(InvalidError):
    """A file that is larger than what is taken."""


_UNUSABLE = 422
STATUSES: tuple[tuple[type[JushiError], int], ...] = (
    (TooManyTriesError, 429),
    (ModelError, 502),
    (LargeFileError, 413),
    (FileKindError, 415),
    (GivenUpError, 499),
    (RefusalError, 403),
    (NotFoundError, 404),
    (ConflictError, 409),
    (InvalidError, _UNUSABLE),
    (UnavailableError, 503),
)
"""What each kind of error is answered with, over HTTP anywhere; the first that fits counts."""


def add_handlers(api: FastAPI) -> None:
    """Answer whatever goes wrong in `api` with a fault; nothing of the inside is told."""

    @api.exception_handler(JushiError)
    def mendable(request: Request, error: JushiError) -> JSONResponse:
        return fault(status_of(error), error, _language(request))

    @api.exception_handler(RequestValidationError)
    def malformed(request: Request, error: RequestValidationError) -> JSONResponse:
        language = _language(request)
        place, problem = tell_request_fault(error.errors()[0], language)
        told = JushiError("web.refused_request", place=place, problem=problem)
        return fault(_UNUSABLE, told, language)

    @api.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> JSONResponse:
        return _refused(request, error)

    @api.exception_handler(Exception)
    def failed(request: Request, error: Exception) -> JSONResponse:
        told = JushiError("web.internal_error", place=request.url.path)
        return fault(500, told, _language(request))


def add_outer_handler(app: FastAPI) -> None:
    """Answer with a fault where `app` finds no way into the API that is mounted below `/api/`.

    A path with a line break in it is such a one: a mount does not match it.
    """

    @app.exception_handler(HTTPException)
    async def refused(request: Request, error: HTTPException) -> Response:
        path = request.url.path
        if path.startswith("/api/"):
            return _refused(request, error)
        if "/en/" not in path:
            is_phrase = error.detail == HTTPStatus(error.status_code).phrase
            told = _phrase(error.status_code) if is_phrase else LibraryWords(error.detail)
            error.detail = str(render_value(told, "zh"))
        return await http_exception_handler(request, error)


def _refused(request: Request, error: HTTPException) -> JSONResponse:
    phrase = _phrase(error.status_code)
    told = JushiError("web.http_refusal", place=request.url.path, phrase=phrase)
    answer = fault(error.status_code, told, _language(request))
    answer.headers.update(error.headers or {})
    return answer


def _phrase(status: int) -> Message:
    """What HTTP calls `status`."""
    if str(status) in wordings("http", "en"):
        return Message(f"http.{status}")
    return Message("http.other", phrase=HTTPStatus(status).phrase.lower())


def fault(status: int, error: JushiError, language: Language) -> JSONResponse:
    """The answer that tells `error`."""
    told = error.parts(language)
    # A fault quotes what was sent, and half a surrogate pair in it can be sent back by nobody.
    lines = [" ".join(mend_surrogates(text)[0].split()) for text in told]
    headers = {}
    if isinstance(error, TooManyTriesError):
        headers["Retry-After"] = str(error.seconds)
    content = dict(zip(("place", "problem", "remedy"), lines, strict=True))
    return JSONResponse(content, status, headers)


def status_of(error: JushiError) -> int:
    """The status that answers `error`."""
    return next((status for kind, status in STATUSES if isinstance(error, kind)), _UNUSABLE)


def _language(request: Request) -> Language:
    return "en" if request.query_params.get("language") == "en" else "zh"
