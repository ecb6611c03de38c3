"""The kinds of errors: what a caller does about one is told by its kind."""

import pytest
from jushi.commands import UsageError
from jushi.errors import (
    BusyError,
    ConflictError,
    DocumentError,
    DraftError,
    FigureError,
    InvalidError,
    JushiError,
    KnowledgeError,
    LimitError,
    ModelError,
    NotFoundError,
    RefusalError,
    ReplyError,
    SettingsError,
    StoreError,
    StoreOutageError,
    UnavailableError,
)
from jushi.records import SaveConflictError
from jushi.web.api import status_of
from jushi.web.api.faults import FileKindError, LargeFileError
from jushi.web.session_manager import TooManyTriesError

_KINDS = (NotFoundError, InvalidError, ConflictError, RefusalError, UnavailableError)
_OF_A_KIND: dict[type[JushiError], type[JushiError]] = {
    UsageError: InvalidError,
    FigureError: InvalidError,
    DocumentError: InvalidError,
    DraftError: InvalidError,
    KnowledgeError: InvalidError,
    SettingsError: InvalidError,
    LimitError: InvalidError,
    LargeFileError: InvalidError,
    FileKindError: InvalidError,
    SaveConflictError: ConflictError,
    StoreError: UnavailableError,
    StoreOutageError: UnavailableError,
    ModelError: UnavailableError,
    ReplyError: UnavailableError,
    BusyError: UnavailableError,
    TooManyTriesError: UnavailableError,
}


@pytest.mark.parametrize("error", _OF_A_KIND, ids=lambda error: error.__name__)
def test_an_error_of_a_part_is_of_one_kind(error: type[JushiError]) -> None:
    assert [kind for kind in _KINDS if issubclass(error, kind)] == [_OF_A_KIND[error]]


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (NotFoundError, 404),
        (InvalidError, 422),
        (ConflictError, 409),
        (RefusalError, 403),
        (UnavailableError, 503),
        (FigureError, 422),
        (StoreError, 503),
        (BusyError, 503),
        (ModelError, 502),
        (LargeFileError, 413),
        (FileKindError, 415),
    ],
    ids=lambda given: getattr(given, "__name__", None),
)
def test_each_kind_has_its_status_over_http(kind: type[JushiError], status: int) -> None:
    assert status_of(kind("services.nothing_would_change", place="figures")) == status
