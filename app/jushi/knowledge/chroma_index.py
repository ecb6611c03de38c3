"""Vectors in Chroma: embedded in the index folder, or on a Chroma server."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import SplitResult, urlsplit

import numpy as np
from numpy.typing import NDArray

from jushi.disk import make_private_folder
from jushi.errors import KnowledgeError
from jushi.knowledge.embedder import Vectors
from jushi.knowledge.faults import refuse_if_full, told_as_knowledge_error, told_if_full
from jushi.network import ANYWHERE, NetworkPolicy, open_session

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

# Chroma takes at most 5461 vectors a call.
_ROWS_A_CALL = 5000
_DEFAULT_PORT = 8000
# Where the disk is full, Chroma may hang in the next call instead of telling: it is not let go so
# far. A vector is stored in its log and in its index.
_SPARE_BYTES = 1 << 20
_COPIES = 2


class ChromaIndex:
    """One collection. Its vectors come from outside: Chroma is given no embedding function,
    because its own would fetch a model over the network.
    """

    def __init__(self, client: "ClientAPI", place: str, collection: str) -> None:
        self._client = client
        self._place = place
        self._folder = None if "://" in place else Path(place)
        self._name = collection
        with self._told():
            self._collection: Collection = client.get_or_create_collection(
                collection,
                embedding_function=None,
                # The default of 100 loses neighbours once several hundred are asked for.
                configuration={"hnsw": {"space": "cosine", "ef_search": 200}},
            )

    def put(self, rows: Sequence[int], vectors: Vectors) -> None:
        with self._told():
            if self._folder is not None:
                refuse_if_full(self._folder, _SPARE_BYTES + _COPIES * vectors.nbytes)
            for start in range(0, len(rows), _ROWS_A_CALL):
                span = slice(start, start + _ROWS_A_CALL)
                self._collection.upsert(
                    ids=[str(row) for row in rows[span]], embeddings=cast(Any, vectors[span])
                )

    def drop(self, rows: Sequence[int]) -> None:
        with self._told():
            for start in range(0, len(rows), _ROWS_A_CALL):
                self._collection.delete(ids=[str(r) for r in rows[start : start + _ROWS_A_CALL]])

    def rows(self) -> frozenset[int]:
        with self._told():
            return frozenset(int(row) for row in self._collection.get(include=[])["ids"])

    def vectors(self, rows: Sequence[int]) -> dict[int, Vectors]:
        """Give the vectors of rows that are there, each of the length 1."""
        found: dict[int, Vectors] = {}
        with self._told():
            for start in range(0, len(rows), _ROWS_A_CALL):
                ids = [str(row) for row in rows[start : start + _ROWS_A_CALL]]
                there = self._collection.get(ids=ids, include=["embeddings"])
                vectors = np.asarray(there["embeddings"], dtype=np.float32)
                found |= {int(row): v for row, v in zip(there["ids"], vectors, strict=True)}
        return found

    def nearest(self, vector: Vectors, limit: int) -> NDArray[np.int64]:
        with self._told():
            found = self._collection.query(
                query_embeddings=cast(Any, [vector]), n_results=limit, include=[]
            )
        return np.array([int(row) for row in found["ids"][0]], dtype=np.int64)

    def destroy(self) -> None:
        with self._told():
            self._client.delete_collection(self._name)
        self.close()

    def close(self) -> None:
        cast(Any, self._client).close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        with _chroma_told(self._place):
            yield


def load_chroma() -> None:
    """Load the library now: who opens the first index would wait 0.7 s for it."""
    import chromadb  # noqa: F401


def open_embedded(folder: Path, collection: str) -> ChromaIndex:
    """Give the collection that lives in `folder`; only one process may have it open.

    `KnowledgeError` if the files cannot be used.
    """
    from chromadb import PersistentClient

    _hush()
    with told_as_knowledge_error(str(folder)), _chroma_told(str(folder)):
        make_private_folder(folder)
        refuse_if_full(folder, _SPARE_BYTES)
        client = PersistentClient(path=str(folder), settings=_settings())
    return ChromaIndex(client, str(folder), collection)


def open_server(url: str, collection: str, network: NetworkPolicy = ANYWHERE) -> ChromaIndex:
    """Give the collection on the server at `url`.

    `KnowledgeError` if it cannot be reached, or `network` does not allow its host.
    """
    parts = urlsplit(url)
    host = parts.hostname or "localhost"
    network.check(host, KnowledgeError, url)
    _hush()
    with _chroma_told(url):
        client = _server_client(network, host, parts)
    return ChromaIndex(client, url, collection)


def _server_client(network: NetworkPolicy, host: str, parts: SplitResult) -> "ClientAPI":
    """Chroma's client over our own connection.

    Its own would use the proxy of the environment, and look the name up again for each request.
    """
    from chromadb.api.client import Client

    session = open_session(network, timeout=None)

    class ServerClient(Client):
        def get_user_identity(self) -> Any:
            # The first question that a client asks the server, before it has sent anything.
            server = cast(Any, self._server)
            session.headers.update(server._session.headers)
            server._session.close()
            server._session = session
            return super().get_user_identity()

        def close(self) -> None:
            super().close()
            # Chroma leaves its connections open.
            session.close()

    settings = _settings()
    settings.chroma_api_impl = "chromadb.api.fastapi.FastAPI"
    port = parts.port or (443 if parts.scheme == "https" else _DEFAULT_PORT)
    named = f"[{host}]" if ":" in host else host
    # With scheme and port: a bare name that begins with "http" would lose its port.
    settings.chroma_server_host = f"{parts.scheme}://{named}:{port}"
    settings.chroma_server_http_port = port
    settings.chroma_server_ssl_enabled = parts.scheme == "https"
    return ServerClient(settings=settings)


def _settings() -> Any:
    from chromadb.config import Settings

    # An address for traces would be taken from the environment, or from a .env in this folder.
    return Settings(
        anonymized_telemetry=False,
        chroma_otel_collection_endpoint="",
        chroma_otel_granularity="none",
    )


def _hush() -> None:
    # Its notes about telemetry would stand between the lines that a user reads.
    logging.getLogger("chromadb").setLevel(logging.ERROR)


@contextmanager
def _chroma_told(place: str) -> Iterator[None]:
    """Turn what Chroma and the connection raise into one line."""
    import httpx
    from chromadb.errors import ChromaError

    is_server = "://" in place
    try:
        yield
    except (httpx.HTTPError, ConnectionError) as error:
        raise _unreachable(place) from error
    except ChromaError as error:
        if not is_server:
            told_if_full(place, error)
        problem = (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
        code = "knowledge.chroma_server_says" if is_server else "knowledge.chroma_folder_says"
        raise KnowledgeError(code, place=place, problem=problem) from error
    except ValueError as error:
        # HttpClient's way to say that nothing listens, or that tenant and database are missing.
        if is_server:
            raise _unreachable(place) from error
        raise


def _unreachable(place: str) -> KnowledgeError:
    return KnowledgeError("knowledge.chroma_unreachable", place=place)
