"""Embeddings of any endpoint that speaks OpenAI's protocol."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import numpy as np

from jushi.errors import ModelError
from jushi.knowledge.embedder import Vectors
from jushi.messages import Message
from jushi.network import (
    ANYWHERE,
    PUBLIC_ENDPOINT,
    ApiKey,
    NetworkPolicy,
    host_of,
    open_client,
    refusal_reason,
)

if TYPE_CHECKING:
    from openai import OpenAI

_TEXTS_A_REQUEST = 64  # servers on one machine refuse or run out of memory over more
_TIMEOUT_S = 120.0
_RETRIES = 3


class OpenAIEmbedder:
    """Makes no call before it is asked for vectors. `ModelError` tells what the endpoint lacks."""

    def __init__(
        self,
        model: str,
        *,
        base_url: str | None,
        api_key: str | None,
        network: NetworkPolicy = ANYWHERE,
    ) -> None:
        """`network` is asked of the host; the key is sent to the host of `base_url` alone."""
        self.name = f"openai:{model}"
        self._model = model
        self._is_public = base_url is None
        self._url = base_url or PUBLIC_ENDPOINT
        self._key = ApiKey(api_key, host_of(self._url)) if api_key else None
        self._network = network

    @cached_property
    def dimension(self) -> int:
        return int(self.embed_query("维").shape[0])

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        rows: list[list[float]] = []
        for start in range(0, len(texts), _TEXTS_A_REQUEST):
            rows += self._request(list(texts[start : start + _TEXTS_A_REQUEST]))
        if not rows:
            return np.empty((0, self.dimension), dtype=np.float32)
        return self._unit_rows(rows)

    def embed_query(self, text: str) -> Vectors:
        row: Vectors = self._unit_rows(self._request([text]))[0]
        return row

    @cached_property
    def _client(self) -> "OpenAI":
        from openai import OpenAI

        return OpenAI(
            base_url=self._url,
            # The client library insists on one. It is never given the key: see jushi.network.
            api_key="none",
            timeout=_TIMEOUT_S,
            max_retries=_RETRIES,
            http_client=open_client(
                self._network, key=self._key, proxied=self._is_public, timeout=_TIMEOUT_S
            ),
        )

    def _request(self, texts: list[str]) -> list[list[float]]:
        import openai

        if self._is_public and self._key is None:
            raise self._problem("embeddings_without_key")
        self._network.check(
            urlsplit(self._url).hostname or "", ModelError, f"embeddings {self._model!r}"
        )
        try:
            # Said outright, because servers other than OpenAI's often know no base64.
            reply = self._client.embeddings.create(
                model=self._model,
                input=[text or " " for text in texts],
                encoding_format="float",
            )
            # A reply of another kind, a web page for one, comes as something without these.
            rows = sorted(reply.data, key=lambda entry: entry.index)
        except openai.APITimeoutError as error:
            raise self._problem(
                "embeddings_too_slow", timeout_s=_TIMEOUT_S, tries=_RETRIES + 1
            ) from error
        except openai.APIConnectionError as error:
            raise self._problem("embeddings_unreachable", tries=_RETRIES + 1) from error
        except openai.APIStatusError as error:
            reason = self._said(refusal_reason(error.body)) or Message("knowledge.no_reason")
            raise self._problem(
                "embeddings_refused", status=error.status_code, reason=reason
            ) from error
        except (openai.OpenAIError, ValueError, AttributeError, TypeError) as error:
            raise self._problem("no_embeddings") from error
        if len(rows) != len(texts):
            raise self._problem("too_few_embeddings", vectors=len(rows), texts=len(texts))
        return [row.embedding for row in rows]

    def _unit_rows(self, rows: list[list[float]]) -> Vectors:
        if len({len(row) for row in rows}) != 1 or not rows[0]:
            raise self._problem("uneven_embeddings")
        vectors = np.asarray(rows, dtype=np.float32)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        if not np.isfinite(lengths).all() or (lengths == 0).any():
            raise self._problem("empty_embedding")
        unit: Vectors = vectors / lengths
        return unit

    def _said(self, message: str) -> str:
        """The first line, without the key: servers repeat it."""
        said = (message.strip().splitlines() or [""])[0]
        return (self._key.hidden_in(said) if self._key else said)[:200]

    def _problem(self, name: str, **parameters: object) -> ModelError:
        place = Message("places.embeddings", name=self._model)
        return ModelError(f"knowledge.{name}", place=place, **parameters)
