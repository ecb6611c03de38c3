"""The API answers everything as its OpenAPI document says, whoever asks and whatever is sent."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from jushi.services import SourceFile
from jushi.services.workspace import Actor, Workspace
from jushi.web.clock import now
from jushi.workers import Limits
from schemathesis import Case, GenerationMode
from schemathesis.schemas import BaseSchema

from tests.web.conftest import FIGURES, PAST
from tests.web.office import PASSWORD, Office, open_office

_BOUNDED = settings(
    max_examples=3,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
_SENT = {
    "workbook": FIGURES,
    "figures": FIGURES,
    "draft": PAST,
    "knowledge": PAST,
    "past": PAST,
    "materials": PAST,
    "returned": FIGURES,
    "evidence": PAST,
    "previous": PAST,
}
"""What is sent in place of the files that nobody can make up."""
_NEED_A_TURN = {
    "POST /v1/reports/{report_id}/sign-off",
    "POST /v1/reports/{report_id}/draft/undo",
    # A sentence that waits, and a file that was exported and edited: `test_api*.py` has both.
    "POST /v1/reports/{report_id}/carried",
    "POST /v1/reports/{report_id}/returned",
    "POST /v1/reports/{report_id}/returned/taken",
}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with open_office(tmp_path_factory.mktemp("office"), Limits(seconds=30)) as opened:
        yield opened


@pytest.fixture(scope="module")
def document(office: Office) -> BaseSchema:
    with office.client("王") as client:
        described = client.get("/api/openapi.json?language=en").json()
    # That a file or an id is not one that is of use, no schema can tell.
    checks = {"positive_data_acceptance": {"enabled": False}}
    config = schemathesis.Config.from_dict({"seed": 1, "checks": checks})
    loaded = schemathesis.openapi.from_dict(described, config=config)
    loaded.config.update(base_url=f"{office.url}/api")
    return loaded


@pytest.fixture(scope="module")
def signed_in(office: Office) -> dict[str, str]:
    with office.client() as client:
        given = {"name": "王", "password": PASSWORD}
        token = client.post("/api/v1/token", json=given).json()["token"]
    return {"Authorization": f"Bearer {token}"}


def each_operation(
    document: BaseSchema,
    subtests: pytest.Subtests,
    proves: Callable[[Case], None],
    modes: tuple[GenerationMode, ...] = tuple(GenerationMode),
) -> None:
    """Prove it for requests of each operation: such as fit the document, and such as do not."""
    for found in document.get_all_operations():
        operation = found.ok()
        for mode in modes:

            @_BOUNDED
            @given(case=operation.as_strategy(generation_mode=mode))
            def holds(case: Case) -> None:
                proves(case)

            with subtests.test(operation.label, mode=mode.value):
                holds()


@pytest.mark.slow
def test_whatever_is_sent_is_answered_as_documented(
    document: BaseSchema, signed_in: dict[str, str], subtests: pytest.Subtests
) -> None:
    each_operation(document, subtests, lambda case: case.call_and_validate(headers=signed_in))


@pytest.mark.slow
def test_nobody_passes_without_signing_in(document: BaseSchema, subtests: pytest.Subtests) -> None:
    def refuses(case: Case) -> None:
        response = case.call()
        case.validate_response(response)
        if case.operation.path != "/v1/token":
            assert response.status_code in (401, 411, 413)

    each_operation(document, subtests, refuses)


@pytest.mark.slow
def test_what_is_of_use_is_answered_as_documented(
    office: Office, document: BaseSchema, signed_in: dict[str, str], subtests: pytest.Subtests
) -> None:
    """With files and ids that are there; each operation succeeds at least once."""
    answered: dict[str, set[int]] = {}
    figure = next(iter(office.store.load_figures(office.report))).id
    fitting = {
        "sections": [],
        "usage_off": [],
        "edits": [{"figure": figure, "field": "subject", "typed": "禾溪县"}],
        "reading": 0,
        "figure": "",
    }
    material = SourceFile("总结.txt", "2024年，拆除违建31处，修复古井12口。".encode())
    waiting = Workspace(office.store, office.report, Actor("王", now)).candidates
    waiting.extract([material])
    ids = dict(zip(("POST", "DELETE"), (row.candidate.id for row in waiting.rows()), strict=True))

    def answers(case: Case) -> None:
        if "report_id" in case.path_parameters:
            case.path_parameters["report_id"] = office.report
        if "candidate_id" in case.path_parameters:
            case.path_parameters["candidate_id"] = ids[case.method]
        if isinstance(case.body, dict):
            case.body |= {name: fit for name, fit in fitting.items() if name in case.body}
        response = case.call(headers=signed_in, timeout=60, **_with_files(case))
        case.validate_response(response)
        answered.setdefault(case.operation.label, set()).add(response.status_code)

    each_operation(document, subtests, answers, (GenerationMode.POSITIVE,))

    failed = [name for name, statuses in answered.items() if min(statuses) >= 300]
    # A turn of a sign-off and the undoing of a draft need what came before: tests of their own.
    assert set(failed) - _NEED_A_TURN == {"POST /v1/token"}


def _with_files(case: Case) -> dict[str, Any]:
    if not isinstance(case.body, dict) or not _SENT.keys() & case.body.keys():
        return {}
    fields = [(name, value) for name, value in case.body.items() if name not in _SENT]
    files = [
        (name, (path.name, path.read_bytes())) for name, path in _SENT.items() if name in case.body
    ]
    return {"files": files, "data": dict(fields)}
