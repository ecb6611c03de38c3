"""How the server is run."""

import httpx
import pytest
from fastapi import FastAPI, Request

from tests.web.office import running


def _mirror() -> FastAPI:
    application = FastAPI()

    @application.get("/")
    def who(request: Request) -> dict[str, str]:
        assert request.client is not None
        return {"host": request.client.host, "scheme": request.url.scheme}

    return application


@pytest.mark.parametrize(
    ("proxies", "told"),
    [
        ((), {"host": "127.0.0.1", "scheme": "http"}),
        (("10.0.0.1",), {"host": "127.0.0.1", "scheme": "http"}),
        (("127.0.0.1",), {"host": "10.1.1.1", "scheme": "https"}),
    ],
    ids=["no-proxy", "another-proxy", "the-proxy"],
)
def test_only_a_proxy_that_was_named_is_believed_whose_request_it_is(
    proxies: tuple[str, ...], told: dict[str, str]
) -> None:
    sent = {"X-Forwarded-For": "10.1.1.1", "X-Forwarded-Proto": "https"}
    with running(_mirror(), proxies) as url, httpx.Client(trust_env=False) as client:
        assert client.get(url, headers=sent).json() == told
