"""HTTP clients: they reach what the policy allows, and send a key to its own host alone.

Two libraries with one interface are in use: `httpx2` by the client of OpenAI's protocol, `httpx`
by Chroma's. Redirects are not followed: an endpoint is one host.
"""

import importlib
from functools import cache
from typing import TYPE_CHECKING, Any

from jushi.network.keys import ApiKey
from jushi.network.policy import NetworkPolicy

if TYPE_CHECKING:
    import ssl

    import httpx
    import httpx2

PUBLIC_ENDPOINT = "https://api.openai.com/v1"
"""Where the client of OpenAI's protocol goes unless it is given an address. It is always given
one: left to itself it would take one from the environment that no setting shows."""
_SENT = frozenset(
    ("accept", "accept-encoding", "connection", "content-length", "content-type", "host",
     "transfer-encoding", "user-agent")
)  # fmt: skip
"""Headers that leave, besides the key. The libraries add more from the environment, secrets
among them: OPENAI_CUSTOM_HEADERS, OPENAI_ORG_ID."""
_PORTS = {"http": 80, "https": 443}


def open_async_client(
    policy: NetworkPolicy, *, key: ApiKey | None, proxied: bool = False, **options: Any
) -> "httpx2.AsyncClient":
    """A client for one endpoint. `options` are those of `httpx2.AsyncClient`.

    `proxied` lets the proxy of the environment be used, which an endpoint of the intranet must
    bypass; a policy that allows local hosts alone has none.
    """
    import httpx2

    async def add_headers(request: httpx2.Request) -> None:
        _limit_headers(request, key)

    hooks = dict(options.pop("event_hooks", {}))
    hooks["request"] = [*hooks.get("request", ()), add_headers]
    return httpx2.AsyncClient(
        **_common(policy, httpx2, proxied=proxied, is_async=True), event_hooks=hooks, **options
    )


def open_client(
    policy: NetworkPolicy, *, key: ApiKey | None, proxied: bool = False, **options: Any
) -> "httpx2.Client":
    """The same, for a library that waits for each reply."""
    import httpx2

    return httpx2.Client(
        **_common(policy, httpx2, proxied=proxied),
        event_hooks={"request": [lambda request: _limit_headers(request, key)]},
        **options,
    )


def open_session(policy: NetworkPolicy, **options: Any) -> "httpx.Client":
    """A client of `httpx` for a server of one's own, without a key. `options` are its own."""
    import httpx

    return httpx.Client(**_common(policy, httpx, proxied=False), **options)


@cache
def idle_client() -> "httpx2.Client":
    """A client that sends nothing: a library that is given none makes its own for each request.

    That reads the certificates anew, 50 ms of CPU each time.
    """
    return open_client(NetworkPolicy(local_only=True), key=None)


def _common(
    policy: NetworkPolicy, library: Any, *, proxied: bool, is_async: bool = False
) -> dict[str, Any]:
    if policy.local_only:
        pinned = (_PinnedAsync if is_async else _Pinned)(library, policy)
        return {"trust_env": False, "transport": pinned, "follow_redirects": False}
    trust = _trust(library.__name__)
    return {"trust_env": proxied, "verify": trust, "follow_redirects": False}


@cache
def _trust(library: str) -> "ssl.SSLContext":
    """The certificates to trust, those of SSL_CERT_FILE among them: offices have their own.

    Reading them takes 20 ms, so once is enough.
    """
    context: ssl.SSLContext = importlib.import_module(library).create_ssl_context()
    return context


def _limit_headers(request: Any, key: ApiKey | None) -> None:
    """Leave the headers that are needed, and the key where the request goes to its host."""
    for name in list(request.headers):
        if name.lower() not in _SENT:
            del request.headers[name]
    if key is not None and key.belongs_to(str(request.url)):
        request.headers["Authorization"] = f"Bearer {key.value}"


def _direct(request: Any, asked: Any, address: str) -> None:
    """Send `request` to `address`; the certificate must still be that of the host asked for."""
    request.url = asked.copy_with(host=address)
    request.extensions = {**request.extensions, "sni_hostname": asked.host}


class _Pinned:
    """A transport that connects to the address that was checked, not to the name once more."""

    def __init__(self, library: Any, policy: NetworkPolicy) -> None:
        self._policy = policy
        self._unreached = (library.ConnectError, library.ConnectTimeout)
        self._inner = self._transport(library)

    @staticmethod
    def _transport(library: Any) -> Any:
        return library.HTTPTransport(verify=_trust(library.__name__), trust_env=False)

    def handle_request(self, request: Any) -> Any:
        asked = request.url
        try:
            for address in self._addresses(request):
                _direct(request, asked, address)
                try:
                    return self._inner.handle_request(request)
                except self._unreached as error:
                    failed = error
            raise failed
        finally:
            request.url = asked

    def _addresses(self, request: Any) -> tuple[str, ...]:
        url = request.url
        try:
            return self._policy.addresses(url.host, url.port or _PORTS[url.scheme])
        except OSError as error:
            raise self._unreached[0](str(error), request=request) from error

    def close(self) -> None:
        self._inner.close()

    def __enter__(self) -> "_Pinned":
        self._inner.__enter__()
        return self

    def __exit__(self, *told: Any) -> None:
        self._inner.__exit__(*told)


class _PinnedAsync(_Pinned):
    """The same, for a library that does not wait."""

    @staticmethod
    def _transport(library: Any) -> Any:
        return library.AsyncHTTPTransport(verify=_trust(library.__name__), trust_env=False)

    async def handle_async_request(self, request: Any) -> Any:
        # Every command imports this module, and few of them open a connection.
        import asyncio

        asked = request.url
        try:
            # A look-up may take seconds, in which the person may stop the reply.
            for address in await asyncio.to_thread(self._addresses, request):
                _direct(request, asked, address)
                try:
                    return await self._inner.handle_async_request(request)
                except self._unreached as error:
                    failed = error
            raise failed
        finally:
            request.url = asked

    async def aclose(self) -> None:
        await self._inner.aclose()

    async def __aenter__(self) -> "_PinnedAsync":
        await self._inner.__aenter__()
        return self

    async def __aexit__(self, *told: Any) -> None:
        await self._inner.__aexit__(*told)
