"""What every response tells the browser."""

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256

import pytest
from jushi.web.headers import policy_of

from tests.web.office import Office, open_office


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with open_office(tmp_path_factory.mktemp("office")) as opened:
        yield opened


@pytest.mark.slow
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/en/",
        "/sign-in",
        "/healthz",
        "/readyz",
        "/metrics",
        "/api/",
        "/api/v1/reports",
        "/api/openapi.json",
        "/config",
        "/theme.css",
        "/files/{report}/zh/check.html",
        "/files/none/zh/check.html",
        "/gradio_api/vibe-code",
        "/nothing",
    ],
)
@pytest.mark.parametrize("name", ["王", ""], ids=["signed-in", "nobody"])
def test_every_response_is_framed_by_nobody_and_asks_no_other_host(
    office: Office, path: str, name: str
) -> None:
    with office.client(name) as client:
        headers = client.get(path.format(report=office.report)).headers

    policy = dict(
        part.strip().partition(" ")[::2] for part in headers["content-security-policy"].split(";")
    )
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert policy["default-src"] == policy["frame-ancestors"] == "'none'"
    assert "unsafe-inline" not in policy.get("script-src", "")
    assert not [word for word in " ".join(policy.values()).split() if "." in word or "*" in word]


def test_the_page_may_run_the_scripts_that_stand_in_it_and_no_others() -> None:
    page = b'<script>one()</script><script type="module" src="./a.js"></script><p onclick="x()">'

    policy = policy_of(page)

    known = b64encode(sha256(b"one()").digest()).decode()
    assert f"script-src 'self' 'unsafe-eval' 'sha256-{known}';" in policy


def test_a_page_that_has_no_scripts_may_run_none(office: Office) -> None:
    with office.client() as client:
        policy = client.get("/sign-in?report=%3Cscript%3Ex()%3C/script%3E").headers

    assert "script-src" not in policy["content-security-policy"]
